/* The figures in words and tables, for whoever does not see the picture: its title, its description, and the same numbers
   as one or two tables, (state, extra) → [{caption, head, rows}]. */
"use strict";

const { arithmetic, lenet, drawing, multiOutputDrawing, conv2dWords, all } = globalThis.Figures;
const { range, mapSize, mapOf, windowSum, matrixTimes, pixel } = arithmetic;
const { numeral, numeralSum } = drawing;

const lines = (values) => values.map((line) => line.map(numeral).join("\u00a0")).join("\u00a0/ "); // a row stays in one line
const vector = (values) => `(${values.map(numeral).join(", ")})`;
const places = ([height, width]) => range(height).flatMap((row) => range(width).map((column) => [row, column]));

const multiInput = {
  title: say`One filter on two input channels, with every product`,
  describe: (state) =>
    say`Each plane of the image lies beside its own slice of the filter. At ${all["multi-input"].sentence(state)}: one sum for each channel, then the bias, added once.`,
  tables: ({ X, K, bias, row, column, products, channel_sums, total }) => [
    {
      caption: say`The window at row ${row}, column ${column}; a stroke divides the rows of a grid`,
      head: [say`channel`, "X", "K", say`products`, say`sum`],
      rows: [
        ...X.map((plane, c) => [String(c), lines(plane), lines(K[c]), lines(products[c]), numeral(channel_sums[c])]),
        [say`total with bias`, "", "", "", `${numeralSum([...channel_sums, bias])} = ${numeral(total)}`],
      ],
    },
    {
      caption: say`Every position of the window`,
      head: [say`position`, ...X.map((_, c) => say`channel ${c}`), say`bias`, say`total`],
      rows: places(mapSize(X, K)).map(([i, j]) => {
        const made = windowSum(X, K, bias, i, j);
        return [say`row ${i}, column ${j}`, ...made.channel_sums.map(numeral), numeral(bias), numeral(made.total)];
      }),
    },
  ],
};

const multiOutput = {
  title: say`Circles for channels, an arrow for each slice`,
  describe: (state) => {
    const { inputs, outputs, arrows } = multiOutputDrawing.count(state);
    return say`${inputs} input channels on the left, ${outputs} output channels on the right, an arrow from each to each: ${arrows} slices. The arrows into output channel ${state.output_channel} carry their numbers. Below, the ${outputs} maps. ${multiOutputDrawing.parametersInWords(state)}`;
  },
  tables: ({ X, K, bias }) => [
    {
      caption: say`Each filter and the map it makes; a stroke divides the rows of a grid`,
      head: [say`output channel`, ...X.map((_, i) => say`slice for input ${i}`), say`bias`, say`map`],
      rows: K.map((filter, o) => [String(o), ...filter.map(lines), numeral(bias[o]), lines(mapOf(X, filter, bias[o]))]),
    },
  ],
};

const oneByOne = {
  title: say`One matrix at every pixel`,
  describe: (state) =>
    say`Three input planes on the left, two maps on the right. The pixel at ${all["one-by-one"].sentence(state)}: the matrix ${lines(state.W)} times the pixel, plus the bias ${vector(state.bias)}. The same matrix is used at every pixel.`,
  tables: ({ X, W, bias }) => [
    {
      caption: say`Every pixel before and after`,
      head: [say`pixel`, say`input channels`, say`output channels`],
      rows: places([X[0].length, X[0][0].length]).map(([i, j]) => [
        say`row ${i}, column ${j}`,
        vector(pixel(X, i, j)),
        vector(matrixTimes(W, pixel(X, i, j), bias)),
      ]),
    },
  ],
};

const conv2dParameters = {
  title: say`Where the windows of a convolution are`,
  describe: (state) =>
    say`A plane of ${state.input[0]} by ${state.input[1]} cells with the first window on it. Beside and below it each window is a line of dots on the rows or columns it reads. ${all["conv2d-parameters"].sentence(state)}.`,
  tables: (state, extra) => {
    return [
      {
        caption: conv2dWords.parametersInWords(extra, state),
        head: [
          say`axis`,
          say`input`,
          "kernel_size",
          "stride",
          "padding",
          "dilation",
          say`output`,
          say`never read`,
          say`formula`,
        ],
        rows: [say`height`, say`width`].map((axis, a) => [
          axis,
          ...["input", "kernel_size", "stride", "padding", "dilation", "output"].map((key) => numeral(state[key][a])),
          state.never_read[a].join(", ") || say`nothing`,
          conv2dWords.formula(state, a),
        ]),
      },
    ];
  },
};

const lenetShapes = {
  title: say`LeNet from image to features, drawn to scale`,
  describe: (state) =>
    say`The image and the maps after each layer as squares to scale, then the features as bars: ${all["lenet-shapes"].sentence(state, lenet.ledger(state.height, state.width, state.kernels))}. Marked squares trace what one pixel of the last map sees.`,
  tables: (state) => {
    const { rows, totals } = lenet.ledger(state.height, state.width, state.kernels);
    return [
      {
        caption: say`The table of the network; numbers out are kept until the backward pass, 4 bytes each`,
        head: [
          say`layer`,
          say`shape`,
          say`parameters`,
          say`multiplications`,
          say`numbers out`,
          say`sees`,
          say`step`,
        ],
        rows: [
          ...rows.map((row) => [
            row.name,
            row.shape.join("×"),
            numeral(row.parameters),
            numeral(row.multiplications),
            numeral(row.activations),
            row.sees ? numeral(row.sees) : say`all`,
            row.step ? numeral(row.step) : "–",
          ]),
          [say`total`, "", numeral(totals.parameters), numeral(totals.multiplications), numeral(totals.activations), "", ""],
        ],
      },
    ];
  },
};

const COLOURS = [say`red`, say`green`, say`blue`];
const living = (title, describe) => ({
  title,
  describe: (state) => say`${describe} Under the window at ${all["living-picture"].sentence(state)}.`,
  tables: ({ K, bias, output_channel: o, row, column, window, products, channel_sums, total }) => [
    {
      caption: 
        K.length > 1
          ? say`Under the window at row ${row}, column ${column}, output channel ${o}; a stroke divides the rows of a grid`
          : say`Under the window at row ${row}, column ${column}; a stroke divides the rows of a grid`,
      head: [say`channel`, say`numbers of the picture`, say`slice`, say`products`, say`sum`],
      rows: [
        ...COLOURS.map((colour, c) => [
          `${c}, ${colour}`,
          lines(window[c]),
          lines(K[o][c]),
          lines(products[c]),
          numeral(channel_sums[c]),
        ]),
        [say`total with bias`, "", "", "", `${numeralSum([...channel_sums, bias[o]])} = ${numeral(total)}`],
      ],
    },
  ],
});

module.exports = {
  "living-picture": living(
    say`A photograph, three slices, three maps and their sum`,
    say`A portrait of Grace Hopper in uniform before a flag and a blue wall. Beside it a slice for each channel and the map that it makes; on the right the sum of the three maps, in which upright edges are light or dark and even patches are grey.`,
  ),
  "living-filters": living(
    say`A photograph and the maps of four filters`,
    say`A portrait of Grace Hopper, and below it a row for each of four filters with its three slices and its map: upright edges, level edges, the picture blurred, red minus green.`,
  ),
  "living-mixing": living(
    say`A photograph and the same with mixed colours`,
    say`A portrait of Grace Hopper, a matrix of three by three weights, and the picture that it makes: red and blue have changed places.`,
  ),
  "multi-input": multiInput,
  "multi-output": multiOutput,
  "one-by-one": oneByOne,
  "conv2d-parameters": conv2dParameters,
  "lenet-shapes": lenetShapes,
};
