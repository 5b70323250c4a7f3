/* Chapter 1: one filter on several input channels. Planes with the window, products, a sum for each channel, the running
   total; the reader may predict first, and see what three beliefs would make of the same numbers. */
"use strict";

(function (scope) {
  const { arithmetic, drawing, cells, multiInputBeliefs, predicting, kit } = scope.Figures;
  const { range, windowSum, mapSize, mapOf, walk, nearest } = arithmetic;
  const { numeral, numeralSum, factor } = drawing;
  const { h, mark, button, part, sign, put, placeGrid } = cells;
  const { comparison } = multiInputBeliefs;
  const { filterBelief, panel, covered, edit } = predicting;

  const EXAMPLES = {
    [say`2 channels, 3 × 3`]: {
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
      K: [
        [
          [0, 1],
          [2, 3],
        ],
        [
          [1, 2],
          [3, 4],
        ],
      ],
    },
    [say`4 channels, 3 × 5, last slice zero`]: {
      X: [
        [
          [1, 0, 2, -1, 3],
          [0, 3, 1, 2, 0],
          [2, 1, 0, 1, -2],
        ],
        [
          [0, 1, 1, 0, 2],
          [2, 0, -1, 3, 1],
          [1, 1, 2, 0, 0],
        ],
        [
          [3, 1, 0, 2, 1],
          [1, 2, 2, 0, -1],
          [0, -2, 1, 1, 4],
        ],
        [
          [5, 9, 7, 8, 6],
          [4, 6, 5, 9, 8],
          [7, 7, 3, 2, 5],
        ],
      ],
      K: [
        [
          [1, 0, -1],
          [2, 1, 0],
        ],
        [
          [0, 1, 1],
          [-1, 0, 2],
        ],
        [
          [1, -1, 0],
          [0, 0, 1],
        ],
        [
          [0, 0, 0],
          [0, 0, 0],
        ],
      ],
    },
  };

  function complete({ X, K, bias, row, column }) {
    const place = nearest(mapSize(X, K), row, column);
    return { X, K, bias, ...place, ...windowSum(X, K, bias, place.row, place.column) };
  }

  function move(state, step) {
    const [row, column] = walk(mapSize(state.X, state.K), [state.row, state.column], step);
    return { row, column };
  }

  const sentence = ({ row, column, channel_sums, bias, total }) =>
    say`row ${row}, column ${column}: ${numeralSum([...channel_sums, bias])} = ${numeral(total)}`;

  const inWords = ({ row, column }) => say`row ${row}, column ${column}`;

  function controls(live, own) {
    const examples = h(
      "select",
      {
        "aria-label": say`example`,
        onchange: (event) => {
          own.extra.example = event.target.value;
          Object.assign(own.extra, { compare: null, known: [] });
          own.rebuild({ ...EXAMPLES[event.target.value], bias: 0, row: 0, column: 0 });
        },
      },
      ...Object.keys(EXAMPLES).map((name) => h("option", { value: name, selected: name === own.extra.example }, name)),
    );
    const again = button(say`put the numbers back`, () => {
      own.extra.known = [];
      own.rebuild({ ...EXAMPLES[own.extra.example], bias: 0 });
    });
    live.append(h("div", { class: "bar" }, h("label", {}, h("span", {}, `${say`Example`} `), examples), again));
  }

  function channelRow(own, c) {
    const { X, K } = own.state;
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
      title: say`slice ${c} of the filter`,
      name: (i, j) => `K[${c}, ${i}, ${j}]`,
      rows: K[c].length,
      columns: K[c][0].length,
      channel: c,
      kind: "kernel",
      get: (i, j) => own.state.K[c][i][j],
      set: (i, j, value) => edit(own, { K: put(own.state.K, [c, i, j], value) }),
    });
    const products = K[c].map((line) => line.map(() => h("span", { class: "product" }, h("small", {}), h("b", {}))));
    const sum = h("span", { class: "sum filled" });
    const running = h("span", { class: "running" });
    const node = h(
      "div",
      { class: "channel", ...drawing.hue(c) },
      part([mark(c), ` X[${c}]`], image.node),
      sign("×"),
      part(`K[${c}]`, slice.node),
      sign("="),
      part(say`products`, h("div", { class: "products", style: `--columns:${K[c][0].length}` }, ...products.flat())),
      sign("→"),
      part(say`sum`, sum),
      part(say`running total`, running),
    );
    const paint = (state, hidden) => {
      image.place(state.row, state.column, K[c].length, K[c][0].length);
      products.forEach((line, i) =>
        line.forEach((cell, j) => {
          const [x, k] = [state.X[c][state.row + i][state.column + j], state.K[c][i][j]];
          cell.firstChild.textContent = `${numeral(x)}·${factor(k)}`;
          cell.lastChild.textContent = hidden ? "?" : numeral(state.products[c][i][j]);
        }),
      );
      sum.textContent = hidden ? "?" : numeral(state.channel_sums[c]);
      const terms = state.channel_sums.slice(0, c + 1);
      const upTo = arithmetic.sum(terms);
      running.textContent = hidden
        ? "?"
        : c === 0
          ? numeral(upTo)
          : `${numeralSum([upTo - terms[c], terms[c]])} = ${numeral(upTo)}`;
    };
    return { node, paint };
  }

  function totalRow(own) {
    const bias = own.field({ name: say`bias`, get: () => own.state.bias, set: (value) => edit(own, { bias: value }) });
    const total = h("output", { class: "total", "aria-live": "off" }); // the line says it
    const [height, width] = mapSize(own.state.X, own.state.K);
    const map = placeGrid({
      title: say`output map: choose a position`,
      name: "",
      rows: height,
      columns: width,
      choose: (row, column) => own.change({ row, column }),
    });
    const node = h(
      "div",
      { class: "result" },
      part(
        say`bias, added once`,
        h("div", { class: "plane kernel slate", style: "--columns:1;--rows:1;--digits:3" }, bias),
      ),
      sign("→"),
      part(say`total`, total),
      sign("→"),
      part(say`output map`, map.node),
    );
    const paint = (state) => {
      total.textContent = covered(own, inWords(state)) ? "?" : numeral(state.total);
      map.paint(mapOf(state.X, state.K, state.bias), [state.row, state.column], (row, column) =>
        covered(own, inWords({ row, column })),
      );
    };
    return { node, paint };
  }

  function build(live, own) {
    controls(live, own);
    const rows = range(own.state.X.length).map((c) => channelRow(own, c));
    const parts = [totalRow(own), panel(own, { place: inWords, right: ({ total }) => total, belief: filterBelief }), comparison(own)];
    const wide = own.state.X[0][0].length > 4;
    live.append(
      h("div", { class: `stage multi-input${wide ? " dense" : ""}` }, ...rows.map((row) => row.node), parts[0].node),
      own.moves(
        button(say`← back`, () => own.change(move(own.state, -1))),
        button(say`next →`, () => own.change(move(own.state, 1))),
      ),
      own.hint,
      parts[1].node,
      parts[2].node,
    );
    return (state) => {
      const hidden = covered(own, inWords(state));
      for (const row of rows) row.paint(state, hidden);
      for (const each of parts) each.paint(state);
      own.tell(hidden ? say`${inWords(state)}: covered, what do you predict?` : sentence(state));
    };
  }

  const [example] = Object.keys(EXAMPLES);
  kit.publish("multi-input", {
    label: say`Interactive figure: one filter slides over an image of several channels`,
    hint: say`Arrow keys move the window, or drag it. Every cell of X, K and the bias can be changed; while you type, the arrow keys stay in its cell.`,
    touch: say`Drag the window, or press a number of the map. Every number of X, K and the bias can be changed.`,
    start: { ...EXAMPLES[example], bias: 0, row: 0, column: 0 },
    extra: { example, cover: false, known: [], compare: null },
    complete,
    build,
    sentence,
    keys: {
      ArrowRight: (state) => move(state, 1),
      ArrowLeft: (state) => move(state, -1),
      ArrowDown: (state) => move(state, mapSize(state.X, state.K)[1]),
      ArrowUp: (state) => move(state, -mapSize(state.X, state.K)[1]),
    },
  });
})(globalThis);
