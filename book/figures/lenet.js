/* The arithmetic of LeNet's ledger: every layer's shape, parameters, multiplications and receptive field; and what a
   wrong shape says about the one who wrote it. Pure functions, like arithmetic.js, on which it builds. */
"use strict";

(function (scope) {
  const base =
    typeof require === "function" && typeof module === "object" ? require("./arithmetic.js") : scope.Figures.arithmetic;
  const { outputSize } = base;

  const IN_CHANNELS = 3;
  const layersOf = ([first, second]) => [
    { name: "conv1", kind: "conv", channels: 6, kernel: first, stride: 1 },
    { name: "pool1", kind: "pool", channels: 6, kernel: 2, stride: 2 },
    { name: "conv2", kind: "conv", channels: 16, kernel: second, stride: 1 },
    { name: "pool2", kind: "pool", channels: 16, kernel: 2, stride: 2 },
  ];
  const LINEAR = [
    ["fc1", 120],
    ["fc2", 84],
    ["fc3", 10],
  ];

  /* PyTorch's words for the layer that finds too little to read. */
  function refusal(layer, [channels, height, width], size) {
    const k = layer.kernel;
    if (layer.kind === "conv") {
      return (
        `Calculated padded input size per channel: (${height} x ${width}). Kernel size: (${k} x ${k}). ` +
        "Kernel size can't be greater than actual input size"
      );
    }
    return (
      `Given input size: (${channels}x${height}x${width}). ` +
      `Calculated output size: (${channels}x${size[0] ?? 0}x${size[1] ?? 0}). Output size is too small`
    );
  }

  /* Field and step after layers of {kernel, stride, dilation}: side of what one output pixel sees, pixels between two. */
  function receptiveField(layers) {
    let sees = 1,
      step = 1;
    for (const { kernel, stride, dilation = 1 } of layers) {
      sees += dilation * (kernel - 1) * step;
      step *= stride;
    }
    return { sees, step };
  }

  /* The ledger: rows up to the layer that breaks, `broken` = {name, message} or null, shapes and features as in the
     contract (null when the image is too small), and the totals. */
  function ledger(height, width, kernels = [5, 5]) {
    const layers = layersOf(kernels);
    const rows = [];
    let shape = [IN_CHANNELS, height, width];
    for (const [i, layer] of layers.entries()) {
      const size = [1, 2].map((axis) => outputSize(shape[axis], layer.kernel, layer.stride, 0, 1));
      if (size.includes(null)) {
        return {
          rows,
          broken: { name: layer.name, message: refusal(layer, shape, size) },
          shapes: null,
          features: null,
          totals: null,
        };
      }
      const weights = layer.kind === "conv" ? layer.channels * shape[0] * layer.kernel ** 2 : 0;
      const field = receptiveField(layers.slice(0, i + 1));
      rows.push({
        ...layer,
        input: shape,
        shape: [layer.channels, ...size],
        ...field,
        parameters: weights ? weights + layer.channels : 0,
        multiplications: weights * size[0] * size[1],
        activations: layer.channels * size[0] * size[1],
      });
      shape = [layer.channels, ...size];
    }
    const shapes = rows.map((row) => row.shape);
    const features = shape[0] * shape[1] * shape[2];
    const { sees, step } = rows[3];
    rows.push({
      name: "flatten",
      kind: "flatten",
      input: shape,
      shape: [features],
      sees,
      step,
      parameters: 0,
      multiplications: 0,
      activations: 0, // the same numbers, seen as one line
    });
    let from = features;
    for (const [name, to] of LINEAR) {
      rows.push({
        name,
        kind: "linear",
        input: [from],
        shape: [to],
        parameters: from * to + to,
        multiplications: from * to,
        activations: to,
      });
      from = to;
    }
    const total = (key) => base.sum(rows.map((row) => row[key]));
    return {
      rows,
      broken: null,
      shapes,
      features,
      totals: {
        parameters: total("parameters"),
        multiplications: total("multiplications"),
        activations: total("activations"),
      },
    };
  }

  /* The region [first, last] along one axis, of what every earlier layer gives, that `place` of layer `index` reads.
     The list starts with the image. */
  function trace(kernels, index, place) {
    let region = [place, place];
    const regions = [region];
    for (const layer of layersOf(kernels)
      .slice(0, index + 1)
      .reverse()) {
      region = [region[0] * layer.stride, region[1] * layer.stride + layer.kernel - 1];
      regions.unshift(region);
    }
    return regions;
  }

  /* "6×28×28", "(6, 28, 28)", "400" → numbers; null when there are none or they are no sizes. */
  function readShape(text) {
    const numbers = (text.match(/-?\d+(\.\d+)?/g) ?? []).map(Number);
    return numbers.length && numbers.every((number) => Number.isInteger(number) && number >= 0) ? numbers : null;
  }

  const same = (a, b) => a.length === b.length && a.every((number, i) => number === b[i]);
  const times = (shape) => shape.join("×");

  /* What the layer makes of `input`, the reader's own previous shape if there is one. */
  function expected(layer, input) {
    if (layer.kind === "flatten") return [input.reduce((product, size) => product * size)];
    const size = [1, 2].map((axis) => outputSize(input[axis], layer.kernel, layer.stride, 0, 1));
    return size.includes(null) ? null : [layer.channels, ...size];
  }

  function advice(layer, input, got) {
    const right = expected(layer, input);
    if (!right) return say`nothing comes out: ${times(input)} is too small here`;
    if (same(got, right)) return null;
    if (layer.kind === "flatten") {
      if (got.length > 1) return say`flatten leaves one number for each image: ${times(input)} = ${right[0]}`;
      if (got[0] === input[1] * input[2]) return say`the channels count too: ${times(input)} = ${right[0]}`;
      return `${times(input)} = ${right[0]}`;
    }
    if (got.length !== 3) return say`a shape here has three sizes: channels × height × width`;
    const [channels, height, width] = got;
    if (same(got, [right[0], right[2], right[1]]))
      return say`height and width have changed places: the height comes first`;
    if (same([height, width, channels], right)) return say`PyTorch puts the channels first`;
    if (channels !== right[0]) {
      return layer.kind === "conv"
        ? say`channels: ${layer.name} has ${right[0]} filters, and each makes one map`
        : say`channels: pooling works on each map alone, ${right[0]} go in and ${right[0]} come out`;
    }
    const axis = height !== right[1] ? 1 : 2;
    const [before, after, correct] = [input[axis], got[axis], right[axis]];
    const side = axis === 1 ? say`height` : say`width`;
    if (layer.kind === "pool") {
      if (after === Math.ceil(before / 2)) return say`${side}: pooling rounds down, ${before} / 2 gives ${correct}`;
      if (after === before - 1)
        return say`${side}: the stride of the pooling is 2, as its window: ${before} / 2 gives ${correct}`;
      return say`${side}: a 2×2 pooling halves, ${before} / 2 gives ${correct}`;
    }
    const k = layer.kernel;
    if (after === before)
      return say`${side}: it would stay ${before} only with padding; here ${before} − ${k} + 1 = ${correct}`;
    if (after === before - k)
      return say`${side}: a window of ${k} has ${before} − ${k} + 1 = ${correct} positions, one more`;
    return say`${side}: ${before} − ${k} + 1 = ${correct}`;
  }

  /* Judges the reader's five shapes, each against what her *own* shape before gives: a slip is told once, where it was
     made. → [{verdict: "right" | "slip" | "follows" | "empty", advice}] */
  function judge(height, width, kernels, texts) {
    const layers = [...layersOf(kernels), { name: "flatten", kind: "flatten" }];
    let input = [IN_CHANNELS, height, width],
      truth = input;
    return layers.map((layer, i) => {
      truth = truth && expected(layer, truth);
      const got = readShape(texts[i]);
      const usable = got && got.every((size) => size > 0) && got.length === 3;
      const note = got ? advice(layer, input, got) : null;
      input = usable ? got : (expected(layer, input) ?? input);
      if (!got) return { verdict: "empty", advice: null };
      if (note) return { verdict: "slip", advice: note };
      return { verdict: truth && same(got, truth) ? "right" : "follows", advice: null };
    });
  }

  const lenet = { ledger, receptiveField, trace, readShape, judge };
  scope.Figures = { ...scope.Figures, lenet };
  if (typeof module === "object" && module.exports) module.exports = lenet;
})(globalThis);
