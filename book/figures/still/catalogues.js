/* The words of figures in the languages of book/locale, read from the catalogues as translate.py writes them. */
"use strict";

const fs = require("node:fs");
const path = require("node:path");

const LOCALE = path.join(__dirname, "../../locale");
const CATALOGUES = ["figures", "stills"];

const file = (language, name) => path.join(LOCALE, language, `LC_MESSAGES/scripts/${name}.po`);
const languages = () =>
  fs.existsSync(LOCALE) ? fs.readdirSync(LOCALE).filter((language) => fs.existsSync(file(language, "figures"))).sort() : [];

/* {English text: text} of a catalogue; sentences that are empty or fuzzy are left out. */
function read(catalogue) {
  const known = {};
  for (const entry of catalogue.split("\n\n")) {
    const [id, text] = ["msgid", "msgstr"].map((key) => {
      const [, lines = ""] = entry.match(new RegExp(`^${key} ((?:".*"\n?)+)`, "m")) ?? [];
      return lines.split("\n").filter(Boolean).map((line) => JSON.parse(line)).join("");
    });
    if (id && text && !/^#,.*fuzzy/m.test(entry)) known[id] = text;
  }
  return known;
}

const words = (language) =>
  language
    ? Object.assign({}, ...CATALOGUES.map((name) => read(fs.readFileSync(file(language, name), "utf8"))))
    : {};

module.exports = { languages, words };
