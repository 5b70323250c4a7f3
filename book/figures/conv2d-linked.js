/* Beside a section of chapter 4 that explains an argument, the controls of that argument once more: they change the one
   figure of the page, and show one row of its image. The page says where: <div data-linked="…" data-keys="…">. */
"use strict";

(function (scope) {
  const { conv2dNumbers, conv2dDrawing, conv2dWords, conv2dControls, cells } = scope.Figures;
  const { h, draw, field, tell } = cells;

  /* One row of the image, with its windows: height 1, whatever the figure's own height is. */
  function row({ state, extra }, width) {
    const pairs = ["input", "kernel_size", "stride", "padding", "dilation"].map((key) => [
      key,
      [key === "padding" ? 0 : 1, state[key][1]],
    ]);
    const flat = {
      ...Object.fromEntries(pairs),
      output: state.output && [1, state.output[1]],
      never_read: [[], state.never_read[1]],
    };
    const place = { row: 0, column: extra.column };
    const words = say`one row of the image; ${conv2dWords.neverInWords(state)}`;
    const [line] = conv2dNumbers.image({ in_channels: 1, input: flat.input });
    const number = (i, j) => conv2dNumbers.padded(line, i, j, extra.padding_mode);
    const usable = conv2dNumbers.refusal({ ...flat, ...extra, in_channels: 1, out_channels: 1, groups: 1 }) === null;
    const lines = { flat: true };
    return (
      (usable && conv2dDrawing.numberPlane(flat, place, width, number, words, lines)) ||
      conv2dDrawing.plane(flat, place, width, words, lines)
    );
  }

  function open(own, root) {
    root.id ||= "the-layer";
    for (const node of document.querySelectorAll("[data-linked='conv2d-parameters']")) {
      const keys = node.dataset.keys.split(" ");
      const here = Object.assign(Object.create(own), { fields: [] });
      here.field = (options) => {
        const made = field(options);
        here.fields.push(made);
        return made.input;
      };
      const drawn = h("div", { class: "drawing" });
      const said = h("p", { class: "place-words" });
      const channels = keys.some((key) => ["groups", "bias", "in_channels"].includes(key));
      const live = h(
        "div",
        { class: "figure-live" },
        h(
          "p",
          { class: "caption" },
          say`Try it here: this changes `,
          h("a", { href: `#${root.id}` }, say`the figure above`),
          ".",
        ),
        h("div", { class: "flow" }, ...conv2dControls.controls(here, keys)),
        drawn,
        said,
      );
      node.append(live);
      const paint = () => {
        const { state, extra } = own;
        const picture = channels ? conv2dDrawing.blocks(extra) : row(own, node.clientWidth || 640);
        drawn.replaceChildren(...(picture ? [draw(picture)] : []));
        const hidden = extra.cover && !extra.known_shape;
        tell(said, channels ? conv2dWords.parametersInWords(extra, state) : hidden ? "" : conv2dWords.sentence(state));
        for (const { refresh } of here.fields) refresh();
      };
      own.watchers.push(paint);
      paint();
    }
  }

  scope.Figures = { ...scope.Figures, conv2dLinked: { open } };
})(globalThis);
