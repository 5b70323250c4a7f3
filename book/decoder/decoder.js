/* The two boxes of the error page, and the answer above the results of a search: what is pasted is explained at once.
   A box loads the rules when it is first used. Nothing leaves the page. */
"use strict";

(function (scope) {
  function element(tag, attributes = {}, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.append(...children);
    return made;
  }

  /* Text with `code` in backquotes. */
  function prose(text) {
    return text.split("`").map((part, place) => (place % 2 ? element("code", {}, part) : part));
  }

  /* A table that is wider than its box scrolls, and then the keyboard must reach it. */
  function scrollable(answer) {
    for (const area of answer.querySelectorAll(".shape")) {
      if (area.scrollWidth <= area.clientWidth + 1) continue;
      area.tabIndex = 0;
      area.setAttribute("role", "group");
      area.setAttribute("aria-label", say`a table, scrolls`);
    }
  }

  const line = (label, text) => element("p", {}, element("strong", {}, `${label} `), ...prose(text));

  /* A shape as a small table: the name of each axis over its length; what does not fit is marked. */
  function shapeTable({ label, sizes, axes, wrong }) {
    const cells = sizes.map((size, axis) => {
      const bad = wrong.includes(axis);
      return element("td", bad ? { class: "wrong" } : {}, String(size), ...(bad ? [element("span", { class: "unseen" }, ` ${say`does not fit`}`)] : []));
    });
    return element("div", { class: "shape" }, element("table", {},
      element("caption", {}, label),
      element("thead", {}, element("tr", {}, ...axes.map((name) => element("th", { scope: "col" }, name)))),
      element("tbody", {}, element("tr", {}, ...cells))));
  }

  function explained(found, sections) {
    if (!found.known)
      return [
        element("p", { class: "name" }, say`This message is not known here.`),
        ...found.shapes.map(shapeTable),
        line(say`Next.`, say`Read the last line of the traceback: the name of the error, then the sizes. Write the name of each axis under its number. The search of this book finds single words of it.`),
      ];
    const link = sections[found.read];
    return [
      element("p", { class: "name" }, say`${found.name}.`),
      ...found.shapes.map(shapeTable),
      line(say`Cause.`, found.cause),
      line(say`Fix.`, found.fix),
      ...(link ? [element("p", {}, element("a", { href: link }, say`Read the section`))] : []),
    ];
  }

  const sectionsOf = (root) => JSON.parse(root.dataset.sections);

  function errorBox(root) {
    const field = root.querySelector("textarea"), answer = root.querySelector(".decoded");
    const sections = sectionsOf(root);
    const show = () => {
      const found = scope.Decoder.read(field.value);
      root.dataset.decoded = found === null ? "" : found.known ? found.name : "unknown";
      answer.replaceChildren(...(found === null ? [] : explained(found, sections)));
      scrollable(answer);
    };
    use(root, [field], show);
  }

  function layersBox(root) {
    const field = root.querySelector("textarea"), answer = root.querySelector(".decoded");
    const sizes = [...root.querySelectorAll("input")], sections = sectionsOf(root);
    const show = () => {
      const shape = sizes.map((input) => Number(input.value));
      if (!field.value.trim()) return answer.replaceChildren();
      if (!shape.every((size) => Number.isInteger(size) && size > 0))
        return answer.replaceChildren(element("p", { class: "name" }, say`The sizes of the image must be whole numbers above zero.`));
      answer.replaceChildren(...network(scope.Decoder.network.follow(field.value, [1, ...shape]), sections));
      scrollable(answer);
    };
    use(root, [field, ...sizes], show);
  }

  function network({ rows, parameters, problem }, sections) {
    const body = rows.map((row) => element("tr", {},
      element("td", {}, String(row.line)), element("td", {}, element("code", {}, row.text)),
      element("td", {}, row.shape.slice(1).join(" × ")), element("td", { class: "count" }, row.parameters ? row.parameters.toLocaleString("en") : "0")));
    if (problem)
      body.push(element("tr", { class: "wrong" },
        element("td", {}, String(problem.line)), element("td", {}, element("code", {}, problem.text)),
        element("td", { colspan: "2" }, problem.message ? say`breaks here` : say`not understood`)));
    const table = element("div", { class: "shape" }, element("table", { class: "layers" },
      element("caption", {}, say`The image after each layer, without the batch axis`),
      element("thead", {}, element("tr", {}, ...[say`line`, say`layer`, say`shape`, say`parameters`].map((name) => element("th", { scope: "col" }, name)))),
      element("tbody", {}, ...body)));
    if (!rows.length && !problem) return [element("p", { class: "name" }, say`No layer was found in this text.`)];
    if (!problem)
      return [table, element("p", { class: "name" }, say`Everything fits: ${parameters.toLocaleString("en")} parameters, output ${rows.at(-1).shape.slice(1).join(" × ")}.`)];
    if (problem.unknown)
      return [table, line(say`Line ${problem.line}.`, say`${problem.unknown[0].toUpperCase()}${problem.unknown.slice(1)}. Leave the line out, or write its layers one below the other.`)];
    return [table, element("p", { class: "message" }, element("code", {}, problem.message)), ...explained(scope.Decoder.read(problem.message), sections)];
  }

  let rules = null; // one promise for both boxes
  function loaded(addresses) {
    rules ??= Promise.all(addresses.split(" ").map((address) => new Promise((done, failed) => {
      document.head.append(Object.assign(document.createElement("script"), { src: address, async: false, onload: done, onerror: failed }));
    })));
    rules.catch(() => { rules = null; }); // so that the next letter tries again
    return rules;
  }

  /* The rules come when the box gets the focus, or at once where the browser kept what was typed before. */
  function use(root, fields, show) {
    const answer = root.querySelector(".decoded");
    const ready = async () => {
      try {
        await loaded(root.dataset.scripts);
      } catch (missing) {
        answer.replaceChildren(element("p", { class: "name" }, say`The rules could not be loaded. Reload the page; the sections below explain the same messages.`));
        return;
      }
      show();
    };
    for (const input of fields) input.addEventListener("input", ready);
    root.addEventListener("focusin", ready, { once: true });
    buttons(root, fields[0], ready);
    if (fields[0].value.trim()) ready();
  }

  function buttons(root, field, ready) {
    const example = root.querySelector("[data-example]"), clear = root.querySelector("[data-clear]");
    const set = (text) => { field.value = text; ready(); field.focus(); };
    example.addEventListener("click", () => set(example.dataset.example));
    clear.addEventListener("click", () => set(""));
    root.querySelector(".buttons").hidden = false;
  }

  /* On the search page: a query that is a known message is explained above the results. */
  function searchAnswer(root) {
    const query = new URLSearchParams(location.search).get("q") ?? "";
    const found = scope.Decoder.read(query);
    if (!found?.known || query.trim().split(/\s+/).length < 3) return;
    root.replaceChildren(element("h2", {}, say`This is an error message`), ...explained(found, sectionsOf(root)));
    root.hidden = false;
    scrollable(root);
  }

  function run() {
    const kinds = { error: errorBox, layers: layersBox, search: searchAnswer };
    for (const root of document.querySelectorAll("[data-decoder]")) kinds[root.dataset.decoder](root);
  }

  if (typeof document === "undefined") return;
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", run);
  else run();
})(globalThis);
