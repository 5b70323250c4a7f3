/* Chapter 5, below the ledger: the reader types the shape after each layer and learns which step was wrong. */
"use strict";

(function (scope) {
  const { lenet, cells } = scope.Figures;
  const { h } = cells;

  const GUESSED = ["conv1", "pool1", "conv2", "pool2", "flatten"];
  const VERDICTS = {
    right: () => say`right`,
    slip: (advice) => say`the mistake is here: ${advice}`,
    follows: () => say`follows from your shape before`,
    empty: () => "",
  };

  function guesses(own) {
    const inputs = GUESSED.map((name, i) =>
      h("input", {
        type: "text",
        class: "num wide",
        autocomplete: "off",
        "aria-label": say`your shape after ${name}`,
        placeholder: i < 4 ? "C×H×W" : say`features`,
      }),
    );
    const said = GUESSED.map(() => h("span", {}));
    const summary = h("p", { class: "reply", role: "status" });
    const cover = h("input", {
      type: "checkbox",
      onchange: () => {
        own.extra.cover = cover.checked;
        own.extra.known = [];
        own.change();
      },
    });
    const check = (event) => {
      event.preventDefault();
      const verdicts = lenet.judge(
        own.state.height,
        own.state.width,
        own.state.kernels,
        inputs.map((input) => input.value),
      );
      verdicts.forEach(({ verdict, advice }, i) => {
        said[i].textContent = VERDICTS[verdict](advice);
        inputs[i].classList.toggle("wrong", verdict === "slip");
      });
      own.extra.known = GUESSED.filter((_, i) => verdicts[i].verdict === "right");
      const slips = verdicts.filter(({ verdict }) => verdict === "slip").length;
      const first = GUESSED[verdicts.findIndex(({ verdict }) => verdict === "slip")];
      summary.textContent = slips
        ? slips === 1
        ? say`One slip, in ${first}.`
        : say`${slips} slips, the first in ${first}.`
        : verdicts.every(({ verdict }) => verdict === "right")
          ? say`All five are right.`
          : own.extra.known.length
            ? say`No mistake so far.`
            : say`Type a shape first.`;
      own.change();
    };
    const rows = GUESSED.map((name, i) =>
      h("tr", {}, h("th", { scope: "row" }, name), h("td", {}, inputs[i]), h("td", {}, said[i])),
    );
    const form = h(
      "form",
      { onsubmit: check },
      h("table", { class: "arguments guesses" }, h("tbody", {}, ...rows)),
      h(
        "div",
        { class: "bar" },
        h("button", { type: "submit" }, say`check my shapes`),
        h("label", { class: "check" }, cover, ` ${say`cover the table until I have the answer`}`),
      ),
    );
    return h(
      "div",
      { class: "panel" },
      h("p", { class: "title" }, say`Work it out yourself`),
      h(
        "p",
        {},
        say`Type the shape after each layer. Each is checked from your own shape before it, so a mistake shows only where you made it.`,
      ),
      form,
      summary,
    );
  }

  scope.Figures = { ...scope.Figures, lenetGuesses: { GUESSED, guesses } };
})(globalThis);
