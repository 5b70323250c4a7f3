/* How tensors are laid out on squared paper: the last two axes are rows and columns, the axis before them is a line of
   planes, a fourth axis starts a line for each index. Plain data, for the living figure and for the still one. */
"use strict";

(function (scope) {
  const { arithmetic, drawing, axesNumbers } = scope.Figures;
  const { range } = arithmetic;
  const { label, cell, box, arrow, hue, round } = drawing;
  const { count, indexOf } = axesNumbers;

  const GAP = 12, // between two planes
    HEAD = 22, // above a tensor: its name and shape
    MARK = 18, // above a plane: its index
    WAY = 40, // from the sources to the result
    LONGEST = 12; // cells of one axis in a line

  const inBrackets = (shape) => `(${shape.join(", ")}${shape.length === 1 ? "," : ""})`;

  /* Where the cells of a tensor lie: {at: [[x, y], …], marks: [[x, y, words], …], width, height}. */
  function layout(shape, unit, room) {
    if (shape.length === 1) {
      const most = Math.max(1, Math.min(LONGEST, shape[0], Math.floor(room / unit)));
      const at = range(shape[0]).map((k) => [(k % most) * unit, HEAD + Math.floor(k / most) * unit]);
      return { at, marks: [], width: most * unit, height: HEAD + Math.ceil(shape[0] / most) * unit };
    }
    const [rows, columns] = shape.slice(-2);
    const planes = count(shape.slice(0, -2));
    const alone = planes === 1 && shape.length === 2;
    const [across, down] = [columns * unit, rows * unit + (alone ? 0 : MARK)];
    const fit = Math.max(1, Math.floor((room + GAP) / (across + GAP)));
    const group = shape.length > 3 ? shape[shape.length - 3] : planes; // planes that begin a line together
    const lines = Math.ceil(group / fit);
    const corners = range(planes).map((plane) => {
      const k = plane % group;
      const line = Math.floor(plane / group) * lines + Math.floor(k / fit);
      return [(k % fit) * (across + GAP), HEAD + line * (down + GAP)];
    });
    const at = range(count(shape)).map((place) => {
      const [x, y] = corners[Math.floor(place / (rows * columns))];
      const [i, j] = [Math.floor(place / columns) % rows, place % columns];
      return [x + j * unit, y + (alone ? 0 : MARK) + i * unit];
    });
    const marks = alone
      ? []
      : corners.map(([x, y], plane) => [x, y, `[${indexOf(shape.slice(0, -2), plane).join(", ")}]`]);
    const [, last] = corners[planes - 1];
    return { at, marks, width: Math.min(fit, group) * (across + GAP) - GAP, height: last + down };
  }

  /* A tensor as drawn: its name and shape, its planes and one node for each cell. */
  function sheet({ name, shape, words, look }, unit, room) {
    const laid = layout(shape, unit, room);
    const cells = laid.at.map(([x, y], place) => {
      const { channel, heavy } = look(place);
      const kind = `square${channel === null ? "" : " filled"}${heavy ? " heavy" : ""}`;
      const node = cell(x, y, unit, unit, words[place], kind);
      node[1] = channel === null ? { class: "slate" } : hue(channel);
      if (words[place].length * 9 > unit - 2) node[3][1].class += " tight";
      return node;
    });
    const title = label(0, 14, `${name}  ${inBrackets(shape)}`, "strong-word", "start");
    const marks = laid.marks.map(([x, y, mark]) => label(x, y + 12, mark, "small num", "start"));
    const width = Math.max(laid.width, 9 * title[2].length);
    return { ...laid, width, cells, head: [title, ...marks] };
  }

  /* The whole board: sources, an arrow, the result, if there is one. {width, height, sheets, places: [[x, y], …], points}:
     the result is the last sheet, places say where each sheet lies. */
  function board(sources, result, unit, room) {
    const sheets = sources.map((each) => sheet(each, unit, room));
    const places = [];
    let [x, y, tall] = [0, 0, 0];
    for (const { width, height } of sheets) {
      if (x && x + width > room) [x, y, tall] = [0, y + tall + GAP, 0];
      places.push([x, y]);
      x += width + 2 * GAP;
      tall = Math.max(tall, height);
    }
    const below = y + tall;
    let points = ["g", {}];
    if (result) {
      const last = sheet(result, unit, room);
      const beside = y === 0 && x + WAY + last.width <= room;
      sheets.push(last);
      places.push(beside ? [x + WAY, 0] : [0, below + WAY]);
      points = beside ? arrow(x - 4, HEAD + 24, x + 28, HEAD + 24) : arrow(12, below + 8, 12, below + 34);
    }
    const end = (axis, key) => Math.max(...sheets.map((each, i) => places[i][axis] + each[key]));
    return { width: end(0, "width"), height: end(1, "height"), sheets, places, points };
  }

  /* A frame around some cells of a sheet. */
  const frames = ({ sheets, places }, unit, which, cells) =>
    cells.map((place) => {
      const [x, y] = sheets[which].at[place];
      return box(round(places[which][0] + x), round(places[which][1] + y), unit, unit, "frame");
    });

  const at = ([x, y], ...nodes) => ["g", { transform: `translate(${x} ${y})` }, ...nodes];

  scope.Figures = { ...scope.Figures, axesBoard: { board, frames, at, inBrackets } };
})(globalThis);
