// On formgrader's page of a submission: what could not be saved is said, and names are gone where nobody wants them.
(function () {
  "use strict";
  const about = JSON.parse(document.getElementById("markers-data").textContent);

  function say(message) {
    let bar = document.querySelector(".not-saved");
    if (!bar) {
      bar = document.createElement("div");
      bar.className = "not-saved";
      bar.setAttribute("role", "alert");
      document.body.append(bar);
    }
    const again = document.createElement("button");
    again.type = "button";
    again.textContent = "Reload";
    again.addEventListener("click", () => location.reload());
    bar.replaceChildren(message + " ", again);
  }

  $(document).ajaxError((event, answer, settings) => {
    if (settings.type === "GET" || answer.status === 400) return;  // a mark that is refused is said beside it
    const told = answer.responseJSON && answer.responseJSON.message;
    say(told || `Not saved: the server ${answer.status ? "answers with error " + answer.status : "does not answer"}. Type it again.`);
    for (const glyph of document.querySelectorAll(".save-icon.glyphicon-refresh")) glyph.style.display = "none";
  });

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
    const first = document.getElementById(about.questions[0]);
    if (first) window.addEventListener("load", () => setTimeout(() => first.scrollIntoView({block: "center"}), 300));
  }
})();
