/* The parts of the living picture that show something: the rows of the three channels, the pictures that come out, the
   numbers under the window. Each is {node, paint(state, made)}; `made` holds the maps. */
"use strict";

(function (scope) {
  const { arithmetic, pixels, drawing, cells, livingScreens, livingSource } = scope.Figures;
  const { range, nearest } = arithmetic;
  const { numeral, factor } = drawing;
  const { h, mark, part, sign, tell, put } = cells;
  const { COLOURS, screen, scaleBar } = livingScreens;

  /* Sums of fractions with at most four decimals: 54.418 + 30.1 is not 84.51800000000001. */
  const short = (value) => Number(value.toFixed(4));

  /* A pressed pointer and a key choose a position; a mouse that passes over only looks at another. */
  function pointing(own, shift, output_channel) {
    const at = (row, column) => {
      const place = nearest(
        pixels.mapSize(livingSource.picture().size, own.state.K[0][0]),
        Math.floor(row - shift()),
        Math.floor(column - shift()),
      );
      return [place.row, place.column];
    };
    const turn = output_channel === undefined ? {} : { output_channel };
    return {
      choose: (row, column) => {
        own.extra.chosen = at(row, column);
        own.change({ row: own.extra.chosen[0], column: own.extra.chosen[1], ...turn });
      },
      look: (row, column) => {
        const [r, c] = row === null ? own.extra.chosen : at(row, column);
        if (r !== own.state.row || c !== own.state.column) own.change({ row: r, column: c });
      },
    };
  }
  const overPicture = (own) => pointing(own, () => (own.state.K[0][0].length - 1) / 2);
  const overMap = (own, o) => pointing(own, () => 0, o);

  /* Around one number of a map a frame of seven, or nobody would see it. */
  const around = (row, column) => [row - 3, column - 3, 7, 7];

  /* Which preset the chosen filter is, or all filters together; a changed weight makes it none. */
  const slot = ({ named }, o) => Math.min(o, named.length - 1);
  function call(own, title) {
    own.extra.named = put(own.extra.named, [slot(own.extra, own.state.output_channel)], title);
  }

  function edit(own, changes) {
    call(own, null);
    own.change(changes);
  }

  function channelRow(own, c) {
    const o = () => own.state.output_channel;
    const size = own.state.K[0][c].length;
    const plane = screen({ title: say`channel ${c}, ${COLOURS[c]}`, ...overPicture(own) });
    const map = screen({ title: say`map of channel ${c} alone`, ...overMap(own) });
    const slice = own.inputGrid({
      title: say`slice for channel ${c}, ${COLOURS[c]}`,
      name: (i, j) => `K[${o()}, ${c}, ${i}, ${j}]`,
      rows: size,
      columns: size,
      channel: c,
      kind: "kernel",
      drag: 0.1,
      get: (i, j) => own.state.K[o()][c][i][j],
      set: (i, j, value) => edit(own, { K: put(own.state.K, [o(), c, i, j], value) }),
    });
    const node = h(
      "div",
      { class: "flow", style: `--slice:${size}`, ...drawing.hue(c) },
      part([mark(c), ` ${COLOURS[c]}`], plane.node),
      sign("×"),
      part(say`slice`, slice.node),
      sign("→"),
      part(say`its map`, map.node),
    );
    const paint = (state, { image, maps }) => {
      const { row, column } = state;
      const made = maps[state.output_channel];
      plane.paint(image.planes[c], image.size, [0, 255]);
      map.paint(made.channels[c], made.size, made.shared);
      plane.place(row, column, size, size);
      map.place(...around(row, column));
    };
    return { node, paint };
  }

  /* What goes in and what comes out, large, side by side: on a phone both stay in view while the reader scrolls. */
  function ends(own, name) {
    const mixing = name === "living-mixing";
    const photo = screen({ title: say`the picture in colour`, large: true, ...overPicture(own) });
    const several = own.state.K.length > 1;
    const title = mixing ? say`the three maps as red, green and blue` : several ? say`the chosen map, large` : say`map ${0}`;
    const out = screen({ title, large: true, ...overMap(own) });
    const bar = mixing ? null : scaleBar();
    const words = h("span", {}, several ? "" : say`the sum, with the bias`);
    const caption = mixing ? [say`maps 0, 1, 2 as colours`] : [words];
    const node = h(
      "div",
      { class: "ends" },
      h("div", { class: "end in" }, part(say`the picture`, photo.node)),
      h("div", { class: "end out" }, part(caption, out.node, bar?.node ?? "")),
      own.line,
    );
    const paint = (state, { image, maps }) => {
      const size = state.K[0][0].length;
      photo.paintColours(image.planes, image.size);
      photo.place(state.row, state.column, size, size);
      const made = maps[state.output_channel];
      if (mixing)
        out.paintColours(
          maps.map((map) => map.total),
          made.size,
        );
      else out.paint(made.total, made.size, made.scale);
      out.place(...around(state.row, state.column));
      bar?.paint(made.scale);
      if (several && !mixing) tell(words, say`map ${state.output_channel}, the chosen one`);
    };
    return { node, paint };
  }

  /* The maps of all filters, each with its scale and its bias; with one filter only the bias, for its map stands large. */
  function results(own) {
    const { K } = own.state;
    const several = K.length > 1;
    const maps = several ? K.map((_, o) => screen({ title: say`map ${o}`, ...overMap(own, o) })) : [];
    const bars = maps.map(() => scaleBar());
    const biases = K.map((_, o) =>
      own.field({
        name: several ? say`bias of output channel ${o}` : say`bias`,
        get: () => own.state.bias[o],
        set: (value) => edit(own, { bias: put(own.state.bias, [o], value) }),
        drag: 1,
      }),
    );
    const box = (o) => h("label", { class: "bias" }, h("span", {}, say`bias`), biases[o]);
    const boxes = maps.map((map, o) => part([mark(o, "mark-out"), ` ${say`map ${o}`}`], map.node, bars[o].node, box(o)));
    const relu = h("input", { type: "checkbox", onchange: () => own.change({ relu: relu.checked }) });
    const node = h(
      "div",
      { class: several ? "maps-row" : "results" },
      ...(several ? boxes : [box(0)]),
      h("label", { class: "check relu" }, relu, ` ${say`ReLU: cut off what is below 0`}`),
    );
    const paint = (state, { maps: made }) => {
      relu.checked = state.relu;
      maps.forEach((map, o) => {
        map.paint(made[o].total, made[o].size, made[o].scale);
        map.place(...around(state.row, state.column));
        bars[o].paint(made[o].scale);
        boxes[o].classList.toggle("quiet", o !== state.output_channel);
      });
    };
    return { node, paint };
  }

  /* The numbers under the window, as in the figure of chapter 1. */
  function numbers(own) {
    const size = own.state.K[0][0].length;
    const grids = COLOURS.map(() =>
      range(size * size).map(() => h("span", { class: "product" }, h("small", {}), h("b", {}))),
    );
    const sums = COLOURS.map((_, c) => h("span", { class: "sum", ...drawing.hue(c) }));
    const total = h("output", { class: "total", "aria-live": "off" });
    const node = h(
      "div",
      { class: "under" },
      h("p", { class: "title" }, say`Under the window: number · weight, and the product below`),
      h(
        "div",
        { class: "flow" },
        ...COLOURS.map((colour, c) =>
          h(
            "div",
            { class: "under-channel", ...drawing.hue(c) },
            part(
              [mark(c), ` ${colour}`],
              h("div", { class: "products", style: `--columns:${size}` }, ...grids[c]),
            ),
            part(say`sum`, sums[c]),
          ),
        ),
        part(say`total`, total),
      ),
    );
    const paint = ({ K, output_channel: o, window, products, channel_sums, output }) => {
      grids.forEach((grid, c) =>
        grid.forEach((cell, k) => {
          const [i, j] = [Math.floor(k / size), k % size];
          tell(cell.firstChild, `${numeral(window[c][i][j])}·${factor(K[o][c][i][j])}`);
          tell(cell.lastChild, numeral(short(products[c][i][j])));
        }),
      );
      sums.forEach((each, c) => {
        each.textContent = numeral(short(channel_sums[c]));
      });
      total.textContent = numeral(short(output));
    };
    return { node, paint };
  }

  scope.Figures = {
    ...scope.Figures,
    livingParts: { COLOURS, short, slot, call, channelRow, ends, results, numbers },
  };
})(globalThis);
