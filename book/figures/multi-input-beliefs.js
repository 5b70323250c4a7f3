/* Chapter 1, below the figure: the reader's prediction, what a wrong one believes, and three mistakes to watch fail. */
"use strict";

(function (scope) {
  const { arithmetic, drawing, cells } = scope.Figures;
  const { mapOf, beliefs } = arithmetic;
  const { say } = drawing;
  const { h, button, part, tell } = cells;

  const BELIEFS = {
    swapped: ["swap channels", "X's channels change seats, the slices stay. Each slice meets the wrong channel."],
    flipped: [
      "flip",
      "Each slice is turned by half a turn first, as in the convolution of mathematics. PyTorch does not flip.",
    ],
    averaged: ["average", "The channel sums are averaged. A filter adds them."],
  };

  /* What a wrong prediction most likely comes from. */
  function reason(guess, state) {
    const { X, K, bias, row, column, channel_sums, total } = state;
    const near = (value) => Math.abs(value - guess) < 1e-3;
    if (near(total)) return null;
    if (bias !== 0 && near(total - bias))
      return `The channels are right. The bias, ${say(bias)}, is missing; it is added once.`;
    if (near(total + bias * (X.length - 1))) return "The bias is added once, not once for each channel.";
    const alone = channel_sums.findIndex((sum) => near(sum));
    if (alone >= 0) return `That is channel ${alone} alone. The other channels are added to it.`;
    if (near(beliefs.averaged(X, K, bias)[row][column])) return "That is the average of the channels. They are added.";
    if (near(beliefs.swapped(X, K, bias)[row][column]))
      return "That is with the channels swapped: slice 0 belongs to channel 0.";
    if (near(beliefs.flipped(X, K, bias)[row][column]))
      return "That is with flipped slices. PyTorch multiplies what lies on each other.";
    return "Multiply the numbers that lie on each other, add up each channel, then add the channels and the bias.";
  }

  function prediction(own) {
    const guess = h("input", { type: "number", step: "any", class: "num wide", autocomplete: "off" });
    const caption = h("span", {});
    const answer = h("p", { class: "reply", role: "status" });
    const cover = h("input", {
      type: "checkbox",
      checked: own.extra.cover,
      onchange: () => {
        own.extra.cover = cover.checked;
        answer.textContent = "";
        own.extra.known = [];
        own.change();
      },
    });
    const check = (event) => {
      event.preventDefault();
      if (!Number.isFinite(guess.valueAsNumber)) {
        answer.textContent = "Type a number first.";
        return;
      }
      const why = reason(guess.valueAsNumber, own.state);
      answer.textContent = why ? `Not ${say(guess.valueAsNumber)}. ${why}` : `Yes, ${say(own.state.total)}.`;
      if (!why) own.extra.known.push(`${own.state.row},${own.state.column}`);
      own.change();
    };
    const form = h(
      "form",
      { class: "bar", onsubmit: check },
      h("label", {}, caption, guess),
      h("button", { type: "submit" }, "check"),
      h("label", { class: "check" }, cover, " cover the results until I have it"),
    );
    let last = "";
    const paint = ({ row, column }) => {
      const place = `row ${row}, column ${column}`;
      if (last && place !== last) {
        answer.textContent = "";
        guess.value = "";
      }
      last = place;
      caption.textContent = `Your prediction for ${place} `;
    };
    return { node: h("div", { class: "panel" }, h("p", { class: "title" }, "Predict first"), form, answer), paint };
  }

  function comparison(own) {
    const maps = h("div", { class: "maps" }),
      why = h("p", { role: "status" });
    const buttons = Object.entries(BELIEFS).map(([belief, [words]]) =>
      button(
        words,
        () => {
          own.extra.compare = own.extra.compare === belief ? null : belief;
          own.change();
        },
        { "data-belief": belief },
      ),
    );
    const small = (values, title, truth) =>
      part(
        title,
        h(
          "div",
          { class: "map still", style: `--columns:${values[0].length}` },
          ...values.flatMap((line, i) =>
            line.map((value, j) =>
              h("span", { class: truth && truth[i][j] !== value ? "place wrong" : "place" }, say(value)),
            ),
          ),
        ),
      );
    const paint = ({ X, K, bias, row, column, total }) => {
      for (const each of buttons) each.setAttribute("aria-pressed", String(each.dataset.belief === own.extra.compare));
      if (own.extra.cover) {
        maps.replaceChildren();
        tell(why, "Covered with the results: a mistake shows its map after the tick is taken away.");
        return;
      }
      if (!own.extra.compare) {
        maps.replaceChildren();
        tell(why, "Choose one and compare the two maps. The total above stays what it is.");
        return;
      }
      const [words, because] = BELIEFS[own.extra.compare];
      const truth = mapOf(X, K, bias);
      const other = beliefs[own.extra.compare](X, K, bias);
      const differing = truth.flat().filter((value, i) => value !== other.flat()[i]).length;
      const here =
        other[row][column] === total ? `also ${say(total)}` : `${say(other[row][column])}, not ${say(total)}`;
      maps.replaceChildren(small(truth, "the map"), small(other, `with “${words}”`, truth));
      tell(
        why,
        `${because} Differs in ${differing} of ${truth.flat().length} cells. Row ${row}, column ${column} would give ${here}.`,
      );
    };
    return {
      node: h(
        "div",
        { class: "panel" },
        h("p", { class: "title" }, "Three mistakes to watch fail"),
        h("div", { class: "bar" }, ...buttons),
        h("div", { class: "comparison" }, maps, why),
      ),
      paint,
    };
  }

  scope.Figures = { ...scope.Figures, multiInputBeliefs: { prediction, comparison } };
})(globalThis);
