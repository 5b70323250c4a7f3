/* What every box of a chapter shares: elements, what is kept in this browser, and loading at the first click.

   A page opened as a file may fetch nothing, so engine, verdicts and questions come as scripts. */
"use strict";

(function (scope) {
  const own = new URL(document.currentScript.src);
  const FOLDER = own.href.replace(/[^/]*$/, "");
  const VERSION = own.search; // one for all of them: a browser that kept an old file would mix it with new ones
  const given = new Map(); // what the scripts brought, by name
  const asked = new Map();

  /* Elements: h("p", {class: "word"}, "raises ValueError"). */
  function h(tag, attributes, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
      else if (value !== false && value !== null && value !== undefined)
        element.setAttribute(name, value === true ? "" : value);
    }
    element.append(...children.filter((child) => child !== null));
    return element;
  }

  /* `code` between backticks. */
  const coded = (text) => text.split(/`([^`]+)`/).map((piece, index) => (index % 2 ? h("code", {}, piece) : piece));

  /* What is kept in this browser, by kind of box and task; `right` says whether what is kept was right. */
  const kept = {
    get(name) {
      try {
        return JSON.parse(localStorage.getItem(name)) ?? {};
      } catch (refused) {
        return {};
      }
    },
    set(name, value) {
      try {
        if (value === null) localStorage.removeItem(name);
        else localStorage.setItem(name, JSON.stringify(value));
      } catch (refused) {
        /* a private window: the text lasts as long as the page */
      }
      document.dispatchEvent(new Event("kept"));
    },
  };

  const give = (name, data) => given.set(name, data);

  /* Loads a script once; what it gave, if it gives something. */
  function fetched(name) {
    if (!asked.has(name))
      asked.set(
        name,
        new Promise((resolve, reject) => {
          const script = document.createElement("script");
          script.src = `${FOLDER}${name}.js${VERSION}`;
          script.async = false; // they run in the order in which they were asked for
          script.onload = () => resolve(given.get(name));
          script.onerror = () => {
            asked.delete(name);
            script.remove();
            reject(new Error(say`${name}.js could not be loaded`));
          };
          document.head.append(script);
        }),
      );
    return asked.get(name);
  }

  /* Loads what shows verdicts, and more scripts by name; false, with a line in `status`, where one is not there. */
  async function needed(status, ...names) {
    status.dataset.verdict = "running"; // at once: who presses Run must not read the verdict before
    status.textContent = say`running …`;
    try {
      await Promise.all(["grids", "engine", "verdict", ...names].map(fetched));
      return true;
    } catch (error) {
      status.dataset.verdict = "unknown";
      status.textContent = say`A part of this page is missing (${error.message}). Reload it, or write this one in the notebook.`;
      return false;
    }
  }

  /* Begins to load at the first click into a box, so that Run finds a Python that is ready. */
  function warm(exercise) {
    Promise.all(["grids", "engine", "verdict", exercise].map(fetched))
      .then(() => scope.Practice.ready())
      .catch(() => {}); // Run says what is missing
  }

  scope.Practice = { h, coded, kept, give, fetched, needed, warm };

  /* A folded box comes to life when it is first opened. */
  async function unfold(root, kind) {
    const status = h("p", { class: "answer-status", "data-verdict": "", role: "status" });
    root.append(status);
    if (!(await needed(status, kind, root.dataset[kind].split("/")[0]))) return;
    status.remove();
    scope.Practice[kind](root, given.get(root.dataset[kind].split("/")[0]));
    root.dataset.ready = "true";
  }

  for (const kind of ["order", "worked"])
    for (const root of document.querySelectorAll(`[data-${kind}]`))
      root.addEventListener("toggle", () => unfold(root, kind), { once: true });
})(globalThis);
