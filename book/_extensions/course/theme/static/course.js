/* What the book's pages do beyond reading: the light and dark switch, copying code, opening a quiz's answers,
   and a place in the tab order for whatever is wider than its column. Nothing here is needed to read. */
"use strict";

(function () {
  const root = document.documentElement;

  function keep(theme) {
    try { localStorage.setItem("theme", theme); } catch (refused) { /* private window: the choice lasts a page */ }
  }

  function modeButton() {
    const button = document.querySelector("button.mode");
    const dark = window.matchMedia("(prefers-color-scheme: dark)");
    const show = () => { button.textContent = root.dataset.theme === "dark" ? say`Light` : say`Dark`; };
    const set = (theme) => { root.dataset.theme = theme; show(); };
    button.hidden = false;
    show();
    button.addEventListener("click", () => {
      const theme = root.dataset.theme === "dark" ? "light" : "dark";
      set(theme);
      keep(theme);
    });
    dark.addEventListener("change", () => {
      let kept = null;
      try { kept = localStorage.getItem("theme"); } catch (refused) { /* follow the system */ }
      if (!kept) set(dark.matches ? "dark" : "light");
    });
  }

  function copyButtons() {
    if (!navigator.clipboard) return;
    for (const code of document.querySelectorAll("article .highlight")) {
      if (code.closest(".cell_output")) continue;
      const button = document.createElement("button");
      button.type = "button";
      button.className = "copy";
      button.textContent = say`Copy`;
      button.setAttribute("aria-live", "polite");
      button.addEventListener("click", async () => {
        await navigator.clipboard.writeText(code.querySelector("pre").innerText.trimEnd());
        button.textContent = say`Copied`;
        setTimeout(() => { button.textContent = say`Copy`; }, 1500);
      });
      code.append(button);
    }
  }

  function quizzes() {
    for (const question of document.querySelectorAll(".quiz .question")) {
      const said = question.querySelector(".said");
      question.addEventListener("change", (event) => {
        for (const choice of question.querySelectorAll(".choice")) choice.classList.remove("right", "wrong");
        const answer = question.querySelector('.answer[data-for="' + event.target.id + '"] > div');
        const right = answer.parentElement.hasAttribute("data-right");
        event.target.closest(".choice").classList.add(right ? "right" : "wrong");
        said.replaceChildren(...answer.cloneNode(true).childNodes);
      });
    }
  }

  /* A prediction: the numbers that were typed are looked up among those that the answer and known beliefs give. */
  function predictions() {
    for (const root of document.querySelectorAll("[data-prediction]")) {
      const form = root.querySelector("form"), input = form.querySelector("input"), said = root.querySelector(".said");
      const values = JSON.parse(root.dataset.values);
      const replies = [...root.querySelectorAll(".reply")];
      form.hidden = false;
      root.querySelector(".reply details").hidden = true;
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        const typed = (input.value.replace(/−/g, "-").match(/-?\d+(?:[.]\d+)?/g) ?? []).map(Number);
        if (!typed.length) {
          said.textContent = say`Type a number first.`;
          return;
        }
        const same = (value) => value.length === typed.length && value.every((number, i) => Math.abs(number - typed[i]) < 0.01);
        const found = values.findIndex(same);
        const reply = replies.at(found).querySelector("strong").parentElement;
        root.dataset.found = found === 0 ? "right" : found > 0 ? "belief" : "other";
        said.replaceChildren(...reply.cloneNode(true).childNodes);
      });
    }
  }

  /* A region that scrolls must be reachable by Tab, and one that does not must not stop there. A bar at its right edge
     says that it goes on. */
  function scrollers() {
    const areas = document.querySelectorAll("article pre, article .table, article .plot, article .output, article .formula, article .figure-table");
    const mark = (area) => area.classList.toggle("more", area.scrollLeft + area.clientWidth < area.scrollWidth - 1);
    const measure = () => {
      for (const area of areas) {
        mark(area);
        if (area.scrollWidth > area.clientWidth + 1 || area.scrollHeight > area.clientHeight + 1) {
          area.tabIndex = 0;
          area.setAttribute("role", "group");
          area.setAttribute("aria-label", area.closest(".cell_output") ? say`output, scrolls` :
            area.matches("pre") ? say`code, scrolls` : say`wide content, scrolls`);
        } else if (area.hasAttribute("tabindex")) {
          for (const name of ["tabindex", "role", "aria-label"]) area.removeAttribute(name);
        }
      }
    };
    measure();
    for (const area of areas) area.addEventListener("scroll", () => mark(area), { passive: true });
    window.addEventListener("resize", measure);
    document.addEventListener("toggle", measure, true);
  }

  /* A page that was found by a search: open the fold that hides the first of its words, go there, mark the words. */
  function found() {
    const query = new URLSearchParams(location.search).get("find");
    const words = (query ?? "").toLowerCase().split(/[^\p{L}\p{N}_.]+/u)
      .filter((word) => word.length > 2 || /[\u3400-\u9fff]/.test(word));
    if (!words.length) return;
    const walker = document.createTreeWalker(document.querySelector("article"), NodeFilter.SHOW_TEXT);
    const ranges = [];
    let best = null;
    while (walker.nextNode()) {
      const text = walker.currentNode.data.toLowerCase();
      const hits = words.filter((word) => text.includes(word));
      for (const word of hits) {
        const range = new Range();
        range.setStart(walker.currentNode, text.indexOf(word));
        range.setEnd(walker.currentNode, text.indexOf(word) + word.length);
        ranges.push(range);
      }
      if (hits.length > (best?.hits ?? 0)) best = { hits: hits.length, element: walker.currentNode.parentElement };
    }
    if (!best) return;
    for (let fold = best.element.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    if (window.Highlight) CSS.highlights.set("found", new Highlight(...ranges));
    if (!location.hash) best.element.scrollIntoView({ block: "center" });
  }

  /* "On this page" marks the section that is being read: the last whose heading has passed the upper third. */
  function currentSection() {
    const links = [...document.querySelectorAll(".sections a[href^='#']")].filter((link) => link.hash.length > 1);
    const parts = links.map((link) => ({ link, heading: document.getElementById(decodeURIComponent(link.hash.slice(1))) }))
      .filter(({ heading }) => heading);
    if (!parts.length) return;
    let waiting = false;
    const mark = () => {
      waiting = false;
      const passed = parts.filter(({ heading }) => heading.getBoundingClientRect().top < innerHeight / 3);
      const now = passed.at(-1)?.link;
      for (const { link } of parts) {
        if (link === now) link.setAttribute("aria-current", "true");
        else link.removeAttribute("aria-current");
      }
    };
    addEventListener("scroll", () => {
      if (!waiting) requestAnimationFrame(mark);
      waiting = true;
    }, { passive: true });
    mark();
  }

  /* Which answer boxes are right on this machine: a number beside each chapter, a line below the contents. */
  function soFar() {
    const line = document.querySelector(".so-far");
    if (!line) return;
    const boxes = JSON.parse(line.dataset.boxes);
    const ours = (name) => /^(answer|order|worked):/.test(name);
    const right = (name) => {
      try { return JSON.parse(localStorage.getItem(name))?.right === true; } catch (refused) { return false; }
    };
    const count = (kind, names) => names.filter((name) => right(`${kind}:${name}`)).length;
    const mark = (number, names) => {
      const index = [...document.querySelectorAll(".contents .index")].find((each) => each.textContent === number);
      if (!index) return;
      index.parentElement.querySelector(".right-so-far")?.remove();
      const many = count("answer", names);
      if (!many) return;
      const said = document.createElement("small");
      said.className = "right-so-far";
      said.textContent = ` ${say`${many} of ${names.length} right`}`;
      index.parentElement.append(said);
    };
    const forget = document.createElement("button");
    forget.type = "button";
    forget.textContent = say`Forget it`;
    forget.addEventListener("click", () => {
      if (!confirm(say`Delete everything that you wrote into the boxes of this book on this machine?`)) return;
      for (const name of Object.keys(localStorage).filter(ours)) localStorage.removeItem(name);
      location.reload();
    });
    const show = () => {
      let kept = [];
      try { kept = Object.keys(localStorage).filter(ours); } catch (refused) { /* nothing is kept */ }
      for (const [number, names] of Object.entries(boxes)) mark(number, names);
      const all = Object.values(boxes).flat();
      const warm = count("order", all) + count("worked", all);
      line.hidden = !kept.length;
      const answers = say`On this machine: ${count("answer", all)} of ${all.length} answers right`;
      const warmed = warm === 1 ? say`, 1 warm-up done. ` : warm ? say`, ${warm} warm-ups done. ` : say`. `;
      line.replaceChildren(answers, warmed, forget);
    };
    show();
    document.addEventListener("kept", show);
    addEventListener("storage", show); // another page of the book
  }

  /* The same place of the page in the other language; the book's first page opens in the one that was chosen last. */
  function languages() {
    for (const link of document.querySelectorAll("a.language")) {
      link.addEventListener("click", () => {
        link.hash = location.hash;
        try { localStorage.setItem("language", link.hreflang); } catch (refused) { /* private window */ }
      });
    }
  }

  modeButton();
  languages();
  soFar();
  found();
  currentSection();
  copyButtons();
  quizzes();
  predictions();
  scrollers();
})();
