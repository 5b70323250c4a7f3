/* Chapter 2: several filters. Circles are channels, each arrow is one slice W[o, i]; the chosen filter is worked out
   at the chosen position, and the parameters are read off the drawing: arrows × weights + biases. */
"use strict";

(function (scope) {
  const { arithmetic, drawing, kit } = scope.Figures;
  const { range, windowSum, mapSize, mapOf, walk, nearest } = arithmetic;
  const { say, saySum, label, grid, arrow, picture, hue, plural } = drawing;
  const { h, draw, mark, button } = kit;

  const MOST = 5;
  const slices = [[[0, 1], [2, 3]], [[1, 2], [3, 4]]];
  const plus = (filter, n) => filter.map((slice) => slice.map((line) => line.map((weight) => weight + n)));
  const START = {
    X: [[[0, 1, 2], [3, 4, 5], [6, 7, 8]], [[1, 2, 3], [4, 5, 6], [7, 8, 9]]],
    K: [slices, plus(slices, 1), plus(slices, 2)],
    bias: [0, 0, 0], output_channel: 0, row: 0, column: 0,
  };

  function complete({ X, K, bias, output_channel, row, column }) {
    const at = { output_channel: Math.min(Math.max(output_channel, 0), K.length - 1), ...nearest(mapSize(X, K[0]), row, column) };
    const { channel_sums, total } = windowSum(X, K[at.output_channel], bias[at.output_channel], at.row, at.column);
    return { X, K, bias, ...at, channel_sums, total };
  }

  function count({ K }) {
    const [outputs, inputs, height, width] = [K.length, K[0].length, K[0][0].length, K[0][0][0].length];
    return { arrows: outputs * inputs, weights: height * width, outputs, inputs, parameters: outputs * inputs * height * width + outputs };
  }

  /* Circles, arrows, and the chosen filter's slices on its arrows. */
  function graph(state, width) {
    const { K, bias, output_channel: chosen, channel_sums, total } = state;
    const [inputs, outputs] = [K[0].length, K.length];
    const unit = width < 480 ? 20 : 26, radius = width < 480 ? 16 : 20;
    const along = 0.36; // where on an arrow its slice sits: near enough to the start that slices keep apart
    const gaps = [(K[0][0].length * unit + 28) / (1 - along), 72];
    const height = Math.max(inputs * gaps[0], outputs * gaps[1]) + 28;
    const [left, right] = [radius + 28, width - radius - 88];
    const middle = 28 + (height - 28) / 2;
    const inAt = (i) => middle + (i - (inputs - 1) / 2) * gaps[0];
    const outAt = (o) => middle + (o - (outputs - 1) / 2) * gaps[1];
    const parts = [label(0, 12, "input channels", "small", "start"), label(width, 12, "output channels", "small", "end")];
    const reachOf = (o, i) => {
      const [x1, y1, x2, y2] = [left, inAt(i), right, outAt(o)];
      const length = Math.hypot(x2 - x1, y2 - y1);
      const at = (t) => [x1 + (x2 - x1) * t, y1 + (y2 - y1) * t];
      return { from: at((radius + 2) / length), to: at(1 - (radius + 4) / length), at };
    };
    const others = range(outputs).filter((o) => o !== chosen);
    for (const o of others) for (const i of range(inputs)) {
      const { from, to } = reachOf(o, i);
      parts.push(arrow(...from, ...to, "arrow faint"));
    }
    for (const i of range(inputs)) {
      const { from, to, at } = reachOf(chosen, i);
      const slice = K[chosen][i];
      const [x, y] = at(along);
      const wide = Math.max(unit, ...slice.flat().map((weight) => say(weight).length * 9 + 8));
      const [across, tall] = [slice[0].length * wide, slice.length * unit];
      parts.push(["g", hue(i), arrow(...from, ...to, "arrow strong", 9),
        label(x, y - tall / 2 - 8, `W[${chosen}, ${i}]`, "small halo")],
      grid(x - across / 2, y - tall / 2, slice, { unit, width: wide, channel: i, kind: "square heavy" }));
    }
    for (const i of range(inputs)) {
      parts.push(["g", hue(i), ["circle", { cx: left, cy: inAt(i), r: radius, class: "node-in" }], label(left, inAt(i), String(i), "middle inverse strong-word")]);
    }
    for (const o of range(outputs)) {
      const y = outAt(o);
      parts.push(["g", { "data-output": o, class: "pick" },
        ["circle", { cx: right, cy: y, r: radius, class: o === chosen ? "node-out chosen" : "node-out" }],
        label(right, y, String(o), "middle strong-word"),
        label(right + radius + 10, y, o === chosen ? say(total) : "", "num middle strong-word", "start"),
        label(right + radius + 10, o === chosen ? y + 20 : y, `bias ${say(bias[o])}`, "small middle", "start")]);
    }
    const { arrows } = count(state);
    return picture(width, height, { role: "img", "aria-label": `${plural(inputs, "input channel")} on the left, ${plural(outputs, "output channel")} on the right, ` +
      `an arrow from each to each: ${plural(arrows, "slice")}. Output channel ${chosen} is chosen; its slices give ${saySum(channel_sums)}.` }, ...parts);
  }

  const sentence = ({ output_channel, row, column, channel_sums, bias, total }) =>
    `output channel ${output_channel}, row ${row}, column ${column}: ${saySum([...channel_sums, bias[output_channel]])} = ${say(total)}`;

  const turn = (state, step) => ({ output_channel: (state.output_channel + step + state.K.length) % state.K.length });

  function move(state, step) {
    const [row, column] = walk(mapSize(state.X, state.K[0]), [state.row, state.column], step);
    return { row, column };
  }

  /* The same nested array with one number changed, at a path of indices. */
  const put = (nested, [index, ...rest], value) =>
    nested.map((part, k) => (k !== index ? part : rest.length ? put(part, rest, value) : value));

  function more(own) {
    const { K, bias } = own.state;
    if (K.length < MOST) own.rebuild({ K: [...K, plus(K[K.length - 1], 1)], bias: [...bias, 0], output_channel: K.length });
  }

  function fewer(own) {
    const { K, bias } = own.state;
    if (K.length > 1) own.rebuild({ K: K.slice(0, -1), bias: bias.slice(0, -1) });
  }

  function choice(own) {
    const buttons = own.state.K.map((_, o) => button(String(o), () => own.change({ output_channel: o }), { "aria-label": `output channel ${o}` }));
    const node = h("div", { class: "bar" }, h("span", {}, "Output channel"), ...buttons,
      button("add a filter", () => more(own), { disabled: own.state.K.length === MOST }),
      button("take one away", () => fewer(own), { disabled: own.state.K.length === 1 }),
      button("put the numbers back", () => own.rebuild(START)));
    return { node, paint: (state) => buttons.forEach((each, o) => each.setAttribute("aria-pressed", String(o === state.output_channel))) };
  }

  function channelPart(own, c) {
    const { X, K } = own.state;
    const o = () => own.state.output_channel;
    const image = own.inputGrid({
      title: `input channel ${c}`, name: (i, j) => `X[${c}, ${i}, ${j}]`, rows: X[c].length, columns: X[c][0].length, channel: c,
      get: (i, j) => own.state.X[c][i][j], set: (i, j, value) => own.change({ X: put(own.state.X, [c, i, j], value) }),
    });
    const slice = own.inputGrid({
      title: `slice of the chosen filter for input channel ${c}`, name: (i, j) => `W[${o()}, ${c}, ${i}, ${j}]`, rows: K[0][c].length, columns: K[0][c][0].length, channel: c, kind: "kernel",
      get: (i, j) => own.state.K[o()][c][i][j], set: (i, j, value) => own.change({ K: put(own.state.K, [o(), c, i, j], value) }),
    });
    const title = h("span", { class: "caption" }), sum = h("span", { class: "sum" });
    const node = h("div", { class: "flow", ...drawing.hue(c) },
      h("div", { class: "part" }, h("span", { class: "caption" }, mark(c), ` X[${c}]`), image.node), h("span", { class: "sign" }, "×"),
      h("div", { class: "part" }, title, slice.node), h("span", { class: "sign" }, "→"),
      h("div", { class: "part" }, h("span", { class: "caption" }, "sum"), sum));
    const paint = (state) => {
      image.place(state.row, state.column, K[0][c].length, K[0][c][0].length);
      title.textContent = `W[${state.output_channel}, ${c}]`;
      sum.textContent = say(state.channel_sums[c]);
    };
    return { node, paint };
  }

  function mapsPart(own) {
    const [height, width] = mapSize(own.state.X, own.state.K[0]);
    const bias = own.field({
      name: () => `bias of output channel ${own.state.output_channel}`, get: () => own.state.bias[own.state.output_channel],
      set: (value) => own.change({ bias: put(own.state.bias, [own.state.output_channel], value) }),
    });
    const total = h("output", { class: "total" });
    const maps = own.state.K.map((_, o) => range(height).map((row) => range(width).map((column) =>
      button("", () => own.change({ output_channel: o, row, column }), { class: "place" }))));
    const boxes = maps.map((places, o) => h("div", { class: "part" }, h("span", { class: "caption" }, mark(o, "mark-out"), ` map ${o}`),
      h("div", { class: "map", style: `--columns:${width}`, role: "group", "aria-label": `map of output channel ${o}` }, ...places.flat())));
    const node = h("div", { class: "side" },
      h("div", { class: "flow" }, h("div", { class: "part" }, h("span", { class: "caption" }, "bias"), h("div", { class: "plane kernel slate", style: "--columns:1;--rows:1;--digits:3" }, bias)),
        h("span", { class: "sign" }, "→"), h("div", { class: "part" }, h("span", { class: "caption" }, "total"), total),
        h("div", { class: "part" }, h("span", { class: "caption" }, "move the window"),
          h("div", { class: "bar" }, button("← back", () => own.change(move(own.state, -1))), button("next →", () => own.change(move(own.state, 1)))))),
      h("div", { class: "flow" }, ...boxes));
    const paint = (state) => {
      total.textContent = say(state.total);
      maps.forEach((places, o) => {
        const values = mapOf(state.X, state.K[o], state.bias[o]);
        boxes[o].classList.toggle("quiet", o !== state.output_channel);
        places.forEach((line, row) => line.forEach((place, column) => {
          place.textContent = say(values[row][column]);
          place.setAttribute("aria-label", `map ${o}, row ${row}, column ${column}: ${say(values[row][column])}`);
          place.setAttribute("aria-pressed", String(o === state.output_channel && row === state.row && column === state.column));
        }));
      });
    };
    return { node, paint };
  }

  function parametersInWords(state) {
    const { arrows, weights, outputs, inputs, parameters } = count(state);
    return `${outputs} filters × ${inputs} slices = ${arrows} arrows. ${arrows} arrows × ${weights} weights + ${plural(outputs, "bias").replace(/biass$/, "biases")} = ${parameters} parameters.`;
  }

  function build(live, own) {
    const { K } = own.state;
    const network = h("div", { class: "drawing", onclick: (event) => {
      const picked = event.target.closest("[data-output]");
      if (picked) own.change({ output_channel: Number(picked.dataset.output) });
    } });
    const counted = h("p", { class: "worked" });
    const pick = choice(own);
    const parts = [pick, ...range(K[0].length).map((c) => channelPart(own, c)), mapsPart(own)];
    live.append(network, pick.node, counted, h("div", { class: "stage multi-output" }, ...parts.slice(1).map((part) => part.node)), own.line, own.hint);
    return (state) => {
      network.replaceChildren(draw(graph(state, own.width())));
      counted.textContent = parametersInWords(state);
      for (const part of parts) part.paint(state);
      own.say(sentence(state));
    };
  }

  kit.publish("multi-output", {
    label: "Interactive figure: several filters, each with a slice for every input channel",
    hint: "Left and right arrow keys choose the output channel, up and down move the window. Every number can be changed.",
    start: START, complete, build, sentence, graph, count, parametersInWords,
    keys: {
      ArrowRight: (state) => turn(state, 1), ArrowLeft: (state) => turn(state, -1),
      ArrowDown: (state) => move(state, 1), ArrowUp: (state) => move(state, -1),
    },
  });
})(globalThis);
