// Asks every two seconds whether something has changed, and then takes the new page in place of the old one; what is
// unfolded stays unfolded, and the table stays sorted.
let version = null;

function unfolded() {
  return new Set([...document.querySelectorAll("details[open]")].map(each => each.dataset.key));
}

async function renew() {
  const answer = await fetch(location.pathname);
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const open = unfolded(), sorted = document.querySelector("#students th[aria-sort]");
  const column = sorted && sorted.cellIndex, down = sorted && sorted.getAttribute("aria-sort") === "descending";
  const {scrollX, scrollY} = window;
  document.querySelector("main").replaceWith(page.querySelector("main"));
  for (const each of document.querySelectorAll("details")) each.open = open.has(each.dataset.key);
  if (typeof sortable === "function" && document.querySelector("#students")) {
    sortable();
    if (sorted) sort(column, down);
  }
  window.scrollTo(scrollX, scrollY);
}

async function look() {
  const status = () => document.querySelector(".live");
  try {
    const answer = await fetch(location.pathname + "?version", {cache: "no-store"});
    const now = await answer.text();
    if (answer.ok && version !== null && now !== version) await renew();
    if (answer.ok) version = now;
    status().classList.toggle("lost", !answer.ok);
  } catch {
    status().classList.add("lost");
  }
  setTimeout(look, 2000);
}

look();
