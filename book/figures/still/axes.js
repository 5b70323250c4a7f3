/* The pictures for axes as they stand still: sources, one line of PyTorch and its result, and the numbers as tables. */
"use strict";

const { drawing, axesBoard, axesExamples, axesNumbers, all } = globalThis.Figures;
const { label } = drawing;
const { board, at, inBrackets } = axesBoard;
const { count, indexOf } = axesNumbers;

const [UNIT, ROOM, HEAD] = [30, 640, 28];

function pictureOf(name) {
  return (state) => {
    const { drawn, result, made } = all[name].tensors(state);
    const laid = board(drawn, result, UNIT, ROOM);
    const sheets = laid.sheets.map(({ head, cells }, which) => at(laid.places[which], ...head, ...cells));
    const frames = all[name].chosenFrames(laid, UNIT, made, state.place);
    const code = label(0, 14, all[name].code(state), "num", "start");
    return {
      width: Math.max(laid.width, 10 * code[2].length),
      height: laid.height + HEAD,
      parts: [code, at([0, HEAD], laid.points, ...sheets, ...frames)],
    };
  };
}

/* One line of the table for each row of a tensor: the index that leads to it, and its numbers. */
function rowsOf({ name, shape, words }) {
  const length = shape.at(-1);
  return Array.from({ length: count(shape) / length }, (_, k) => {
    const index = indexOf(shape, k * length).slice(0, -1);
    return [index.length ? `${name}[${index.join(", ")}]` : name, words.slice(k * length, (k + 1) * length).join("\u00a0 ")];
  });
}

const wordsOf = (name) => ({
  title: axesExamples[name].title,
  describe: (state) => all[name].describe(state),
  tables: (state) => {
    const { drawn, result } = all[name].tensors(state);
    return [...drawn, result].map((tensor) => ({
      caption: say`${tensor.name}, shape ${inBrackets(tensor.shape)}`,
      head: [say`row`, say`numbers`],
      rows: rowsOf(tensor),
    }));
  },
});

const names = Object.keys(axesExamples);
module.exports = {
  pictures: Object.fromEntries(names.map((name) => [name, pictureOf(name)])),
  words: Object.fromEntries(names.map((name) => [name, wordsOf(name)])),
};
