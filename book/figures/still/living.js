/* The living picture as it stands still: the photograph, slices with their weights, and the maps that they make. */
"use strict";

const { pixels, drawing, livingSource } = globalThis.Figures;
const { greyBitmap, colourBitmap } = require("./bitmap.js");
const { label, grid, frame, inputMark, outputMark, numeral } = drawing;

const WIDTH = 640;
const caption = (x, y, words) => label(x, y, words, "small", "start");
const sign = (x, y, words) => label(x, y, words, "middle");

const image = (x, y, side, href, attributes = {}) => [
  "image",
  { x, y, width: side, height: side, href, style: "image-rendering: pixelated", ...attributes },
];
const photograph = (x, y, side) => image(x, y, side, globalThis.Figures.photograph, { "data-photograph": "" });
const mapImage = (x, y, side, map, size, scale) => image(x, y, side, greyBitmap(pixels.shades(map, scale), size));
/* What black, grey and white mean, one below the other. */
function scaleWords(x, y, [low, high]) {
  const ends = [
    say`black is ${numeral(Math.round(low))}`,
    low < 0 ? say`middle grey is 0` : "",
    say`white is ${numeral(Math.round(high))}`,
  ];
  return ["g", {}, ...ends.filter(Boolean).map((words, i) => caption(x, y + 17 * i, words))];
}

/* The window of a side of `unit` units a pixel, at a place of the picture. */
const windowFrame = (x, y, unit, { row, column, K }) =>
  frame(x + column * unit, y + row * unit, K[0][0][0].length * unit, K[0][0].length * unit);

function onePicture(state) {
  const made = pixels.filterMaps(livingSource.picture(), state.K[0], state.bias[0], state.relu);
  const [shared, scale] = [pixels.scaleOf(made.channels), pixels.scaleOf([made.total])];
  const parts = [caption(0, 14, say`the picture, 96 × 96 pixels`), photograph(0, 24, 192), windowFrame(0, 24, 2, state)];
  made.channels.forEach((map, c) => {
    const y = c * 126;
    parts.push(
      inputMark(216, y, c),
      caption(242, y + 15, say`slice for ${[say`red`, say`green`, say`blue`][c]}`),
      grid(216, y + 26, state.K[0][c], { unit: 28, channel: c, kind: "square heavy" }),
      sign(316, y + 70, "→"),
      mapImage(332, y + 22, 94, map, made.size, shared),
    );
  });
  parts.push(
    sign(438, 196, "+"),
    caption(452, 90, say`the sum of the three maps`),
    mapImage(452, 100, 188, made.total, made.size, scale),
    scaleWords(452, 306, scale),
    scaleWords(216, 388, shared),
  );
  return { width: WIDTH, height: 430, parts };
}

function severalFilters(state) {
  const parts = [caption(0, 14, say`the picture, 96 × 96 pixels`), photograph(0, 24, 192), windowFrame(0, 24, 2, state)];
  state.K.forEach((filter, o) => {
    const made = pixels.filterMaps(livingSource.picture(), filter, state.bias[o], state.relu);
    const y = o * 122;
    parts.push(
      outputMark(224, y, o),
      caption(250, y + 15, say`filter ${o}, three slices, and its map`),
      ...filter.map((slice, c) =>
        grid(224 + c * 104, y + 26, slice, { unit: 28, width: 32, channel: c, kind: "square heavy" }),
      ),
      sign(534, y + 68, "→"),
      mapImage(546, y + 24, 94, made.total, made.size, pixels.scaleOf([made.total])),
    );
  });
  return { width: WIDTH, height: state.K.length * 122, parts };
}

function mixing(state) {
  const maps = state.K.map((filter, o) => pixels.filterMaps(livingSource.picture(), filter, state.bias[o], state.relu));
  const matrix = state.K.map((filter) => filter.map(([[weight]]) => weight));
  const colours = maps.map((map) => pixels.shades(map.total, [0, 255]));
  const parts = [
    caption(0, 14, say`the picture, 96 × 96 pixels`),
    photograph(0, 24, 192),
    sign(214, 120, "→"),
    caption(236, 60, say`the weights, a row for each map`),
    ...matrix.flatMap((line, o) => [
      outputMark(236, 78 + o * 36, o),
      ...line.map((weight, c) =>
        grid(270 + c * 48, 72 + o * 36, [[weight]], { unit: 32, width: 44, channel: c, kind: "square heavy" }),
      ),
    ]),
    sign(432, 120, "→"),
    caption(448, 14, say`maps 0, 1, 2 as red, green, blue`),
    image(448, 24, 192, colourBitmap(colours, maps[0].size)),
  ];
  return { width: WIDTH, height: 220, parts };
}

module.exports = { "living-picture": onePicture, "living-filters": severalFilters, "living-mixing": mixing };
