/* Answers questions from standard input with the scripts of book/decoder: [{message}] or [{layers, shape}]. */
"use strict";
const fs = require("node:fs");
const path = require("node:path");

/* A made-up language: every English text is translated, and the texts that were asked for are printed, too. */
const said = new Set();
const translated = (english) => said.add(english) && `${english} 译`;
if (process.argv.includes("--translated")) globalThis.words = new Proxy({}, { get: (_, english) => translated(english) });
require("../../book/_extensions/course/theme/static/say.js");
for (const name of ["reading", "convolutions", "layers", "tensors", "rarer", "operations", "signatures", "kinds", "python", "modules", "rarer-layers", "network"])
  (0, eval)(fs.readFileSync(path.join(__dirname, "../../book/decoder", `${name}.js`), "utf8"));

const asked = JSON.parse(fs.readFileSync(0, "utf8"));
const answer = ({ message, layers, shape }) =>
  (message === undefined ? Decoder.network.follow(layers, shape) : Decoder.read(message));
const answers = asked.map(answer);
console.log(JSON.stringify(globalThis.words ? { answers, said: [...said] } : answers));
