/* NAME as it stands still, in print and where no script runs: a picture, its words, and the same numbers as a table. */
"use strict";

const { drawing, all } = globalThis.Figures;
const { grid, frame, label, numeral } = drawing;

const UNIT = 32;
const within = (state, i, j) => i >= state.row && i < state.row + 2 && j >= state.column && j < state.column + 2;

function picture(state) {
  const parts = [
    grid(0, 0, state.X, { unit: UNIT, channel: 0, marked: (i, j) => within(state, i, j) }),
    frame(state.column * UNIT, state.row * UNIT, 2 * UNIT, 2 * UNIT),
    label(4 * UNIT + 24, 48, `→ ${numeral(state.total)}`, "num middle", "start"),
  ];
  return { width: 320, height: 3 * UNIT, parts };
}

const title = say`A window adds up the numbers of a plane`;
const describe = (state) =>
  say`A plane of three rows and four columns of numbers, with a window of two rows and two columns in its upper left corner. At ${all["NAME"].sentence(state)}.`;
const tables = ({ X }) => [
  {
    caption: say`The plane`,
    head: ["row", "column 0", "column 1", "column 2", "column 3"],
    rows: X.map((line, i) => [String(i), ...line.map(numeral)]),
  },
];

module.exports = { picture, title, describe, tables };
