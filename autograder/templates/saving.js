// Saves marks and comments in formgrader: one request at a time for each, the newest last. What could not be saved stays in
// this tab over reloads and pages, is tried again, and is told in one bar. Each request says which value it takes the place
// of, so that the server can refuse to overwrite what somebody else has given meanwhile.
(function () {
  "use strict";
  const KEPT = "autograder-unsaved", FIELDS = {grade: ["manual_score", "extra_credit"], comment: ["manual_comment"]};
  const waiting = new Map(kept());  // address → {name, page, body, seen, trouble}
  const sending = new Set();
  let pause = 2;  // seconds until the next try
  let timer = null;

  function kept() {
    try { return JSON.parse(sessionStorage.getItem(KEPT)) || []; } catch (error) { return []; }
  }

  function keep() {
    try { sessionStorage.setItem(KEPT, JSON.stringify([...waiting])); } catch (error) { /* this page still has it */ }
  }

  function modelOf(url) {
    const lists = window.formgrader ? [formgrader.grades, formgrader.comments] : [];
    return lists.flatMap((list) => (list ? list.models : [])).find((model) => model.url() === url);
  }

  function seenIn(data) {
    const fields = FIELDS["manual_comment" in data ? "comment" : "grade"];
    return Object.fromEntries(fields.map((field) => [field, data[field] === undefined ? null : data[field]]));
  }

  // --- sending ---------------------------------------------------------------------------------------------------------

  function put(model) {
    const url = model.url(), before = waiting.get(url), body = model.toJSON();
    if (before && JSON.stringify(before.body) === JSON.stringify(body)) {  // it is on its way, or waits for a decision
      if (!before.trouble || before.trouble.kind !== "other") { send(url); }
      return;
    }
    const seen = before ? before.seen : model.seen;
    waiting.set(url, {name: model.get("name"), page: location.pathname, body, seen, trouble: null});
    keep();
    model.trigger("request", model);
    send(url);
  }

  async function send(url) {
    const item = waiting.get(url);
    if (!item || sending.has(url)) { return; }
    sending.add(url);
    let answer = null, data = null;
    try {
      answer = await request(url, item);
      if (answer.status === 403) {  // the page may only be older than its cookie
        await fetch(location.href, {credentials: "same-origin"});
        answer = await request(url, item);
      }
      data = answer.redirected ? null : await answer.json();
    } catch (error) { /* no answer, or none of ours */ }
    sending.delete(url);
    take(url, item, answer, data);
  }

  function request(url, item) {
    const body = JSON.stringify({...item.body, seen: item.seen}), headers = {"Content-Type": "application/json"};
    const cookie = document.cookie.match("\\b_xsrf=([^;]*)\\b");
    if (cookie) { headers["X-CSRFToken"] = cookie[1]; }
    return fetch(url, {method: "PUT", credentials: "same-origin", keepalive: body.length < 30000, headers, body});
  }

  function take(url, item, answer, data) {
    const held = waiting.get(url) || item, newer = held !== item, status = answer ? answer.status : 0;
    if (answer && answer.ok && data) {
      pause = 2;
      if (newer) {
        held.seen = seenIn(data);
      } else {
        saved(url, data);
      }
    } else if (status === 409 && data && data.now) {
      held.trouble = {kind: "other", says: data.message, now: data.now};
    } else if (status === 400 || status === 404) {
      if (!newer) { refused(url, item, (data && data.message) || "This submission is no longer in the gradebook."); }
    } else if ([401, 403].includes(status) || (answer && answer.redirected)) {
      held.trouble = {kind: "login"};
    } else {
      const says = (data && data.message) || `the server ${status ? `answers with error ${status}` : "does not answer"}`;
      held.trouble = {kind: "wait", says};
      again();
    }
    if (held.trouble) { $(document).off("finished_saving"); }  // formgrader would go on to the next student
    keep();
    show();
    if (newer && !held.trouble) { send(url); }
  }

  function saved(url, data) {
    waiting.delete(url);
    const model = modelOf(url);
    if (model) {
      model.seen = seenIn(data);
      model.set({...data, student: model.get("student")});  // which may be hidden
      model.trigger("sync", model);
    }
    document.dispatchEvent(new CustomEvent("autograder-saved"));
  }

  function refused(url, item, says) {
    waiting.delete(url);
    $(document).off("finished_saving");
    say(item.name, says);
    hideSpinners();
  }

  function again() {
    clearTimeout(timer);
    timer = setTimeout(sendAll, 1000 * pause);
    pause = Math.min(30, 2 * pause);
  }

  function sendAll() {
    for (const [url, item] of [...waiting]) {
      if (!item.trouble || item.trouble.kind !== "other") { send(url); }
    }
  }

  // --- the bar ---------------------------------------------------------------------------------------------------------

  function typed(item) {
    const [field, extra] = "manual_comment" in item.body ? ["manual_comment"] : FIELDS.grade;
    const value = item.body[field], more = extra && Number(item.body[extra]) ? ` and ${item.body[extra]} extra` : "";
    return value === null || value === undefined || value === "" ? `nothing${more}` : field === "manual_comment" ? `“${value}”` : `${value}${more}`;
  }

  function button(text, act) {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = text;
    made.addEventListener("click", act);
    return made;
  }

  function row(...parts) {
    const line = document.createElement("p");
    line.append(...parts.flatMap((part) => [part, " "]));
    return line;
  }

  function show() {
    const lines = [], troubled = [...waiting].filter(([, item]) => item.trouble);
    for (const [url, item] of troubled.filter(([, each]) => each.trouble.kind === "other")) {
      lines.push(row(`${item.name}: ${item.trouble.says} Yours: ${typed(item)}.`,
        ...(item.page === location.pathname ? [] : [elsewhere(item)]),
        button("Keep theirs", () => keepTheirs(url, item.trouble.now)), button("Save mine", () => saveMine(url, item.trouble.now))));
    }
    const login = troubled.some(([, item]) => item.trouble.kind === "login");
    const stuck = troubled.filter(([, item]) => item.trouble.kind !== "other");
    if (stuck.length) {
      const names = [...new Set(stuck.map(([, item]) => item.name))].join(", ");
      const why = login ? "You are no longer logged in here. Log in in another tab, then try again." : "";
      const other = stuck.find(([, item]) => item.trouble.says);
      lines.push(row(`Not saved yet (${names}): ${why || other[1].trouble.says + "."} What you typed is kept in this tab.`, button("Try again now", sendAll)));
    }
    bar(lines);
    if (lines.length) { hideSpinners(); }
  }

  function hideSpinners() {
    for (const glyph of document.querySelectorAll(".save-icon.glyphicon-refresh")) { glyph.style.display = "none"; }
  }

  function bar(lines) {
    let shown = document.querySelector(".not-saved");
    if (!shown) {
      shown = document.createElement("div");
      shown.className = "not-saved";
      shown.setAttribute("role", "alert");
      document.body.append(shown);
    }
    shown.replaceChildren(...lines);
    shown.hidden = !lines.length;
  }

  function say(name, says) {
    if (!(window.desks && window.desks.say(name, says)) && says) { note(`${name}: ${says}`); }
  }

  function note(says) {
    bar([row(says, button("Close", show))]);
  }

  function elsewhere(item) {
    const link = document.createElement("a");
    link.href = item.page;
    link.textContent = "Look at it";
    return link;
  }

  function keepTheirs(url, now) {
    waiting.delete(url);
    const model = modelOf(url);
    if (model) {
      model.seen = now;
      model.set(now);
      model.trigger("change", model);
    }
    keep();
    show();
    document.dispatchEvent(new CustomEvent("autograder-saved"));
  }

  function saveMine(url, now) {
    Object.assign(waiting.get(url), {seen: now, trouble: null});
    show();
    send(url);
  }

  // --- formgrader's own models and fields ------------------------------------------------------------------------------

  /* A decimal comma is a point; what is no mark of this cell is said beside it, and nothing is saved. */
  function numberIn(field, most) {
    const text = field.val().trim().replace(",", ".");
    if (text === "") { return null; }
    const value = /^[-\u2212+]?(\d+\.?\d*|\.\d+)$/.test(text) ? Number(text.replace("\u2212", "-")) : NaN;
    if (Number.isFinite(value) && value >= 0 && value <= most) { return value; }
    const why = Number.isNaN(value) ? `“${field.val()}” is no number.`
      : value < 0 ? "A mark begins at 0." : `${value} is more than the ${most} points there are; what goes beyond is extra credit.`;
    field.attr("aria-invalid", "true");
    throw new RangeError(`${why} Nothing was saved.`);
  }

  function saveMark() {
    const name = this.model.get("name");
    this.$el.find("[aria-invalid]").removeAttr("aria-invalid");
    try {
      const mark = numberIn(this.$score, this.model.get("max_score"));
      const extra = numberIn(this.$extra_credit, Infinity);
      say(name, "");
      this.model.save({manual_score: mark, extra_credit: extra});
      this.render();
    } catch (error) {
      if (!(error instanceof RangeError)) { throw error; }
      $(document).off("finished_saving");
      say(name, error.message);
    }
  }

  if (window.GradeUI) {
    for (const model of [Grade, Comment]) {
      model.prototype.parse = function (data) {
        this.seen = seenIn(data);
        return data;
      };
      model.prototype.sync = function (method, one, options) {
        return method === "read" ? Backbone.sync(method, one, options) : put(one);
      };
    }
    GradeUI.prototype.save = saveMark;
    for (const field of document.querySelectorAll("input.score, input.extra-credit")) {
      field.type = "text";  // a field for numbers drops a decimal comma: 1,5 would become 15
      field.inputMode = "decimal";
    }
    $(document).ajaxError((event, answer, settings) => {
      if (settings.type !== "GET") { note(`Not saved: the server ${answer.status ? `answers with error ${answer.status}` : "does not answer"}.`); }
    });
  }

  window.addEventListener("beforeunload", (event) => {
    if ([...waiting.values()].some((item) => item.trouble) || document.querySelector("[aria-invalid]")) { event.preventDefault(); }
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) { location.reload(); }  // the browser shows the page as it was left
  });
  window.saving = {pending: (name) => [...waiting.values()].some((item) => item.name === name && item.page === location.pathname)};
  sendAll();
})();
