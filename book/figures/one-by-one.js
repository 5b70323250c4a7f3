/* Chapter 3: a 1×1 convolution. One pixel is a vector of channels; one matrix, the same at every pixel, makes another
   vector of it. */
"use strict";

(function (scope) {
  const { arithmetic, drawing, cells, predicting, kit } = scope.Figures;
  const { range, sum, walk, nearest, matrixTimes, pixel } = arithmetic;
  const { numeral, factor } = drawing;
  const { h, mark, button, part, sign, put, placeGrid } = cells;
  const { panel, covered, edit, near } = predicting;

  const START = {
    X: [
      [
        [4, 1, 3, 0, 2],
        [2, 5, 1, 6, 0],
        [0, 3, 7, 2, 4],
        [1, 0, 2, 5, 3],
      ],
      [
        [5, 0, 2, 4, 1],
        [3, 1, 6, 0, 2],
        [8, 2, 0, 1, 5],
        [4, 7, 3, 2, 0],
      ],
      [
        [6, 2, 0, 1, 5],
        [1, 4, 2, 3, 7],
        [2, 0, 5, 6, 1],
        [3, 1, 4, 0, 8],
      ],
    ],
    W: [
      [1, 0, -1],
      [2, 1, 3],
    ],
    bias: [10, -5],
    row: 0,
    column: 0,
  };

  const size = ({ X }) => [X[0].length, X[0][0].length];

  function complete({ X, W, bias, row, column }) {
    const at = nearest(size({ X }), row, column);
    const input = pixel(X, at.row, at.column);
    return { X, W, bias, ...at, input, output: matrixTimes(W, input, bias) };
  }

  function move(state, step) {
    const [row, column] = walk(size(state), [state.row, state.column], step);
    return { row, column };
  }

  const vector = (values) => `(${values.map(numeral).join(", ")})`;
  const sentence = ({ row, column, input, output }) =>
    say`row ${row}, column ${column}: ${vector(input)} → ${vector(output)}`;

  /* 1·4 + 0·5 + (−1)·6 + 10 = 8 */
  const worked = ({ W, bias, input, output }, o) =>
    `${W[o].map((weight, c) => `${factor(weight)}·${factor(input[c])}`).join(" + ")} ${bias[o] < 0 ? "−" : "+"} ${numeral(Math.abs(bias[o]))} = ${numeral(output[o])}`;

  const placeOf = ({ row, column }, o) => say`output channel ${o}, row ${row}, column ${column}`;
  const OUTPUTS = range(START.W.length);
  /* The output channel that the reader is asked for: the first one of this pixel that is not known yet. */
  const asked = (own, state) => OUTPUTS.find((o) => !own.extra.known.includes(placeOf(state, o))) ?? 0;

  /* What a wrong prediction believes, or null. */
  function belief(guess, { W, bias, input, output }, o) {
    const same = (value) => near(value, guess);
    const [mixed, all] = [output[o] - bias[o], output.length];
    if (same(output[o])) return null;
    if (output.some(same)) return say`That is output channel ${output.findIndex(same)}: another row of the matrix.`;
    if (bias[o] !== 0 && same(mixed)) return say`The bias, ${numeral(bias[o])}, is missing.`;
    if (same(mixed + bias[o] * input.length)) return say`The bias is added once, not once for each channel.`;
    if (same(mixed / input.length + bias[o])) return say`That is the average of the products. They are added.`;
    if (same(sum(input) * sum(W[o]) + bias[o])) return say`Each channel meets its own weight, and no other.`;
    if (same(matrixTimes([[...W[o]].reverse()], input, [bias[o]])[0]))
      return say`The weights are in reverse order. Weight 0 meets channel 0.`;
    return say`Take row ${o} of the matrix, one of ${all}: multiply each weight by the channel of its column, add, then add the bias.`;
  }

  function planes(own) {
    const [rows, columns] = size(own.state);
    const grids = range(own.state.X.length).map((c) =>
      own.inputGrid({
        title: say`input channel ${c}`,
        name: (i, j) => `X[${c}, ${i}, ${j}]`,
        rows,
        columns,
        channel: c,
        get: (i, j) => own.state.X[c][i][j],
        set: (i, j, value) => edit(own, { X: put(own.state.X, [c, i, j], value) }),
        choose: (row, column) => own.change({ row, column }),
      }),
    );
    const node = h("div", { class: "column" }, ...grids.map((grid, c) => part([mark(c), ` X[${c}]`], grid.node)));
    return { node, paint: ({ row, column }) => grids.forEach((grid) => grid.place(row, column, 1, 1)) };
  }

  function equation(own) {
    const { W } = own.state;
    const [outputs, inputs] = [W.length, W[0].length];
    const matrix = own.inputGrid({
      title: say`the matrix K, one row for each output channel`,
      name: (o, c) => `K[${o}, ${c}]`,
      rows: outputs,
      columns: inputs,
      kind: "kernel slate",
      get: (o, c) => own.state.W[o][c],
      set: (o, c, value) => edit(own, { W: put(own.state.W, [o, c], value) }),
    });
    matrix.node.querySelectorAll("input").forEach((input, k) => {
      input.dataset.channel = k % inputs;
    });
    const bias = own.inputGrid({
      title: say`bias, one for each output channel`,
      name: (o) => say`bias ${o}`,
      rows: outputs,
      columns: 1,
      kind: "kernel slate",
      get: (o) => own.state.bias[o],
      set: (o, _, value) => edit(own, { bias: put(own.state.bias, [o], value) }),
    });
    const from = range(inputs).map((c) => h("span", { class: "sum", ...drawing.hue(c) }));
    const to = range(outputs).map(() => h("span", { class: "sum" }));
    const lines = range(outputs).map((o) => h("p", { class: "worked" }, mark(o, "mark-out"), " ", h("span", {})));
    const node = h(
      "div",
      { class: "middle" },
      h(
        "div",
        { class: "equation" },
        part([say`matrix K`], matrix.node),
        sign("·"),
        part([say`pixel`], h("div", { class: "vector" }, ...from)),
        sign("+"),
        part([say`bias`], bias.node),
        sign("="),
        part([say`output`], h("div", { class: "vector slate" }, ...to)),
      ),
      ...lines,
      h(
        "div",
        { class: "bar" },
        button(say`put the numbers back`, () => edit(own, { ...START, row: own.state.row, column: own.state.column })),
      ),
    );
    const paint = (state) => {
      from.forEach((cell, c) => {
        cell.textContent = numeral(state.input[c]);
      });
      to.forEach((cell, o) => {
        cell.textContent = covered(own, placeOf(state, o)) ? "?" : numeral(state.output[o]);
      });
      lines.forEach((line, o) => {
        line.lastChild.textContent = covered(own, placeOf(state, o)) ? say`covered` : worked(state, o);
      });
    };
    return { node, paint };
  }

  function maps(own) {
    const [rows, columns] = size(own.state);
    const grids = own.state.W.map((_, o) =>
      placeGrid({
        title: say`map ${o}: choose a pixel`,
        name: say`map ${o}, `,
        rows,
        columns,
        choose: (row, column) => own.change({ row, column }),
      }),
    );
    const node = h(
      "div",
      { class: "column" },
      ...grids.map((grid, o) => part([mark(o, "mark-out"), ` ${say`map ${o}`}`], grid.node)),
    );
    const paint = (state) => {
      const outputs = range(rows).map((row) =>
        range(columns).map((column) => matrixTimes(state.W, pixel(state.X, row, column), state.bias)),
      );
      grids.forEach((grid, o) =>
        grid.paint(
          outputs.map((line) => line.map((output) => output[o])),
          [state.row, state.column],
          (row, column) => covered(own, placeOf({ row, column }, o)),
        ),
      );
    };
    return { node, paint };
  }

  function build(live, own) {
    const parts = [planes(own), equation(own), maps(own)];
    const question = panel(own, {
      place: (state) => placeOf(state, asked(own, state)),
      right: (state) => state.output[asked(own, state)],
      belief: (guess, state) => belief(guess, state, asked(own, state)),
    });
    live.append(
      h("div", { class: "stage one-by-one dense" }, ...parts.map(({ node }) => node)),
      own.moves(
        button(say`← back`, () => own.change(move(own.state, -1))),
        button(say`next pixel →`, () => own.change(move(own.state, 1))),
      ),
      own.hint,
      question.node,
    );
    return (state) => {
      for (const { paint } of [...parts, question]) paint(state);
      const waits = OUTPUTS.some((o) => covered(own, placeOf(state, o)));
      own.tell(waits ? say`row ${state.row}, column ${state.column}: covered, what do you predict?` : sentence(state));
    };
  }

  kit.publish("one-by-one", {
    label: say`Interactive figure: the same matrix turns every pixel's input channels into output channels`,
    hint: say`Arrow keys move the window of one pixel, or drag it. Every number of X, K and the bias can be changed; while you type, the arrow keys stay in its cell.`,
    touch: say`Press a pixel of a map, or drag the marked one. Every number of X, K and the bias can be changed.`,
    start: START,
    extra: { cover: false, known: [] },
    complete,
    build,
    sentence,
    worked,
    keys: {
      ArrowRight: (state) => move(state, 1),
      ArrowLeft: (state) => move(state, -1),
      ArrowDown: (state) => move(state, size(state)[1]),
      ArrowUp: (state) => move(state, -size(state)[1]),
    },
  });
})(globalThis);
