"""The figures' arithmetic, in node, against what PyTorch gives for the same numbers."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from torch_values import values

NODE = shutil.which("node")


@pytest.mark.skipif(NODE is None, reason="no node on this machine. apt-get install nodejs")
def test_the_arithmetic_agrees_with_pytorch(tmp_path):
    exported = tmp_path / "values.json"
    exported.write_text(json.dumps(values()))
    done = subprocess.run(
        [NODE, "--test", str(Path(__file__).with_name("arithmetic.test.js"))],
        text=True,
        timeout=600,
        env={**os.environ, "TORCH_VALUES": str(exported)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    assert done.returncode == 0, done.stdout
