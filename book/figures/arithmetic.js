/* The arithmetic of the five figures: pure functions on plain arrays and numbers, no page in sight.

   A classic script in the browser (`Figures.arithmetic`), a module in node (`require`). Shapes are PyTorch's: an image
   X[c][row][column], a weight K[o][c][row][column], pairs [height, width]. It is a cross-correlation: nothing is flipped.
   What stands here is compared with PyTorch's own results by tests/figures. */
"use strict";

(function (scope) {
  const range = (n) => Array.from({ length: n }, (_, i) => i);
  const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);
  const flatten = (grid) => grid.flat(Infinity);

  /* The numbers under a window of the slice's size, each times the slice's: [c][kH][kW]. */
  function products(X, K, row, column) {
    return K.map((slice, c) => slice.map((line, i) => line.map((weight, j) => X[c][row + i][column + j] * weight)));
  }

  /* One output number of one filter, with all that leads to it. */
  function windowSum(X, K, bias, row, column) {
    const parts = products(X, K, row, column);
    const channel_sums = parts.map((grid) => sum(flatten(grid)));
    return { products: parts, channel_sums, total: sum(channel_sums) + bias };
  }

  /* [outH, outW] of a filter that slides over X one step at a time. */
  function mapSize(X, K) {
    return [X[0].length - K[0].length + 1, X[0][0].length - K[0][0].length + 1];
  }

  /* The whole map of one filter; `value` says what a position gives. */
  function mapOf(X, K, bias, value = (part) => part.total) {
    const [height, width] = mapSize(X, K);
    return range(height).map((row) => range(width).map((column) => value(windowSum(X, K, bias, row, column))));
  }

  /* What three common beliefs would make of the same numbers. Channels move one place on, so that two change seats. */
  const beliefs = {
    swapped: (X, K, bias) => mapOf([...X.slice(1), X[0]], K, bias),
    flipped: (X, K, bias) =>
      mapOf(
        X,
        K.map((slice) => slice.map((line) => [...line].reverse()).reverse()),
        bias,
      ),
    averaged: (X, K, bias) => mapOf(X, K, bias, (part) => sum(part.channel_sums) / X.length + bias),
  };

  /* A position of a grid, counted along its rows, `step` places on; from the end it goes on at the start. */
  function walk([height, width], [row, column], step) {
    const count = height * width;
    const place = (((row * width + column + step) % count) + count) % count;
    return [Math.floor(place / width), place % width];
  }

  /* The place itself, or the nearest one that the grid has. */
  const nearest = ([height, width], row, column) => ({
    row: Math.min(Math.max(row, 0), height - 1),
    column: Math.min(Math.max(column, 0), width - 1),
  });

  /* W [o][c] times the vector of one pixel, plus the bias. */
  function matrixTimes(W, vector, bias) {
    return W.map((line, o) => sum(line.map((weight, c) => weight * vector[c])) + bias[o]);
  }

  const pixel = (X, row, column) => X.map((plane) => plane[row][column]);

  /* From the first tap of a slice to its last, gaps included. */
  const reach = (kernel, dilation) => dilation * (kernel - 1) + 1;

  /* Output size along one axis; null where the kernel does not fit. */
  function outputSize(size, kernel, stride, padding, dilation) {
    const room = size + 2 * padding - reach(kernel, dilation);
    return room < 0 ? null : Math.floor(room / stride) + 1;
  }

  /* Positions along one axis of the unpadded input, below 0 and from `size` on being padding, that window `index` reads. */
  function taps(index, kernel, stride, padding, dilation) {
    return range(kernel).map((tap) => index * stride - padding + tap * dilation);
  }

  /* Positions of the unpadded input that no tap of any window touches. */
  function neverRead(size, kernel, stride, padding, dilation) {
    const read = new Set();
    for (const index of range(outputSize(size, kernel, stride, padding, dilation) ?? 0)) {
      for (const place of taps(index, kernel, stride, padding, dilation)) read.add(place);
    }
    return range(size).filter((place) => !read.has(place));
  }

  /* Which line of an image stands at a place that may lie in its border; null is a zero. */
  function borderSource(place, size, mode) {
    if (place >= 0 && place < size) return place;
    if (mode === "replicate") return Math.min(Math.max(place, 0), size - 1);
    if (mode === "circular") return (place + size) % size;
    if (mode === "reflect") return place < 0 ? -place : 2 * (size - 1) - place;
    return null;
  }

  /* `layer` holds the five pairs input, kernel_size, stride, padding, dilation. */
  function conv2dSizes(layer) {
    const axis = (a) => [layer.input[a], layer.kernel_size[a], layer.stride[a], layer.padding[a], layer.dilation[a]];
    const output = [0, 1].map((a) => outputSize(...axis(a)));
    const possible = !output.includes(null);
    return {
      output: possible ? output : null,
      never_read: [0, 1].map((a) => (possible ? neverRead(...axis(a)) : range(layer.input[a]))),
    };
  }

  /* Shape of the weight, and how many numbers are learned; null where the groups do not divide the channels. */
  function conv2dParameters({ in_channels, out_channels, groups, bias, kernel_size }) {
    if (in_channels % groups || out_channels % groups) return null;
    const weight = [out_channels, in_channels / groups, ...kernel_size];
    const weights = weight.reduce((product, size) => product * size);
    const biases = bias ? out_channels : 0;
    return { weight, weights, biases, parameters: weights + biases };
  }

  const arithmetic = {
    range,
    sum,
    flatten,
    products,
    windowSum,
    mapSize,
    mapOf,
    beliefs,
    walk,
    nearest,
    matrixTimes,
    pixel,
    reach,
    outputSize,
    taps,
    neverRead,
    borderSource,
    conv2dSizes,
    conv2dParameters,
  };
  scope.Figures = { ...scope.Figures, arithmetic };
  if (typeof module === "object" && module.exports) module.exports = arithmetic;
})(globalThis);
