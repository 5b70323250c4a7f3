/* Chapter 1, below the figure: three mistakes to watch fail. */
"use strict";

(function (scope) {
  const { arithmetic, drawing, cells } = scope.Figures;
  const { mapOf, beliefs } = arithmetic;
  const { numeral } = drawing;
  const { h, button, part, tell } = cells;

  const BELIEFS = {
    swapped: [say`swap channels`, say`The channels of X are exchanged, but the slices are not. Each slice meets the wrong channel.`],
    flipped: [
      say`flip`,
      say`Each slice is rotated by half a turn first, as in the convolution of mathematics. PyTorch does not flip.`,
    ],
    averaged: [say`average`, say`The channel sums are averaged. A filter adds them.`],
  };

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
              h("span", { class: truth && truth[i][j] !== value ? "place wrong" : "place" }, numeral(value)),
            ),
          ),
        ),
      );
    const paint = ({ X, K, bias, row, column, total }) => {
      for (const each of buttons) each.setAttribute("aria-pressed", String(each.dataset.belief === own.extra.compare));
      if (own.extra.cover) {
        maps.replaceChildren();
        tell(why, say`The results are covered. Remove the tick to see the map of a mistake.`);
        return;
      }
      if (!own.extra.compare) {
        maps.replaceChildren();
        tell(why, say`Choose one and compare the two maps. The total above does not change.`);
        return;
      }
      const [words, because] = BELIEFS[own.extra.compare];
      const truth = mapOf(X, K, bias);
      const other = beliefs[own.extra.compare](X, K, bias);
      const differing = truth.flat().filter((value, i) => value !== other.flat()[i]).length;
      const here =
        other[row][column] === total ? say`also ${numeral(total)}` : say`${numeral(other[row][column])}, not ${numeral(total)}`;
      maps.replaceChildren(small(truth, say`the map`), small(other, say`with “${words}”`, truth));
      tell(
        why,
        say`${because} Differs in ${differing} of ${truth.flat().length} cells. Row ${row}, column ${column} would give ${here}.`,
      );
    };
    return {
      node: h(
        "div",
        { class: "panel" },
        h("p", { class: "title" }, say`Three common mistakes`),
        h("div", { class: "bar" }, ...buttons),
        h("div", { class: "comparison" }, maps, why),
      ),
      paint,
    };
  }

  scope.Figures = { ...scope.Figures, multiInputBeliefs: { comparison } };
})(globalThis);
