/* The answer boxes of a chapter: a field for code, Run, the verdict. Contract: data-answer, data-run, data-verdict,
   data-counterexample (the JSON of `autograder mark --json`). */
"use strict";

(function (scope) {
  const { h, kept, needed, warm } = scope.Practice;
  const INDENT = "    ";

  /* -- the field ------------------------------------------------------------------------------------ */

  /* Typing through the browser's own command keeps undo. */
  function type(field, text) {
    field.focus();
    if (!document.execCommand("insertText", false, text)) {
      field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }

  function lineStart(field) {
    return field.value.lastIndexOf("\n", field.selectionStart - 1) + 1;
  }

  function indentLines(field, back) {
    const start = lineStart(field);
    const end = field.selectionEnd;
    const lines = field.value.slice(start, end).split("\n");
    const moved = lines.map((line) => (back ? line.replace(/^ {1,4}|^\t/, "") : line ? INDENT + line : line));
    if (moved.join() === lines.join()) return;
    field.setSelectionRange(start, end);
    type(field, moved.join("\n"));
    field.setSelectionRange(start, start + moved.join("\n").length);
  }

  /* Tab indents, Enter keeps the indentation, Escape lets Tab leave the field. */
  function editing(field, run) {
    let leaving = false;
    const fit = () => {
      field.rows = Math.min(40, Math.max(6, field.value.split("\n").length + 1));
      field.style.height = "";
      const hidden = field.scrollHeight - field.clientHeight; // lines that a narrow screen wraps
      if (hidden > 0) field.style.height = `${Math.min(800, field.offsetHeight + hidden)}px`;
    };
    field.addEventListener("input", fit);
    field.addEventListener("blur", () => {
      leaving = false;
    });
    field.addEventListener("keydown", (event) => {
      if (event.isComposing) return;
      if (event.key === "Escape") {
        leaving = true;
      } else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        run();
      } else if (event.key === "Enter" && !event.shiftKey && !event.altKey) {
        const before = field.value.slice(lineStart(field), field.selectionStart);
        event.preventDefault();
        type(field, `\n${before.match(/^[ \t]*/)[0]}${/:\s*(#.*)?$/.test(before) ? INDENT : ""}`);
      } else if (event.key === "Tab" && !leaving && !event.ctrlKey && !event.altKey && !event.metaKey) {
        event.preventDefault();
        if (event.shiftKey || field.value.slice(field.selectionStart, field.selectionEnd).includes("\n"))
          indentLines(field, event.shiftKey);
        else type(field, INDENT);
      } else if (event.key !== "Tab" && event.key !== "Shift") {
        leaving = false;
      }
    });
    fit();
    return fit;
  }

  /* The first click into a stub selects the line that is to be replaced: on a phone it is long to delete. */
  function selectStub(field) {
    const [line] = field.value.match(/raise NotImplementedError\(.*\)$/m) ?? [];
    if (line && field.selectionStart === field.selectionEnd)
      field.setSelectionRange(field.value.indexOf(line), field.value.indexOf(line) + line.length);
  }

  /* -- one box -------------------------------------------------------------------------------------- */

  async function copy(field, button) {
    try {
      await navigator.clipboard.writeText(field.value);
    } catch (refused) {
      field.select();
      document.execCommand("copy");
    }
    button.textContent = say`Copied`;
    setTimeout(() => {
      button.textContent = say`Copy for the notebook`;
    }, 2000);
  }

  function build(root) {
    const name = root.dataset.answer;
    const store = `answer:${name}`;
    const stub = root.querySelector("pre").textContent.replace(/\n$/, "");
    const [exercise, task] = name.split("/");
    const field = h("textarea", {
      id: `answer-${task}`,
      spellcheck: "false",
      autocapitalize: "off",
      autocomplete: "off",
      autocorrect: "off",
      wrap: "off",
      "aria-describedby": `answer-${task}-keys`,
    });
    const status = h("p", { class: "answer-status", "data-verdict": "", role: "status" });
    const detail = h("div", { class: "answer-detail" });
    const next = () => [
      say`This is practice and no mark: `,
      h("a", { href: root.dataset.notebook }, say`copy it into the notebook and hand it in`),
      say`, where hidden tests ask more.`,
    ];
    const box = { exercise, task, status, detail, links: root.dataset, next, busy: false };
    field.value = kept.get(store).text ?? stub;
    const run = async () => {
      const text = field.value;
      if (!(await needed(status))) return;
      const result = await scope.Practice.judge(box, text);
      if (result) kept.set(store, { text, right: result.verdict === "passed" });
    };
    const fit = editing(field, run);
    field.addEventListener("input", () => kept.set(store, { text: field.value, right: false }));
    field.addEventListener("click", () => (warm(exercise), selectStub(field)), { once: true });
    const again = () => {
      if (field.value !== stub && !confirm(say`Delete your text of ${task} and start again?`)) return;
      field.value = stub;
      kept.set(store, null);
      fit();
      status.dataset.verdict = "";
      status.replaceChildren();
      detail.replaceChildren();
      field.focus();
    };
    const copying = h("button", { type: "button", "data-copy": true, onclick: () => copy(field, copying) }, say`Copy for the notebook`);
    const live = h(
      "div",
      { class: "answer-live" },
      h("label", { for: `answer-${task}`, class: "said" }, say`Your code of ${task}`),
      field,
      h(
        "p",
        { class: "answer-keys", id: `answer-${task}-keys` },
        h("span", { class: "keys" }, say`Ctrl+Enter runs. Tab indents; Escape, then Tab leaves the field.`),
      ),
      h(
        "div",
        { class: "answer-buttons" },
        h("button", { type: "button", "data-run": true, class: "run", onpointerdown: () => warm(exercise), onclick: run }, say`Run`),
        copying,
        h("button", { type: "button", "data-reset": true, onclick: again }, say`Start again`),
      ),
      status,
      detail,
    );
    root.querySelector(".answer-still").replaceWith(live);
    fit();
    if (kept.get(store).right) {
      status.dataset.verdict = "passed";
      status.append(h("span", { class: "word-right" }, say`right`), say`, when you ran it last.`);
    }
    root.dataset.ready = "true";
  }

  for (const root of document.querySelectorAll("[data-answer]")) if (!root.dataset.ready) build(root);
})(globalThis);
