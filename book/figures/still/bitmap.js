/* Images for the still pictures, as addresses that stand in the page itself: bitmaps with few greys or colours. */
"use strict";

const address = (bytes) => `data:image/bmp;base64,${Buffer.from(bytes).toString("base64")}`;

/* `depth` bits a pixel, `palette` a list of [red, green, blue], `index(row, column)` its place in the palette. */
function bitmap([height, width], depth, palette, index) {
  const line = Math.ceil((width * depth) / 32) * 4;
  const start = 54 + palette.length * 4;
  const bytes = Buffer.alloc(start + line * height);
  bytes.write("BM");
  [
    [2, bytes.length],
    [10, start],
    [14, 40],
    [18, width],
    [22, height],
    [34, line * height],
    [46, palette.length],
  ].forEach(([at, value]) => bytes.writeUInt32LE(value, at));
  bytes.writeUInt16LE(1, 26);
  bytes.writeUInt16LE(depth, 28);
  palette.forEach(([red, green, blue], i) => bytes.set([blue, green, red, 0], 54 + 4 * i));
  for (let row = 0; row < height; row += 1)
    for (let column = 0; column < width; column += 1) {
      const at = start + (height - 1 - row) * line + Math.floor((column * depth) / 8);
      bytes[at] |= index(row, column) << (8 - depth - ((column * depth) % 8));
    }
  return address(bytes);
}

/* `shades`: 0 to 255, row after row. Sixteen greys are enough for paper. */
function greyBitmap(shades, size) {
  const palette = Array.from({ length: 16 }, (_, i) => [17 * i, 17 * i, 17 * i]);
  return bitmap(size, 4, palette, (row, column) => Math.round(shades[row * size[1] + column] / 17));
}

/* Three lists of shades. Six reds, seven greens and six blues make 252 colours. */
function colourBitmap([red, green, blue], size) {
  const LEVELS = [6, 7, 6];
  const palette = [];
  for (let r = 0; r < 6; r += 1)
    for (let g = 0; g < 7; g += 1)
      for (let b = 0; b < 6; b += 1)
        palette.push([r, g, b].map((step, c) => Math.round((255 * step) / (LEVELS[c] - 1))));
  const step = (shade, c) => Math.round((shade / 255) * (LEVELS[c] - 1));
  return bitmap(size, 8, palette, (row, column) => {
    const k = row * size[1] + column;
    return (step(red[k], 0) * 7 + step(green[k], 1)) * 6 + step(blue[k], 2);
  });
}

module.exports = { greyBitmap, colourBitmap };
