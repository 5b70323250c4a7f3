/* A box whose lines are put in order: by drag, by keys, by buttons. What stands there runs like any answer. */
"use strict";

(function (scope) {
  const { h, coded, kept, needed } = scope.Practice;
  const STEP = 4; // spaces of one indentation
  const DEEPEST = 5;
  const KEYS = {
    ArrowUp: "up",
    ArrowDown: "down",
    ArrowLeft: "left",
    ArrowRight: "right",
    Delete: "away",
    Backspace: "away",
  };
  const WORDS = { up: say`Up`, down: say`Down`, left: say`Less indented`, right: say`More indented`, away: say`Take away` };

  /* The lines of a box: `mine` is the function so far, [{at, indent}]; `at` counts the lines as they lie there. */
  class Lines {
    constructor(texts, mine) {
      this.texts = texts;
      this.mine = mine;
    }

    get left() {
      return this.texts.map((_, at) => at).filter((at) => !this.mine.some((line) => line.at === at));
    }

    text(head) {
      return [head, ...this.mine.map(({ at, indent }) => " ".repeat(STEP * indent) + this.texts[at])].join("\n") + "\n";
    }

    /* The indentation that Python expects behind the line above this place. */
    expected(place) {
      const above = this.mine[place - 1];
      return above ? above.indent + (this.texts[above.at].endsWith(":") ? 1 : 0) : 1;
    }

    put(at, place, indent = this.expected(place)) {
      this.mine = this.mine.filter((line) => line.at !== at);
      this.mine.splice(place, 0, { at, indent: Math.min(DEEPEST, Math.max(1, indent)) });
    }

    move(at, how) {
      const place = this.mine.findIndex((line) => line.at === at);
      const line = this.mine[place];
      if (how === "away") this.mine.splice(place, 1);
      else if (how === "up" && place > 0) this.put(at, place - 1, line.indent);
      else if (how === "down" && place < this.mine.length - 1) this.put(at, place + 1, line.indent);
      else if (how === "left") line.indent = Math.max(1, line.indent - 1);
      else if (how === "right") line.indent = Math.min(DEEPEST, line.indent + 1);
    }

    where(at) {
      const place = this.mine.findIndex((line) => line.at === at);
      if (place < 0) return say`Taken away: ${this.texts[at]}`;
      return say`Line ${place + 1} of ${this.mine.length}, indented ${this.mine[place].indent}: ${this.texts[at]}`;
    }
  }

  /* What somebody believes whose function is right but for one line, if that line is a known one. */
  function belief(taught, text) {
    const lines = text.split("\n").slice(1, -1);
    const written = ([indent, line]) => " ".repeat(STEP * indent) + line;
    const off = taught.lines.map((_, at) => at).filter((at) => lines[at] !== written(taught.lines[at]));
    if (lines.length !== taught.lines.length || off.length !== 1) return null;
    const [at] = off;
    return taught.others.find((other) => other.at === at && written([taught.lines[at][0], other.text]) === lines[at]) ?? null;
  }

  /* Drags a line: the marker shows where it would lie and how far it would be indented. */
  function dragging(box, at, item, down) {
    const { lines, list } = box;
    const start = lines.mine.find((line) => line.at === at)?.indent ?? null;
    const marker = h("li", { class: "order-marker" });
    let place = null;
    let indent = 1;
    const width = parseFloat(getComputedStyle(list).getPropertyValue("--step")) || 24;
    const follow = (event) => {
      item.classList.add("dragged");
      item.style.translate = `${event.clientX - down.clientX}px ${event.clientY - down.clientY}px`;
      const area = list.getBoundingClientRect();
      const others = [...list.querySelectorAll("li.order-line")].filter((each) => each !== item);
      place = null;
      marker.remove();
      if (event.clientY > area.bottom + 24 || event.clientY < area.top - 48) return;
      place = others.filter((each) => {
        const { top, height } = each.getBoundingClientRect();
        return event.clientY > top + height / 2;
      }).length;
      const moved = Math.round((event.clientX - down.clientX) / width);
      indent = start === null ? lines.expected(place) : Math.min(DEEPEST, Math.max(1, start + moved));
      marker.style.setProperty("--indent", indent - 1);
      list.insertBefore(marker, others[place] ?? null);
    };
    const end = (event) => {
      removeEventListener("pointermove", move);
      removeEventListener("pointerup", end);
      removeEventListener("pointercancel", end);
      marker.remove();
      item.style.translate = "";
      if (!item.classList.contains("dragged")) return;
      item.classList.remove("dragged");
      box.dragged = true; // the click that follows is no choice
      setTimeout(() => {
        box.dragged = false;
      });
      if (event.type === "pointercancel") return;
      if (place !== null) lines.put(at, place, indent);
      else if (start !== null) lines.move(at, "away");
      changed(box, at);
    };
    const move = (event) => {
      const far = Math.hypot(event.clientX - down.clientX, event.clientY - down.clientY) > 5;
      if (far || item.classList.contains("dragged")) follow(event);
    };
    addEventListener("pointermove", move);
    addEventListener("pointerup", end);
    addEventListener("pointercancel", end);
  }

  function piece(box, at, indent) {
    const { lines } = box;
    const mine = indent !== null;
    const place = lines.mine.findIndex((line) => line.at === at);
    const label = mine ? say`line ${place + 1}, indented ${indent}: ${lines.texts[at]}` : say`use: ${lines.texts[at]}`;
    const button = h(
      "button",
      {
        type: "button",
        class: "order-piece",
        "data-at": String(at),
        "aria-label": label,
        "aria-pressed": mine ? String(box.chosen === at) : null,
        onclick: () => {
          if (box.dragged) return;
          if (mine) choose(box, at);
          else use(box, at);
        },
        onkeydown: (event) => {
          if (!mine || !KEYS[event.key] || event.ctrlKey || event.altKey || event.metaKey) return;
          event.preventDefault();
          lines.move(at, KEYS[event.key]);
          changed(box, at);
        },
      },
      h("span", { class: "order-grip", "aria-hidden": "true" }),
      h("code", {}, lines.texts[at]),
    );
    const item = h("li", { class: "order-line" }, button);
    if (mine) item.style.setProperty("--indent", indent - 1);
    button.addEventListener("pointerdown", (event) => {
      const grip = event.target.closest(".order-grip");
      if (event.button === 0 && (event.pointerType === "mouse" || grip)) dragging(box, at, item, event);
    });
    if (mine && box.chosen === at) item.append(tools(box, at));
    return item;
  }

  function tools(box, at) {
    const does = (how) => () => {
      box.lines.move(at, how);
      changed(box, at, how);
    };
    const buttons = Object.entries(WORDS).map(([how, word]) =>
      h("button", { type: "button", "data-how": how, onclick: does(how) }, word),
    );
    return h("span", { class: "order-tools", role: "group", "aria-label": say`move this line` }, ...buttons);
  }

  function choose(box, at) {
    box.chosen = box.chosen === at ? null : at;
    draw(box, at);
  }

  function use(box, at) {
    const after = box.lines.left[box.lines.left.indexOf(at) + 1] ?? box.lines.left[0];
    box.lines.put(at, box.lines.mine.length);
    changed(box, after === at ? null : after);
    box.said.textContent = box.lines.where(at);
  }

  /* After a change: draw, keep, say it, and leave the focus on the line, or on the button `how` of its tools. */
  function changed(box, at, how = null) {
    if (!box.lines.mine.some((line) => line.at === box.chosen)) box.chosen = null;
    draw(box, at, how);
    box.status.dataset.verdict = "";
    box.status.replaceChildren();
    box.detail.replaceChildren();
    kept.set(box.store, { mine: box.lines.mine, right: false });
    if (at !== null) box.said.textContent = box.lines.where(at);
  }

  function draw(box, at, how = null) {
    const { lines, list, pool } = box;
    list.replaceChildren(...lines.mine.map((line) => piece(box, line.at, line.indent)));
    pool.replaceChildren(...lines.left.map((each) => piece(box, each, null)));
    box.empty.hidden = lines.mine.length > 0;
    box.rest.hidden = lines.left.length === 0;
    if (at === null) return;
    const button = box.root.querySelector(`[data-at="${at}"]`);
    const tool = how && button?.parentElement.querySelector(`[data-how="${how}"]`);
    (tool ?? button)?.focus({ preventScroll: true });
  }

  function order(root, data) {
    const [exercise, task] = root.dataset.order.split("/");
    const taught = data.taught.find((each) => each.task === task);
    const store = `order:${root.dataset.order}`;
    const texts = [...root.querySelectorAll(".order-still li code")].map((code) => code.textContent);
    const fits = (mine) => Array.isArray(mine) && mine.every(({ at, indent }) => at in texts && indent >= 1);
    const before = kept.get(store).mine;
    const said = h("span", { class: "said", "aria-live": "polite" });
    const status = h("p", { class: "answer-status", "data-verdict": "", role: "status" });
    const detail = h("div", { class: "answer-detail" });
    const list = h("ol", { class: "order-mine", "aria-label": say`your function` });
    const pool = h("ul", { class: "order-pool", "aria-label": say`lines to choose from` });
    const empty = h("p", { class: "order-empty" }, say`Press a line below to put it here, or drag it.`);
    const rest = h("p", { class: "order-rest" }, say`Lines to choose from; some are not needed:`);
    const next = () => coded(say`Now write \`${task}\` yourself, in the box below.`);
    const box = { root, exercise, task, status, detail, list, pool, empty, rest, said, store, next, links: root.dataset };
    box.lines = new Lines(texts, fits(before) ? before : []);
    box.chosen = null;
    box.belief = (text) => belief(taught, text);
    const run = async () => {
      const text = box.lines.text(taught.head);
      const mine = box.lines.mine;
      if (!(await needed(status))) return;
      const result = await scope.Practice.judge(box, text, taught);
      if (result) kept.set(store, { mine, right: result.verdict === "passed" });
    };
    const again = () => {
      box.lines.mine = [];
      changed(box, null);
    };
    root.querySelector(".order-still").replaceWith(
      h("p", { class: "order-head" }, h("code", {}, taught.head)),
      list,
      empty,
      rest,
      pool,
      h(
        "p",
        { class: "answer-keys" },
        say`Press a line to move it. `,
        h("span", { class: "keys" }, say`Keys: ↑ ↓ move, ← → indent, Delete takes it away.`),
      ),
      h(
        "div",
        { class: "answer-buttons" },
        h("button", { type: "button", "data-run": true, class: "run", onclick: run }, say`Run`),
        h("button", { type: "button", "data-reset": true, onclick: again }, say`Start again`),
      ),
      status,
      detail,
      said,
    );
    draw(box, null);
  }

  scope.Practice = { ...scope.Practice, order };
})(globalThis);
