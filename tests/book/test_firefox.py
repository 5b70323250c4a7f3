"""The book in Firefox, opened by double click: figures live, boxes answer, nothing complains."""

import json

import pytest
from firefox import PROGRAM, Firefox
from kit import answer

RIGHT, DOWN = "\ue014", "\ue015"
FIGURES = {
    "intro": ["living-picture"],
    "01-multi-input-channels": ["multi-input", "living-picture", "axes-permute"],
    "02-multi-output-channels": ["multi-output", "living-filters", "axes-stack"],
    "03-1x1-convolution": ["one-by-one", "living-mixing", "axes-rows"],
    "04-conv2d-parameters": ["conv2d-parameters", "axes-padding"],
    "05-lenet-shapes": ["axes-pooling", "lenet-shapes"],
}


@pytest.fixture(scope="module")
def firefox(tmp_path_factory):
    if PROGRAM is None:
        pytest.skip("no Firefox on this machine. apt-get install firefox-esr")
    pytest.importorskip("websocket")
    started = Firefox(tmp_path_factory.mktemp("profile"))
    yield started
    started.close()


@pytest.mark.parametrize("page", FIGURES)
def test_figures_come_alive_and_follow_the_arrow_keys(book, firefox, page):
    firefox.complaints.clear()
    firefox.open(book[f"book/{page}"].file.as_uri())
    for name in FIGURES[page]:
        root = f"document.querySelector('[data-figure=\"{name}\"]')"
        alive = (
            f"for (let i = 0; i < 200 && !{root}.dataset.ready; i += 1) await new Promise((go) => setTimeout(go, 50));"
        )
        firefox.run(f"{root}.scrollIntoView(); {alive} {root}.focus();")
        state = f"return [{root}.dataset.state, {root}.dataset.extra];"
        before = firefox.run(state)
        firefox.press(RIGHT, DOWN)
        assert firefox.run(state) != before, name
    assert firefox.complaints == []


CORR2D = answer("corr2d", "ex01_multi_input")
TEXTS = {CORR2D: "passed", CORR2D.replace("return Y", "return Y + 1"): "failed", "def corr2d(X, K)\n": "crashed"}


def test_an_answer_is_judged(book, firefox):
    firefox.complaints.clear()
    firefox.open(book["book/01-multi-input-channels"].file.as_uri())
    for text, verdict in TEXTS.items():
        judged = firefox.run(f"""
            const root = document.querySelector('[data-answer="ex01_multi_input/corr2d"]');
            const status = root.querySelector("[data-verdict]");
            root.querySelector("textarea").value = {json.dumps(text)};
            root.querySelector("[data-run]").click();
            while (["", "running"].includes(status.dataset.verdict)) await new Promise((go) => setTimeout(go, 20));
            return status.dataset.verdict;""")
        assert judged == verdict
    assert firefox.complaints == []
