/* Chapter 5: LeNet's ledger. Shapes, parameters, multiplications and receptive fields for any image and window size;
   where it breaks; and a judge of the reader's own shapes. */
"use strict";

(function (scope) {
  const { arithmetic, lenet, lenetDrawing, lenetGuesses, drawing, cells, kit } = scope.Figures;
  const { walk, nearest } = arithmetic;
  const { say } = drawing;
  const { h, draw, button, tell, put, follow } = cells;
  const { digits } = kit;
  const { GUESSED, guesses } = lenetGuesses;

  const START = { height: 32, width: 32, kernels: [5, 5] };
  const SIZES = [
    [32, 32],
    [28, 28],
    [36, 36],
    [20, 28],
    [16, 16],
    [15, 15],
  ];
  const LAYERS = ["conv1", "pool1", "conv2", "pool2"];
  const shape = (sizes) => sizes.join("×");

  function complete({ height, width, kernels }, extra) {
    const { shapes, features, rows, totals } = lenet.ledger(height, width, kernels);
    if (extra) {
      const map = rows[extra.layer]?.shape.slice(1) ?? [1, 1];
      extra.row = Math.min(extra.row ?? Math.floor((map[0] - 1) / 2), map[0] - 1);
      extra.column = Math.min(extra.column ?? Math.floor((map[1] - 1) / 2), map[1] - 1);
      extra.totals = totals;
    }
    return { height, width, kernels, shapes, features };
  }

  function sentence(state, table) {
    const image = `3×${state.height}×${state.width}`;
    if (table.broken) return `${image} breaks in ${table.broken.name}. PyTorch: ${table.broken.message}`;
    return `${image} → ${table.shapes.map(shape).join(" → ")} → ${say(table.features)} features; ${say(table.totals.parameters)} parameters`;
  }

  function fieldInWords({ kernels }, { layer, row, column }, table) {
    if (table.rows.length <= layer || !table.rows[layer].kernel) return `${LAYERS[layer]} gives nothing at this size.`;
    const [rows, columns] = [lenet.trace(kernels, layer, row)[0], lenet.trace(kernels, layer, column)[0]];
    const { sees, step } = table.rows[layer];
    return (
      `One pixel of ${LAYERS[layer]}, row ${row}, column ${column}, sees rows ${rows.join(" to ")} and columns ${columns.join(" to ")} of the image: ` +
      `${sees} × ${sees}. The patch of its neighbour lies ${step} ${step === 1 ? "pixel" : "pixels"} further on.`
    );
  }

  /* The pixel goes back to the middle of its map. */
  function choose(own, extra, changes = {}) {
    Object.assign(own.extra, { row: undefined, column: undefined }, extra);
    own.change(changes);
  }

  function sizes(own) {
    const side = (name) =>
      h(
        "label",
        {},
        h("span", {}, name),
        own.field({
          name: `image ${name}`,
          min: 1,
          max: 4096,
          whole: true,
          kind: "wide",
          get: () => own.state[name],
          set: (value) => {
            Object.assign(own.extra, { row: undefined, column: undefined });
            own.change({ [name]: value });
          },
        }),
      );
    const kernel = (index) =>
      h(
        "label",
        {},
        h("span", {}, `${["conv1", "conv2"][index]} window`),
        own.field({
          name: `${["conv1", "conv2"][index]} window size`,
          min: 1,
          max: 15,
          whole: true,
          kind: "short",
          get: () => own.state.kernels[index],
          set: (value) => choose(own, {}, { kernels: put(own.state.kernels, [index], value) }),
        }),
      );
    const set = ([height, width]) =>
      button(`${height} × ${width}`, () => choose(own, {}, { height, width, kernels: [5, 5] }));
    return h(
      "div",
      { class: "sizes" },
      h("div", { class: "bar" }, side("height"), side("width"), kernel(0), kernel(1)),
      h("div", { class: "bar" }, h("span", {}, "Try"), ...SIZES.map(set)),
    );
  }

  const COLUMNS = [
    ["layer", ""],
    ["shape", ""],
    ["parameters", "count"],
    ["multipli\u00adcations", "count"],
    ["numbers out", "count"],
    ["sees", "count"],
    ["step", "count"],
  ];

  function tableRows(table, covered) {
    const share = (value, total) =>
      total && value ? h("i", { class: "share", style: `width:${Math.max(2, (100 * value) / total)}%` }) : "";
    const rows = table.rows.map((row) =>
      h(
        "tr",
        {},
        h(
          "th",
          { scope: "row" },
          row.name,
          row.kernel ? h("span", { class: "extent" }, ` ${row.kernel}×${row.kernel}`) : "",
        ),
        h("td", { class: "count" }, covered(row.name) ? "?" : shape(row.shape)),
        ...["parameters", "multiplications", "activations"].map((key) =>
          h(
            "td",
            { class: "count" },
            covered("flatten") ? "?" : say(row[key]),
            covered("flatten") ? "" : share(row[key], table.totals?.[key]),
          ),
        ),
        h("td", { class: "count" }, row.sees ? say(row.sees) : "all"),
        h("td", { class: "count" }, row.step ? say(row.step) : "–"),
      ),
    );
    if (table.broken) {
      return [
        ...rows,
        h(
          "tr",
          { class: "broken" },
          h("th", { scope: "row" }, table.broken.name),
          h("td", { colspan: 6 }, `breaks here: ${table.broken.message}`),
        ),
      ];
    }
    const hide = covered("flatten");
    return [
      ...rows,
      h(
        "tr",
        { class: "totals" },
        h("th", { scope: "row" }, "total"),
        h("td", {}),
        h("td", { class: "count" }, hide ? "?" : say(table.totals.parameters)),
        h("td", { class: "count" }, hide ? "?" : say(table.totals.multiplications)),
        h("td", { class: "count" }, hide ? "?" : say(table.totals.activations)),
        h("td", {}),
        h("td", {}),
      ),
    ];
  }

  function build(live, own) {
    const picture = h("div", { class: "drawing" }),
      body = h("tbody", {}),
      seen = h("p", { class: "place-words", role: "status" });
    pullsPixel(own, picture);
    const layers = LAYERS.map((name, layer) => button(name, () => choose(own, { layer })));
    live.append(
      h(
        "div",
        { class: "stage lenet" },
        sizes(own),
        picture,
        h("div", { class: "bar" }, h("span", {}, "What one pixel sees, of"), ...layers),
        seen,
      ),
      own.line,
      own.hint,
      h(
        "div",
        { class: "scroll" },
        h(
          "table",
          { class: "ledger" },
          h(
            "caption",
            {},
            "The table of the network ",
            h(
              "span",
              { class: "note" },
              "Numbers out are kept until the backward pass: 4 bytes each, for each image of the batch.",
            ),
          ),
          h("thead", {}, h("tr", {}, ...COLUMNS.map(([name, kind]) => h("th", { scope: "col", class: kind }, name)))),
          body,
        ),
      ),
      guesses(own),
    );
    return (state) => {
      const { extra } = own;
      const table = lenet.ledger(state.height, state.width, state.kernels);
      const covered = (name) => extra.cover && GUESSED.includes(name) && !extra.known.includes(name);
      picture.replaceChildren(
        draw(
          lenetDrawing.chain(
            state,
            table,
            { ...extra, kernels: state.kernels, covered: (i) => covered(typeof i === "number" ? LAYERS[i - 1] : i) },
            own.width(),
          ),
        ),
      );
      body.replaceChildren(...tableRows(table, covered));
      layers.forEach((each, i) => each.setAttribute("aria-pressed", String(i === extra.layer)));
      tell(seen, fieldInWords(state, extra, table));
      own.say(
        extra.cover && extra.known.length < GUESSED.length
          ? `3×${state.height}×${state.width} → ? What do you predict?`
          : sentence(state, table),
      );
    };
  }

  /* A pointer on a map chooses its layer and the number under it. The maps are drawn anew at each step. */
  function pullsPixel(own, picture) {
    let map = null;
    const meant = ({ target }) => {
      map = target.closest("[data-map]")?.dataset.map ?? null;
      return map !== null;
    };
    const go = ({ clientX, clientY }) => {
      const { left, top, width, height } = picture.querySelector(`[data-map="${map}"]`).getBoundingClientRect();
      const { height: tall, width: wide, kernels } = own.state;
      const [, rows, columns] = lenet.ledger(tall, wide, kernels).rows[map - 1].shape;
      const [across, down] = [((clientX - left) / width) * columns, ((clientY - top) / height) * rows];
      const { row, column } = nearest([rows, columns], Math.floor(down), Math.floor(across));
      choose(own, { layer: map - 1, row, column });
    };
    follow(picture, { meant, go });
  }

  const move = (step) => (state, extra) => {
    const map = state.shapes?.[extra.layer];
    if (map) [extra.row, extra.column] = walk(map.slice(1), [extra.row, extra.column], step(map[2]));
    return {};
  };
  const choice = digits(LAYERS.length + 1, (digit, _, extra) => {
    if (digit) Object.assign(extra, { layer: digit - 1, row: undefined, column: undefined });
    return {};
  });
  kit.publish("lenet-shapes", {
    label: "Interactive figure: every shape, parameter count and receptive field of LeNet for any image size",
    hint: "Arrow keys move the pixel whose patch is marked; the digits 1 to 4 choose its layer.",
    touch: "Press a number of a map: its patch is marked in the image.",
    start: START,
    extra: { layer: 3, cover: false, known: [] },
    complete,
    build,
    sentence,
    keys: {
      ArrowRight: move(() => 1),
      ArrowLeft: move(() => -1),
      ArrowDown: move((columns) => columns),
      ArrowUp: move((columns) => -columns),
      ...choice,
    },
  });
})(globalThis);
