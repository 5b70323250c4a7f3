/* A counterexample as squared paper: the words, grids and marks of the grader's feedback page. */
"use strict";

(function (scope) {
  const { h } = scope.Practice;
  const isList = (value) => value !== null && typeof value === "object" && (Array.isArray(value) || "list" in value);
  const isTensor = (value) => value !== null && typeof value === "object" && "shape" in value;
  const flat = (values) => (Array.isArray(values) ? values.flatMap(flat) : [values]);

  function words(value) {
    if (value === null) return "None";
    if (Array.isArray(value)) return `(${value.map(words).join(", ")})`;
    if (value !== null && typeof value === "object" && "list" in value) return `[${value.list.map(words).join(", ")}]`;
    if (value === true || value === false) return value ? "True" : "False";
    if (typeof value === "object") return words(value.shape ? value.values : (value.returned ?? value.raises ?? ""));
    return typeof value === "number" ? String(value).replace("-", "\u2212") : String(value);
  }

  const differ = (a, b) =>
    typeof a === "number" && typeof b === "number"
      ? Math.abs(a - b) > 1e-4 * Math.max(1, Math.abs(a), Math.abs(b))
      : a !== b;

  const word = (text, off) => h("p", { class: off ? "word off" : "word" }, text);

  function row(numbers, others) {
    return h(
      "tr",
      {},
      ...numbers.map((number, index) => {
        const off = others !== null && differ(number, others[index]);
        return h("td", { class: off && "off" }, words(number), off ? h("span", { class: "said" }, ` ${say`differs`}`) : null);
      }),
    );
  }

  function planes(values, others, depth, place) {
    if (depth > 2)
      return values.flatMap((inner, index) =>
        planes(inner, others === null ? null : others[index], depth - 1, [...place, index]),
      );
    const rows = depth === 2 ? values : depth === 1 ? [values] : [[values]];
    const compared = others === null ? null : depth === 2 ? others : depth === 1 ? [others] : [[others]];
    const channel = place.length ? place[place.length - 1] % 5 : 5;
    return [
      h(
        "table",
        { class: `grid channel-${channel}${place.length > 1 ? " kernel" : ""}` },
        place.length ? h("caption", {}, `[${place.join(", ")}]`) : null,
        h("tbody", {}, ...rows.map((numbers, index) => row(numbers, compared === null ? null : compared[index]))),
      ),
    ];
  }

  /* A value; cells that differ from `other` are marked by frame and corner, not by colour alone. */
  function grid(value, other) {
    const compared = other !== undefined;
    if (value !== null && typeof value === "object" && !isList(value) && !isTensor(value)) {
      if ("raises" in value) return [word(say`raises ${value.raises}`, compared)];
      if ("returned" in value) return [word(value.returned, true)];
      return [word(say`changes ${value.changes}`, true)];
    }
    if (!isTensor(value)) return [word(words(value), compared && JSON.stringify(value) !== JSON.stringify(other))];
    if (value.values === null) return [word(say`too many numbers to show`, false)];
    if (!flat(value.values).length) return [word(say`no numbers`, false)];
    const alike =
      compared && isTensor(other) && other.values !== null && String(other.shape) === String(value.shape);
    return planes(value.values, alike ? other.values : null, value.shape.length, []);
  }

  function part(name, value, kind, other) {
    const shape = isTensor(value) ? value.shape.join(" × ") || say`one number` : "";
    return h(
      "div",
      { class: `part ${kind}` },
      h("p", { class: "part-name" }, name, shape ? h("span", { class: "shape" }, ` ${shape}`) : null),
      h("div", { class: "grids" }, ...grid(value, other)),
    );
  }

  /* "Your result differs in 2 of 4 cells.", where both grids have one shape. */
  function differs({ expected, got }) {
    if (!isTensor(got) || !isTensor(expected) || String(got.shape) !== String(expected.shape) || !got.values) return "";
    const [mine, right] = [flat(got.values), flat(expected.values)];
    return say`Your result differs in ${mine.filter((number, index) => differ(number, right[index])).length} of ${mine.length} cells.`;
  }

  /* The whole example: arguments, what is expected, what came. */
  function example(counterexample) {
    const { expected, got } = counterexample;
    const given = Object.entries(counterexample.arguments).map(([name, value]) => part(name, value, "argument"));
    const difference = differs(counterexample);
    return h(
      "figure",
      { class: "answer-example" },
      h(
        "figcaption",
        {},
        h("strong", {}, say`Try this one with a pencil.`),
        difference ? ` ${difference}` : null,
      ),
      h(
        "div",
        { class: "example", tabindex: "0", role: "group", "aria-label": say`counterexample` },
        ...given,
        part(say`expected`, expected, "expected"),
        part(say`gives`, got, "got", expected),
      ),
    );
  }

  scope.Practice = { ...scope.Practice, example };
})(globalThis);
