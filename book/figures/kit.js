/* What every interactive figure does the same way: it finds its root, writes data-state before each repaint, hears keys,
   speaks in one polite line, and takes numbers from fields that may be empty, nonsense or huge.

   A figure is registered with
     start            its default state; what the root's data-state holds goes before it
     complete(state)  → the whole state, all derived numbers in it (exactly the keys of the contract)
     build(live, own) puts elements into `live` and returns `paint(state)`; called again when the shapes change
     keys             {key: (state, own) => changes}

   `own` gives: state, change(changes), field(…), inputGrid(…), say(words), rebuild(changes), extra (what is drawn and is
   no key of the contract, mirrored in data-extra). */
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
      else if (value !== false && value !== undefined && value !== null) element.setAttribute(name, value === true ? "" : value);
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

  /* A field for one number. An empty or half-typed field keeps the last good number, shows it as placeholder, and comes
     back to it when it is left; a number beyond the limits becomes the limit. */
  function field({ name, get, set, min = -LARGEST, max = LARGEST, whole = false, kind = "" }) {
    const input = h("input", {
      type: "number", class: `num ${kind}`, step: whole ? 1 : "any", min, max,
      inputmode: whole && min >= 0 ? "numeric" : false, autocomplete: "off",
    });
    input.addEventListener("input", () => {
      const typed = input.valueAsNumber;
      input.toggleAttribute("aria-invalid", false);
      if (!Number.isFinite(typed)) { input.setAttribute("aria-invalid", "true"); return; }
      const value = Math.min(max, Math.max(min, whole ? Math.trunc(typed) : typed));
      if (value !== typed) input.value = value;
      set(value);
    });
    const refresh = () => {
      input.setAttribute("aria-label", typeof name === "function" ? name() : name);
      input.placeholder = get();
      if (document.activeElement === input && input.value !== "" && input.valueAsNumber === get()) return;
      if (document.activeElement === input && input.getAttribute("aria-invalid")) return;
      input.value = get();
    };
    input.addEventListener("blur", () => { input.removeAttribute("aria-invalid"); input.value = get(); });
    return { input, refresh };
  }

  /* Built like the default: numbers where it has numbers, lists where it has lists. */
  function alike(given, model) {
    if (Array.isArray(model)) return Array.isArray(given) && given.length > 0 && given.every((part) => alike(part, model[0]));
    return typeof given === "number" && Number.isFinite(given);
  }

  /* What the page's data-state holds for the keys of `model`; nothing where it is not usable. */
  function parse(text, model) {
    let given;
    try { given = Object(JSON.parse(text)); } catch (broken) { return {}; }
    const known = Object.keys(model).filter((key) => key in given);
    return known.every((key) => alike(given[key], model[key])) ? Object.fromEntries(known.map((key) => [key, given[key]])) : {};
  }

  const steps = { ArrowLeft: 1, ArrowRight: 1, ArrowUp: 1, ArrowDown: 1 };

  function start(root, name, figure) {
    const own = { extra: structuredClone(figure.extra ?? {}), fields: [] };
    const still = h("div", { class: "figure-static" });
    still.append(...root.childNodes);
    const live = h("div", { class: "figure-live" });
    const line = h("p", { class: "figure-line", "aria-live": "polite" });
    root.append(still, live);
    if (!root.hasAttribute("tabindex")) root.tabIndex = 0;
    root.setAttribute("role", "group");
    if (!root.hasAttribute("aria-label")) root.setAttribute("aria-label", figure.label);
    root.setAttribute("aria-describedby", `${name}-keys`);

    own.line = line;
    own.hint = h("p", { class: "figure-keys", id: `${name}-keys` }, figure.hint);
    own.say = (words) => { if (line.textContent !== words) line.textContent = words; };
    own.width = () => live.clientWidth || 640;

    let paint = () => {};
    function repaint() {
      root.dataset.state = JSON.stringify(own.state);
      root.dataset.extra = JSON.stringify(own.extra);
      paint(own.state);
      for (const { refresh } of own.fields) refresh();
    }
    own.change = (changes = {}) => { own.state = figure.complete({ ...own.state, ...changes }, own.extra); repaint(); };
    own.rebuild = (changes = {}) => {
      own.state = figure.complete({ ...own.state, ...changes }, own.extra);
      own.fields = [];
      live.replaceChildren();
      paint = figure.build(live, own);
      repaint();
    };
    own.field = (options) => {
      const made = field(options);
      own.fields.push(made);
      return made.input;
    };
    own.inputGrid = (options) => inputGrid(own, options);

    own.state = { ...figure.start, ...parse(root.dataset.state, figure.start) };
    own.rebuild();

    root.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === "Escape" && root.contains(document.activeElement)) { document.activeElement.blur(); return; }
      if (event.target !== root || !figure.keys[event.key]) return;
      if (steps[event.key]) event.preventDefault(); // or the page would scroll away under the figure
      own.change(figure.keys[event.key](own.state, own.extra));
    });
    let width = own.width();
    new ResizeObserver(() => {
      if (own.width() === width) return;
      width = own.width();
      paint(own.state);
    }).observe(live);
    root.dataset.ready = "true";
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
    const node = h("div", { class: `plane ${kind}`, role: "group", "aria-label": title, style: `--columns:${columns};--rows:${rows}`, ...(channel === undefined ? {} : drawing.hue(channel)) }, ...cells, window_);
    const place = (row, column, height, width) => {
      window_.hidden = false;
      for (const [key, value] of Object.entries({ row, column, tall: height, across: width })) window_.style.setProperty(`--${key}`, value);
      for (const [k, input] of cells.entries()) {
        const i = Math.floor(k / columns) - row, j = (k % columns) - column;
        input.classList.toggle("filled", i >= 0 && i < height && j >= 0 && j < width);
      }
    };
    const fit = () => {
      const digits = Math.max(...cells.map((input) => String(input.placeholder).length));
      node.style.setProperty("--digits", Math.min(9, digits));
    };
    own.fields.push({ refresh: fit });
    return { node, place };
  }

  const button = (words, onclick, attributes = {}) => h("button", { type: "button", onclick, ...attributes }, words);

  function register(name, figure) {
    const run = () => {
      for (const root of document.querySelectorAll(`[data-figure="${name}"]`)) if (!root.dataset.ready) start(root, name, figure);
    };
    if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", run);
    else run();
  }

  /* The figure's file is also read by make_static.js, where no page is. */
  function publish(name, figure) {
    scope.Figures.all = { ...scope.Figures.all, [name]: figure };
    if (typeof document !== "undefined") register(name, figure);
  }

  scope.Figures = { ...scope.Figures, kit: { h, draw, mark, button, publish } };
})(globalThis);
