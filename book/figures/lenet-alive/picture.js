/* The picture that LeNet looks at, and all that it makes of it: one for the page, worked out anew when the picture has
   changed. Nothing here draws. */
"use strict";

(function (scope) {
  const { arithmetic, lenet, drawing, lenetNetwork } = scope.Figures;
  const { range, sum, nearest } = arithmetic;
  const { LAYERS, SIDE } = lenetNetwork;
  const { numeral, numeralSum } = drawing;

  const BRUSH = 1.7; // pixels
  const FIRST = { shape: "star", ink: [240, 190, 60], ground: [30, 60, 130], erased: [false, false, false] };
  const WORDS = [say`circle`, say`square`, say`triangle`, say`plus`, say`cross`,
    say`star`, say`heart`, say`moon`, say`arrow`, say`house`];
  const short = (value) => Number(value.toFixed(3));

  let net = null,
    planes = null,
    known = [],
    made = null;
  function work(extra) {
    const weights = scope.Figures.lenetWeights;
    net ??= lenetNetwork.unpack(weights);
    planes ??= lenetNetwork.sample(weights, extra.shape, extra.ink, extra.ground);
    const now = [planes, String(extra.erased)];
    if (now.some((each, i) => each !== known[i])) {
      known = now;
      made = lenetNetwork.run(
        net,
        planes.map((plane, c) => (extra.erased[c] ? plane.map(() => 0) : plane)),
      );
    }
    return made;
  }

  function complete({ layer, channel, row, column }, extra = structuredClone(FIRST)) {
    const all = work(extra);
    const at = Math.min(Math.max(layer, 0), 3);
    const { side, maps } = all[LAYERS[at]];
    const place = nearest([side, side], row, column);
    const o = Math.min(Math.max(channel, 0), maps.length - 1);
    const { value } = lenetNetwork.origin(net, all, at, o, place.row, place.column);
    const patch = [place.row, place.column].map((index) => lenet.trace([5, 5], at, index)[0]);
    return { layer: at, channel: o, ...place, value, patch, scores: all.scores };
  }

  const names = () => scope.Figures.lenetWeights.shapes;
  const nameOf = (shape) => WORDS[names().indexOf(shape)];
  const best = (scores) => names()[scores.indexOf(Math.max(...scores))];
  function sentence({ layer, channel, row, column, value, scores }) {
    const share = Math.round(100 * Math.max(...lenetNetwork.softmax(scores)));
    return say`${nameOf(best(scores))}, ${share} %; ${LAYERS[layer]}, map ${channel}, row ${row}, column ${column}: ${numeral(short(value))}`;
  }

  function originInWords(state) {
    const { layer, channel, row, column } = state;
    const from = lenetNetwork.origin(net, made, layer, channel, row, column);
    if (from.values)
      return say`The largest of ${from.values.map((value) => numeral(short(value))).join(", ")}: ${numeral(short(from.value))}.`;
    const total = sum(from.sums) + from.bias;
    const cut = total < 0 ? say`, below zero, so ReLU makes 0 of it` : "";
    return say`${numeralSum([...from.sums, from.bias].map(short))} = ${numeral(short(total))}${cut}. One sum for each input map, then the bias.`;
  }

  /* Another picture: a shape, or the ground alone. */
  function show(extra) {
    planes = extra.shape
      ? lenetNetwork.sample(scope.Figures.lenetWeights, extra.shape, extra.ink, extra.ground)
      : extra.ground.map((level) => new Float64Array(SIDE * SIDE).fill(level));
  }

  /* Puts ink along a line, as thick as the brush. */
  function stroke(ink, [fromRow, fromColumn], [toRow, toColumn]) {
    const [down, across] = [toRow - fromRow, toColumn - fromColumn];
    const length = down * down + across * across;
    const inked = (row, column) => {
      const along = length ? ((row - fromRow) * down + (column - fromColumn) * across) / length : 0;
      const part = Math.min(1, Math.max(0, along));
      return Math.hypot(row - fromRow - part * down, column - fromColumn - part * across) <= BRUSH;
    };
    planes = planes.map((plane, c) =>
      plane.map((old, k) => (inked(Math.floor(k / SIDE) + 0.5, (k % SIDE) + 0.5) ? ink[c] : old)),
    );
  }

  const weights = (layer) => net[LAYERS[layer]];

  scope.Figures = {
    ...scope.Figures,
    lenetPicture: { FIRST, short, work, complete, names, nameOf, best, sentence, originInWords, show, stroke, weights },
  };
})(globalThis);
