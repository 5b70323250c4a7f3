/* The search page: loads the index when there is something to look for; sections that answer the query by themselves, above the pages that hold its words; and links that
   carry the query along, so that the page opens the fold in which a word is hidden. */
"use strict";

(function () {
  const query = (new URLSearchParams(location.search).get("q") ?? "").trim();
  const plain = (text) => ` ${text.toLowerCase().replace(/×/g, "x").replace(/(\d)\s*x\s*(\d)/g, "$1x$2").replace(/[?!,;:"'()[\]{}._=/-]+/g, " ").replace(/\s+/g, " ").trim()} `;
  const asked = plain(query);

  /* How much of the query a phrase covers; 0 where it is not in it. A longer word may go on ("initialize" finds
     "initializer"), and Chinese is written without spaces. */
  const covers = (phrase) => {
    const wanted = plain(phrase);
    if (wanted.trim() === "") return 0;
    if (/[\u4e00-\u9fff]/.test(wanted)) return asked.includes(wanted.trim()) ? wanted.length : 0;
    if (asked.includes(wanted)) return wanted.length + 0.5;
    return wanted.length >= 6 && asked.includes(wanted.trimEnd()) ? wanted.length : 0;
  };

  function best(root) {
    const answers = JSON.parse(root.dataset.answers)
      .map((answer) => ({ ...answer, score: Math.max(...[answer.title, ...answer.words].map(covers)) }))
      .filter((answer) => answer.score > 0)
      .sort((one, other) => other.score - one.score)
      .slice(0, 3);
    for (const { title, page, link } of answers) {
      const a = document.createElement("a");
      a.href = link;
      a.textContent = title;
      const item = document.createElement("li");
      item.append(a, page === title ? "" : ` · ${page}`);
      root.querySelector("ul").append(item);
    }
    root.hidden = answers.length === 0;
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("#search-results a[href]");
    if (!link || !query || link.search) return;
    link.search = `?find=${encodeURIComponent(query)}`;
  }, true);

  /* Scripts run in the order in which they are asked for. */
  const load = (address) =>
    new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = address;
      script.async = false;
      script.onload = resolve;
      script.onerror = () => reject(new Error(address));
      document.head.append(script);
    });

  const WORDS = document.documentElement.lang === "en" ? [] : ["_static/translations.js"]; // Sphinx's own
  const INDEX = ["_static/doctools.js", ...WORDS, "_static/sphinx_highlight.js", "_static/language_data.js", "_static/searchtools.js", "searchindex.js"];

  async function look() {
    const progress = document.getElementById("search-progress");
    const versioned = (name) => `${name}?v=${progress.dataset.version}`;
    progress.textContent = say`Searching …`;
    try {
      await load(versioned("_static/documentation_options.js"));
      // A page opened by double click may not read its neighbours; the list of results then stands without excerpts.
      if (location.protocol === "file:") DOCUMENTATION_OPTIONS.SHOW_SEARCH_SUMMARY = false;
      await Promise.all(INDEX.map(versioned).map(load));
    } catch (missing) {
      progress.textContent = say`The index of the book could not be loaded. Reload the page, or look in the contents.`;
    }
  }

  /* Only a query of some words can be an error message. */
  function explain() {
    const scripts = document.getElementById("search-answer").dataset.scripts.split(" ").filter(Boolean);
    if (query.split(/\s+/).length >= 3) scripts.forEach((address) => load(address).catch(() => {}));
  }

  if (!query) return;
  best(document.getElementById("search-best"));
  explain();
  look();
})();
