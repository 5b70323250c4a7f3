/* The figures' arithmetic against what torch printed. Run by test_arithmetic.py, which writes the values first:
   TORCH_VALUES=values.json node --test tests/figures/arithmetic.test.js */
"use strict";

const test = require("node:test");
const assert = require("node:assert/strict");
const fs = require("node:fs");
const path = require("node:path");

const figures = path.join(__dirname, "../../book/figures");
require("../../book/_extensions/course/theme/static/say.js");
const arithmetic = require(path.join(figures, "arithmetic.js"));
const lenet = require(path.join(figures, "lenet.js"));
const pixels = require(path.join(figures, "pixels.js"));
const numbers = require(path.join(figures, "conv2d-numbers.js"));
const torch = JSON.parse(fs.readFileSync(process.env.TORCH_VALUES, "utf8"));

const { range } = arithmetic;

function close(got, expected, note) {
  if (Array.isArray(expected)) {
    assert.equal(got.length, expected.length, note);
    expected.forEach((value, i) => close(got[i], value, note));
  } else assert.ok(Math.abs(got - expected) <= 1e-4 + 1e-4 * Math.abs(expected), `${note}: ${got}, not ${expected}`);
}

test("output size and never-read cells of every small convolution", () => {
  assert.ok(torch.conv2d.length > 700);
  for (const { output, read, ...layer } of torch.conv2d) {
    const got = arithmetic.conv2dSizes(layer);
    const note = JSON.stringify(layer);
    assert.deepEqual(got.output, output, note);
    const [rows, columns] = got.never_read.map((places) => new Set(places));
    for (const i of range(layer.input[0]))
      for (const j of range(layer.input[1])) {
        assert.equal(!rows.has(i) && !columns.has(j), Boolean(read?.[i][j]), `${note} cell ${i}, ${j}`);
      }
  }
});

test("every position of a filter over several channels, and three beliefs about it", () => {
  for (const { X, K, bias, map, channel_maps, ...wrong } of torch.windows) {
    close([arithmetic.mapOf(X, K, bias)], map, "map");
    for (const belief of ["swapped", "flipped", "averaged"])
      close([arithmetic.beliefs[belief](X, K, bias)], wrong[belief], belief);
    const [height, width] = arithmetic.mapSize(X, K);
    for (const row of range(height))
      for (const column of range(width)) {
        const got = arithmetic.windowSum(X, K, bias, row, column);
        close(
          got.channel_sums,
          channel_maps.map((channel) => channel[row][column]),
          "channel sums",
        );
        close(got.total, map[0][row][column], "total");
        assert.equal(got.total, got.channel_sums.reduce((a, b) => a + b, 0) + bias);
      }
  }
});

test("one matrix at every pixel", () => {
  for (const { X, W, bias, Y } of torch.pixels) {
    for (const row of range(X[0].length))
      for (const column of range(X[0][0].length)) {
        close(
          arithmetic.matrixTimes(W, arithmetic.pixel(X, row, column), bias),
          Y.map((map) => map[row][column]),
          "pixel",
        );
      }
  }
});

test("the maps of a picture, channel by channel and added", () => {
  for (const { X, size, K, bias, channels, total, relu } of torch.pictures) {
    const image = { size, planes: X.map((plane) => Float64Array.from(plane)) };
    const made = pixels.filterMaps(image, K, bias, false);
    close(made.channels.map((map) => [...map]), channels, "channels");
    close([...made.total], total, "sum");
    close([...pixels.filterMaps(image, K, bias, true).total], relu, "ReLU");
    assert.equal(made.size[0] * made.size[1], total.length);
  }
});

test("whole layers: channels, groups, stride, padding and its modes, dilation, bias", () => {
  let made = 0;
  for (const { X, K, b, Y, refused, ...layer } of torch.layers) {
    const note = JSON.stringify(layer);
    if (refused) {
      const words = numbers.refusal(layer);
      if (words) assert.ok(refused.startsWith(words), `${note}: ${refused}, not ${words}`);
      else assert.equal(arithmetic.conv2dSizes(layer).output, null, `${note}: ${refused}`);
      continue;
    }
    close(numbers.maps(layer, X, K, b), Y, note);
    made += 1;
  }
  assert.ok(made > 200 && made < torch.layers.length);
});

test("a wrong number and a wrong shape of a layer are told apart by what they believe", () => {
  const layer = {
    input: [7, 9],
    kernel_size: [3, 3],
    stride: [2, 2],
    padding: [1, 1],
    dilation: [1, 1],
    in_channels: 4,
    out_channels: 6,
    groups: 2,
    bias: true,
    padding_mode: "reflect",
  };
  const own = [numbers.image(layer), numbers.weight(layer), numbers.biases(layer)];
  const right = numbers.windowOf(layer, ...own, 3, 1, 2).total;
  assert.equal(numbers.belief(right, layer, ...own, 3, 1, 2), null);
  assert.match(numbers.belief(right - own[2][3], layer, ...own, 3, 1, 2), /bias, -2, is missing/);
  assert.equal(numbers.shapeBelief([6, 4, 5], layer), null);
  const beliefs = [
    [[6, 5, 4], /changed places/],
    [[4, 4, 5], /are the filters/],
    [[2, 4, 5], /not the number of filters/],
    [[24, 4, 5], /slices make the maps/],
    [[6, 3, 4], /height: the padding is missing/],
    [[6, 7, 9], /height: the stride is missing/],
    [[6, 4, 6], /width: a last step/],
    [[4, 5], /three sizes/],
  ];
  for (const [guess, words] of beliefs) assert.match(numbers.shapeBelief(guess, layer), words);
});

test("a scale of greys puts zero in the middle where something lies below it", () => {
  assert.deepEqual(pixels.scaleOf([[1, 5], [3]]), [0, 5]);
  assert.deepEqual(pixels.scaleOf([[-4, 1], [3]]), [-4, 4]);
  assert.deepEqual([...pixels.shades([-4, 0, 4, 9], [-4, 4])], [0, 128, 255, 255]);
  assert.deepEqual(pixels.scaleOf([[0, 0]]), [0, 1]);
});

test("shape of the weight and number of parameters, groups that do not divide included", () => {
  for (const { weight, parameters, ...layer } of torch.parameters) {
    const got = arithmetic.conv2dParameters(layer);
    assert.deepEqual(got && [got.weight, got.parameters], weight && [weight, parameters], JSON.stringify(layer));
  }
});

test("LeNet's shapes, features and parameters, or PyTorch's own words where it breaks", () => {
  for (const { height, width, kernels, shapes, features, refused, parameters } of torch.lenet) {
    const got = lenet.ledger(height, width, kernels);
    const note = `${height} × ${width}, kernels ${kernels}`;
    assert.deepEqual(got.broken, refused, note);
    assert.deepEqual(
      got.rows.slice(0, 4).map((row) => row.shape),
      shapes,
      note,
    );
    if (refused) {
      assert.deepEqual([got.shapes, got.features, got.totals], [null, null, null], note);
      continue;
    }
    assert.deepEqual([got.shapes, got.features], [shapes, features], note);
    assert.deepEqual(got.rows.map((row) => row.parameters).filter(Boolean), parameters, note);
    assert.equal(got.totals.parameters, arithmetic.sum(parameters), note);
    const sizes = shapes.map((shape) => shape.reduce((product, size) => product * size));
    assert.equal(got.totals.activations, arithmetic.sum(sizes) + 120 + 84 + 10, note);
  }
});

test("what one pixel sees", () => {
  for (const { kernels, layer, row, column, rows, columns } of torch.traced) {
    assert.deepEqual([lenet.trace(kernels, layer, row)[0], lenet.trace(kernels, layer, column)[0]], [rows, columns]);
    assert.equal(rows[1] - rows[0] + 1, lenet.ledger(40, 44, kernels).rows[layer].sees);
  }
  assert.deepEqual(lenet.receptiveField([1, 2, 4].map((dilation) => ({ kernel: 3, stride: 1, dilation }))), {
    sees: 15,
    step: 1,
  });
  assert.deepEqual(lenet.receptiveField([1, 2, 3].map(() => ({ kernel: 3, stride: 2 }))), { sees: 15, step: 8 });
});

test("a walk over a grid wraps at both ends", () => {
  assert.deepEqual(arithmetic.walk([2, 3], [0, 2], 1), [1, 0]);
  assert.deepEqual(arithmetic.walk([2, 3], [1, 2], 1), [0, 0]);
  assert.deepEqual(arithmetic.walk([2, 3], [0, 0], -1), [1, 2]);
  assert.deepEqual(arithmetic.walk([2, 3], [1, 1], 3), [0, 1]);
});

test("a slip in a shape is told where it was made, and only there", () => {
  const judge = (...texts) => lenet.judge(32, 32, [5, 5], texts).map(({ verdict }) => verdict);
  assert.deepEqual(judge("6×28×28", "(6, 14, 14)", "16 10 10", "16x5x5", "400"), Array(5).fill("right"));
  assert.deepEqual(judge("6×27×27", "6×13×13", "16×9×9", "16×4×4", "256"), [
    "slip",
    "follows",
    "follows",
    "follows",
    "follows",
  ]);
  assert.deepEqual(judge("6×28×28", "6×14×14", "6×10×10", "", "25"), ["right", "right", "slip", "empty", "slip"]);
  assert.deepEqual(judge("28×28×6", "", "", "", ""), ["slip", "empty", "empty", "empty", "empty"]);
  for (const rubbish of ["", "-", "NaN", "1e999", "6×28", "0×0×0", "×××", "-6 28 28", "6.5 1 1", "9".repeat(400)]) {
    for (const { verdict } of lenet.judge(32, 32, [5, 5], Array(5).fill(rubbish)))
      assert.ok(["empty", "slip"].includes(verdict), rubbish);
  }
});

test("the advice names the belief", () => {
  const advice = (...texts) =>
    lenet
      .judge(
        20,
        28,
        [5, 5],
        range(5).map((i) => texts[i] ?? ""),
      )
      .map((judged) => judged.advice);
  assert.match(advice("6×20×28")[0], /only with padding/);
  assert.match(advice("6×15×23")[0], /one more/);
  assert.match(advice("6×24×16")[0], /changed places/);
  assert.match(advice("16×24×6")[0], /each makes one map/);
  assert.match(advice("6×16×24", "3×8×12")[1], /on each map alone/);
  assert.match(advice("6×15×23", "6×8×11")[1], /rounds down/);
  assert.match(advice("", "", "", "", "4×4")[4], /one number for each image/);
});

test("every line of the pictures for axes, for all numbers that it takes", () => {
  const examples = require(path.join(figures, "axes/examples.js"));
  const choices = Object.values(examples).map(
    ({ fields, lines }) => fields.reduce((all, { min, max }) => all * (max - min + 1), 1) * Object.keys(lines).length,
  );
  assert.equal(torch.axes.length, arithmetic.sum(choices));
  for (const { name, operation, arguments: given, shape, values, refused } of torch.axes) {
    const { sources, lines, fields } = examples[name];
    const note = `${name} ${operation} ${given}`;
    given.forEach((number, k) => assert.ok(number >= fields[k].min && number <= fields[k].max, note));
    const from = sources(given);
    const made = lines[operation].run(from, given);
    assert.equal(made.refused, refused, note);
    if (refused) continue;
    assert.deepEqual(made.shape, shape, note);
    close(
      made.cells.map(({ value }) => value),
      values,
      note,
    );
    for (const cell of made.cells) {
      const read = cell.from.map(([which, place]) => from[which].values[place]);
      if (read.length === 1) assert.equal(cell.value, read[0], note);
      if (read.length === 0) assert.equal(cell.value, 0, note);
      if (name === "axes-bias") assert.equal(cell.value, read[0] + read[1], note);
    }
  }
});

test("a layer that cannot be is refused in PyTorch's words", () => {
  const files = JSON.parse(fs.readFileSync(path.join(figures, "figures.json"), "utf8")).figures["conv2d-parameters"];
  for (const script of files.scripts) require(path.join(figures, script));
  const figure = globalThis.Figures.all["conv2d-parameters"];
  const state = figure.complete({
    input: [5, 9],
    kernel_size: [3, 3],
    stride: [1, 1],
    padding: [0, 0],
    dilation: [3, 3],
  });
  assert.ok(figure.sentence(state).includes(torch.too_small), figure.sentence(state));
  const words = globalThis.Figures.conv2dWords.parametersInWords(
    { in_channels: 4, out_channels: 8, groups: 3, bias: true },
    state,
  );
  assert.ok(words.includes(torch.groups), words);
});
