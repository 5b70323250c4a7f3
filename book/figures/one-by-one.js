/* Chapter 3: a 1×1 convolution. One pixel is a vector of channels; one matrix, the same at every pixel, makes another
   vector of it. */
"use strict";

(function (scope) {
  const { arithmetic, drawing, cells, predicting, kit } = scope.Figures;
  const { range, sum, walk, nearest, matrixTimes, pixel } = arithmetic;
  const { say, factor } = drawing;
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

  const vector = (values) => `(${values.map(say).join(", ")})`;
  const sentence = ({ row, column, input, output }) =>
    `row ${row}, column ${column}: ${vector(input)} → ${vector(output)}`;

  /* 1·4 + 0·5 + (−1)·6 + 10 = 8 */
  const worked = ({ W, bias, input, output }, o) =>
    `${W[o].map((weight, c) => `${factor(weight)}·${factor(input[c])}`).join(" + ")} ${bias[o] < 0 ? "−" : "+"} ${say(Math.abs(bias[o]))} = ${say(output[o])}`;

  const placeOf = ({ row, column }, o) => `output channel ${o}, row ${row}, column ${column}`;
  const OUTPUTS = range(START.W.length);
  /* The output channel that the reader is asked for: the first one of this pixel that is not known yet. */
  const asked = (own, state) => OUTPUTS.find((o) => !own.extra.known.includes(placeOf(state, o))) ?? 0;

  /* What a wrong prediction believes, or null. */
  function belief(guess, { W, bias, input, output }, o) {
    const same = (value) => near(value, guess);
    const [mixed, all] = [output[o] - bias[o], output.length];
    if (same(output[o])) return null;
    if (output.some(same)) return `That is output channel ${output.findIndex(same)}: another row of the matrix.`;
    if (bias[o] !== 0 && same(mixed)) return `The bias, ${say(bias[o])}, is missing.`;
    if (same(mixed + bias[o] * input.length)) return "The bias is added once, not once for each channel.";
    if (same(mixed / input.length + bias[o])) return "That is the average of the products. They are added.";
    if (same(sum(input) * sum(W[o]) + bias[o])) return "Each channel meets its own weight, and no other.";
    if (same(matrixTimes([[...W[o]].reverse()], input, [bias[o]])[0]))
      return "The weights are in reverse order. Weight 0 meets channel 0.";
    return `Take row ${o} of the matrix, one of ${all}: multiply each weight by the channel of its column, add, then add the bias.`;
  }

  function planes(own) {
    const [rows, columns] = size(own.state);
    const grids = range(own.state.X.length).map((c) =>
      own.inputGrid({
        title: `input channel ${c}`,
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
      title: "the matrix K, one row for each output channel",
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
      title: "bias, one for each output channel",
      name: (o) => `bias ${o}`,
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
        part(["matrix K"], matrix.node),
        sign("·"),
        part(["pixel"], h("div", { class: "vector" }, ...from)),
        sign("+"),
        part(["bias"], bias.node),
        sign("="),
        part(["output"], h("div", { class: "vector slate" }, ...to)),
      ),
      ...lines,
      h(
        "div",
        { class: "bar" },
        button("put the numbers back", () => edit(own, { ...START, row: own.state.row, column: own.state.column })),
      ),
    );
    const paint = (state) => {
      from.forEach((cell, c) => {
        cell.textContent = say(state.input[c]);
      });
      to.forEach((cell, o) => {
        cell.textContent = covered(own, placeOf(state, o)) ? "?" : say(state.output[o]);
      });
      lines.forEach((line, o) => {
        line.lastChild.textContent = covered(own, placeOf(state, o)) ? "covered" : worked(state, o);
      });
    };
    return { node, paint };
  }

  function maps(own) {
    const [rows, columns] = size(own.state);
    const grids = own.state.W.map((_, o) =>
      placeGrid({
        title: `map ${o}: choose a pixel`,
        name: `map ${o}, `,
        rows,
        columns,
        choose: (row, column) => own.change({ row, column }),
      }),
    );
    const node = h(
      "div",
      { class: "column" },
      ...grids.map((grid, o) => part([mark(o, "mark-out"), ` map ${o}`], grid.node)),
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
        button("← back", () => own.change(move(own.state, -1))),
        button("next pixel →", () => own.change(move(own.state, 1))),
      ),
      own.hint,
      question.node,
    );
    return (state) => {
      for (const { paint } of [...parts, question]) paint(state);
      const waits = OUTPUTS.some((o) => covered(own, placeOf(state, o)));
      own.say(waits ? `row ${state.row}, column ${state.column}: covered, what do you predict?` : sentence(state));
    };
  }

  kit.publish("one-by-one", {
    label: "Interactive figure: the same matrix turns every pixel's input channels into output channels",
    hint: "Arrow keys move the window of one pixel, or drag it. Every number of X, K and the bias can be changed; while you type, the arrow keys stay in its cell.",
    touch: "Press a pixel of a map, or drag the marked one. Every number of X, K and the bias can be changed.",
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
