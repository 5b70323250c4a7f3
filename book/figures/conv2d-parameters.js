/* Chapter 4: every argument of nn.Conv2d. Sizes, what is read and what never, the formula with the numbers put in,
   and how many numbers are learned. */
"use strict";

(function (scope) {
  const { arithmetic, drawing, conv2dDrawing, kit } = scope.Figures;
  const { conv2dSizes, conv2dParameters, reach, taps, walk, nearest } = arithmetic;
  const { say, plural } = drawing;
  const { h, draw, button } = kit;

  const START = { input: [7, 9], kernel_size: [3, 3], stride: [2, 2], padding: [0, 0], dilation: [1, 1] };
  const CHANNELS = { in_channels: 3, out_channels: 2, groups: 1, bias: true };
  const LIMITS = { input: [1, 999], kernel_size: [1, 99], stride: [1, 99], padding: [0, 99], dilation: [1, 99] };
  const AXES = ["height", "width"];

  function complete({ input, kernel_size, stride, padding, dilation }, extra) {
    const sizes = conv2dSizes({ input, kernel_size, stride, padding, dilation });
    if (extra) {
      Object.assign(extra, nearest(sizes.output ?? [1, 1], extra.row, extra.column));
      extra.parameters = conv2dParameters({ ...extra, kernel_size })?.parameters ?? null;
    }
    return { input, kernel_size, stride, padding, dilation, ...sizes };
  }

  /* The position is no key of the contract: keys change what is drawn, and no number of the layer. */
  function move({ output }, extra, step) {
    if (output) [extra.row, extra.column] = walk(output, [extra.row, extra.column], step);
    return {};
  }

  function formula(state, a) {
    const [n, k, s, p, d] = [state.input[a], state.kernel_size[a], state.stride[a], state.padding[a], state.dilation[a]];
    const room = n + 2 * p - reach(k, d);
    const put = `⌊(${n} + 2·${p} − ${d}·(${k} − 1) − 1) / ${s}⌋ + 1`;
    return room < 0 ? `${put}: ${n} + 2·${p} = ${n + 2 * p} is less than the reach, ${d}·(${k} − 1) + 1 = ${reach(k, d)}`
      : `${put} = ⌊${room} / ${s}⌋ + 1 = ${Math.floor(room / s) + 1}`;
  }

  function list(numbers) {
    if (numbers.length <= 6) return numbers.map(say).join(", ");
    return `${numbers.slice(0, 5).map(say).join(", ")} … ${say(numbers[numbers.length - 1])}`;
  }

  function neverInWords({ output, never_read: [rows, columns] }) {
    if (!output) return "nothing is read";
    if (!rows.length && !columns.length) return "every row and every column is read";
    const parts = [[rows, "row"], [columns, "column"]].filter(([places]) => places.length)
      .map(([places, word]) => `${word}${places.length > 1 ? "s" : ""} ${list(places)}`);
    return `never read: ${parts.join(" and ")}`;
  }

  function sentence(state) {
    const { input, output, padding, kernel_size, dilation } = state;
    if (output) return `input ${input[0]} × ${input[1]} → output ${output[0]} × ${output[1]}; ${neverInWords(state)}`;
    const padded = input.map((size, a) => size + 2 * padding[a]), size = kernel_size.map((k, a) => reach(k, dilation[a]));
    return `no output. PyTorch: Calculated padded input size per channel: (${padded.join(" x ")}). Kernel size: (${size.join(" x ")}). ` +
      "Kernel size can't be greater than actual input size";
  }

  function windowInWords(state, { row, column }) {
    if (!state.output) return "";
    const [rows, columns] = [row, column].map((index, a) => taps(index, state.kernel_size[a], state.stride[a], state.padding[a], state.dilation[a]));
    const outside = [...rows.map((r) => [r, 0]), ...columns.map((c) => [c, 1])].some(([place, a]) => place < 0 || place >= state.input[a]);
    return `Output row ${row}, column ${column} reads rows ${list(rows)} and columns ${list(columns)}${outside ? "; what lies outside is padding" : ""}.`;
  }

  function parametersInWords(extra, { kernel_size }) {
    const { in_channels: inputs, out_channels: outputs, groups } = extra;
    const made = conv2dParameters({ ...extra, kernel_size });
    if (!made) return `PyTorch: ${inputs % groups ? "in_channels" : "out_channels"} must be divisible by groups (${inputs % groups ? inputs : outputs} / ${groups}).`;
    const biases = made.biases ? ` + ${made.biases} ${made.biases === 1 ? "bias" : "biases"}` : ", no bias";
    return `weight (${made.weight.join(", ")}): ${made.weight.map(say).join(" · ")} = ${say(made.weights)}${biases} → ${plural(made.parameters, "parameter")}`;
  }

  /* A number with − and + beside it: for a finger. The keyboard has its arrow keys in the field. */
  function stepper(own, { name, get, set, min, max }) {
    const by = (step) => set(Math.min(max, Math.max(min, get() + step)));
    const nudge = (step, words) => button(words, () => by(step), { class: "nudge", tabindex: -1, "aria-label": `${name}: ${step < 0 ? "less" : "more"}` });
    return h("span", { class: "stepper" }, nudge(-1, "−"), own.field({ name, get, set, min, max, whole: true }), nudge(1, "+"));
  }

  function layerControls(own) {
    const rows = Object.entries(LIMITS).map(([key, [min, max]]) => h("tr", {}, h("th", { scope: "row" }, key === "input" ? "input size" : key),
      ...AXES.map((axis, a) => h("td", {}, stepper(own, {
        name: `${key}, ${axis}`, min, max, get: () => own.state[key][a],
        set: (value) => own.change({ [key]: own.state[key].map((old, b) => (a === b ? value : old)) }),
      })))));
    return h("table", { class: "arguments" }, h("thead", {}, h("tr", {}, h("td", {}), ...AXES.map((axis) => h("th", { scope: "col" }, axis)))), h("tbody", {}, ...rows));
  }

  function channelControls(own) {
    const rows = ["in_channels", "out_channels", "groups"].map((key) => h("tr", {}, h("th", { scope: "row" }, key), h("td", {}, stepper(own, {
      name: key, min: 1, max: 4096, get: () => own.extra[key], set: (value) => { own.extra[key] = value; own.change(); },
    }))));
    const bias = h("input", { type: "checkbox", checked: own.extra.bias, "aria-label": "bias", onchange: () => { own.extra.bias = bias.checked; own.change(); } });
    return h("table", { class: "arguments" }, h("tbody", {}, ...rows, h("tr", {}, h("th", { scope: "row" }, "bias"), h("td", {}, bias))));
  }

  function legend() {
    const sample = (kind, words) => h("span", {}, h("i", { class: `sample ${kind}` }), ` ${words}`);
    return h("p", { class: "legend" }, sample("tap", "read by this window"), sample("never", "never read"), sample("padding", "padding"), sample("dots", "the windows, each a line of dots"));
  }

  function build(live, own) {
    const plane = h("div", { class: "drawing" }), small = h("div", { class: "drawing" }), groups = h("div", { class: "drawing" });
    const sizes = h("span", { class: "caption" }), place = h("p", { class: "place-words" });
    const formulas = AXES.map(() => h("span", {}));
    const learned = h("p", { class: "worked" });
    const step = (by) => { move(own.state, own.extra, by); own.change(); };
    live.append(
      h("div", { class: "stage conv2d" },
        layerControls(own),
        h("div", { class: "flow" }, plane, h("span", { class: "sign" }, "→"), h("div", { class: "part" }, sizes, small)), legend(),
        h("div", { class: "bar" }, button("← back", () => step(-1)), button("next window →", () => step(1)),
          button("put the numbers back", () => { Object.assign(own.extra, { ...CHANNELS, row: 0, column: 0 }); own.rebuild(START); })), place),
      own.line, own.hint,
      h("div", { class: "panel" }, h("p", { class: "title" }, "The formula with the numbers put in"),
        ...AXES.map((axis, a) => h("p", { class: "worked" }, h("b", {}, `${axis} `), formulas[a]))),
      h("div", { class: "panel" }, h("p", { class: "title" }, "Channels and groups: what is learned"), h("div", { class: "flow" }, channelControls(own), groups), learned));
    return (state) => {
      plane.replaceChildren(draw(conv2dDrawing.plane(state, own.extra, own.width(), `input of ${state.input.join(" by ")}; ${neverInWords(state)}`)));
      small.replaceChildren(draw(conv2dDrawing.output(state, own.extra)));
      sizes.textContent = state.output ? `output ${state.output.join(" × ")}` : "output";
      AXES.forEach((_, a) => { formulas[a].textContent = formula(state, a); });
      place.textContent = windowInWords(state, own.extra);
      const blocks = conv2dDrawing.blocks(own.extra);
      groups.replaceChildren(...(blocks ? [draw(blocks)] : []));
      learned.textContent = parametersInWords(own.extra, state);
      own.say(sentence(state));
    };
  }

  const along = (step) => (state, extra) => move(state, extra, step(state.output ?? [1, 1]));
  kit.publish("conv2d-parameters", {
    label: "Interactive figure: the arguments of nn.Conv2d, the size of its output, and what it never reads",
    hint: "Arrow keys move the window while the figure has the focus. In a number, they make it larger or smaller.",
    start: START, extra: { ...CHANNELS, row: 0, column: 0, parameters: 56 },
    complete, build, sentence, formula, neverInWords, parametersInWords,
    keys: {
      ArrowRight: along(() => 1), ArrowLeft: along(() => -1),
      ArrowDown: along(([, columns]) => columns), ArrowUp: along(([, columns]) => -columns),
    },
  });
})(globalThis);
