/* The marking desk: model answer, rubric and comments beside each answer in words. Letters tick items, Shift and a digit
   adds a comment, x gives nothing. It works on formgrader's own models, so a mark is saved as one that was typed. */
(function () {
  "use strict";
  if (!window.MathJax) {  // without a network formgrader would stop here, and none of its keys would work
    window.MathJax = {Hub: {Startup: {signal: {Interest: (tell) => tell("End")}}, Queue: () => undefined}};
  }
  const data = JSON.parse(document.getElementById("desk-data").textContent);
  const desks = new Map();
  let active = null;

  function element(tag, className, text) {
    const made = document.createElement(tag);
    made.className = className || "";
    made.textContent = text === undefined ? "" : text;
    return made;
  }

  function number(value) {
    return String(Math.round(value * 100) / 100).replace("-", "\u2212");
  }

  function row(key, points, text, act) {
    const line = element("li"), button = element("button");
    button.type = "button";
    button.tabIndex = -1;
    const worth = points === null ? [] : [element("span", "desk-points", points)];
    button.append(element("kbd", "", key), ...worth, element("span", "desk-text", text));
    button.addEventListener("click", (event) => { if (event.detail < 2) { act(); } });  // a double click is one
    line.append(button);
    return line;
  }

  class Desk {
    constructor(question, cell) {
      this.question = question;
      this.cell = cell;
      this.ticked = new Set(question.ticked);
      this.build();
    }

    get grade() { return formgrader.grades.find((grade) => grade.get("name") === this.question.name); }
    get comment() { return formgrader.comments.find((comment) => comment.get("name") === this.question.name); }

    build() {
      const aside = element("aside", "desk");
      if (this.question.answer.trim()) {
        const answer = element("div", "desk-answer");
        answer.innerHTML = this.question.answer;  // the author's own, made on the server
        aside.append(element("h5", "", "Model answer"), answer);
      }
      this.rubric = element("ul", "desk-rubric");
      this.bank = element("ul", "desk-bank");
      this.bankTitle = element("h5", "", "Comments");
      this.said = element("p", "desk-said");
      this.said.setAttribute("role", "status");
      if (this.question.items.length) {
        aside.append(element("h5", "", "Rubric"), this.rubric);
      }
      aside.append(this.bankTitle, this.bank, this.said);
      this.cell.classList.add("desk-cell");
      this.cell.querySelector(".panel-body").append(aside);
      this.cell.addEventListener("focusin", () => activate(this));
      this.cell.addEventListener("click", () => activate(this));
      this.show();
      if (window.MathJax && MathJax.Hub) { MathJax.Hub.Queue(["Typeset", MathJax.Hub, aside]); }
    }

    show() {
      const items = this.question.items.map((item) => {
        const line = row(item.key, number(item.points), item.text, () => this.tick(item.key));
        line.firstChild.setAttribute("aria-pressed", String(this.ticked.has(item.key)));
        return line;
      });
      if (items.length) {
        const nothing = row("x", "0", "nothing of it", () => this.tick("x"));
        const given = this.grade.get("manual_score");
        nothing.firstChild.setAttribute("aria-pressed", String(given !== null && Number(given) === 0 && !this.ticked.size));
        items.push(nothing);
      }
      this.rubric.replaceChildren(...items);
      this.bank.replaceChildren(...this.question.comments.map((text, at) =>
        row("\u21e7" + (at + 1), null, text, () => this.add(text))));
      this.bankTitle.hidden = !this.question.comments.length;
    }

    tick(key) {
      if (key === "x") {
        this.ticked.clear();
      } else if (!this.ticked.delete(key)) {
        this.ticked.add(key);
      }
      this.said.textContent = "";
      this.grade.save({manual_score: this.score(key === "x" ? 0 : null), rubric: [...this.ticked]});
      this.show();
      this.see();
    }

    /* What the ticked items earn; where none is ticked, what is given then. */
    score(otherwise) {
      if (!this.ticked.size) { return otherwise; }
      let sum = 0;
      for (const item of this.question.items) { sum += this.ticked.has(item.key) ? item.points : 0; }
      return Math.round(100 * Math.min(this.question.points, Math.max(0, sum))) / 100;
    }

    add(text) {
      const area = this.cell.querySelector(".comment");
      const parts = area.value.split("\n\n").map((part) => part.trim()).filter(Boolean);
      const rest = parts.filter((part) => part !== text);
      area.value = (rest.length === parts.length ? [...parts, text] : rest).join("\n\n");
      this.comment.save({manual_comment: area.value});
      this.see();
    }

    see() {
      const place = this.cell.getBoundingClientRect();
      if (place.bottom < 60 || place.top > window.innerHeight - 60) { this.cell.scrollIntoView({block: "center"}); }
    }
  }

  function activate(desk) {
    active = desk;
    for (const each of desks.values()) { each.cell.classList.toggle("desk-active", each === desk && desks.size > 1); }
  }

  function renew() {
    fetch(base_url + "/api/desk/" + submission_id, {credentials: "same-origin"}).then((answer) => answer.json()).then((now) => {
      showSum(now);
      for (const question of now.questions) {
        const desk = desks.get(question.name);
        if (desk && !saving.pending(question.name)) {
          desk.question = question;
          desk.ticked = new Set(question.ticked);
          desk.grade.set({rubric: question.ticked}, {silent: true});
          desk.show();
        }
      }
    }).catch(() => {});
  }

  function showSum(now) {
    let shown = document.querySelector(".desk-sum");
    if (!shown) {
      shown = element("div", "desk-sum");
      document.body.append(shown);
    }
    shown.hidden = !now.sum;
    shown.textContent = now.sum ? `Sum: ${number(now.sum.score)} of ${number(now.sum.max_score)}` : "";
  }

  function onKey(event) {
    const where = event.target, typing = where.matches("textarea, input:not(.score):not(.extra-credit)");
    if (event.ctrlKey || event.altKey || event.metaKey || typing || !active) { return; }
    const digit = /^Digit([1-9])$/.exec(event.code);
    const key = event.key.toLowerCase();
    let act = null;
    if (event.shiftKey && digit) {
      const text = active.question.comments[Number(digit[1]) - 1];
      act = text === undefined ? null : () => active.add(text);
    } else if (!event.shiftKey && active.question.items.length) {
      const known = key === "x" || active.question.items.some((item) => item.key === key);
      act = known ? () => active.tick(key) : null;
    }
    if (act) {
      event.preventDefault();
      event.stopPropagation();
      if (!event.repeat) { act(); }
    }
  }

  function begin() {
    if (!(formgrader.grades && formgrader.grades.loaded && formgrader.comments && formgrader.comments.loaded)) {
      setTimeout(begin, 50);
      return;
    }
    for (const question of data.questions) {
      const field = document.getElementById(question.name), cell = field && field.closest(".nbgrader_cell");
      if (cell) { desks.set(question.name, new Desk(question, cell)); }
    }
    for (const desk of desks.values()) {
      desk.grade.set({rubric: [...desk.ticked]}, {silent: true});
      if (!active || (desk.grade.get("needs_manual_grade") && !active.grade.get("needs_manual_grade"))) { active = desk; }
      if (desk.cell.contains(document.activeElement)) { active = desk; }
    }
    if (active) { activate(active); }
    if (data.problem) {
      document.querySelector("#notebook").prepend(element("p", "desk-problem", data.problem));
    }
    showSum(data);
    document.addEventListener("keydown", onKey, true);
    document.addEventListener("autograder-saved", renew);
  }

  window.desks = {
    say(name, text) {
      const desk = desks.get(name);
      if (desk) { desk.said.textContent = text; }
      return Boolean(desk);
    },
  };

  window.addEventListener("load", begin);
})();
