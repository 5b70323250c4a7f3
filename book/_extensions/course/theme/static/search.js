/* The search page: sections that answer the query by themselves, above the pages that hold its words; and links that
   carry the query along, so that the page opens the fold in which a word is hidden. */
"use strict";

(function () {
  const query = (new URLSearchParams(location.search).get("q") ?? "").trim();
  const plain = (text) => ` ${text.toLowerCase().replace(/×/g, "x").replace(/(\d)\s*x\s*(\d)/g, "$1x$2").replace(/[?!,;:"'()]+/g, " ").replace(/\s+/g, " ").trim()} `;
  const asked = plain(query);

  /* How much of the query a phrase covers; 0 where it is not in it. Chinese is written without spaces. */
  const covers = (phrase) => {
    const wanted = plain(phrase);
    return asked.includes(/[\u4e00-\u9fff]/.test(wanted) ? wanted.trim() : wanted) ? wanted.length : 0;
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

  const root = document.getElementById("search-best");
  if (query) best(root);
})();
