/* The figures as they stand still, in print and where no script runs: the default numbers, worked out by the same functions
   as the living ones. One function a figure, (state, extra) → a drawing as plain data. */
"use strict";

const { arithmetic, lenet, drawing, multiOutputDrawing, conv2dDrawing, conv2dWords, lenetDrawing, all } =
  globalThis.Figures;
const livingPictures = require("./living.js");
const { range, mapOf, matrixTimes, pixel } = arithmetic;
const { numeral, numeralSum, factor, label, box, cell, grid, frame, inputMark, outputMark, hue } = drawing;

const WIDTH = 640,
  UNIT = 32;
const caption = (x, y, words) => label(x, y, words, "small", "start");
const sign = (x, y, words) => label(x, y, words, "middle");

/* Moves a drawing, without its own frame, to a place in another. */
const within = (x, y, [, , ...parts]) => ["g", { transform: `translate(${x} ${y})` }, ...parts];

const inside = (state, K) => (i, j) =>
  i >= state.row && i < state.row + K.length && j >= state.column && j < state.column + K[0].length;

function mapGrid(x, y, values, chosen, width = 48) {
  const [height, across] = [values.length, values[0].length];
  return [
    "g",
    {},
    grid(x, y, values, { unit: UNIT, width, marked: (i, j) => i === chosen[0] && j === chosen[1] }),
    box(x, y, width * across, UNIT * height, "out edge"),
    frame(x + chosen[1] * width, y + chosen[0] * UNIT, width, UNIT),
  ];
}

function multiInput(state) {
  const parts = [];
  let running = 0;
  state.X.forEach((plane, c) => {
    const y = c * 150 + 26,
      K = state.K[c];
    const middle = y + UNIT;
    running += state.channel_sums[c];
    const expressions = state.products[c].map((line, i) =>
      line.map((product, j) => [`${numeral(plane[state.row + i][state.column + j])}·${factor(K[i][j])}`, numeral(product)]),
    );
    parts.push(
      inputMark(0, y - 26, c),
      caption(26, y - 11, `X[${c}]`),
      grid(0, y, plane, { unit: UNIT, channel: c, marked: inside(state, K) }),
      frame(state.column * UNIT, state.row * UNIT + y, K[0].length * UNIT, K.length * UNIT),
      sign(118, middle, "×"),
      caption(140, y - 11, `K[${c}]`),
      grid(140, y, K, { unit: UNIT, channel: c, kind: "square heavy" }),
      sign(226, middle, "="),
      caption(248, y - 11, say`products`),
      [
        "g",
        hue(c),
        ...expressions.flatMap((line, i) =>
          line.map(([expression, product], j) => [
            "g",
            {},
            box(248 + j * 64, y + i * 44, 64, 44, "square"),
            label(280 + j * 64, y + 17 + i * 44, expression, "small num"),
            label(280 + j * 64, y + 36 + i * 44, product, "num strong-word"),
          ]),
        ),
      ],
      sign(396, middle, "→"),
      caption(418, y - 11, say`sum`),
      ["g", hue(c), cell(418, y + 8, 52, 36, numeral(state.channel_sums[c]), "square filled")],
      caption(500, y - 11, say`running total`),
      label(
        500,
        y + 26,
        c ? `${numeralSum([running - state.channel_sums[c], state.channel_sums[c]])} = ${numeral(running)}` : numeral(running),
        "num middle",
        "start",
      ),
    );
  });
  const y = state.X.length * 150 + 30;
  parts.push(
    caption(0, y - 11, say`bias, added once`),
    ["g", { class: "slate" }, cell(0, y, 48, UNIT, numeral(state.bias), "square heavy filled")],
    sign(130, y + 16, "→"),
    caption(160, y - 11, say`total`),
    ["g", { class: "slate" }, cell(160, y, 72, UNIT, numeral(state.total), "square heavy filled")],
    sign(256, y + 16, "→"),
    caption(280, y - 11, say`output map`),
    mapGrid(280, y, mapOf(state.X, state.K, state.bias), [state.row, state.column]),
  );
  return { width: WIDTH, height: y + 72, parts };
}

function multiOutput(state) {
  const graph = multiOutputDrawing.graph(state, WIDTH);
  const y = Number(graph[1].height) + 40;
  const parts = [within(0, 0, graph)];
  state.K.forEach((filter, o) => {
    const x = o * 140;
    parts.push(
      outputMark(x, y - 26, o),
      caption(x + 26, y - 11, say`map ${o}`),
      mapGrid(x, y, mapOf(state.X, filter, state.bias[o]), [state.row, state.column]),
    );
  });
  parts.push(label(0, y + 96, multiOutputDrawing.parametersInWords(state), "", "start"));
  return { width: WIDTH, height: y + 104, parts };
}

function oneByOne(state) {
  const { X, W, bias, row, column, input, output } = state;
  const [rows, columns] = [X[0].length, X[0][0].length];
  const parts = [],
    unit = 28,
    tall = rows * unit + 36;
  X.forEach((plane, c) =>
    parts.push(
      inputMark(0, c * tall, c),
      caption(26, c * tall + 15, `X[${c}]`),
      grid(0, c * tall + 26, plane, { unit, channel: c, marked: (i, j) => i === row && j === column }),
      frame(column * unit, c * tall + 26 + row * unit, unit, unit),
    ),
  );
  const middle = (X.length * tall) / 2,
    x = 170,
    top = middle - (W.length * UNIT) / 2;
  parts.push(
    sign(156, middle, "→"),
    caption(x, top - 9, say`matrix K`),
    ...W.flatMap((line, o) =>
      line.map((weight, c) => [
        "g",
        hue(c),
        cell(x + c * UNIT, top + o * UNIT, UNIT, UNIT, numeral(weight), "square filled heavy"),
      ]),
    ),
    sign(x + 108, middle, "·"),
    caption(x + 120, middle - (input.length * UNIT) / 2 - 9, say`pixel`),
    ...input.map((value, c) => [
      "g",
      hue(c),
      cell(x + 120, middle + (c - input.length / 2) * UNIT, 36, UNIT, numeral(value), "square filled"),
    ]),
    sign(x + 170, middle, "+"),
    caption(x + 184, top - 9, say`bias`),
    grid(
      x + 184,
      top,
      bias.map((value) => [value]),
      { unit: UNIT, width: 36, kind: "square heavy" },
    ),
    sign(x + 234, middle, "="),
    caption(x + 248, top - 9, say`output`),
    grid(
      x + 248,
      top,
      output.map((value) => [value]),
      { unit: UNIT, width: 44, kind: "square" },
    ),
    ...W.map((_, o) => label(x, middle + 90 + o * 26, all["one-by-one"].worked(state, o), "num", "start")),
    sign(x + 308, middle, "→"),
  );
  const left = x + 324,
    height = rows * UNIT + 36,
    start = middle - (W.length * height) / 2;
  W.forEach((_, o) => {
    const values = range(rows).map((i) => range(columns).map((j) => matrixTimes(W, pixel(X, i, j), bias)[o]));
    parts.push(
      outputMark(left, start + o * height, o),
      caption(left + 26, start + o * height + 15, say`map ${o}`),
      mapGrid(left, start + o * height + 26, values, [row, column], 29),
    );
  });
  return { width: WIDTH, height: X.length * tall, parts };
}

function conv2dParameters(state, extra) {
  const plane = conv2dDrawing.plane(state, extra, 420, ""),
    out = conv2dDrawing.output(state, extra);
  const y = plane[1].height + 34;
  const lines = [say`height`, say`width`]
    .map((axis, a) => `${axis} ${conv2dWords.formula(state, a)}`)
    .concat(conv2dWords.parametersInWords(extra, state));
  return {
    width: WIDTH,
    height: y + lines.length * 26,
    parts: [
      within(0, 0, plane),
      sign(412, 44, "→"),
      caption(440, 14, say`output ${state.output.join(" × ")}`),
      within(440, 24, out),
      ...lines.map((line, i) => label(0, y + i * 26, line, "num", "start")),
    ],
  };
}

function lenetShapes(state, extra) {
  const table = lenet.ledger(state.height, state.width, state.kernels);
  const chain = lenetDrawing.chain(state, table, { ...extra, kernels: state.kernels, covered: () => false }, WIDTH);
  const words = say`One pixel of pool2 sees ${table.rows[3].sees} × ${table.rows[3].sees} pixels of the image.`;
  return {
    width: chain[1].width,
    height: chain[1].height + 30,
    parts: [within(0, 0, chain), label(4, chain[1].height + 20, words, "", "start")],
  };
}

module.exports = {
  ...livingPictures,
  "multi-input": multiInput,
  "multi-output": multiOutput,
  "one-by-one": oneByOne,
  "conv2d-parameters": conv2dParameters,
  "lenet-shapes": lenetShapes,
};
