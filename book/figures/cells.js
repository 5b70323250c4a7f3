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

  /* What follows a pointer that is pressed on `node` and moved away: begin() → what it starts from, or null to let it be;
     moved(across, down, start) with the way in pixels. A press that does not move stays a click. */
  function pull(node, { begin, moved, threshold = 5 }) {
    let from = null;
    node.addEventListener("pointerdown", (event) => {
      const start = event.button === 0 ? begin(event) : null;
      from = start === null ? null : { x: event.clientX, y: event.clientY, start, away: false };
    });
    node.addEventListener("pointermove", (event) => {
      if (!from || !event.buttons) return;
      const [across, down] = [event.clientX - from.x, event.clientY - from.y];
      if (!from.away && Math.max(Math.abs(across), Math.abs(down)) < threshold) return;
      if (!from.away) {
        from.away = true;
        node.setPointerCapture(event.pointerId);
        node.closest("[data-figure]")?.focus({ preventScroll: true }); // or the field below would select its digits
      }
      moved(across, down, from.start);
    });
    const end = () => {
      from = null;
    };
    node.addEventListener("pointerup", end);
    node.addEventListener("pointercancel", end);
  }

  /* A pointer that is pressed on `node` and pulled over it: go(event, pressed) at the press and at each move, where
     `meant(event)` says that the press is for it. The node hears it to the end, also when its inside is drawn anew. */
  function follow(node, { meant = () => true, go }) {
    let held = false;
    node.addEventListener("pointerdown", (event) => {
      held = event.button === 0 && meant(event);
      if (!held) return;
      node.setPointerCapture(event.pointerId);
      node.closest("[data-figure]").focus({ preventScroll: true });
      event.preventDefault();
      go(event, true);
    });
    node.addEventListener("pointermove", (event) => {
      if (held && event.buttons) go(event, false);
    });
    for (const end of ["pointerup", "pointercancel"])
      node.addEventListener(end, () => {
        held = false;
      });
  }

  /* A field for one number. An empty or half-typed field keeps the last good number, shows it as placeholder, and comes
     back to it when it is left; a number beyond the limits becomes the limit. With `drag`, the number also follows a
     pointer that is pulled sideways, by so much for every six pixels. While a number is being typed the field carries
     data-editing: then the arrow keys belong to it. */
  function field({ name, get, set, min = -LARGEST, max = LARGEST, whole = false, kind = "", drag = 0 }) {
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
      const value = within(whole ? Math.trunc(typed) : typed);
      if (value !== typed) input.value = value;
      if (value !== get()) set(value); // or a repaint, as a field is left, would swallow the click that leaves it
    };
    const edit = (editing) => input.toggleAttribute("data-editing", editing);
    const within = (value) => Math.min(max, Math.max(min, value));
    if (drag) {
      input.dataset.drag = "";
      const moved = (across, _, start) => set(within(Number((start + Math.trunc(across / 6) * drag).toFixed(4))));
      pull(input, { begin: get, moved });
    }
    input.addEventListener("input", () => {
      edit(true);
      take();
    });
    input.addEventListener("keydown", (event) => {
      if (event.key === "Enter") edit(false);
    });
    input.addEventListener("change", take); // a script or a helper that fills fields may send this one alone
    const refresh = () => {
      const [words, number] = [typeof name === "function" ? name() : name, String(get())];
      if (input.getAttribute("aria-label") !== words) input.setAttribute("aria-label", words); // untouched costs nothing
      if (input.placeholder !== number) input.placeholder = number;
      if (document.activeElement === input && input.value !== "" && input.valueAsNumber === get()) return;
      if (document.activeElement === input && input.getAttribute("aria-invalid")) return;
      if (input.value !== number) input.value = number;
    };
    input.addEventListener("blur", () => {
      edit(false);
      input.removeAttribute("aria-invalid");
      input.value = get();
    });
    return { input, refresh };
  }

  /* A plane or slice whose every cell is a field, with a window that `place` moves, and that a pointer moves where
     `choose(row, column)` is given. `drag` is the field's. */
  function inputGrid(own, { title, name, rows, columns, get, set, channel, kind = "", drag = 0, choose = null }) {
    const window_ = h("span", { class: "window", hidden: true });
    const cells = [];
    for (let i = 0; i < rows; i += 1) {
      for (let j = 0; j < columns; j += 1) {
        cells.push(own.field({ name: () => name(i, j), get: () => get(i, j), set: (value) => set(i, j, value), drag }));
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
    const at = { row: 0, column: 0, height: 1, width: 1 };
    if (choose) {
      node.classList.add("movable");
      pull(node, {
        begin: ({ target }) => (target.classList.contains("filled") ? { ...at, unit: target.offsetWidth + 1 } : null),
        moved: (across, down, { row, column, unit }) =>
          choose(
            Math.min(Math.max(row + Math.round(down / unit), 0), rows - at.height),
            Math.min(Math.max(column + Math.round(across / unit), 0), columns - at.width),
          ),
      });
    }
    const place = (row, column, height, width) => {
      Object.assign(at, { row, column, height, width });
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
      const digits = String(Math.max(...cells.map((input) => input.placeholder.length)));
      if (node.style.getPropertyValue("--digits") !== digits) node.style.setProperty("--digits", digits);
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
          const words = drawing.numeral(values[row][column]);
          place.textContent = hidden ? "?" : words;
          place.setAttribute("aria-label", name + say`row ${row}, column ${column}: ${hidden ? say`covered` : words}`);
          place.setAttribute("aria-pressed", String(Boolean(chosen) && chosen[0] === row && chosen[1] === column));
        }),
      );
    return { node, paint };
  }

  scope.Figures = {
    ...scope.Figures,
    cells: { h, draw, mark, button, part, sign, tell, put, pull, follow, field, inputGrid, placeGrid },
  };
})(globalThis);
