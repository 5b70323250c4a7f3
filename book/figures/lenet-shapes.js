/* Chapter 5: LeNet's ledger. Shapes, parameters, multiplications and receptive fields for any image and window size;
   where it breaks; and a judge of the reader's own shapes. */
"use strict";

(function (scope) {
  const { arithmetic, lenet, lenetDrawing, lenetGuesses, drawing, cells, kit } = scope.Figures;
  const { walk, nearest } = arithmetic;
  const { numeral } = drawing;
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
    if (table.broken) return say`${image} breaks in ${table.broken.name}. PyTorch: ${table.broken.message}`;
    return say`${image} → ${table.shapes.map(shape).join(" → ")} → ${numeral(table.features)} features; ${numeral(table.totals.parameters)} parameters`;
  }

  function fieldInWords({ kernels }, { layer, row, column }, table) {
    if (table.rows.length <= layer || !table.rows[layer].kernel) return say`${LAYERS[layer]} gives nothing at this size.`;
    const [rows, columns] = [lenet.trace(kernels, layer, row)[0], lenet.trace(kernels, layer, column)[0]];
    const { sees, step } = table.rows[layer];
    const neighbour =
      step === 1
        ? say`The patch of its neighbour lies 1 pixel further on.`
        : say`The patch of its neighbour lies ${step} pixels further on.`;
    const [down, across] = [rows, columns].map(([first, last]) => say`${first} to ${last}`);
    return say`One pixel of ${LAYERS[layer]}, row ${row}, column ${column}, sees rows ${down} and columns ${across} of the image: ${sees} × ${sees}. ${neighbour}`;
  }

  /* The pixel goes back to the middle of its map. */
  function choose(own, extra, changes = {}) {
    Object.assign(own.extra, { row: undefined, column: undefined }, extra);
    own.change(changes);
  }

  function sizes(own) {
    const side = (name, words) =>
      h(
        "label",
        {},
        h("span", {}, words),
        own.field({
          name: say`image ${words}`,
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
        h("span", {}, say`${["conv1", "conv2"][index]} window`),
        own.field({
          name: say`${["conv1", "conv2"][index]} window size`,
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
      h("div", { class: "bar" }, side("height", say`height`), side("width", say`width`), kernel(0), kernel(1)),
      h("div", { class: "bar" }, h("span", {}, say`Try`), ...SIZES.map(set)),
    );
  }

  const COLUMNS = [
    [say`layer`, ""],
    [say`shape`, ""],
    [say`parameters`, "count"],
    [say`multipli\u00adcations`, "count"],
    [say`numbers out`, "count"],
    [say`sees`, "count"],
    [say`step`, "count"],
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
            covered("flatten") ? "?" : numeral(row[key]),
            covered("flatten") ? "" : share(row[key], table.totals?.[key]),
          ),
        ),
        h("td", { class: "count" }, row.sees ? numeral(row.sees) : say`all`),
        h("td", { class: "count" }, row.step ? numeral(row.step) : "–"),
      ),
    );
    if (table.broken) {
      return [
        ...rows,
        h(
          "tr",
          { class: "broken" },
          h("th", { scope: "row" }, table.broken.name),
          h("td", { colspan: 6 }, say`breaks here: ${table.broken.message}`),
        ),
      ];
    }
    const hide = covered("flatten");
    return [
      ...rows,
      h(
        "tr",
        { class: "totals" },
        h("th", { scope: "row" }, say`total`),
        h("td", {}),
        h("td", { class: "count" }, hide ? "?" : numeral(table.totals.parameters)),
        h("td", { class: "count" }, hide ? "?" : numeral(table.totals.multiplications)),
        h("td", { class: "count" }, hide ? "?" : numeral(table.totals.activations)),
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
        h("div", { class: "bar" }, h("span", {}, say`What one pixel sees, of`), ...layers),
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
            `${say`The table of the network`} `,
            h(
              "span",
              { class: "note" },
              say`Numbers out are kept until the backward pass: 4 bytes each, for each image of the batch.`,
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
      own.tell(
        extra.cover && extra.known.length < GUESSED.length
          ? say`3×${state.height}×${state.width} → ? What do you predict?`
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
    label: say`Interactive figure: every shape, parameter count and receptive field of LeNet for any image size`,
    hint: say`Arrow keys move the pixel whose patch is marked; the digits 1 to 4 choose its layer.`,
    touch: say`Press a number of a map: its patch is marked in the image.`,
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
