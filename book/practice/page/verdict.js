/* The verdict on a text: asks the engine, and shows what it says in the grader's words and grids. */
"use strict";

(function (scope) {
  const { h, coded, kept, example, fetched, ready, ask } = scope.Practice;
  const WORDS = {
    running: "running …",
    passed: say`right`,
    failed: say`not yet`,
    crashed: say`stops`,
    timed_out: say`too slow`,
    unknown: say`not known here`,
  };

  /* The notebook of the exercise: its page, the file, and Colab where the book says where it is published. */
  function ways({ notebook, download, colab }) {
    const file = download ? [" (", h("a", { href: download, download: true }, say`download it`)] : [];
    const cloud = colab ? [say`, `, h("a", { href: colab }, say`open it in Colab`)] : [];
    return [h("a", { href: notebook }, say`run this one in the notebook`), ...file, ...cloud, download ? ")" : ""];
  }

  const quoted = (name) => (/^[\w.]+$/.test(name) ? `\`${name}\`` : name);

  function sentences(box, result) {
    if (result.verdict === "passed")
      return [say`It gives the right result for all ${result.tried} inputs that this page tried. `, ...box.next()];
    if (result.verdict === "unknown")
      return [say`The page's small torch does not know `, ...coded(quoted(result.message)), say`: `, ...ways(box.links), say`.`];
    if (result.verdict === "timed_out")
      return [say`It was stopped after two seconds. Is there a loop that never ends? If not, `, ...ways(box.links), say`.`];
    return coded(result.message);
  }

  function printed(text) {
    const place = { class: "answer-printed", tabindex: "0", role: "group", "aria-label": say`printed` };
    return [h("p", { class: "answer-note" }, say`It printed:`), h("pre", place, text)];
  }

  /* Status line and what stands below it. */
  /* For JSON.stringify: a list is an array, as a tuple is and as `mark --json` prints both. */
  const asArrays = (key, value) => (key === "arguments" ? value : (value?.list ?? value));

  function show(box, result, text) {
    const { status, detail } = box;
    status.dataset.verdict = result.verdict;
    status.replaceChildren(
      h("span", { class: result.verdict === "passed" ? "word-right" : "word-open" }, WORDS[result.verdict]),
      ...(result.verdict === "running" ? [] : [" · ", ...sentences(box, result)]),
    );
    detail.replaceChildren();
    if (result.verdict === "running") return;
    const line = result.line ? text.split("\n")[result.line - 1] : undefined;
    if (line !== undefined && line.trim())
      detail.append(h("pre", { class: "answer-line" }, `${result.line}  ${line}`));
    if (result.counterexample) {
      const json = JSON.stringify(result.counterexample, asArrays);
      detail.append(
        example(result.counterexample),
        h("script", { type: "application/json", "data-counterexample": json }, json),
      );
    }
    if (result.belief)
      detail.append(
        h("p", { class: "belief" }, h("strong", {}, say`You may have believed that `), ...coded(say(result.belief.belief))),
        h("p", { class: "read" }, h("a", { href: result.belief.read }, say`Read the section that clears this up`)),
      );
    if (result.note) detail.append(h("p", { class: "answer-note" }, result.note));
    if (result.printed) detail.append(...printed(result.printed));
  }

  /* What stands in the notebook above a task; answers of other boxes that were right, their stubs else. */
  function before(data, name) {
    const texts = [];
    for (const cell of data.cells) {
      if (cell.task === name) break;
      const mine = cell.task ? kept.get(`answer:${data.exercise}/${cell.task}`) : {};
      texts.push(mine.right ? mine.text : cell.text);
    }
    return texts;
  }

  /* MicroPython's dictionaries keep no order; arguments are shown as they are called. */
  function inOrder({ arguments: given, expected, got }, names) {
    const known = names.filter((each) => each in given);
    return { arguments: Object.fromEntries(known.map((each) => [each, given[each]])), expected, got };
  }

  /* Judges the text of a box, shows the verdict and gives it back.

     A box: {exercise, task, status, detail, links, next(): what to do after a right one}; `taught` is a function of
     another name that warms up for the task; `belief(text)` may know what somebody believes who writes this. */
  async function judge(box, text, taught = null) {
    if (box.busy) return null;
    box.busy = true;
    show(box, { verdict: "running" }, text);
    try {
      ready().catch(() => {}); // both are fetched at the same time
      const data = await fetched(box.exercise);
      const task = taught?.asks ?? data.tasks.find((each) => each.name === box.task);
      const result = await ask({ ...task, before: before(data, box.task) }, text);
      if (result.counterexample) result.counterexample = inOrder(result.counterexample, task.arguments);
      if (result.verdict !== "passed" && box.belief) result.belief = box.belief(text) ?? result.belief;
      show(box, result, text);
      return result;
    } catch (error) {
      show(box, { verdict: "unknown", message: say`how to start here (${error.message})`, printed: "" }, text);
      return null;
    } finally {
      box.busy = false;
    }
  }

  scope.Practice = { ...scope.Practice, judge };
})(globalThis);
