/* The arithmetic of the living picture: a photograph as three planes of numbers from 0 to 255, and what slices make of
   them. Planes and maps are flat arrays, row after row, so that a hand that drags sees every step. Pure functions. */
"use strict";

(function (scope) {
  const base =
    typeof require === "function" && typeof module === "object" ? require("./arithmetic.js") : scope.Figures.arithmetic;
  const { range } = base;

  const COLOURS = 3;

  /* {size: [height, width], planes} of a bitmap with 24 bits a pixel, given as "data:image/bmp;base64,…". */
  function readBitmap(address) {
    const text = atob(address.slice(address.indexOf(",") + 1).trim());
    const number = (at) => range(4).reduce((value, i) => value | (text.charCodeAt(at + i) << (8 * i)), 0);
    const [start, width, height] = [number(10), number(18), number(22)];
    const line = Math.ceil((width * COLOURS) / 4) * 4; // rows are filled up to whole words, the lowest row comes first
    const planes = range(COLOURS).map((c) =>
      Float64Array.from({ length: height * width }, (_, k) => {
        const [row, column] = [Math.floor(k / width), k % width];
        return text.charCodeAt(start + (height - 1 - row) * line + column * COLOURS + (COLOURS - 1 - c));
      }),
    );
    return { size: [height, width], planes };
  }

  /* The same of the pixels of a canvas: red, green, blue and opacity of each, row after row. */
  function readCanvas({ width, height, data }) {
    const planes = range(COLOURS).map((c) => Float64Array.from({ length: height * width }, (_, k) => data[4 * k + c]));
    return { size: [height, width], planes };
  }

  const mapSize = ([height, width], slice) => [height - slice.length + 1, width - slice[0].length + 1];

  /* The map that one slice makes of one plane. */
  function slide(plane, size, slice) {
    const [height, width] = mapSize(size, slice);
    const map = new Float64Array(height * width);
    for (const [i, line] of slice.entries())
      for (const [j, weight] of line.entries()) {
        if (weight === 0) continue;
        for (let row = 0; row < height; row += 1) {
          const from = (row + i) * size[1] + j,
            to = row * width;
          for (let column = 0; column < width; column += 1) map[to + column] += weight * plane[from + column];
        }
      }
    return map;
  }

  /* The sum of the channels' maps and the bias; below zero cut off where `relu` says so. */
  function addMaps(channels, bias, relu) {
    const total = new Float64Array(channels[0].length).fill(bias);
    for (const map of channels) for (let k = 0; k < total.length; k += 1) total[k] += map[k];
    if (relu) for (let k = 0; k < total.length; k += 1) if (total[k] < 0) total[k] = 0;
    return total;
  }

  /* One filter: the map of each channel alone, and their sum. `map(plane, size, slice)` may know some of them already. */
  function filterMaps({ size, planes }, filter, bias, relu, map = slide) {
    const channels = planes.map((plane, c) => map(plane, size, filter[c]));
    return { size: mapSize(size, filter[0]), channels, total: addMaps(channels, bias, relu) };
  }

  /* What lies under the window at a position: [c][kH][kW]. */
  function windowOf({ size, planes }, slice, row, column) {
    return planes.map((plane) => slice.map((line, i) => line.map((_, j) => plane[(row + i) * size[1] + column + j])));
  }

  /* The ends of a scale of greys that all of these maps share. With a number below zero among them, zero is the grey in
     the middle; without one, zero is black. */
  function scaleOf(maps) {
    let [low, high] = [0, 0];
    for (const map of maps)
      for (const value of map) {
        if (value < low) low = value;
        if (value > high) high = value;
      }
    const far = Math.max(-low, high) || 1;
    return low < 0 ? [-far, far] : [0, far];
  }

  /* Each value's grey on a scale, 0 (black) to 255 (white). */
  function shades(values, [low, high]) {
    const greys = new Uint8ClampedArray(values.length); // it rounds, and stops at both ends
    const gain = 255 / (high - low);
    for (let k = 0; k < greys.length; k += 1) greys[k] = (values[k] - low) * gain;
    return greys;
  }

  const pixels = { readBitmap, readCanvas, mapSize, slide, addMaps, filterMaps, windowOf, scaleOf, shades };
  scope.Figures = { ...scope.Figures, pixels };
  if (typeof module === "object" && module.exports) module.exports = pixels;
})(globalThis);
