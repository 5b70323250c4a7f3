// On formgrader's lists of students: no "None, None" where nobody knows the name.
(function () {
  "use strict";
  for (const view of [window.StudentUI, window.SubmissionUI]) {
    if (!view) { continue; }
    const render = view.prototype.render;
    view.prototype.render = function () {
      render.call(this);
      if (this.model.get("last_name") === null && this.model.get("first_name") === null) {
        const cell = this.$student_name || this.$name, link = cell.find("a");
        cell.attr("data-order", "");
        (link.length ? link : cell).text("no name");
      }
    };
  }
})();
