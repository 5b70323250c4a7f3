#!/usr/bin/env bash
# Runs once, as root, when Gradescope builds the image. Everything the grader needs goes into one environment.
set -euo pipefail
root="${AUTOGRADER_ROOT:-/autograder}"
export DEBIAN_FRONTEND=noninteractive

apt-get update
apt-get install -y --no-install-recommends bubblewrap ca-certificates
python=""
for candidate in python3 python3.13 python3.12 python3.11; do
  if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    python="$candidate"
    break
  fi
done
if [ -z "$python" ]; then   # Ubuntu 22.04 comes with Python 3.10
  apt-get install -y --no-install-recommends python3.11
  python=python3.11
fi
apt-get install -y --no-install-recommends "$(basename "$(readlink -f "$(command -v "$python")")")-venv"

"$python" -m venv "$root/env"
"$root/env/bin/pip" install --no-cache-dir --requirement "$root/source/requirements.txt"
PYTHONPATH="$root/source" "$root/env/bin/python" -m autograder.start_up
