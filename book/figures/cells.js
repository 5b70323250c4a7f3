/* What the figures are built of: elements, fields that take numbers, planes of fields, maps of places to choose. */
"use strict";

(function (scope) {
  const { drawing } = scope.Figures;
  const SVG = "http://www.w3.org/2000/svg";
  const LARGEST = 1e6; // sums of products stay exact, and nothing becomes Infinity, which JSON does not know

  /* Elements: h("button", {class: "step", onclick: f}, "next"). Attributes that are false or missing are left out. */
  function h(tag, attributes, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
      else if (value !== false && value !== undefined && value !== null)
        element.setAttribute(name, value === true ? "" : value);
    }
    element.append(...children);
    return element;
  }

  /* Elements of a drawing's plain data. */
  function draw(node) {
    if (!Array.isArray(node)) return document.createTextNode(node);
    const [tag, attributes, ...children] = node;
    const element = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes)) if (name !== "xmlns") element.setAttribute(name, value);
    element.append(...children.map(draw));
    return element;
  }

  const mark = (channel, kind = "mark-in") =>
    h("span", { class: `mark ${kind}`, ...(kind === "mark-in" ? drawing.hue(channel) : {}) }, String(channel));

  const button = (words, onclick, attributes = {}) => h("button", { type: "button", onclick, ...attributes }, words);

  /* Something with its small title above. */
  const part = (caption, ...inside) =>
    h("div", { class: "part" }, h("span", { class: "caption" }, ...[caption].flat()), ...inside);
  const sign = (words) => h("span", { class: "sign" }, words);

  /* New words for a line that is read aloud; the same words again would be read again. */
  const tell = (line, words) => {
    if (line.textContent !== words) line.textContent = words;
  };

  /* The same nested array with one number changed, at a path of indices. */
  const put = (nested, [index, ...rest], value) =>
    nested.map((inner, k) => (k !== index ? inner : rest.length ? put(inner, rest, value) : value));

  /* A field for one number. An empty or half-typed field keeps the last good number, shows it as placeholder, and comes
     back to it when it is left; a number beyond the limits becomes the limit. */
  function field({ name, get, set, min = -LARGEST, max = LARGEST, whole = false, kind = "" }) {
    const input = h("input", {
      type: "number",
      class: `num ${kind}`,
      step: whole ? 1 : "any",
      min,
      max,
      inputmode: whole && min >= 0 ? "numeric" : false,
      autocomplete: "off",
    });
    const take = () => {
      const typed = input.valueAsNumber;
      input.toggleAttribute("aria-invalid", false);
      if (!Number.isFinite(typed)) {
        input.setAttribute("aria-invalid", "true");
        return;
      }
      const value = Math.min(max, Math.max(min, whole ? Math.trunc(typed) : typed));
      if (value !== typed) input.value = value;
      if (value !== get()) set(value); // or a repaint, as a field is left, would swallow the click that leaves it
    };
    input.addEventListener("input", take);
    input.addEventListener("change", take); // a script or a helper that fills fields may send this one alone
    const refresh = () => {
      input.setAttribute("aria-label", typeof name === "function" ? name() : name);
      input.placeholder = get();
      if (document.activeElement === input && input.value !== "" && input.valueAsNumber === get()) return;
      if (document.activeElement === input && input.getAttribute("aria-invalid")) return;
      input.value = get();
    };
    input.addEventListener("blur", () => {
      input.removeAttribute("aria-invalid");
      input.value = get();
    });
    return { input, refresh };
  }

  /* A plane or slice whose every cell is a field, with a window that `place` moves. */
  function inputGrid(own, { title, name, rows, columns, get, set, channel, kind = "" }) {
    const window_ = h("span", { class: "window", hidden: true });
    const cells = [];
    for (let i = 0; i < rows; i += 1) {
      for (let j = 0; j < columns; j += 1) {
        cells.push(own.field({ name: () => name(i, j), get: () => get(i, j), set: (value) => set(i, j, value) }));
      }
    }
    const node = h(
      "div",
      {
        class: `plane ${kind}`,
        role: "group",
        "aria-label": title,
        style: `--columns:${columns};--rows:${rows}`,
        ...(channel === undefined ? {} : drawing.hue(channel)),
      },
      ...cells,
      window_,
    );
    const place = (row, column, height, width) => {
      window_.hidden = false;
      for (const [key, value] of Object.entries({ row, column, tall: height, across: width }))
        window_.style.setProperty(`--${key}`, value);
      for (const [k, input] of cells.entries()) {
        const i = Math.floor(k / columns) - row,
          j = (k % columns) - column;
        input.classList.toggle("filled", i >= 0 && i < height && j >= 0 && j < width);
      }
    };
    const fit = () => {
      const digits = Math.max(...cells.map((input) => String(input.placeholder).length));
      node.style.setProperty("--digits", digits);
    };
    own.fields.push({ refresh: fit });
    return { node, place };
  }

  /* An output map whose every cell is a button that chooses its position. `paint(values, [row, column] or null, covered)`. */
  function placeGrid({ title, name, rows, columns, choose }) {
    const places = Array.from({ length: rows }, (_, row) =>
      Array.from({ length: columns }, (_, column) => button("", () => choose(row, column), { class: "place" })),
    );
    const node = h(
      "div",
      { class: "map", style: `--columns:${columns}`, role: "group", "aria-label": title },
      ...places.flat(),
    );
    const paint = (values, chosen, covered = () => false) =>
      places.forEach((line, row) =>
        line.forEach((place, column) => {
          const hidden = covered(row, column);
          const words = drawing.say(values[row][column]);
          place.textContent = hidden ? "?" : words;
          place.setAttribute("aria-label", `${name}row ${row}, column ${column}: ${hidden ? "covered" : words}`);
          place.setAttribute("aria-pressed", String(Boolean(chosen) && chosen[0] === row && chosen[1] === column));
        }),
      );
    return { node, paint };
  }

  scope.Figures = { ...scope.Figures, cells: { h, draw, mark, button, part, sign, tell, put, field, inputGrid, placeGrid } };
})(globalThis);
