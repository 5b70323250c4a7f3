/* Chapter 4, below the figure: the reader predicts the shape and the numbers of the output, and hears what a wrong answer
   believes. What is predicted comes first: with a tick the output stays covered until then. */
"use strict";

(function (scope) {
  const { arithmetic, conv2dNumbers, cells } = scope.Figures;
  const { walk } = arithmetic;
  const { h, button, tell } = cells;

  function form(words, input, what, check, reply, ...more) {
    const submit = (event) => {
      event.preventDefault();
      tell(reply, check(input));
    };
    return h(
      "form",
      { class: "bar", onsubmit: submit },
      h("label", {}, words, input),
      h("button", { type: "submit" }, what),
      ...more,
    );
  }

  function shapeForm(own) {
    const reply = h("p", { class: "reply", role: "status" });
    const input = h("input", { type: "text", class: "num wide", autocomplete: "off", placeholder: "C × H × W" });
    const node = form(
      `${say`The shape of the output`} `,
      input,
      say`check the shape`,
      () => {
        const guess = (input.value.match(/\d+/g) ?? []).map(Number);
        if (!own.state.output) return say`There is no output at these sizes.`;
        if (!guess.length) return say`Type three sizes first, for example 2 × 3 × 4.`;
        const why = conv2dNumbers.shapeBelief(guess, own.layer());
        if (!why) own.extra.known_shape = true;
        own.change();
        return why ? say`Not ${guess.join(" × ")}. ${why}` : say`Yes, ${guess.join(" × ")}.`;
      },
      reply,
    );
    return { node, reply };
  }

  function numberForm(own) {
    const reply = h("p", { class: "reply", role: "status" });
    const input = h("input", { type: "number", step: "any", class: "num wide", autocomplete: "off" });
    const words = h("span", {});
    const next = button(say`the next number`, () => {
      const { row, column } = own.extra;
      [own.extra.row, own.extra.column] = walk(own.state.output ?? [1, 1], [row, column], 1);
      input.value = "";
      tell(reply, "");
      own.change();
      input.focus();
    });
    const node = form(
      words,
      input,
      say`check the number`,
      () => {
        const { filter, row, column } = own.extra;
        const numbers = own.numbers();
        if (!numbers) return say`There are no numbers at these sizes.`;
        if (!Number.isFinite(input.valueAsNumber)) return say`Type a number first.`;
        const why = conv2dNumbers.belief(input.valueAsNumber, own.layer(), ...numbers, filter, row, column);
        if (!why) own.extra.known = [...own.extra.known, `${filter},${row},${column}`];
        own.change();
        return why ? say`Not ${input.value}. ${why}` : say`Yes, ${input.value}.`;
      },
      reply,
      next,
    );
    const paint = () => {
      const { filter, row, column } = own.extra;
      tell(words, `${say`Output channel ${filter}, row ${row}, column ${column}`} `);
    };
    return { node, reply, paint };
  }

  function predictions(own) {
    const cover = h("input", {
      type: "checkbox",
      onchange: () => {
        Object.assign(own.extra, { cover: cover.checked, known: [], known_shape: false });
        own.change();
      },
    });
    const [shape, number] = [shapeForm(own), numberForm(own)];
    const node = h(
      "div",
      { class: "panel" },
      h("p", { class: "title" }, say`Predict first`),
      h("label", { class: "check" }, cover, ` ${say`cover the output until I have it`}`),
      shape.node,
      shape.reply,
      number.node,
      number.reply,
    );
    return { node, paint: number.paint };
  }

  scope.Figures = { ...scope.Figures, conv2dPredict: { predictions } };
})(globalThis);
