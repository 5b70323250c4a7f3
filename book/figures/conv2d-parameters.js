/* Chapter 4: every argument of nn.Conv2d. Sizes, what is read and what never, the formula with the numbers put in,
   and how many numbers are learned. */
"use strict";

(function (scope) {
  const { arithmetic, conv2dDrawing, conv2dWords, cells, kit } = scope.Figures;
  const { conv2dSizes, conv2dParameters, walk, nearest } = arithmetic;
  const { formula, neverInWords, sentence, windowInWords, parametersInWords } = conv2dWords;
  const { h, draw, button, part, sign, tell } = cells;

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

  /* A number with − and + beside it: for a finger. The keyboard has its arrow keys in the field. */
  function stepper(own, { name, get, set, min, max }) {
    const by = (step) => set(Math.min(max, Math.max(min, get() + step)));
    const nudge = (step, words) =>
      button(words, () => by(step), {
        class: "nudge",
        tabindex: -1,
        "aria-label": `${name}: ${step < 0 ? "less" : "more"}`,
      });
    return h(
      "span",
      { class: "stepper" },
      nudge(-1, "−"),
      own.field({ name, get, set, min, max, whole: true }),
      nudge(1, "+"),
    );
  }

  function layerControls(own) {
    const rows = Object.entries(LIMITS).map(([key, [min, max]]) =>
      h(
        "tr",
        {},
        h("th", { scope: "row" }, key === "input" ? "input size" : key),
        ...AXES.map((axis, a) =>
          h(
            "td",
            {},
            stepper(own, {
              name: `${key}, ${axis}`,
              min,
              max,
              get: () => own.state[key][a],
              set: (value) => own.change({ [key]: own.state[key].map((old, b) => (a === b ? value : old)) }),
            }),
          ),
        ),
      ),
    );
    return h(
      "table",
      { class: "arguments" },
      h("thead", {}, h("tr", {}, h("td", {}), ...AXES.map((axis) => h("th", { scope: "col" }, axis)))),
      h("tbody", {}, ...rows),
    );
  }

  function channelControls(own) {
    const rows = ["in_channels", "out_channels", "groups"].map((key) =>
      h(
        "tr",
        {},
        h("th", { scope: "row" }, key),
        h(
          "td",
          {},
          stepper(own, {
            name: key,
            min: 1,
            max: 4096,
            get: () => own.extra[key],
            set: (value) => {
              own.extra[key] = value;
              own.change();
            },
          }),
        ),
      ),
    );
    const bias = h("input", {
      type: "checkbox",
      checked: own.extra.bias,
      "aria-label": "bias",
      onchange: () => {
        own.extra.bias = bias.checked;
        own.change();
      },
    });
    return h(
      "table",
      { class: "arguments" },
      h("tbody", {}, ...rows, h("tr", {}, h("th", { scope: "row" }, "bias"), h("td", {}, bias))),
    );
  }

  function legend() {
    const sample = (kind, words) => h("span", {}, h("i", { class: `sample ${kind}` }), ` ${words}`);
    return h(
      "p",
      { class: "legend" },
      sample("tap", "read by this window"),
      sample("never", "never read"),
      sample("padding", "padding"),
      sample("dots", "the windows, each a line of dots"),
    );
  }

  function build(live, own) {
    const plane = h("div", { class: "drawing" }),
      small = h("div", { class: "drawing" }),
      groups = h("div", { class: "drawing" });
    const sizes = h("span", {}),
      place = h("p", { class: "place-words", role: "status" });
    const formulas = AXES.map(() => h("span", {}));
    const learned = h("p", { class: "worked", role: "status" });
    const step = (by) => {
      move(own.state, own.extra, by);
      own.change();
    };
    live.append(
      h(
        "div",
        { class: "stage conv2d" },
        layerControls(own),
        h("div", { class: "flow" }, plane, sign("→"), part([sizes], small)),
        legend(),
        h(
          "div",
          { class: "bar" },
          button("← back", () => step(-1)),
          button("next window →", () => step(1)),
          button("put the numbers back", () => {
            Object.assign(own.extra, { ...CHANNELS, row: 0, column: 0 });
            own.rebuild(START);
          }),
        ),
        place,
      ),
      own.line,
      own.hint,
      h(
        "div",
        { class: "panel" },
        h("p", { class: "title" }, "The formula with the numbers put in"),
        ...AXES.map((axis, a) => h("p", { class: "worked" }, h("b", {}, `${axis} `), formulas[a])),
      ),
      h(
        "div",
        { class: "panel" },
        h("p", { class: "title" }, "Channels and groups: what is learned"),
        h("div", { class: "flow" }, channelControls(own), groups),
        learned,
      ),
    );
    return (state) => {
      plane.replaceChildren(
        draw(
          conv2dDrawing.plane(
            state,
            own.extra,
            own.width(),
            `input of ${state.input.join(" by ")}; ${neverInWords(state)}`,
          ),
        ),
      );
      small.replaceChildren(draw(conv2dDrawing.output(state, own.extra)));
      sizes.textContent = state.output ? `output ${state.output.join(" × ")}` : "output";
      AXES.forEach((_, a) => {
        formulas[a].textContent = formula(state, a);
      });
      tell(place, windowInWords(state, own.extra));
      const blocks = conv2dDrawing.blocks(own.extra);
      groups.replaceChildren(...(blocks ? [draw(blocks)] : []));
      tell(learned, parametersInWords(own.extra, state));
      own.say(sentence(state));
    };
  }

  const along = (step) => (state, extra) => move(state, extra, step(state.output ?? [1, 1]));
  kit.publish("conv2d-parameters", {
    label: "Interactive figure: the arguments of nn.Conv2d, the size of its output, and what it never reads",
    hint: "Arrow keys move the window, or pull it; while you type a number, they stay in its field.",
    start: START,
    extra: { ...CHANNELS, row: 0, column: 0, parameters: 56 },
    complete,
    build,
    sentence,
    keys: {
      ArrowRight: along(() => 1),
      ArrowLeft: along(() => -1),
      ArrowDown: along(([, columns]) => columns),
      ArrowUp: along(([, columns]) => -columns),
    },
  });
})(globalThis);
