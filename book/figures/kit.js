/* What every interactive figure does the same way: it finds its root, writes data-state before each repaint, hears keys,
   speaks in one polite line, and takes numbers from fields that may be empty, nonsense or huge.

   A figure is registered with
     start            its default state; what the root's data-state holds goes before it
     complete(state)  → the whole state, all derived numbers in it (exactly the keys of the contract)
     build(live, own) puts elements into `live` and returns `paint(state)`; called again when the shapes change
     hint, touch      what keys and mouse do, and what a finger does; the reader sees the one that fits the device
     keys             {key: (state, extra, event) => changes}; they are heard from any place in the figure
     opened(own, root)  once, when the figure stands; own.watchers are called after each repaint
     recall()         → what the page's address holds of the state, where a figure writes there; goes before all else

   A root with data-later holds addresses of scripts that are loaded when the figure is near, or with data-when="touched"
   at the first touch.

   `own` gives: state, change(changes), field(…), inputGrid(…), tell(words), rebuild(changes), extra (what is drawn and is
   no key of the contract, mirrored in data-extra). */
"use strict";

(function (scope) {
  const { cells } = scope.Figures;
  const { h, field } = cells;

  /* Built like the default: numbers where it has numbers, lists where it has lists. */
  function alike(given, model) {
    if (Array.isArray(model))
      return Array.isArray(given) && given.length > 0 && given.every((part) => alike(part, model[0]));
    return typeof given === typeof model && (typeof given !== "number" || Number.isFinite(given));
  }

  /* What the page's data-state holds for the keys of `model`; nothing where it is not usable. */
  function parse(text, model) {
    let given;
    try {
      given = Object(JSON.parse(text));
    } catch (broken) {
      return {};
    }
    const known = Object.keys(model).filter((key) => key in given);
    return known.every((key) => alike(given[key], model[key]))
      ? Object.fromEntries(known.map((key) => [key, given[key]]))
      : {};
  }

  /* Where the keys belong to the element itself: what is typed into a field, a choice in a list. A field for a number in
     which nobody has typed yet leaves the arrow keys to the figure, like a cell of a spreadsheet. */
  const keeps = (element, key) =>
    element.matches("select, textarea, [contenteditable], input:not([type=number], [type=checkbox])") ||
    element.hasAttribute("data-editing") ||
    (element.matches("input[type=number]") && !key.startsWith("Arrow"));

  function start(root, name, figure) {
    const own = { extra: structuredClone(figure.extra ?? {}), fields: [], watchers: [] };
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
    const hint = [h("span", { class: "for-keys" }, figure.hint), h("span", { class: "for-touch" }, figure.touch)];
    own.hint = h("p", { class: "figure-keys", id: `${name}-keys` }, ...hint);
    /* The line and the buttons that move on; on a phone both stay in view while a part of the figure above them is. */
    own.moves = (...buttons) => h("div", { class: "moves" }, line, h("div", { class: "bar" }, ...buttons));
    own.tell = (words) => cells.tell(line, words);
    own.width = () => live.clientWidth || 640;

    let paint = () => {};
    function repaint() {
      root.dataset.state = JSON.stringify(own.state);
      root.dataset.extra = JSON.stringify(own.extra);
      paint(own.state);
      for (const { refresh } of own.fields) refresh();
      for (const watch of own.watchers) watch();
    }
    own.change = (changes = {}) => {
      own.state = figure.complete({ ...own.state, ...changes }, own.extra);
      repaint();
    };
    const named = (control) => control.getAttribute("aria-label") ?? control.textContent;
    own.rebuild = (changes = {}) => {
      const held = live.contains(document.activeElement) ? named(document.activeElement) : null;
      own.state = figure.complete({ ...own.state, ...changes }, own.extra);
      own.fields = [];
      live.replaceChildren();
      paint = figure.build(live, own);
      repaint();
      if (held === null) return; // or the keyboard would start again at the top of the page
      const again = [...live.querySelectorAll("button:enabled, input, select")].find((each) => named(each) === held);
      (again ?? root).focus({ preventScroll: true });
    };
    own.field = (options) => {
      const made = field(options);
      own.fields.push(made);
      return made.input;
    };
    own.inputGrid = (options) => cells.inputGrid(own, options);

    const recalled = figure.recall?.(own);
    own.state = { ...figure.start, ...parse(root.dataset.state, figure.start), ...recalled };
    own.rebuild();

    root.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === "Escape" && root.contains(document.activeElement)) {
        document.activeElement.blur();
        return;
      }
      if (!figure.keys[event.key] || keeps(event.target, event.key)) return;
      event.preventDefault(); // or the page would scroll away under the figure, and a number would change
      own.change(figure.keys[event.key](own.state, own.extra, event));
    });
    let width = own.width();
    new ResizeObserver(() => {
      if (own.width() === width) return;
      width = own.width();
      paint(own.state);
    }).observe(live);
    root.dataset.ready = "true";
    figure.opened?.(own, root);
    if (recalled) root.scrollIntoView(); // an address that names this figure leads to it
  }

  function register(name, figure) {
    const run = () => {
      for (const root of document.querySelectorAll(`[data-figure="${name}"]`))
        if (!root.dataset.ready) start(root, name, figure);
    };
    if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", run);
    else run();
  }

  /* Keys 0, 1, … below `count`, each with chosen(digit, state, extra) → changes. */
  const digits = (count, chosen) =>
    Object.fromEntries(
      Array.from({ length: count }, (_, digit) => [String(digit), (state, extra) => chosen(digit, state, extra)]),
    );

  /* The figure's file is also read by make_static.js, where no page is. */
  function publish(name, figure) {
    scope.Figures.all = { ...scope.Figures.all, [name]: figure };
    if (typeof document !== "undefined") register(name, figure);
  }

  const loaded = new Map(); // each script once, also where several figures of a page need it
  const load = (address) => {
    if (!loaded.has(address)) {
      const made = new Promise((done, failed) => {
        document.head.append(h("script", { src: address, onload: done, onerror: failed }));
      });
      made.catch(() => loaded.delete(address)); // so that the next press tries again
      loaded.set(address, made);
    }
    return loaded.get(address);
  };

  /* Loads a figure's scripts, one after the other; the last one publishes the figure. */
  async function awaken(root, before = () => {}) {
    const addresses = root.dataset.later.split(" ").map((address) => new URL(address, document.baseURI).href);
    for (const address of addresses.slice(0, -1)) await load(address);
    before();
    await load(addresses.at(-1));
  }

  /* A heavy figure stands still until it is touched. */
  function atTheFirstTouch(root) {
    const begin = h("button", { type: "button" }, say`Bring this figure to life`);
    const cover = h("p", { class: "figure-live" }, begin);
    async function start() {
      if (begin.disabled || root.dataset.ready) return;
      begin.disabled = true;
      begin.textContent = say`Loading …`;
      try {
        await awaken(root, () => cover.remove()); // or it would stand in the still version
        root.focus({ preventScroll: true });
      } catch (missing) {
        begin.disabled = false;
        begin.textContent = say`Not loaded. Press to try again.`;
        root.append(cover);
      }
    }
    begin.addEventListener("click", start);
    root.addEventListener("focusin", ({ target }) => target === root && start());
    root.append(cover);
  }

  /* A light one comes to life while the reader is still one screen away, so that the text in view stays where it is, or
     when the page's address holds its state. */
  function whenNear(root) {
    const start = () => {
      watcher.disconnect();
      awaken(root).catch(() => {}); // the still picture stays
    };
    const watcher = new IntersectionObserver((seen) => seen.some((each) => each.isIntersecting) && start(), {
      rootMargin: "100% 0px",
    });
    if (location.hash.startsWith(`#${root.dataset.figure}=`)) start();
    else watcher.observe(root);
  }

  function waiting() {
    for (const root of document.querySelectorAll("[data-figure][data-later]"))
      (root.dataset.when === "touched" ? atTheFirstTouch : whenNear)(root);
  }
  if (typeof document !== "undefined") {
    if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", waiting);
    else waiting();
  }

  scope.Figures = { ...scope.Figures, kit: { publish, digits } };
})(globalThis);
