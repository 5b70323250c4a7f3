/* NAME: say here in one sentence what the figure shows. It starts as a plane of numbers whose window adds up what it
   covers. kit.js says what a figure is made of; arithmetic that PyTorch can check goes into a file that node tests. */
"use strict";

(function (scope) {
  const { arithmetic, drawing, cells, kit } = scope.Figures;
  const { range, sum, flatten, walk, nearest } = arithmetic;
  const { numeral, numeralSum } = drawing;
  const { h, button, mark, part, sign, put } = cells;

  const WINDOW = [2, 2];
  const START = {
    X: [
      [1, 2, 3, 4],
      [5, 6, 7, 8],
      [9, 10, 11, 12],
    ],
    row: 0,
    column: 0,
  };
  const positions = ({ X }) => [X.length - WINDOW[0] + 1, X[0].length - WINDOW[1] + 1];

  /* Everything that follows from the state; the keys are those of data-state. */
  function complete({ X, row, column }) {
    const at = nearest(positions({ X }), row, column);
    const values = range(WINDOW[0]).map((i) => range(WINDOW[1]).map((j) => X[at.row + i][at.column + j]));
    return { X, ...at, values, total: sum(flatten(values)) };
  }

  const sentence = ({ row, column, values, total }) =>
    say`row ${row}, column ${column}: ${numeralSum(flatten(values))} = ${numeral(total)}`;

  function move(state, step) {
    const [row, column] = walk(positions(state), [state.row, state.column], step);
    return { row, column };
  }

  function build(live, own) {
    const { X } = own.state;
    const plane = own.inputGrid({
      title: say`the plane`,
      name: (i, j) => `X[${i}, ${j}]`,
      rows: X.length,
      columns: X[0].length,
      channel: 0,
      get: (i, j) => own.state.X[i][j],
      set: (i, j, value) => own.change({ X: put(own.state.X, [i, j], value) }),
      choose: (row, column) => own.change({ row, column }),
    });
    const total = h("output", { class: "total", "aria-live": "off" }); // the line says it
    live.append(
      h("div", { class: "flow" }, part([mark(0), " X"], plane.node), sign("→"), part(say`total`, total)),
      own.line,
      own.hint,
      h(
        "div",
        { class: "bar" },
        button(say`← back`, () => own.change(move(own.state, -1))),
        button(say`next →`, () => own.change(move(own.state, 1))),
        button(say`put the numbers back`, () => own.rebuild(START)),
      ),
    );
    return (state) => {
      plane.place(state.row, state.column, ...WINDOW);
      total.textContent = numeral(state.total);
      own.tell(sentence(state));
    };
  }

  kit.publish("NAME", {
    label: say`Interactive figure: a window adds up the numbers of a plane`,
    hint: say`Arrow keys move the window, or drag it. Every number can be changed; while you type, the arrow keys stay in its cell.`,
    touch: say`Drag the window. Every number can be changed.`,
    start: START,
    complete,
    build,
    sentence,
    keys: {
      ArrowRight: (state) => move(state, 1),
      ArrowLeft: (state) => move(state, -1),
      ArrowDown: (state) => move(state, positions(state)[1]),
      ArrowUp: (state) => move(state, -positions(state)[1]),
    },
  });
})(globalThis);
