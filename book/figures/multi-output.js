/* Chapter 2: several filters. Circles are channels, each arrow is one slice K[o, i]; the chosen filter is worked out
   at the chosen position, and the parameters are read off the drawing: arrows × weights + biases. */
"use strict";

(function (scope) {
  const { arithmetic, drawing, cells, multiOutputDrawing, predicting, kit } = scope.Figures;
  const { range, windowSum, mapSize, mapOf, walk, nearest } = arithmetic;
  const { numeral, numeralSum } = drawing;
  const { graph, parametersInWords } = multiOutputDrawing;
  const { h, draw, mark, button, part, sign, tell, put, placeGrid } = cells;
  const { filterBelief, panel, covered, edit, near } = predicting;
  const { digits } = kit;

  const MOST = 5;
  const slices = [
    [
      [0, 1],
      [2, 3],
    ],
    [
      [1, 2],
      [3, 4],
    ],
  ];
  const plus = (filter, n) => filter.map((slice) => slice.map((line) => line.map((weight) => weight + n)));
  const START = {
    X: [
      [
        [0, 1, 2],
        [3, 4, 5],
        [6, 7, 8],
      ],
      [
        [1, 2, 3],
        [4, 5, 6],
        [7, 8, 9],
      ],
    ],
    K: [slices, plus(slices, 1), plus(slices, 2)],
    bias: [0, 0, 0],
    output_channel: 0,
    row: 0,
    column: 0,
  };

  function complete({ X, K, bias, output_channel, row, column }) {
    const at = {
      output_channel: Math.min(Math.max(output_channel, 0), K.length - 1),
      ...nearest(mapSize(X, K[0]), row, column),
    };
    const { channel_sums, total } = windowSum(X, K[at.output_channel], bias[at.output_channel], at.row, at.column);
    return { X, K, bias, ...at, channel_sums, total };
  }

  const inWords = ({ output_channel, row, column }) => say`output channel ${output_channel}, row ${row}, column ${column}`;
  const sentence = ({ output_channel, row, column, channel_sums, bias, total }) =>
    say`${inWords({ output_channel, row, column })}: ${numeralSum([...channel_sums, bias[output_channel]])} = ${numeral(total)}`;

  /* What a wrong prediction believes, or null. */
  function belief(guess, { X, K, bias, output_channel: o, row, column, channel_sums, total }) {
    const other = K.findIndex((filter, p) => p !== o && near(windowSum(X, filter, bias[p], row, column).total, guess));
    if (other >= 0 && !near(guess, total))
      return say`Filter ${other} gives that number at this position. Take the slices of filter ${o}.`;
    return filterBelief(guess, { X, K: K[o], bias: bias[o], row, column, channel_sums, total });
  }

  function move(state, step) {
    const [row, column] = walk(mapSize(state.X, state.K[0]), [state.row, state.column], step);
    return { row, column };
  }

  function more(own) {
    const { K, bias } = own.state;
    if (K.length < MOST)
      own.rebuild({ K: [...K, plus(K[K.length - 1], 1)], bias: [...bias, 0], output_channel: K.length });
  }

  function fewer(own) {
    const { K, bias } = own.state;
    if (K.length > 1) own.rebuild({ K: K.slice(0, -1), bias: bias.slice(0, -1) });
  }

  function choice(own) {
    const buttons = own.state.K.map((_, o) =>
      button(String(o), () => own.change({ output_channel: o }), { "aria-label": say`output channel ${o}` }),
    );
    const node = h(
      "div",
      { class: "bar" },
      h("span", {}, say`Output channel`),
      ...buttons,
      button(say`add a filter`, () => more(own), { disabled: own.state.K.length === MOST }),
      button(say`take one away`, () => fewer(own), { disabled: own.state.K.length === 1 }),
      button(say`put the numbers back`, () => {
        own.extra.known = [];
        own.rebuild(START);
      }),
    );
    return {
      node,
      paint: (state) =>
        buttons.forEach((each, o) => each.setAttribute("aria-pressed", String(o === state.output_channel))),
    };
  }

  function channelPart(own, c) {
    const { X, K } = own.state;
    const o = () => own.state.output_channel;
    const image = own.inputGrid({
      title: say`input channel ${c}`,
      name: (i, j) => `X[${c}, ${i}, ${j}]`,
      rows: X[c].length,
      columns: X[c][0].length,
      channel: c,
      get: (i, j) => own.state.X[c][i][j],
      set: (i, j, value) => edit(own, { X: put(own.state.X, [c, i, j], value) }),
      choose: (row, column) => own.change({ row, column }),
    });
    const slice = own.inputGrid({
      title: say`slice of the chosen filter for input channel ${c}`,
      name: (i, j) => `K[${o()}, ${c}, ${i}, ${j}]`,
      rows: K[0][c].length,
      columns: K[0][c][0].length,
      channel: c,
      kind: "kernel",
      get: (i, j) => own.state.K[o()][c][i][j],
      set: (i, j, value) => edit(own, { K: put(own.state.K, [o(), c, i, j], value) }),
    });
    const title = h("span", {}),
      sum = h("span", { class: "sum" });
    const node = h(
      "div",
      { class: "flow", ...drawing.hue(c) },
      part([mark(c), ` X[${c}]`], image.node),
      sign("×"),
      part([title], slice.node),
      sign("→"),
      part(say`sum`, sum),
    );
    const paint = (state) => {
      image.place(state.row, state.column, K[0][c].length, K[0][c][0].length);
      title.textContent = `K[${state.output_channel}, ${c}]`;
      sum.textContent = covered(own, inWords(state)) ? "?" : numeral(state.channel_sums[c]);
    };
    return { node, paint };
  }

  function mapsPart(own) {
    const [height, width] = mapSize(own.state.X, own.state.K[0]);
    const bias = own.field({
      name: () => say`bias of output channel ${own.state.output_channel}`,
      get: () => own.state.bias[own.state.output_channel],
      set: (value) => edit(own, { bias: put(own.state.bias, [own.state.output_channel], value) }),
    });
    const total = h("output", { class: "total", "aria-live": "off" }); // the line says it
    const maps = own.state.K.map((_, o) =>
      placeGrid({
        title: say`map of output channel ${o}`,
        name: say`map ${o}, `,
        rows: height,
        columns: width,
        choose: (row, column) => own.change({ output_channel: o, row, column }),
      }),
    );
    const boxes = maps.map((map, o) => part([mark(o, "mark-out"), ` ${say`map ${o}`}`], map.node));
    const node = h(
      "div",
      { class: "side" },
      h(
        "div",
        { class: "flow" },
        part(say`bias`, h("div", { class: "plane kernel slate", style: "--columns:1;--rows:1;--digits:3" }, bias)),
        sign("→"),
        part(say`total`, total),
      ),
      h("div", { class: "flow" }, ...boxes),
    );
    const paint = (state) => {
      total.textContent = covered(own, inWords(state)) ? "?" : numeral(state.total);
      maps.forEach((map, o) => {
        boxes[o].classList.toggle("quiet", o !== state.output_channel);
        map.paint(
          mapOf(state.X, state.K[o], state.bias[o]),
          o === state.output_channel ? [state.row, state.column] : null,
          (row, column) => covered(own, inWords({ output_channel: o, row, column })),
        );
      });
    };
    return { node, paint };
  }

  function build(live, own) {
    const { K } = own.state;
    const network = h("div", {
      class: "drawing",
      onclick: (event) => {
        const picked = event.target.closest("[data-output]");
        if (picked) own.change({ output_channel: Number(picked.dataset.output) });
      },
    });
    const counted = h("p", { class: "worked", role: "status" });
    const pick = choice(own);
    const parts = [pick, ...range(K[0].length).map((c) => channelPart(own, c)), mapsPart(own)];
    const asked = panel(own, { place: inWords, right: ({ total }) => total, belief });
    live.append(
      network,
      pick.node,
      counted,
      h("div", { class: "stage multi-output" }, ...parts.slice(1).map((part) => part.node)),
      own.moves(
        button(say`← back`, () => own.change(move(own.state, -1))),
        button(say`next →`, () => own.change(move(own.state, 1))),
      ),
      own.hint,
      asked.node,
    );
    return (state) => {
      network.replaceChildren(draw(graph(state, own.width(), covered(own, inWords(state)))));
      tell(counted, parametersInWords(state));
      for (const part of [...parts, asked]) part.paint(state);
      own.tell(covered(own, inWords(state)) ? say`${inWords(state)}: covered, what do you predict?` : sentence(state));
    };
  }

  kit.publish("multi-output", {
    label: say`Interactive figure: several filters, each with a slice for every input channel`,
    hint: say`Arrow keys move the window, or drag it; the digits 0, 1, 2 … choose the output channel. Every number can be changed; while you type, the keys stay in its cell.`,
    touch: say`Drag the window, or press a number of a map. Every number can be changed.`,
    start: START,
    extra: { cover: false, known: [] },
    complete,
    build,
    sentence,
    keys: {
      ArrowRight: (state) => move(state, 1),
      ArrowLeft: (state) => move(state, -1),
      ArrowDown: (state) => move(state, mapSize(state.X, state.K[0])[1]),
      ArrowUp: (state) => move(state, -mapSize(state.X, state.K[0])[1]),
      ...digits(MOST, (o, state) => (o < state.K.length ? { output_channel: o } : {})),
    },
  });
})(globalThis);
