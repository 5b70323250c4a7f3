/* The living picture: a photograph, one slice a channel, the map of each channel and their sum as images that follow the
   hand, and under the window the numbers. Three figures are made of it: one filter (first page, chapter 1), several
   filters (chapter 2), and filters of one pixel, which mix colours (chapter 3). */
"use strict";

(function (scope) {
  const { arithmetic, pixels, drawing, cells, livingFilters, livingScreens, livingSource, livingParts, kit } =
    scope.Figures;
  const { sum, flatten, walk, nearest } = arithmetic;
  const { numeral, numeralSum } = drawing;
  const { h, button, tell, put } = cells;
  const { COLOURS, short, slot, call, channelRow, ends, results, numbers } = livingParts;
  const { picture } = livingSource;

  const SIZES = [1, 3, 5];
  const sizeOf = (state) => pixels.mapSize(picture().size, state.K[0][0]);

  /* The picture as the filters get it: an erased channel is zero everywhere. */
  function seen(extra) {
    const { size, planes } = picture();
    return { size, planes: planes.map((plane, c) => (extra?.erased[c] ? plane.map(() => 0) : plane)) };
  }

  function complete({ K, bias, relu, output_channel, row, column }, extra) {
    const o = Math.min(Math.max(output_channel, 0), K.length - 1);
    const filter = K[o];
    const at = nearest(sizeOf({ K }), row, column);
    const window = pixels.windowOf(seen(extra), filter[0], at.row, at.column);
    const products = window.map((grid, c) => grid.map((line, i) => line.map((value, j) => value * filter[c][i][j])));
    const channel_sums = products.map((grid) => sum(flatten(grid)));
    const total = sum(channel_sums) + bias[o];
    const output = relu ? Math.max(0, total) : total;
    return { K, bias, relu, output_channel: o, ...at, window, products, channel_sums, total, output };
  }

  function sentence({ row, column, channel_sums, bias, output_channel, total, relu, output }) {
    const cut = relu && total < 0 ? say`, ReLU makes ${numeral(output)} of it` : "";
    return say`row ${row}, column ${column}: ${numeralSum([...channel_sums, bias[output_channel]].map(short))} = ${numeral(short(total))}${cut}`;
  }

  /* The maps of a state. What is known is kept: while one weight is pulled, one slice of one filter slides anew, and none
     while the window moves. */
  function rememberingMaps() {
    const slides = new Map(), // a filter's and a channel's place → {plane, slice, map}
      filters = [];
    let image = null,
      of = [];
    const fresh = (old, now) => now.some((each, i) => each !== old?.[i]);
    return ({ K, bias, relu }, extra) => {
      const source = [picture(), String(extra.erased)];
      if (fresh(of, source)) [of, image] = [source, seen(extra)];
      const maps = K.map((filter, o) => {
        const now = [filter, bias[o], relu, image];
        if (!fresh(filters[o]?.now, now)) return filters[o].made;
        const slide = (plane, size, slice) => {
          const place = `${o} ${image.planes.indexOf(plane)}`;
          const old = slides.get(place);
          if (old && !fresh(old.of, [plane, slice])) return old.map;
          const map = pixels.slide(plane, size, slice);
          slides.set(place, { of: [plane, slice], map });
          return map;
        };
        const map = pixels.filterMaps(image, filter, bias[o], relu, slide);
        const made = { ...map, shared: pixels.scaleOf(map.channels), scale: pixels.scaleOf([map.total]) };
        filters[o] = { now, made };
        return made;
      });
      return { image, maps };
    };
  }

  function presets(own, name) {
    const { presets: all } = livingFilters.START[name];
    const said = h("p", { class: "notice", role: "status" });
    const set = (title) => {
      const { filter, filters, bias } = all[title];
      const { K, output_channel: o } = own.state;
      call(own, title);
      own.rebuild(
        filters
          ? { K: filters, bias: bias ?? [0, 0, 0] }
          : {
              K: K.map((old, i) => (i === o ? filter : old.map((slice) => livingFilters.resize(slice, 3)))),
              bias: put(own.state.bias, [o], 0),
            },
      );
    };
    const buttons = Object.keys(all).map((title) => button(all[title].title, () => set(title), { "data-preset": title }));
    const node = h(
      "div",
      { class: "tries" },
      h(
        "div",
        { class: "bar" },
        h("span", {}, own.state.K.length > 1 && all.blur ? say`Make the chosen filter` : say`Try`),
        ...buttons,
      ),
      said,
    );
    const paint = ({ output_channel }) => {
      const named = own.extra.named[slot(own.extra, output_channel)];
      for (const each of buttons) each.setAttribute("aria-pressed", String(each.dataset.preset === named));
      tell(said, all[named]?.notice ?? say`Change a weight: type it, or drag the number sideways.`);
    };
    return { node, paint };
  }

  function choices(own, name) {
    const { K } = own.state;
    const turn = K.map((_, o) =>
      button(String(o), () => own.change({ output_channel: o }), { "aria-label": say`output channel ${o}` }),
    );
    const size = h(
      "select",
      {
        "aria-label": say`size of the slices`,
        onchange: () => {
          own.extra.named = own.extra.named.map(() => null);
          own.rebuild({
            K: own.state.K.map((filter) => filter.map((slice) => livingFilters.resize(slice, Number(size.value)))),
          });
        },
      },
      ...SIZES.map((n) => h("option", { value: n, selected: n === K[0][0].length }, `${n} × ${n}`)),
    );
    const erase = livingScreens.eraser(own);
    const back = button(say`put the numbers back`, () => {
      const { K: first, bias, named } = livingFilters.START[name];
      Object.assign(own.extra, { named, erased: [false, false, false] });
      own.rebuild({ K: first, bias, relu: false });
    });
    const node = h(
      "div",
      { class: "bar choices" },
      K.length > 1 ? h("span", { class: "group" }, h("span", {}, say`Output channel`), ...turn) : "",
      name === "living-mixing" ? "" : h("label", {}, h("span", {}, `${say`slices of`} `), size),
      erase.node,
      back,
    );
    const paint = (state) => {
      turn.forEach((each, o) => each.setAttribute("aria-pressed", String(o === state.output_channel)));
      erase.paint();
    };
    return { node, paint };
  }

  function build(live, own, name) {
    const work = rememberingMaps();
    const tops = [presets(own, name), choices(own, name)];
    const rows = COLOURS.map((_, c) => channelRow(own, c));
    const bar = livingScreens.scaleBar();
    const pair = ends(own, name);
    const end = results(own);
    const under = numbers(own);
    const several = own.state.K.length > 1 ? "several" : "single";
    const large = own.state.K[0][0].length > 3 ? " large-slices" : "";
    live.append(
      h(
        "div",
        { class: `living ${several}${large}` },
        pair.node,
        ...tops.map(({ node }) => node),
        h(
          "div",
          { class: "rows" },
          ...rows.map(({ node }) => node),
          h("div", { class: "shared" }, h("span", { class: "caption" }, say`the three maps share one scale`), bar.node),
        ),
        end.node,
        own.hint,
        under.node,
      ),
      livingSource.controls(own, name),
    );
    let kept = null; // what the address holds: what was chosen, not what a mouse passes over
    return (state) => {
      const made = work(state, own.extra);
      bar.paint(made.maps[state.output_channel].shared);
      for (const top of tops) top.paint(state);
      for (const row of rows) row.paint(state, made);
      pair.paint(state, made);
      end.paint(state, made);
      under.paint(state);
      own.tell(sentence(state));
      const { K, bias, relu, output_channel } = state;
      const now = [K, bias, relu, output_channel, ...own.extra.chosen];
      if (kept && now.some((each, i) => each !== kept[i])) livingSource.remember(name, state);
      kept = now;
    };
  }

  const step = (rows, columns) => (state, extra, event) => {
    const far = event?.shiftKey ? 8 : 1;
    const size = sizeOf(state);
    const [row, column] = walk(size, [state.row, state.column], (rows * size[1] + columns) * far);
    extra.chosen = [row, column];
    return { row, column };
  };

  for (const [name, { K, bias, named }] of Object.entries(livingFilters.START)) {
    const start = { K, bias, relu: false, output_channel: 0, row: 44, column: 37 };
    kit.publish(name, {
      label: say`Interactive figure: a photograph, the slices of a filter, and the maps that they make, as images`,
      hint:
        K.length > 1
          ? say`Arrow keys move the window, with Shift by eight; a finger or a mouse moves it on any picture. The digits choose the output channel. Drag a weight sideways, or type it; while you type, the keys stay in its cell.`
          : say`Arrow keys move the window, with Shift by eight; a finger or a mouse moves it on any picture. Drag a weight sideways, or type it; while you type, the keys stay in its cell.`,
      touch: say`Drag the window on any picture. Drag a weight sideways, or type it.`,
      start,
      extra: { named, picture: "photograph", erased: [false, false, false], chosen: [start.row, start.column] },
      complete,
      build: (live, own) => build(live, own, name),
      recall: (own) => livingSource.recall(own, name),
      sentence,
      keys: {
        ArrowRight: step(0, 1),
        ArrowLeft: step(0, -1),
        ArrowDown: step(1, 0),
        ArrowUp: step(-1, 0),
        ...kit.digits(K.length, (o) => ({ output_channel: o })),
      },
    });
  }
})(globalThis);
