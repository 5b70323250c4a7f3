/* What chapter 4's figure says: the formula with the numbers put in, what is never read, what is learned. */
"use strict";

(function (scope) {
  const { arithmetic, conv2dNumbers, drawing } = scope.Figures;
  const { conv2dParameters, reach, taps } = arithmetic;
  const { numeral, numeralSum, plural } = drawing;

  function formula(state, a) {
    const [n, k, s, p, d] = [
      state.input[a],
      state.kernel_size[a],
      state.stride[a],
      state.padding[a],
      state.dilation[a],
    ];
    const room = n + 2 * p - reach(k, d);
    const put = `⌊(${n} + 2·${p} − ${d}·(${k} − 1) − 1) / ${s}⌋ + 1`;
    return room < 0
      ? say`${put}: ${n} + 2·${p} = ${n + 2 * p} is less than the reach, ${d}·(${k} − 1) + 1 = ${reach(k, d)}`
      : `${put} = ⌊${room} / ${s}⌋ + 1 = ${Math.floor(room / s) + 1}`;
  }

  function list(numbers) {
    if (numbers.length <= 6) return numbers.map(numeral).join(", ");
    return `${numbers.slice(0, 5).map(numeral).join(", ")} … ${numeral(numbers[numbers.length - 1])}`;
  }

  function neverInWords({ output, never_read: [rows, columns] }) {
    if (!output) return say`nothing is read`;
    if (!rows.length && !columns.length) return say`every row and every column is read`;
    const parts = [
      rows.length > 1 ? say`rows ${list(rows)}` : say`row ${list(rows)}`,
      columns.length > 1 ? say`columns ${list(columns)}` : say`column ${list(columns)}`,
    ];
    if (rows.length && columns.length) return say`never read: ${parts[0]} and ${parts[1]}`;
    return say`never read: ${parts[rows.length ? 0 : 1]}`;
  }

  function sentence(state) {
    const { input, output, padding, kernel_size, dilation } = state;
    if (output) return say`input ${input[0]} × ${input[1]} → output ${output[0]} × ${output[1]}; ${neverInWords(state)}`;
    const padded = input.map((size, a) => size + 2 * padding[a]),
      size = kernel_size.map((k, a) => reach(k, dilation[a]));
    const message =
      `Calculated padded input size per channel: (${padded.join(" x ")}). Kernel size: (${size.join(" x ")}). ` +
      "Kernel size can't be greater than actual input size";
    return say`no output. PyTorch: ${message}`;
  }

  function windowInWords(state, { row, column }) {
    if (!state.output) return "";
    const [rows, columns] = [row, column].map((index, a) =>
      taps(index, state.kernel_size[a], state.stride[a], state.padding[a], state.dilation[a]),
    );
    const outside = [...rows.map((r) => [r, 0]), ...columns.map((c) => [c, 1])].some(
      ([place, a]) => place < 0 || place >= state.input[a],
    );
    return outside
      ? say`Output row ${row}, column ${column} reads rows ${list(rows)} and columns ${list(columns)}; what lies outside is padding.`
      : say`Output row ${row}, column ${column} reads rows ${list(rows)} and columns ${list(columns)}.`;
  }

  function parametersInWords(extra, { kernel_size }) {
    const { in_channels: inputs, out_channels: outputs, groups } = extra;
    const made = conv2dParameters({ ...extra, kernel_size });
    if (!made) {
      const [name, channels] = inputs % groups ? ["in_channels", inputs] : ["out_channels", outputs];
      return `PyTorch: ${name} must be divisible by groups (${channels} / ${groups}).`;
    }
    const biases = made.biases ? ` + ${plural(made.biases, "bias", "biases")}` : say`, no bias`;
    const product = `${made.weight.map(numeral).join(" · ")} = ${numeral(made.weights)}`;
    return say`weight (${made.weight.join(", ")}): ${product}${biases} → ${plural(made.parameters, "parameter")}`;
  }

  /* The chosen number of the output as a sum; empty where there are no numbers or they are covered. */
  function numbersInWords({ state, extra, layer, numbers }) {
    const made = state.output && numbers();
    const { filter, row, column } = extra;
    if (!made || (extra.cover && !extra.known.includes(`${filter},${row},${column}`))) return "";
    const { channel_sums, total } = conv2dNumbers.windowOf(layer(), ...made, filter, row, column);
    if (channel_sums.length > 8) return "";
    return say`Output channel ${filter}: ${numeralSum([...channel_sums, made[2][filter]])} = ${numeral(total)}.`;
  }

  const conv2dWords = { formula, neverInWords, sentence, windowInWords, parametersInWords, numbersInWords };
  scope.Figures = { ...scope.Figures, conv2dWords };
})(globalThis);
