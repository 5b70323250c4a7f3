/* The trained LeNet of chapter 5 at work: its weights, unpacked, and every map of one picture. Pure functions on flat
   arrays, row after row; layers in the order of the network. */
"use strict";

(function (scope) {
  const base =
    typeof require === "function" && typeof module === "object"
      ? require("../arithmetic.js")
      : scope.Figures.arithmetic;
  const { range, sum } = base;

  const SIDE = 32;
  const LAYERS = ["conv1", "pool1", "conv2", "pool2"];

  /* {conv1: {weight, bias, shape}, …}: each character is a whole number, times the scale of its output channel. */
  function unpack({ codes, layers }) {
    const most = (codes.length - 1) / 2;
    const value = new Map([...codes].map((code, i) => [code, i - most]));
    return Object.fromEntries(
      Object.entries(layers).map(([name, { shape, scale, bias, numbers }]) => {
        const each = numbers.length / scale.length; // weights of one output channel
        const weight = Float64Array.from(numbers, (code, k) => value.get(code) * scale[Math.floor(k / each)]);
        return [name, { shape, bias, weight }];
      }),
    );
  }

  /* Pixels of a picture of one of the shapes: ink and ground are [red, green, blue] from 0 to 255. */
  function sample({ codes, samples }, shape, ink, ground) {
    const value = new Map([...codes].map((code, i) => [code, i / (codes.length - 1)]));
    const covered = [...samples[shape]].map((code) => value.get(code));
    return ink.map((_, c) => Float64Array.from(covered, (part) => Math.round(part * ink[c] + (1 - part) * ground[c])));
  }

  /* One convolution without padding: maps before ReLU. */
  function convolve(maps, side, { shape: [outputs, inputs, k], weight, bias }) {
    const out = side - k + 1;
    return range(outputs).map((o) => {
      const map = new Float64Array(out * out).fill(bias[o]);
      for (let c = 0; c < inputs; c += 1)
        for (let u = 0; u < k; u += 1)
          for (let v = 0; v < k; v += 1) {
            const w = weight[((o * inputs + c) * k + u) * k + v];
            for (let row = 0; row < out; row += 1) {
              const from = (row + u) * side + v,
                to = row * out;
              for (let column = 0; column < out; column += 1) map[to + column] += w * maps[c][from + column];
            }
          }
      return map;
    });
  }

  const relu = (map) => map.map((value) => Math.max(0, value));

  function pool(maps, side) {
    const half = Math.floor(side / 2);
    return maps.map((map) =>
      Float64Array.from({ length: half * half }, (_, k) => {
        const at = 2 * Math.floor(k / half) * side + 2 * (k % half);
        return Math.max(map[at], map[at + 1], map[at + side], map[at + side + 1]);
      }),
    );
  }

  function linear(values, { shape: [outputs, inputs], weight, bias }) {
    return range(outputs).map((o) => bias[o] + sum(range(inputs).map((i) => weight[o * inputs + i] * values[i])));
  }

  /* Everything that one picture (three planes of 0 to 255) becomes: {input, conv1, pool1, conv2, pool2: {side, maps}, scores};
     maps of convolutions are after ReLU. */
  function run(net, planes) {
    const input = { side: SIDE, maps: planes.map((plane) => plane.map((value) => value / 255)) };
    const step = (before, name) => {
      const side = before.side - net[name].shape[2] + 1;
      return { side, maps: convolve(before.maps, before.side, net[name]).map(relu) };
    };
    const conv1 = step(input, "conv1");
    const pool1 = { side: conv1.side >> 1, maps: pool(conv1.maps, conv1.side) };
    const conv2 = step(pool1, "conv2");
    const pool2 = { side: conv2.side >> 1, maps: pool(conv2.maps, conv2.side) };
    const flat = pool2.maps.flatMap((map) => [...map]);
    const hidden = linear(
      linear(flat, net.fc1).map((value) => Math.max(0, value)),
      net.fc2,
    );
    const scores = linear(
      hidden.map((value) => Math.max(0, value)),
      net.fc3,
    );
    return { input, conv1, pool1, conv2, pool2, scores };
  }

  /* Of scores, shares that add up to 1. */
  function softmax(scores) {
    const high = Math.max(...scores);
    const powers = scores.map((score) => Math.exp(score - high));
    return powers.map((power) => power / sum(powers));
  }

  /* How one number of a layer was made: {sums, bias, value} of a convolution, one sum for each input map; {values, value}
     of a pooling. */
  function origin(net, made, layer, channel, row, column) {
    const name = LAYERS[layer];
    const before = layer ? made[LAYERS[layer - 1]] : made.input;
    const value = made[name].maps[channel][row * made[name].side + column];
    if (name.startsWith("pool")) {
      const at = (i, j) => before.maps[channel][(2 * row + i) * before.side + 2 * column + j];
      return { values: [at(0, 0), at(0, 1), at(1, 0), at(1, 1)], value };
    }
    const {
      shape: [, inputs, k],
      weight,
      bias,
    } = net[name];
    const sums = range(inputs).map((c) =>
      sum(
        range(k * k).map(
          (t) =>
            weight[(channel * inputs + c) * k * k + t] *
            before.maps[c][(row + Math.floor(t / k)) * before.side + column + (t % k)],
        ),
      ),
    );
    return { sums, bias: bias[channel], value };
  }

  /* The slice that joins input map `c` to output map `o` of a convolution, row after row. */
  function slice({ shape: [, inputs, k], weight }, o, c) {
    const start = (o * inputs + c) * k * k;
    return weight.slice(start, start + k * k);
  }

  const network = { SIDE, LAYERS, unpack, sample, run, softmax, origin, slice };
  scope.Figures = { ...scope.Figures, lenetNetwork: network };
  if (typeof module === "object" && module.exports) module.exports = network;
})(globalThis);
