/* The drawing of chapter 2: circles for channels, an arrow for each slice, and what can be counted on it. */
"use strict";

(function (scope) {
  const { arithmetic, drawing } = scope.Figures;
  const { range } = arithmetic;
  const { short, numeralSum, plural, label, grid, arrow, picture, hue } = drawing;

  function count({ K }) {
    const [outputs, inputs, height, width] = [K.length, K[0].length, K[0][0].length, K[0][0][0].length];
    return {
      arrows: outputs * inputs,
      weights: height * width,
      outputs,
      inputs,
      parameters: outputs * inputs * height * width + outputs,
    };
  }

  function parametersInWords(state) {
    const { arrows, weights, outputs, inputs, parameters } = count(state);
    const biases = plural(outputs, "bias", "biases");
    const arrowsInWords = plural(arrows, "arrow");
    return say`${plural(outputs, "filter")} × ${plural(inputs, "slice")} = ${arrowsInWords}. ${arrowsInWords} × ${plural(weights, "weight")} + ${biases} = ${plural(parameters, "parameter")}.`;
  }

  /* Circles, arrows, and the chosen filter's slices on its arrows; a hidden total waits for its prediction. */
  function graph(state, width, hidden = false) {
    const { K, bias, output_channel: chosen, channel_sums, total } = state;
    const [inputs, outputs] = [K[0].length, K.length];
    const narrow = width < 480;
    const [unit, radius] = narrow ? [20, 16] : [26, 20];
    const words = (weight) => short(weight, narrow ? 4 : 6);
    const along = 0.36; // where on an arrow its slice sits: near enough to the start that slices keep apart
    const gaps = [(K[0][0].length * unit + 28) / (1 - along), 72];
    const height = Math.max(inputs * gaps[0], outputs * gaps[1]) + 28;
    const [left, right] = [radius + 28, width - radius - 88];
    const middle = 28 + (height - 28) / 2;
    const inAt = (i) => middle + (i - (inputs - 1) / 2) * gaps[0];
    const outAt = (o) => middle + (o - (outputs - 1) / 2) * gaps[1];
    const parts = [
      label(0, 12, say`input channels`, "small", "start"),
      label(width, 12, say`output channels`, "small", "end"),
    ];
    const reachOf = (o, i) => {
      const [x1, y1, x2, y2] = [left, inAt(i), right, outAt(o)];
      const length = Math.hypot(x2 - x1, y2 - y1);
      const at = (t) => [x1 + (x2 - x1) * t, y1 + (y2 - y1) * t];
      return { from: at((radius + 2) / length), to: at(1 - (radius + 4) / length), at };
    };
    const others = range(outputs).filter((o) => o !== chosen);
    for (const o of others)
      for (const i of range(inputs)) {
        const { from, to } = reachOf(o, i);
        parts.push(arrow(...from, ...to, "arrow faint"));
      }
    for (const i of range(inputs)) {
      const { from, to, at } = reachOf(chosen, i);
      const slice = K[chosen][i];
      const [x, y] = at(along);
      const wide = Math.max(unit, ...slice.flat().map((weight) => words(weight).length * 9 + 8));
      const [across, tall] = [slice[0].length * wide, slice.length * unit];
      parts.push(
        [
          "g",
          hue(i),
          arrow(...from, ...to, "arrow strong", 9),
          label(x, y - tall / 2 - 8, `K[${chosen}, ${i}]`, "small halo"),
        ],
        grid(x - across / 2, y - tall / 2, slice, { unit, width: wide, channel: i, kind: "square heavy", words }),
      );
    }
    for (const i of range(inputs)) {
      parts.push([
        "g",
        hue(i),
        ["circle", { cx: left, cy: inAt(i), r: radius, class: "node-in" }],
        label(left, inAt(i), String(i), "middle inverse strong-word"),
      ]);
    }
    for (const o of range(outputs)) {
      const y = outAt(o);
      parts.push([
        "g",
        { "data-output": o, class: "pick" },
        ["circle", { cx: right, cy: y, r: radius, class: o === chosen ? "node-out chosen" : "node-out" }],
        label(right, y, String(o), "middle strong-word"),
        label(right + radius + 10, y, o === chosen ? (hidden ? "?" : short(total, 7)) : "", "num middle strong-word", "start"),
        label(right + radius + 10, o === chosen ? y + 20 : y, say`bias ${short(bias[o], 6)}`, "small middle", "start"),
      ]);
    }
    const { arrows } = count(state);
    return picture(
      width,
      height,
      {
        role: "img",
        "aria-label":
          say`${plural(inputs, "input channel")} on the left, ${plural(outputs, "output channel")} on the right, an arrow from each to each: ${plural(arrows, "slice")}. Output channel ${chosen} is chosen; its slices give ${numeralSum(channel_sums)}.`,
      },
      ...parts,
    );
  }

  scope.Figures = { ...scope.Figures, multiOutputDrawing: { count, parametersInWords, graph } };
})(globalThis);
