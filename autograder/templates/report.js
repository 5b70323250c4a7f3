// Each heading of the table of students sorts it, up and then down.
function sortable() {
  for (const [column, head] of document.querySelectorAll("#students th").entries()) {
    const button = document.createElement("button");
    button.textContent = head.textContent;
    head.replaceChildren(button);
    button.addEventListener("click", () => sort(column, head.getAttribute("aria-sort") === "ascending"));
  }
}

function sort(column, down) {
  const heads = document.querySelectorAll("#students th");
  for (const head of heads) head.removeAttribute("aria-sort");
  heads[column].setAttribute("aria-sort", down ? "descending" : "ascending");
  const body = document.querySelector("#students tbody");
  const text = row => row.children[column].textContent;
  const rows = [...body.rows].sort((a, b) => text(a).localeCompare(text(b), undefined, {numeric: true}));
  body.append(...(down ? rows.reverse() : rows));
}

sortable();
