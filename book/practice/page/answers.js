/* The answer boxes of a chapter: a field for code, Run, the verdict. Contract: data-answer, data-run, data-verdict,
   data-counterexample (the JSON of `autograder mark --json`). */
"use strict";

(function (scope) {
  const { h, example, fetched, ready, ask } = scope.Practice;
  const WORDS = {
    running: "running …",
    passed: "right",
    failed: "not yet",
    crashed: "stops",
    timed_out: "too slow",
    unknown: "not known here",
  };
  const INDENT = "    ";

  /* What is kept in this browser: {text, right: whether that very text was right}. */
  const kept = {
    get(name) {
      try {
        return JSON.parse(localStorage.getItem(`answer:${name}`)) ?? {};
      } catch (refused) {
        return {};
      }
    },
    set(name, value) {
      try {
        if (value === null) localStorage.removeItem(`answer:${name}`);
        else localStorage.setItem(`answer:${name}`, JSON.stringify(value));
      } catch (refused) {
        /* a private window: the text lasts as long as the page */
      }
    },
  };

  /* `code` between backticks. */
  function coded(text) {
    return text.split(/`([^`]+)`/).map((piece, index) => (index % 2 ? h("code", {}, piece) : piece));
  }

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

  /* -- the verdict ---------------------------------------------------------------------------------- */

  function sentences(result, notebook) {
    const there = h("a", { href: notebook }, "run this one in the notebook");
    if (result.verdict === "passed")
      return [
        `It gives the right result for all ${result.tried} inputs that this page tried. This is practice and no mark: `,
        h("a", { href: notebook }, "copy it into the notebook and hand it in"),
        ", where hidden tests ask more.",
      ];
    if (result.verdict === "unknown")
      return ["The page's small torch does not know ", ...coded(quoted(result.message)), ": ", there, "."];
    if (result.verdict === "timed_out")
      return ["It was stopped after two seconds. Is there a loop that never ends? If not, ", there, "."];
    return coded(result.message);
  }

  const quoted = (name) => (/^[\w.]+$/.test(name) ? `\`${name}\`` : name);

  function show(box, result) {
    const { status, detail, notebook, field } = box;
    status.dataset.verdict = result.verdict;
    const word = WORDS[result.verdict];
    status.replaceChildren(
      h("span", { class: result.verdict === "passed" ? "word-right" : "word-open" }, word),
      result.verdict === "running" ? "" : " · ",
      ...(result.verdict === "running" ? [] : sentences(result, notebook)),
    );
    detail.replaceChildren();
    if (result.verdict === "running") return;
    const line = result.line ? field.value.split("\n")[result.line - 1] : undefined;
    if (line !== undefined && line.trim())
      detail.append(h("pre", { class: "answer-line" }, `${result.line}  ${line}`));
    if (result.counterexample) {
      const json = JSON.stringify(result.counterexample);
      detail.append(
        example(result.counterexample),
        h("script", { type: "application/json", "data-counterexample": json }, json),
      );
    }
    if (result.belief)
      detail.append(
        h("p", { class: "belief" }, h("strong", {}, "You may have believed that "), ...coded(result.belief.belief)),
        h("p", { class: "read" }, h("a", { href: result.belief.read }, "Read the section that clears this up")),
      );
    if (result.note) detail.append(h("p", { class: "answer-note" }, result.note));
    if (result.printed)
      detail.append(
        h("p", { class: "answer-note" }, "It printed:"),
        h("pre", { class: "answer-printed", tabindex: "0", role: "group", "aria-label": "printed" }, result.printed),
      );
  }

  /* What stands in the notebook above this task; answers of other boxes that were right, their stubs else. */
  function before(data, name) {
    const texts = [];
    for (const cell of data.cells) {
      if (cell.task === name) break;
      const mine = cell.task ? kept.get(`${data.exercise}/${cell.task}`) : {};
      texts.push(mine.right ? mine.text : cell.text);
    }
    return texts;
  }

  /* MicroPython's dictionaries keep no order; arguments are shown as they are called. */
  function inOrder({ arguments: given, expected, got }, names) {
    const known = names.filter((each) => each in given);
    return { arguments: Object.fromEntries(known.map((each) => [each, given[each]])), expected, got };
  }

  async function judge(box) {
    const [exercise, name] = box.name.split("/");
    const text = box.field.value;
    if (box.busy) return;
    box.busy = true;
    show(box, { verdict: "running" });
    try {
      ready().catch(() => {}); // both are fetched at the same time
      const data = await fetched(exercise);
      const task = data.tasks.find((each) => each.name === name);
      const result = await ask({ ...task, before: before(data, name) }, text);
      if (result.counterexample) result.counterexample = inOrder(result.counterexample, task.arguments);
      kept.set(box.name, { text, right: result.verdict === "passed" });
      show(box, result);
    } catch (error) {
      show(box, { verdict: "unknown", message: `how to start here (${error.message})`, printed: "" });
    } finally {
      box.busy = false;
    }
  }

  /* -- one box -------------------------------------------------------------------------------------- */

  async function copy(box, button) {
    const text = box.field.value;
    try {
      await navigator.clipboard.writeText(text);
    } catch (refused) {
      box.field.select();
      document.execCommand("copy");
    }
    button.textContent = "Copied";
    setTimeout(() => {
      button.textContent = "Copy for the notebook";
    }, 2000);
  }

  function build(root) {
    const name = root.dataset.answer;
    const stub = root.querySelector("pre").textContent.replace(/\n$/, "");
    const task = name.split("/")[1];
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
    const box = { name, field, status, detail, notebook: root.dataset.notebook, busy: false };
    field.value = kept.get(name).text ?? stub;
    const run = () => judge(box);
    const fit = editing(field, run);
    field.addEventListener("input", () => kept.set(name, { text: field.value, right: false }));
    const again = () => {
      if (field.value !== stub && !confirm(`Delete your text of ${task} and start again?`)) return;
      field.value = stub;
      kept.set(name, null);
      fit();
      status.dataset.verdict = "";
      status.replaceChildren();
      detail.replaceChildren();
      field.focus();
    };
    const copying = h("button", { type: "button", "data-copy": true, onclick: () => copy(box, copying) }, "Copy for the notebook");
    const live = h(
      "div",
      { class: "answer-live" },
      h("label", { for: `answer-${task}`, class: "said" }, `Your code of ${task}`),
      field,
      h(
        "p",
        { class: "answer-keys", id: `answer-${task}-keys` },
        "Ctrl+Enter runs. Tab indents; Escape, then Tab leaves the field.",
      ),
      h(
        "div",
        { class: "answer-buttons" },
        h("button", { type: "button", "data-run": true, class: "run", onclick: run }, "Run"),
        copying,
        h("button", { type: "button", "data-reset": true, onclick: again }, "Start again"),
      ),
      status,
      detail,
    );
    root.querySelector(".answer-still").replaceWith(live);
    if (kept.get(name).right) {
      status.dataset.verdict = "passed";
      status.append(h("span", { class: "word-right" }, "right"), ", when you ran it last.");
    }
    root.dataset.ready = "true";
  }

  for (const root of document.querySelectorAll("[data-answer]")) if (!root.dataset.ready) build(root);
})(globalThis);
