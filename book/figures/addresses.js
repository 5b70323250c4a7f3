/* The state of a figure in the page's address, so that it can be sent: #<figure>=<JSON in letters that an address may hold>.
   What an address holds may come from anyone: whoever reads one looks at every value. */
"use strict";

(function (scope) {
  const { h, button } = scope.Figures.cells;

  const pack = (value) => btoa(JSON.stringify(value)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  const unpack = (text) => JSON.parse(atob(text.replaceAll("-", "+").replaceAll("_", "/")));

  const number = (value) => typeof value === "number" && Math.abs(value) <= 1e6;
  const list = (value, length, sound) => Array.isArray(value) && value.length === length && value.every(sound);

  /* What the address holds for this figure, as sound(value) returns it; null where that is nothing usable. */
  function read(name, sound, hash = typeof location === "object" ? location.hash : "") {
    if (!hash.startsWith(`#${name}=`)) return null;
    try {
      return sound(unpack(hash.slice(name.length + 2)));
    } catch (broken) {
      return null;
    }
  }

  const address = (name, value) => `#${name}=${pack(value)}`;

  let writing = null;
  /* Writes a value into the page's address, once nothing has changed for a moment. */
  function remember(name, value) {
    clearTimeout(writing);
    writing = setTimeout(() => {
      try {
        history.replaceState(history.state, "", address(name, value));
      } catch (refused) {
        // some browsers let no page that was opened from the disk change its address; the button still gives one
      }
    }, 400);
  }

  /* A button that copies an address, and the field that shows it; `sent` gives its value, `what` says what it holds. */
  function sharing(name, sent, what, said) {
    const link = h("input", { type: "text", class: "link", readonly: true, "aria-label": say`address of this state` });
    const bar = h("div", { class: "bar" }, button(say`an address to send`, share));
    async function share() {
      link.value = location.href.split("#")[0] + address(name, sent());
      bar.append(link);
      link.focus();
      link.select();
      try {
        await navigator.clipboard.writeText(link.value);
        said.textContent = say`Copied: an address that holds ${what()}. Whoever opens it sees the same as you.`;
      } catch (refused) {
        said.textContent = say`This address holds ${what()}. Copy it from the field.`;
      }
    }
    return bar;
  }

  scope.Figures = { ...scope.Figures, addresses: { number, list, read, remember, sharing } };
})(globalThis);
