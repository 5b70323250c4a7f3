/* Words and shapes that the figures share, as plain data: a node is [tag, attributes, ...children], a child a node or text.
   `kit.js` makes elements of it in the browser, `make_static.js` a file. No colour stands here: classes carry them, and
   figures.css takes them from the course's palette. */
"use strict";

(function (scope) {
  /* A number as the book writes it: a true minus, thousands apart, no more decimals than mean something. */
  function numeral(value) {
    const text = String(Number.isInteger(value) ? value : Number(value.toPrecision(7)));
    return text.replace("-", "−").replace(/\d(?=(\d{3})+$)/g, text.includes(".") || text.includes("e") ? "$&" : "$&,");
  }

  /* The same where a drawing has room for a few signs only: −3.14159 → −3.14, 12,193,190 → 1.2e7. */
  function short(value, room) {
    const rounded = [7, 5, 3, 2].map((digits) => numeral(Number(value.toPrecision(digits))));
    const powers = [1, 0].map((digits) => value.toExponential(digits).replace("e+", "e").replaceAll("-", "−"));
    return [...rounded, ...powers].find((words) => words.length <= room) ?? powers[1];
  }

  /* 25, 47, −3 → "25 + 47 − 3". */
  function numeralSum(terms) {
    return terms.map((term, i) => (i === 0 ? numeral(term) : `${term < 0 ? "−" : "+"} ${numeral(Math.abs(term))}`)).join(" ");
  }

  /* A factor in a product: (−3). */
  const factor = (value) => (value < 0 ? `(${numeral(value)})` : numeral(value));
  const times = (shape) => shape.join(" × ");

  /* 1 slice, 3 slices, in the language of the page: its words know both. */
  const plural = (count, one, more = `${one}s`) => say(`{0} ${count === 1 ? one : more}`, numeral(count));

  const hue = (channel) => ({ "data-channel": channel % 5 });
  const round = (value) => Math.round(value * 100) / 100;

  const label = (x, y, words, kind = "", anchor = "middle") => [
    "text",
    { x: round(x), y: round(y), class: `word ${kind}`, "text-anchor": anchor },
    words,
  ];

  const box = (x, y, width, height, kind) => [
    "rect",
    { x: round(x), y: round(y), width: round(width), height: round(height), class: kind },
  ];

  /* A cell with its number; a long number is written smaller, so that it stays in its cell. */
  function cell(x, y, width, height, words, kind = "square") {
    const number = label(x + width / 2, y + height / 2, words, "num middle");
    const room = (width - 4) / (0.61 * String(words).length); // letters of the same width, in parts of their height
    if (room < 15) number[1].style = `font-size: ${round(Math.max(8, room))}px`;
    return ["g", {}, box(x, y, width, height, kind), number];
  }

  /* A grid of numbers. `marked(i, j)` says which cells carry the channel's fill. */
  function grid(
    x,
    y,
    values,
    { unit = 28, width = unit, channel, kind = "square", marked = () => true, words = numeral } = {},
  ) {
    const cells = values.flatMap((line, i) =>
      line.map((value, j) =>
        cell(x + j * width, y + i * unit, width, unit, words(value, i, j), `${kind}${marked(i, j) ? " filled" : ""}`),
      ),
    );
    return ["g", channel === undefined ? { class: "slate" } : hue(channel), ...cells];
  }

  const frame = (x, y, width, height) => box(x, y, width, height, "frame");

  /* A straight arrow; the head is drawn, so that no id is needed. */
  function arrow(x1, y1, x2, y2, kind = "arrow", head = 7) {
    const angle = Math.atan2(y2 - y1, x2 - x1);
    const wing = (turn) => `${round(x2 - head * Math.cos(angle + turn))} ${round(y2 - head * Math.sin(angle + turn))}`;
    return [
      "path",
      {
        class: kind,
        d: `M${round(x1)} ${round(y1)}L${round(x2)} ${round(y2)}M${wing(0.45)}L${round(x2)} ${round(y2)}L${wing(-0.45)}`,
      },
    ];
  }

  /* The index of an input channel: a filled square. Of an output channel: an outlined one. */
  const inputMark = (x, y, channel, size = 20) => [
    "g",
    hue(channel),
    box(x, y, size, size, "mark-in"),
    label(x + size / 2, y + size / 2, String(channel), "middle inverse"),
  ];
  const outputMark = (x, y, channel, size = 20) => [
    "g",
    {},
    box(x, y, size, size, "mark-out"),
    label(x + size / 2, y + size / 2, String(channel), "middle"),
  ];

  const picture = (width, height, attributes, ...children) => [
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      viewBox: `0 0 ${Math.ceil(width)} ${Math.ceil(height)}`,
      width: Math.ceil(width),
      height: Math.ceil(height),
      ...attributes,
    },
    ...children,
  ];

  const escape = (text) =>
    String(text).replace(/[&<>"]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[sign]);

  /* The node as text. */
  function markup(node) {
    if (!Array.isArray(node)) return escape(node);
    const [tag, attributes, ...children] = node;
    const written = Object.entries(attributes)
      .map(([name, value]) => ` ${name}="${escape(value)}"`)
      .join("");
    return `<${tag}${written}>${children.map(markup).join("")}</${tag}>`;
  }

  const drawing = {
    numeral,
    short,
    numeralSum,
    factor,
    times,
    plural,
    label,
    box,
    cell,
    grid,
    frame,
    arrow,
    inputMark,
    outputMark,
    picture,
    markup,
    hue,
    round,
  };
  scope.Figures = { ...scope.Figures, drawing };
  if (typeof module === "object" && module.exports) module.exports = drawing;
})(globalThis);
