/* Chapter 4: every argument of nn.Conv2d in one figure. Sizes, what is read and what never, the numbers of every channel
   and map where there is room for them, the formula with the numbers put in, and how many numbers are learned. */
"use strict";

(function (scope) {
  const {
    arithmetic,
    conv2dNumbers,
    conv2dWords,
    conv2dStage,
    conv2dControls,
    conv2dPredict,
    conv2dLinked,
    addresses,
    cells,
    kit,
  } = scope.Figures;
  const { conv2dSizes, conv2dParameters, walk, nearest } = arithmetic;
  const { formula, sentence, windowInWords, parametersInWords, numbersInWords } = conv2dWords;
  const { h, draw, button, tell } = cells;

  const NAME = "conv2d-parameters";
  const START = { input: [7, 9], kernel_size: [3, 3], stride: [2, 2], padding: [0, 0], dilation: [1, 1] };
  const CHANNELS = { in_channels: 3, out_channels: 2, groups: 1, bias: true, padding_mode: "zeros" };
  const FRESH = { row: 0, column: 0, filter: 0, cover: false, known: [], known_shape: false };
  const PACE = 800; // milliseconds from one window to the next, while it plays
  const AXES = [say`height`, say`width`];

  function complete({ input, kernel_size, stride, padding, dilation }, extra) {
    const sizes = conv2dSizes({ input, kernel_size, stride, padding, dilation });
    if (extra) {
      Object.assign(extra, nearest(sizes.output ?? [1, 1], extra.row, extra.column));
      extra.filter = Math.min(extra.filter, extra.out_channels - 1);
      extra.parameters = conv2dParameters({ ...extra, kernel_size })?.parameters ?? null;
    }
    return { input, kernel_size, stride, padding, dilation, ...sizes };
  }

  /* The position is no key of the contract: keys change what is drawn, and no number of the layer. */
  function move({ output }, extra, step) {
    if (output) [extra.row, extra.column] = walk(output, [extra.row, extra.column], step);
    return {};
  }

  /* A changed layer makes every earlier prediction an old one. */
  function edit(own, changes, extra = {}) {
    Object.assign(own.extra, { known: [], known_shape: false }, extra);
    own.change(changes);
  }

  /* What an address holds of the layer: its arguments, and which number of the output is looked at. */
  const held = (state, { row, column, filter, ...extra }) => ({
    ...Object.fromEntries(Object.keys(START).map((key) => [key, state[key]])),
    ...Object.fromEntries(Object.keys(CHANNELS).map((key) => [key, extra[key]])),
    at: [filter, row, column],
  });

  function sound(value) {
    const { PAIRS, COUNTS, MOST } = conv2dControls;
    const whole = (min, max) => (n) => Number.isInteger(n) && n >= min && n <= max;
    const usable =
      Object.entries(PAIRS).every(([key, range]) => addresses.list(value[key], 2, whole(...range))) &&
      COUNTS.every((key) => whole(1, MOST)(value[key])) &&
      typeof value.bias === "boolean" &&
      conv2dNumbers.MODES.includes(value.padding_mode) &&
      addresses.list(value.at, 3, whole(0, 1e6));
    return usable ? value : null;
  }

  /* Starts from the address where it names this figure. */
  function recall(own) {
    const found = addresses.read(NAME, sound);
    if (!found) return null;
    const [filter, row, column] = found.at;
    Object.assign(own.extra, { filter, row, column });
    for (const key of Object.keys(CHANNELS)) own.extra[key] = found[key];
    return Object.fromEntries(Object.keys(START).map((key) => [key, found[key]]));
  }

  /* The window goes on by itself, only after a press on "play"; any key of the figure stops it. */
  function player(own) {
    let timer = null;
    const stop = () => {
      clearInterval(timer);
      timer = null;
      play.textContent = say`play`;
      own.line.setAttribute("aria-live", "polite");
    };
    const play = button(say`play`, () => {
      if (timer) return stop();
      play.textContent = say`pause`;
      timer = setInterval(() => {
        if (!play.isConnected) return stop();
        move(own.state, own.extra, 1);
        own.change();
      }, PACE);
    });
    play.classList.add("play");
    return { play, stop };
  }

  function build(live, own) {
    own.layer = () => ({ ...own.state, ...own.extra });
    own.numbers = () => {
      const layer = own.layer();
      if (!own.state.output || conv2dNumbers.refusal(layer)) return null;
      return [conv2dNumbers.image(layer), conv2dNumbers.weight(layer), conv2dNumbers.biases(layer)];
    };
    own.edit = (changes, extra) => edit(own, changes, extra);
    const groups = h("div", { class: "drawing" });
    const place = h("p", { class: "place-words", role: "status" });
    const formulas = AXES.map(() => h("span", {}));
    const said = h("p", { class: "reply", role: "status" });
    const learned = h("p", { class: "worked", role: "status" });
    const stage = conv2dStage.stage(own);
    const predict = conv2dPredict.predictions(own);
    const { play, stop } = player(own);
    const step = (by) => {
      stop();
      move(own.state, own.extra, by);
      own.change();
    };
    const back = button(say`put the numbers back`, () => {
      stop();
      Object.assign(own.extra, CHANNELS, FRESH);
      own.rebuild(START);
    });
    live.append(
      h("div", { class: "conv2d flow controls" }, ...conv2dControls.all(own), back),
      own.line,
      h(
        "div",
        {},
        h(
          "div",
          { class: "above" }, // stays in view while the images are read
          h("div", { class: "bar" }, button(say`← back`, () => step(-1)), button(say`next window →`, () => step(1)), play),
          place,
        ),
        h("div", { class: "stage conv2d" }, stage.node),
      ),
      own.hint,
      predict.node,
      h(
        "div",
        { class: "panel" },
        h("p", { class: "title" }, say`The formula with the numbers put in`),
        ...AXES.map((axis, a) => h("p", { class: "worked" }, h("b", {}, `${axis} `), formulas[a])),
      ),
      h("div", { class: "panel" }, h("p", { class: "title" }, say`Channels and groups: what is learned`), groups, learned),
      h(
        "div",
        { class: "panel" },
        addresses.sharing(NAME, () => held(own.state, own.extra), () => say`the layer and the position of the window`, said),
        said,
      ),
    );
    return (state) => {
      const now = JSON.stringify(held(state, own.extra));
      if (own.kept && own.kept !== now) addresses.remember(NAME, held(state, own.extra));
      own.kept = now; // what the address holds
      const hidden = own.extra.cover && !own.extra.known_shape;
      stage.paint(state);
      predict.paint(state);
      AXES.forEach((_, a) => {
        formulas[a].textContent = hidden ? "?" : formula(state, a);
      });
      tell(place, say.all(windowInWords(state, own.extra), numbersInWords(own)));
      const blocks = scope.Figures.conv2dDrawing.blocks(own.extra);
      groups.replaceChildren(...(blocks ? [draw(blocks)] : []));
      tell(learned, parametersInWords(own.extra, state));
      own.tell(hidden ? say`input ${state.input.join(" × ")} → output covered: what do you predict?` : sentence(state));
    };
  }

  const along = (step) => (state, extra) => move(state, extra, step(state.output ?? [1, 1]));
  kit.publish(NAME, {
    label: say`Interactive figure: the arguments of nn.Conv2d, the size of its output, and what it never reads`,
    hint: say`Arrow keys move the window, or drag it; the digits choose the output channel. While you type a number, the keys stay in its field.`,
    touch: say`Drag the window over an image, or press a number of the output.`,
    start: START,
    extra: { ...CHANNELS, ...FRESH, parameters: 56 },
    complete,
    build,
    opened: conv2dLinked.open,
    recall,
    sentence,
    keys: {
      ArrowRight: along(() => 1),
      ArrowLeft: along(() => -1),
      ArrowDown: along(([, columns]) => columns),
      ArrowUp: along(([, columns]) => -columns),
      ...kit.digits(10, (digit, _, extra) => {
        if (digit < extra.out_channels) extra.filter = digit;
        return {};
      }),
    },
  });
})(globalThis);
