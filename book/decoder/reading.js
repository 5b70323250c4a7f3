/* Reads an error message of PyTorch: finds the rule that knows it and names each number in it.

   A rule is [pattern, explain]. `explain(match)` gets the strings that the pattern captured and returns
     name     what is wrong, in a few words
     shapes   [{label, sizes, axes, wrong}]: a shape of the message, the name of each axis, the places that do not fit
     cause    one or two sentences with the numbers of the message
     fix      one or two sentences or a line of code (in backquotes)
     read     the label of the section of the book that explains it
   The rules of each subject stand in their own file; the first rule that matches is taken. */
"use strict";

(function (scope) {
  const rules = [];

  const numbers = (text) => (text.match(/-?\d+/g) ?? []).map(Number);
  const product = (sizes) => sizes.reduce((total, size) => total * size, 1);
  const list = (sizes) => `(${sizes.join(", ")}${sizes.length === 1 ? "," : ""})`;
  const by = (sizes) => sizes.join(" × ");

  /* 1 axis, 3 axes, in the language of the page: its words know both. */
  const many = (count, one, more = `${one}s`) => say(`{0} ${count === 1 ? one : more}`, count);

  const SPATIAL = {
    1: [say`length`],
    2: [say`height`, say`width`],
    3: [say`depth`, say`height`, say`width`],
  };

  /* Names of the axes of an image tensor of a layer with `dims` spatial axes. */
  function imageAxes(count, dims) {
    if (count === dims + 2) return [say`images`, say`channels`, ...SPATIAL[dims]];
    if (count === dims + 1) return [say`channels`, ...SPATIAL[dims]];
    return Array.from({ length: count }, (_, axis) => say`axis ${axis}`);
  }

  function weightAxes(count, transposed = false) {
    const window = (SPATIAL[count - 2] ?? []).map((name) => say`window ${name}`);
    const ends = [say`output channels`, say`input channels a group`];
    return transposed ? [say`input channels`, say`output channels a group`, ...window] : [...ends, ...window];
  }

  const plainAxes = (count) => Array.from({ length: count }, (_, axis) => say`axis ${axis}`);
  const shape = (label, sizes, axes = plainAxes(sizes.length), wrong = []) => ({ label, sizes, axes, wrong });

  /* What was pasted, without prompts, file lines and line breaks: the last error of a traceback. */
  function message(pasted) {
    const text = pasted.replace(/\u001b\[[0-9;]*m/g, "").replace(/[’‘]/g, "'").replace(/[“”]/g, '"');
    const errors = [...text.matchAll(/^[ \t>E]*(?:[\w.]+\.)?([A-Z]\w*(?:Error|Exception|Warning)): ?/gm)];
    const last = errors.at(-1);
    const rest = last ? text.slice(last.index + last[0].length) : text;
    // no word of PyTorch is so long, and each pattern would be tried from each of its letters
    const short = rest.replace(/\w{200,}/g, (word) => `${word.slice(0, 200)}…`);
    return { kind: last ? last[1] : "", text: short.replace(/\s+/g, " ").trim() };
  }

  /* The explanation of a pasted message; null when nothing was pasted, `known: false` when no rule knows it. */
  function read(pasted) {
    if (!pasted.trim()) return null;
    const { kind, text } = message(pasted);
    for (const { pattern, explain } of rules) {
      const match = text.match(pattern);
      if (match) return { known: true, kind, text, shapes: [], ...explain(...match.slice(1)) };
    }
    const found = [...text.matchAll(/\[([\d, ]+)\]/g)].map((each) => numbers(each[1])).filter((sizes) => sizes.length);
    return { known: false, kind, text, shapes: found.map((sizes) => shape(say`a shape in the message`, sizes)) };
  }

  function add(...more) {
    for (const [pattern, explain] of more) rules.push({ pattern, explain });
  }

  scope.Decoder = { ...scope.Decoder, read, add, count: () => rules.length, words: {
    numbers, product, list, by, many, imageAxes, weightAxes, shape, SPATIAL,
  } };
})(globalThis);
