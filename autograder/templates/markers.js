// On formgrader's page of a submission: names are gone where nobody wants them, and the pile's own questions come first.
(function () {
  "use strict";
  const about = JSON.parse(document.getElementById("markers-data").textContent);

  document.documentElement.classList.toggle("anonymous", about.anonymous);
  window.addEventListener("load", () => {  // formgrader's link would run the student's code on this machine, in no box
    for (const link of document.querySelectorAll(".live-notebook a")) {
      const plain = document.createElement("span");
      plain.className = link.className;
      plain.textContent = link.textContent.trim();
      plain.title = about.open;
      plain.style.display = getComputedStyle(link).display === "none" ? "none" : "";
      link.replaceWith(plain);
    }
  });
  if (about.questions) {
    const names = new Set(about.questions);
    for (const input of document.querySelectorAll("input.score")) {
      const panel = input.closest(".nbgrader_cell");
      if (panel) panel.classList.toggle("other-pile", !names.has(input.id));
    }
    const begin = () => {  // formgrader itself moves to a field once its formulas are set
      if (!(window.MathJax && MathJax.loaded && formgrader.grades && formgrader.grades.loaded)) { return setTimeout(begin, 100); }
      if (names.has(document.activeElement.id)) { return null; }
      const fields = about.questions.map((name) => document.getElementById(name)).filter(Boolean);
      const field = fields.find((each) => each.classList.contains("needs_manual_grade")) || fields[0];
      return field && field.focus();
    };
    window.addEventListener("load", begin);
  }
})();
