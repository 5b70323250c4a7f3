/* The trained LeNet as it stands still: the picture, its maps, and the ten scores. */
"use strict";

const { pixels, drawing, lenetNetwork, lenetWeights, lenetPicture, all } = globalThis.Figures;
const { greyBitmap, colourBitmap } = require("../still/bitmap.js");
const { label, numeral } = drawing;

const caption = (x, y, words) => label(x, y, words, "small", "start");
const image = (x, y, side, href) => [
  "image",
  { x, y, width: side, height: side, href, style: "image-rendering: pixelated" },
];

function run({ shape, ink, ground }) {
  const net = lenetNetwork.unpack(lenetWeights);
  const planes = lenetNetwork.sample(lenetWeights, shape, ink, ground);
  return { planes, ...lenetNetwork.run(net, planes) };
}

function picture(state, extra) {
  const made = run(extra);
  const shares = lenetNetwork.softmax(made.scores);
  const parts = [caption(0, 14, say`the picture, 32 × 32`), image(0, 24, 128, colourBitmap(made.planes, [32, 32]))];
  const row = (name, x, y, across, side) => {
    const { maps, side: size } = made[name];
    const scale = pixels.scaleOf(maps);
    parts.push(caption(x, y - 10, say`${name}: ${maps.length} maps of ${size} × ${size}`));
    maps.forEach((map, k) =>
      parts.push(
        image(
          x + (k % across) * (side + 6),
          y + Math.floor(k / across) * (side + 6),
          side,
          greyBitmap(pixels.shades(map, scale), [size, size]),
        ),
      ),
    );
  };
  row("conv1", 160, 24, 6, 56);
  row("conv2", 160, 114, 8, 40);
  lenetWeights.shapes.forEach((name, i) => {
    const y = 244 + Math.floor(i / 2) * 24,
      x = (i % 2) * 320;
    const share = Math.round(100 * shares[i]);
    parts.push(
      label(
        x,
        y,
        `${lenetPicture.nameOf(name)}: ${numeral(Number(made.scores[i].toFixed(3)))}, ${share} %`,
        share > 50 ? "strong-word" : "",
        "start",
      ),
    );
  });
  return { width: 640, height: 350, parts };
}

const title = say`LeNet with trained weights looks at a star`;
const describe = (state) =>
  say`A picture of a star, six maps of the first convolution and sixteen of the second in grey, and ten scores, of which that of the star is the highest. ${all["lenet-alive"].sentence(state)}.`;
const tables = (state) => {
  const shares = lenetNetwork.softmax(state.scores);
  return [
    {
      caption: say`Ten scores, and the shares that softmax makes of them`,
      head: [say`shape`, say`score`, say`share`],
      rows: lenetWeights.shapes.map((name, i) => [
        lenetPicture.nameOf(name),
        numeral(Number(state.scores[i].toFixed(3))),
        `${Math.round(100 * shares[i])} %`,
      ]),
    },
  ];
};

module.exports = { picture, title, describe, tables };
