/* A worked example that loses parts: whole, with one gap, with two. A gap is where known beliefs write something else;
   what is typed there runs like any answer. */
"use strict";

(function (scope) {
  const { h, coded, kept, needed } = scope.Practice;
  const STAGES = [say`Complete`, say`One gap`, say`Two gaps`];
  const STEP = 4; // spaces of one indentation

  /* The gaps of a stage, from the last line upwards: [{at, start, end}]. */
  function gaps(taught, stage) {
    const places = [...new Set(taught.others.map((other) => other.at))].sort((a, b) => b - a).slice(0, stage);
    return places.map((at) => {
      const [start, end] = taught.others.find((other) => other.at === at).gap;
      return { at, start, end };
    });
  }

  const bare = (text) => text.replace(/\s/g, "");

  /* What somebody believes who fills the gaps like this, if all but one are right. */
  function belief(taught, text) {
    const lines = text.split("\n").slice(1, -1).map(bare);
    const off = taught.lines.map((_, at) => at).filter((at) => lines[at] !== bare(taught.lines[at][1]));
    if (off.length !== 1) return null;
    return taught.others.find((other) => other.at === off[0] && bare(other.text) === lines[off[0]]) ?? null;
  }

  function worked(root, data) {
    const [exercise, task] = root.dataset.worked.split("/");
    const taught = data.taught.find((each) => each.task === task);
    const store = `worked:${root.dataset.worked}`;
    const still = root.querySelector(".worked-still");
    const complete = [...still.querySelector("pre").childNodes];
    const status = h("p", { class: "answer-status", "data-verdict": "", role: "status" });
    const detail = h("div", { class: "answer-detail" });
    const code = h("pre", { class: "worked-code" });
    let stage = 0;
    const next = () =>
      stage === STAGES.length - 1
        ? coded(say`Now put its lines in order, or write \`${task}\` yourself.`)
        : [h("button", { type: "button", class: "worked-next", onclick: () => show(stage + 1) }, [say`Now with one gap`, say`Now with two gaps`][stage])];
    const box = { exercise, task, status, detail, links: root.dataset, next, belief: (text) => belief(taught, text) };

    const text = () => {
      const lines = taught.lines.map(([indent, line], at) => {
        const field = code.querySelector(`[data-at="${at}"]`);
        const [start, end] = field ? [Number(field.dataset.start), Number(field.dataset.end)] : [0, 0];
        return " ".repeat(STEP * indent) + (field ? line.slice(0, start) + field.value.trim() + line.slice(end) : line);
      });
      return [taught.head, ...lines].join("\n") + "\n";
    };
    const run = async () => {
      const open = [...code.querySelectorAll("input")].find((field) => !field.value.trim());
      if (open) {
        status.dataset.verdict = "";
        status.textContent = say`Fill every gap first.`;
        open.focus();
        return;
      }
      const tried = stage;
      if (!(await needed(status))) return;
      const result = await scope.Practice.judge(box, text(), taught);
      if (result) kept.set(store, { right: result.verdict === "passed" && tried === STAGES.length - 1 });
    };
    const gap = ({ at, start, end }) =>
      h("input", {
        class: "worked-gap",
        "data-at": String(at),
        "data-start": String(start),
        "data-end": String(end),
        "aria-label": say`gap in line ${at + 2}`,
        size: String(Math.min(28, Math.max(4, end - start + 2))),
        spellcheck: "false",
        autocapitalize: "off",
        autocomplete: "off",
        autocorrect: "off",
        onkeydown: (event) => {
          if (event.key === "Enter" && !event.isComposing) run();
        },
      });

    function show(chosen) {
      stage = chosen;
      const open = gaps(taught, stage);
      const lines = taught.lines.flatMap(([indent, line], at) => {
        const found = open.find((each) => each.at === at);
        const blank = "\n" + " ".repeat(STEP * indent);
        return found ? [blank + line.slice(0, found.start), gap(found), line.slice(found.end)] : [blank + line];
      });
      if (stage) code.replaceChildren(taught.head, ...lines);
      else code.replaceChildren(...complete);
      for (const [at, button] of buttons.entries()) button.setAttribute("aria-pressed", String(at === stage));
      status.dataset.verdict = "";
      status.replaceChildren();
      detail.replaceChildren();
      code.querySelector("input")?.focus({ preventScroll: true });
    }

    const buttons = STAGES.map((word, at) => h("button", { type: "button", onclick: () => show(at) }, word));
    still.replaceWith(
      h("div", { class: "worked-stages", role: "group", "aria-label": say`how much is given` }, ...buttons),
      code,
      h("div", { class: "answer-buttons" }, h("button", { type: "button", "data-run": true, class: "run", onclick: run }, say`Run`)),
      status,
      detail,
    );
    show(0);
  }

  scope.Practice = { ...scope.Practice, worked };
})(globalThis);
