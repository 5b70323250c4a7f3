/* Reads what stands in Python source: logical lines, and the call expressions in them. Nothing is run. */
"use strict";

(function ({ Decoder }) {
  class Unknown extends Error {} // a line that this page cannot follow

  /* ---- lines ---- */

  /* Logical lines: brackets joined, comments and prompts dropped. */
  function lines(text) {
    const joined = [];
    let open = 0, held = null;
    text.split(/\r?\n/).forEach((raw, index, all) => {
      const line = raw.replace(/^\s*(?:>>>|\.\.\.|In \[\d*\]:)\s?/, "").replace(/#.*$/, "").trimEnd();
      if (!line.trim() && held === null) return;
      held = held === null ? { number: index + 1, text: line.trim() } : { ...held, text: `${held.text}\n${line.trim()}` };
      open += (line.match(/[([]/g) ?? []).length - (line.match(/[)\]]/g) ?? []).length;
      const printed = /^(?:\(\w+\):\s*)?\w+\($/.test(held.text) && /^\s*\(\w+\):/.test(all[index + 1] ?? "");
      if (open <= 0 || printed) {
        joined.push(held);
        held = null;
        open = 0;
      }
    });
    if (held) joined.push(held);
    return joined.flatMap(({ number, text }) => statements(text).map((each) => ({ number, text: each })));
  }

  /* `nn.ReLU(), nn.Linear(4, 2)` are two layers: cut at commas and semicolons outside of brackets. */
  function statements(text) {
    const parts = [""];
    let depth = 0;
    for (const sign of text) {
      if ("([".includes(sign)) depth += 1;
      if (")]".includes(sign)) depth -= 1;
      if (depth === 0 && ",;".includes(sign)) parts.push("");
      else parts[parts.length - 1] += sign;
    }
    return parts.map((part) => part.trim()).filter(Boolean);
  }

  /* ---- Python's call expressions ---- */

  const TOKEN = /\s*(?:(\d+\.?\d*(?:e-?\d+)?)|([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)|("[^"]*"|'[^']*')|(\/\/|\*\*|\.(?=[A-Za-z_])|[-+*\/%()[\],=:]))/y;

  function tokens(text) {
    const found = [];
    TOKEN.lastIndex = 0;
    while (TOKEN.lastIndex < text.length) {
      if (!text.slice(TOKEN.lastIndex).trim()) break;
      const at = TOKEN.lastIndex, match = TOKEN.exec(text);
      if (!match) throw new Unknown(say`cannot read "${text.slice(at).trim().slice(0, 20)}"`);
      const [, number, name, string, sign] = match;
      const token = number !== undefined ? { value: Number(number) } : name ? { name } : string ? { value: string.slice(1, -1) } : { sign };
      found.push({ ...token, row: text.slice(0, TOKEN.lastIndex).split("\n").length - 1 });
    }
    return found;
  }

  /* One expression: {value}, {name}, {call, args, keywords} (call is an expression with `attribute` for methods), {tuple}. `known` holds numbers by name. */
  function parse(text, known = {}) {
    const all = tokens(text);
    let at = 0;
    const sign = (wanted) => all[at]?.sign === wanted && (at += 1);
    function expression(level = 0) {
      let left = level === 2 ? unary() : expression(level + 1);
      const signs = [["+", "-"], ["*", "/", "//", "%"]][level] ?? [];
      while (signs.includes(all[at]?.sign)) {
        const operator = all[at++].sign, right = level === 1 ? unary() : expression(1);
        const [a, b] = [left.value, right.value];
        if (typeof a !== "number" || typeof b !== "number") throw new Unknown(say`sizes must be numbers here`);
        left = { value: { "+": a + b, "-": a - b, "*": a * b, "/": a / b, "//": Math.floor(a / b), "%": a % b }[operator] };
      }
      return left;
    }
    function unary() {
      if (sign("-")) return { value: -unary().value };
      return postfix();
    }
    function postfix() {
      let node = atom();
      for (;;) {
        if (sign("(")) node = { call: node, ...args(")") };
        else if (sign(".")) node = { attribute: all[at++].name ?? "", of: node };
        else return node;
      }
    }
    function args(end) {
      const positional = [], keywords = {};
      while (!sign(end)) {
        if (at >= all.length) throw new Unknown(say`a bracket is not closed`);
        if (all[at].name && all[at + 1]?.sign === "=") {
          const key = all[at].name;
          at += 2;
          keywords[key] = expression();
        } else {
          sign("*");
          positional.push(expression());
        }
        sign(",");
      }
      return { args: positional, keywords };
    }
    function atom() {
      if (sign("(")) {
        const { args: parts } = args(")");
        return parts.length === 1 && all[at - 2]?.sign !== "," ? parts[0] : { tuple: parts };
      }
      if (sign("[")) return { tuple: args("]").args };
      const token = all[at++];
      if (!token || token.sign) throw new Unknown(say`this is no layer`);
      if (token.name === "True" || token.name === "False") return { value: token.name === "True" };
      if (token.name === "None") return { value: null };
      if (token.name && Object.hasOwn(known, token.name)) return { value: known[token.name] };
      return token;
    }
    const node = expression();
    if (at < all.length) throw new Unknown(say`cannot read what follows "${text.trim().slice(0, 20)}"`);
    return node;
  }

  Decoder.python = { Unknown, lines, parse };
})(globalThis);
