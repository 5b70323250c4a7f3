/* Below a figure: the reader predicts a number before it shows, and hears what a wrong one believes. With a tick the
   results stay covered until then. A figure that asks keeps {cover: false, known: []} in its extra. */
"use strict";

(function (scope) {
  const { arithmetic, drawing, cells } = scope.Figures;
  const { beliefs } = arithmetic;
  const { numeral } = drawing;
  const { h, tell } = cells;

  const near = (a, b) => Math.abs(a - b) < 1e-3;

  /* What a wrong total of one filter most likely comes from; null for the right one. `state` holds X [c][H][W], K [c][kH][kW],
     bias, row, column, channel_sums and total. */
  function filterBelief(guess, { X, K, bias, row, column, channel_sums, total }) {
    const same = (value) => near(value, guess);
    if (same(total)) return null;
    if (bias !== 0 && same(total - bias))
      return say`The channels are right. The bias, ${numeral(bias)}, is missing; it is added once.`;
    if (same(total + bias * (X.length - 1))) return say`The bias is added once, not once for each channel.`;
    const alone = channel_sums.findIndex(same);
    if (alone >= 0) return say`That is channel ${alone} alone. The other channels are added to it.`;
    if (same(beliefs.averaged(X, K, bias)[row][column])) return say`That is the average of the channels. They are added.`;
    if (same(beliefs.swapped(X, K, bias)[row][column]))
      return say`That is with the channels swapped: slice 0 belongs to channel 0.`;
    if (same(beliefs.flipped(X, K, bias)[row][column]))
      return say`That is with flipped slices. PyTorch multiplies what lies on each other.`;
    return say`Multiply the numbers that lie on each other, add up each channel, then add the channels and the bias.`;
  }

  /* A changed number makes every earlier prediction an old one. */
  function edit(own, changes) {
    own.extra.known = [];
    own.change(changes);
  }

  /* `place(state)` names what is asked for, in words; `right(state)` is the number; `belief(guess, state)` says why a
     guess is wrong, or null. */
  function panel(own, { place, right, belief }) {
    const guess = h("input", { type: "number", step: "any", class: "num wide", autocomplete: "off" });
    const caption = h("span", {});
    const answer = h("p", { class: "reply", role: "status" });
    const cover = h("input", {
      type: "checkbox",
      checked: own.extra.cover,
      onchange: () => {
        own.extra.cover = cover.checked;
        answer.textContent = "";
        edit(own, {});
      },
    });
    const check = (event) => {
      event.preventDefault();
      if (!Number.isFinite(guess.valueAsNumber)) {
        answer.textContent = say`Type a number first.`;
        return;
      }
      const why = belief(guess.valueAsNumber, own.state);
      const words = why ? say`Not ${numeral(guess.valueAsNumber)}. ${why}` : say`Yes, ${numeral(right(own.state))}.`;
      if (!why) own.extra.known.push(place(own.state));
      own.change(); // which may ask for the next number, and would empty the answer
      tell(answer, words);
    };
    const form = h(
      "form",
      { class: "bar", onsubmit: check },
      h("label", {}, caption, guess),
      h("button", { type: "submit" }, say`check`),
      h("label", { class: "check" }, cover, ` ${say`cover the results until I have it`}`),
    );
    let last = "";
    const paint = (state) => {
      const asked = place(state);
      if (last && asked !== last) {
        answer.textContent = "";
        guess.value = "";
      }
      last = asked;
      tell(caption, `${say`Your prediction for ${asked}`} `);
    };
    return { node: h("div", { class: "panel" }, h("p", { class: "title" }, say`Predict first`), form, answer), paint };
  }

  /* Whether the number that these words name still waits for its prediction. */
  const covered = (own, words) => own.extra.cover && !own.extra.known.includes(words);

  scope.Figures = { ...scope.Figures, predicting: { filterBelief, panel, covered, edit, near } };
})(globalThis);
