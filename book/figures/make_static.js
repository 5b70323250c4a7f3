/* Writes static/<name>.svg, .html (the same numbers as tables) and .json (the first data-state) of every figure, from the
   functions that draw the living ones; and static/<language>/ with picture and tables for each language of book/locale.

       node book/figures/make_static.js           writes what has changed
       node book/figures/make_static.js --check   writes nothing; exits with 1 and names the files that are old */
"use strict";

const fs = require("node:fs");
const path = require("node:path");
const catalogues = require("./still/catalogues.js");

const STATIC = path.join(__dirname, "static");
const photograph = fs.readFileSync(path.join(__dirname, "photograph/photograph.txt"), "utf8").trim();
const json = (...parts) => JSON.parse(fs.readFileSync(path.join(__dirname, ...parts), "utf8"));
const folders = fs.readdirSync(__dirname).filter((name) => fs.existsSync(path.join(__dirname, name, "figure.json")));
const figures = {
  ...json("figures.json").figures,
  ...Object.fromEntries(folders.map((name) => [name, json(name, "figure.json")])),
};

let pictures, words, drawing, all;

/* Reads the scripts anew: some keep their words when they are read. */
function speak(language) {
  for (const file of Object.keys(require.cache)) if (file.startsWith(__dirname)) delete require.cache[file];
  globalThis.words = catalogues.words(language);
  globalThis.Figures = { photograph };
  require("../_extensions/course/theme/static/say.js");
  for (const { scripts, later = [] } of Object.values(figures))
    for (const script of [...scripts, ...later]) require(path.join(__dirname, script));
  const axes = require("./still/axes.js");
  pictures = { ...require("./still/pictures.js"), ...axes.pictures };
  words = { ...require("./still/words.js"), ...axes.words };
  for (const name of folders) ({ picture: pictures[name], ...words[name] } = require(`./${name}/still.js`));
  ({ drawing, all } = globalThis.Figures);
}

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

function files(name, folder) {
  const extra = structuredClone(all[name].extra ?? {});
  const state = all[name].complete(all[name].start, extra);
  const made = {
    [`${folder}${name}.svg`]: svg(name, state, extra),
    [`${folder}${name}.html`]: words[name].tables(state, extra).map(table).join("\n"),
  };
  return folder ? made : { ...made, [`${name}.json`]: JSON.stringify(state) };
}

const old = [];
for (const language of ["", ...catalogues.languages()]) {
  speak(language);
  fs.mkdirSync(path.join(STATIC, language), { recursive: true });
  for (const name of Object.keys(figures)) {
    for (const [file, text] of Object.entries(files(name, language && `${language}/`))) {
      const target = path.join(STATIC, file);
      if (fs.existsSync(target) && fs.readFileSync(target, "utf8") === `${text}\n`) continue;
      old.push(`static/${file}`);
      if (!process.argv.includes("--check")) fs.writeFileSync(target, `${text}\n`);
    }
  }
}
if (old.length) console.log(`${process.argv.includes("--check") ? "old" : "written"}: ${old.join(", ")}`);
if (old.length && process.argv.includes("--check")) process.exitCode = 1;
