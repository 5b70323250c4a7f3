/* The numbers of one nn.Conv2d with everything at once: channels, filters, stride, padding and its modes, dilation, groups,
   bias. A layer is {input, kernel_size, stride, padding, dilation} (pairs), in_channels, out_channels, groups, bias
   (true or false), padding_mode; its image X[c][row][column], weight K[o][c of its group][row][column] and biases are
   whole numbers that follow from their places. Pure functions, like arithmetic.js, on which they build. */
"use strict";

(function (scope) {
  const base =
    typeof require === "function" && typeof module === "object" ? require("./arithmetic.js") : scope.Figures.arithmetic;
  const { range, sum, flatten, taps, borderSource, conv2dSizes } = base;

  const MODES = ["zeros", "reflect", "replicate", "circular"];

  const imageNumber = (c, i, j) => (3 * i * i + 7 * j * j + 2 * i * j + c * (3 * i + 5 * j + 4) + 1) % 10;
  const weightNumber = (o, c, u, v) => ((7 * o + 3 * c + 5 * u + 2 * v + u * v) % 5) - 2;
  const biasNumber = (o) => [3, -4, 1, -2, 5][o % 5];

  const image = ({ in_channels, input: [height, width] }) =>
    range(in_channels).map((c) => range(height).map((i) => range(width).map((j) => imageNumber(c, i, j))));
  const weight = ({ in_channels, out_channels, groups, kernel_size: [height, width] }) =>
    range(out_channels).map((o) =>
      range(in_channels / groups).map((c) =>
        range(height).map((u) => range(width).map((v) => weightNumber(o, c, u, v))),
      ),
    );
  const biases = ({ out_channels, bias }) => range(out_channels).map((o) => (bias ? biasNumber(o) : 0));

  function padded(plane, i, j, mode) {
    const [row, column] = [borderSource(i, plane.length, mode), borderSource(j, plane[0].length, mode)];
    return row === null || column === null ? 0 : plane[row][column];
  }

  /* PyTorch's words for a layer that cannot be, or null. Sizes that do not fit are told by conv2dSizes. */
  function refusal(layer) {
    const { in_channels, out_channels, groups, input, padding, padding_mode } = layer;
    if (in_channels % groups) return "in_channels must be divisible by groups";
    if (out_channels % groups) return "out_channels must be divisible by groups";
    if (padding_mode === "reflect" && padding.some((p, a) => p >= input[a]))
      return "Padding size should be less than the corresponding input dimension";
    if (padding_mode === "circular" && padding.some((p, a) => p > input[a]))
      return "Padding value causes wrapping around more than once";
    return null;
  }

  /* The input channels that filter `o` sees. */
  function channelsOf({ in_channels, out_channels, groups }, o) {
    const [wide, tall] = [in_channels / groups, out_channels / groups];
    return range(wide).map((c) => Math.floor(o / tall) * wide + c);
  }

  /* One number of the output with all that leads to it: {channels, values, products: [c][kH][kW], channel_sums, total}. */
  function windowOf(layer, X, K, bias, o, row, column) {
    const [rows, columns] = [row, column].map((index, a) =>
      taps(index, layer.kernel_size[a], layer.stride[a], layer.padding[a], layer.dilation[a]),
    );
    const channels = channelsOf(layer, o);
    const values = channels.map((c) => rows.map((i) => columns.map((j) => padded(X[c], i, j, layer.padding_mode))));
    const products = values.map((grid, c) => grid.map((line, u) => line.map((value, v) => value * K[o][c][u][v])));
    const channel_sums = products.map((grid) => sum(flatten(grid)));
    return { channels, values, products, channel_sums, total: sum(channel_sums) + bias[o] };
  }

  /* All maps [o][row][column]; null where the layer cannot be or does not fit. */
  function maps(layer, X, K, bias) {
    const { output } = conv2dSizes(layer);
    if (!output || refusal(layer)) return null;
    return range(layer.out_channels).map((o) =>
      range(output[0]).map((row) =>
        range(output[1]).map((column) => windowOf(layer, X, K, bias, o, row, column).total),
      ),
    );
  }

  /* Which belief gives a wrong number at a place, in words; null for the right number. */
  function belief(guess, layer, X, K, bias, o, row, column) {
    const at = (changes, k = K) => {
      const other = { ...layer, ...changes };
      const { output } = conv2dSizes(other);
      if (!output || row >= output[0] || column >= output[1] || refusal(other)) return null;
      return windowOf(other, X, k, bias, o, row, column).total;
    };
    const { channels, channel_sums, total } = windowOf(layer, X, K, bias, o, row, column);
    if (guess === total) return null;
    const flipped = K.map((filter) => filter.map((slice) => [...slice].reverse().map((line) => [...line].reverse())));
    const found = [
      [total - bias[o], say`The bias, ${bias[o]}, is missing: it is added once to each number of the map.`],
      [total + bias[o] * (channels.length - 1), say`The bias is added once, not once for each channel.`],
      ...channel_sums.map((each, k) => [each, say`That is channel ${channels[k]} alone. The channels are added.`]),
      ...channel_sums.map((each, k) => [
        each + bias[o],
        say`That is channel ${channels[k]} alone, with the bias. The channels are added.`,
      ]),
      [at({ stride: [1, 1] }), say`That is the window one cell further on. The stride moves it further.`],
      [at({ dilation: [1, 1] }), say`That is without the dilation: the taps lie further apart.`],
      [
        at({ padding: [0, 0] }),
        say`That is without the padding: the first window begins in the padding, not on the image.`,
      ],
      [at({ padding_mode: "zeros" }), say`That is with zeros in the padding. Look at what the mode puts there.`],
      [at({}, flipped), say`That is with flipped slices. PyTorch multiplies the numbers that lie on each other.`],
      [Math.max(0, total), say`A convolution keeps numbers below zero. Replacing them by zero is the work of ReLU.`],
    ].find(([value]) => value === guess);
    return found
      ? found[1]
      : say`Multiply the numbers that lie on each other, add up each channel, then add the channels and the bias.`;
  }

  /* The shape [channels, height, width], and which belief gives another one, in words; null for the right shape. */
  function shapeBelief(guess, layer) {
    const { output } = conv2dSizes(layer);
    const right = [layer.out_channels, ...output];
    const same = (other) => guess.length === other.length && guess.every((size, i) => size === other[i]);
    if (same(right)) return null;
    if (guess.length !== 3) return say`The output of one image has three sizes: channels, height, width.`;
    const [channels, ...sides] = guess;
    if (same([right[0], right[2], right[1]])) return say`Height and width have changed places: the height comes first.`;
    if (channels !== right[0]) {
      if (channels === layer.in_channels)
        return say`The channels of the output are the filters, not the channels of the input.`;
      if (channels === layer.groups) return say`groups is not the number of filters: that stays out_channels.`;
      if (channels === layer.in_channels * layer.out_channels)
        return say`That many slices make the maps; each filter adds its slices into one map.`;
      return say`Each filter makes one map: ${layer.out_channels} of them.`;
    }
    const a = sides[0] !== output[0] ? 0 : 1;
    const name = [say`height`, say`width`][a];
    const [n, k, s, p, d] = ["input", "kernel_size", "stride", "padding", "dilation"].map((key) => layer[key][a]);
    const side = (changes) => base.outputSize(...Object.values({ n, k, s, p, d, ...changes }));
    const [got, want] = [sides[a], output[a]];
    const found = [
      [side({ p: 0 }), say`the padding is missing, it lies on both sides`],
      [side({ n: n + p, p: 0 }), say`the padding counts once for each side, so twice`],
      [side({ s: 1 }), say`the stride is missing, the window moves by ${s}`],
      [side({ d: 1 }), say`the dilation is missing: ${k} taps with distance ${d} reach over ${base.reach(k, d)} cells`],
      [want + 1, say`a last step that does not fit is left out: the formula rounds down`],
      [want - 1, say`the first position counts, too: one more than the steps`],
      [n, say`the window must fit into the image: it has fewer positions than the image has cells`],
    ].find(([value]) => value === got && value !== want);
    return say`${name}: ${found ? found[1] : say`put its five numbers into the formula below`}.`;
  }

  const conv2dNumbers = {
    MODES,
    image,
    weight,
    biases,
    padded,
    refusal,
    channelsOf,
    windowOf,
    maps,
    belief,
    shapeBelief,
  };
  scope.Figures = { ...scope.Figures, conv2dNumbers };
  if (typeof module === "object" && module.exports) module.exports = conv2dNumbers;
})(globalThis);
