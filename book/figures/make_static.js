/* Writes static/<name>.svg, .html (the same numbers as tables) and .json (the first data-state) of every figure, from the
   functions that draw the living ones.

       node book/figures/make_static.js           writes what has changed
       node book/figures/make_static.js --check   writes nothing; exits with 1 and names the files that are old */
"use strict";

const fs = require("node:fs");
const path = require("node:path");

const photograph = fs.readFileSync(path.join(__dirname, "photograph/photograph.txt"), "utf8").trim();
globalThis.Figures = { photograph };
const json = (...parts) => JSON.parse(fs.readFileSync(path.join(__dirname, ...parts), "utf8"));
const folders = fs.readdirSync(__dirname).filter((name) => fs.existsSync(path.join(__dirname, name, "figure.json")));
const figures = {
  ...json("figures.json").figures,
  ...Object.fromEntries(folders.map((name) => [name, json(name, "figure.json")])),
};
for (const { scripts, later = [] } of Object.values(figures))
  for (const script of [...scripts, ...later]) require(path.join(__dirname, script));

const axes = require("./still/axes.js");
const pictures = { ...require("./still/pictures.js"), ...axes.pictures };
const words = { ...require("./still/words.js"), ...axes.words };
for (const name of folders) ({ picture: pictures[name], ...words[name] } = require(`./${name}/still.js`));
const { drawing, all } = globalThis.Figures;

function svg(name, state, extra) {
  const { width, height, parts } = pictures[name](state, extra);
  const { title, describe } = words[name];
  const margin = 2; // for frames that stand on the edge
  return drawing.markup(
    drawing.picture(
      width + 2 * margin,
      height + 2 * margin,
      {
        viewBox: `${-margin} ${-margin} ${width + 2 * margin} ${height + 2 * margin}`,
        role: "img",
        "aria-labelledby": `${name}-title ${name}-desc`,
      },
      ["title", { id: `${name}-title` }, title],
      ["desc", { id: `${name}-desc` }, describe(state, extra)],
      ...parts,
    ),
  );
}

function table({ caption, head, rows }) {
  const line = (cells) => [
    "tr",
    {},
    ...cells.map((words_, i) => (i ? ["td", {}, words_] : ["th", { scope: "row" }, words_])),
  ];
  return drawing.markup([
    "div",
    { class: "figure-table" },
    [
      "table",
      {},
      ["caption", {}, caption],
      ["thead", {}, ["tr", {}, ...head.map((words_) => ["th", { scope: "col" }, words_])]],
      ["tbody", {}, ...rows.map(line)],
    ],
  ]);
}

function files(name) {
  const extra = structuredClone(all[name].extra ?? {});
  const state = all[name].complete(all[name].start, extra);
  return {
    [`${name}.svg`]: svg(name, state, extra),
    [`${name}.html`]: words[name].tables(state, extra).map(table).join("\n"),
    [`${name}.json`]: JSON.stringify(state),
  };
}

const old = [];
for (const name of Object.keys(figures)) {
  for (const [file, text] of Object.entries(files(name))) {
    const target = path.join(__dirname, "static", file);
    if (fs.existsSync(target) && fs.readFileSync(target, "utf8") === `${text}\n`) continue;
    old.push(`static/${file}`);
    if (!process.argv.includes("--check")) fs.writeFileSync(target, `${text}\n`);
  }
}
if (old.length) console.log(`${process.argv.includes("--check") ? "old" : "written"}: ${old.join(", ")}`);
if (old.length && process.argv.includes("--check")) process.exitCode = 1;
