/* Chapter 1: one filter on several input channels. Planes with the window, products, a sum for each channel, the running
   total; the reader may predict first, and see what three beliefs would make of the same numbers. */
"use strict";

(function (scope) {
  const { arithmetic, drawing, kit } = scope.Figures;
  const { range, windowSum, mapSize, mapOf, beliefs, walk, nearest } = arithmetic;
  const { say, saySum, factor } = drawing;
  const { h, mark, button } = kit;

  const EXAMPLES = {
    "2 channels, 3 × 3": {
      X: [[[0, 1, 2], [3, 4, 5], [6, 7, 8]], [[1, 2, 3], [4, 5, 6], [7, 8, 9]]],
      K: [[[0, 1], [2, 3]], [[1, 2], [3, 4]]],
    },
    "4 channels, 3 × 5, the last slice all zero": {
      X: [[[1, 0, 2, -1, 3], [0, 3, 1, 2, 0], [2, 1, 0, 1, -2]], [[0, 1, 1, 0, 2], [2, 0, -1, 3, 1], [1, 1, 2, 0, 0]],
        [[3, 1, 0, 2, 1], [1, 2, 2, 0, -1], [0, -2, 1, 1, 4]], [[5, 9, 7, 8, 6], [4, 6, 5, 9, 8], [7, 7, 3, 2, 5]]],
      K: [[[1, 0, -1], [2, 1, 0]], [[0, 1, 1], [-1, 0, 2]], [[1, -1, 0], [0, 0, 1]], [[0, 0, 0], [0, 0, 0]]],
    },
  };

  const BELIEFS = {
    swapped: ["swap channels", "X's channels change seats, the slices stay. Each slice meets the wrong channel."],
    flipped: ["flip", "Each slice is turned by half a turn first, as in the convolution of mathematics. PyTorch does not flip."],
    averaged: ["average", "The channel sums are averaged. A filter adds them."],
  };

  function complete({ X, K, bias, row, column }) {
    const place = nearest(mapSize(X, K), row, column);
    return { X, K, bias, ...place, ...windowSum(X, K, bias, place.row, place.column) };
  }

  function move(state, step) {
    const [row, column] = walk(mapSize(state.X, state.K), [state.row, state.column], step);
    return { row, column };
  }

  const changed = (stack, c, i, j, value) =>
    stack.map((grid, k) => (k !== c ? grid : grid.map((line, r) => (r !== i ? line : line.map((old, s) => (s !== j ? old : value))))));

  const sentence = ({ row, column, channel_sums, bias, total }) =>
    `row ${row}, column ${column}: ${saySum([...channel_sums, bias])} = ${say(total)}`;

  /* What a wrong prediction most likely comes from. */
  function reason(guess, state) {
    const { X, K, bias, row, column, channel_sums, total } = state;
    const near = (value) => Math.abs(value - guess) < 1e-3;
    if (near(total)) return null;
    if (bias !== 0 && near(total - bias)) return `The channels are right. The bias, ${say(bias)}, is missing; it is added once.`;
    if (near(total + bias * (X.length - 1))) return "The bias is added once, not once for each channel.";
    const alone = channel_sums.findIndex((sum) => near(sum));
    if (alone >= 0) return `That is channel ${alone} alone. The other channels are added to it.`;
    if (near(beliefs.averaged(X, K, bias)[row][column])) return "That is the average of the channels. They are added.";
    if (near(beliefs.swapped(X, K, bias)[row][column])) return "That is with the channels swapped: slice 0 belongs to channel 0.";
    if (near(beliefs.flipped(X, K, bias)[row][column])) return "That is with flipped slices. PyTorch multiplies what lies on each other.";
    return "Multiply the numbers that lie on each other, add up each channel, then add the channels and the bias.";
  }

  /* A changed number makes every earlier prediction an old one. */
  function edit(own, changes) {
    own.extra.known = [];
    own.change(changes);
  }

  function controls(live, own) {
    const examples = h("select", {
      "aria-label": "example",
      onchange: (event) => {
        own.extra.example = event.target.value;
        own.extra.compare = null;
        own.rebuild({ ...EXAMPLES[event.target.value], bias: 0, row: 0, column: 0 });
      },
    }, ...Object.keys(EXAMPLES).map((name) => h("option", { value: name, selected: name === own.extra.example }, name)));
    const again = button("put the numbers back", () => own.rebuild({ ...EXAMPLES[own.extra.example], bias: 0 }));
    live.append(h("div", { class: "bar" }, h("label", {}, h("span", {}, "Example "), examples), again));
  }

  function channelRow(own, c) {
    const { X, K } = own.state;
    const image = own.inputGrid({
      title: `input channel ${c}`, name: (i, j) => `X[${c}, ${i}, ${j}]`, rows: X[c].length, columns: X[c][0].length, channel: c,
      get: (i, j) => own.state.X[c][i][j], set: (i, j, value) => edit(own, { X: changed(own.state.X, c, i, j, value) }),
    });
    const slice = own.inputGrid({
      title: `slice ${c} of the filter`, name: (i, j) => `K[${c}, ${i}, ${j}]`, rows: K[c].length, columns: K[c][0].length, channel: c, kind: "kernel",
      get: (i, j) => own.state.K[c][i][j], set: (i, j, value) => edit(own, { K: changed(own.state.K, c, i, j, value) }),
    });
    const products = K[c].map((line) => line.map(() => h("span", { class: "product" }, h("small", {}), h("b", {}))));
    const sum = h("span", { class: "sum filled" });
    const running = h("span", { class: "running" });
    const node = h("div", { class: "channel", ...drawing.hue(c) },
      h("div", { class: "part" }, h("span", { class: "caption" }, mark(c), ` X[${c}]`), image.node),
      h("span", { class: "sign" }, "×"),
      h("div", { class: "part" }, h("span", { class: "caption" }, `K[${c}]`), slice.node),
      h("span", { class: "sign" }, "="),
      h("div", { class: "part" }, h("span", { class: "caption" }, "products"),
        h("div", { class: "products", style: `--columns:${K[c][0].length}` }, ...products.flat())),
      h("span", { class: "sign" }, "→"),
      h("div", { class: "part" }, h("span", { class: "caption" }, "sum"), sum),
      h("div", { class: "part grow" }, h("span", { class: "caption" }, "running total"), running));
    const paint = (state, covered) => {
      image.place(state.row, state.column, K[c].length, K[c][0].length);
      products.forEach((line, i) => line.forEach((cell, j) => {
        const [x, k] = [state.X[c][state.row + i][state.column + j], state.K[c][i][j]];
        cell.firstChild.textContent = `${say(x)}·${factor(k)}`;
        cell.lastChild.textContent = covered ? "?" : say(state.products[c][i][j]);
      }));
      sum.textContent = covered ? "?" : say(state.channel_sums[c]);
      const terms = state.channel_sums.slice(0, c + 1);
      const upTo = arithmetic.sum(terms);
      running.textContent = covered ? "?" : c === 0 ? say(upTo) : `${saySum([upTo - terms[c], terms[c]])} = ${say(upTo)}`;
    };
    return { node, paint };
  }

  function totalRow(own) {
    const bias = own.field({ name: "bias", get: () => own.state.bias, set: (value) => edit(own, { bias: value }) });
    const total = h("output", { class: "total" });
    const [height, width] = mapSize(own.state.X, own.state.K);
    const places = range(height).map((row) => range(width).map((column) => button("", () => own.change({ row, column }), { class: "place" })));
    const node = h("div", { class: "result" },
      h("div", { class: "part" }, h("span", { class: "caption" }, "bias, added once"), h("div", { class: "plane kernel slate", style: "--columns:1;--rows:1;--digits:3" }, bias)),
      h("span", { class: "sign" }, "→"),
      h("div", { class: "part" }, h("span", { class: "caption" }, "total"), total),
      h("span", { class: "sign" }, "→"),
      h("div", { class: "part" }, h("span", { class: "caption" }, "output map"),
        h("div", { class: "map", style: `--columns:${width}`, role: "group", "aria-label": "output map: choose a position" }, ...places.flat())),
      h("div", { class: "part" }, h("span", { class: "caption" }, "move the window"),
        h("div", { class: "bar" }, button("← back", () => own.change(move(own.state, -1))), button("next →", () => own.change(move(own.state, 1))))));
    const paint = (state, covered) => {
      total.textContent = covered ? "?" : say(state.total);
      const values = mapOf(state.X, state.K, state.bias);
      places.forEach((line, row) => line.forEach((place, column) => {
        const here = row === state.row && column === state.column;
        place.textContent = own.extra.cover && !own.extra.known.includes(`${row},${column}`) ? "?" : say(values[row][column]);
        place.setAttribute("aria-label", `row ${row}, column ${column}: ${place.textContent === "?" ? "covered" : place.textContent}`);
        place.setAttribute("aria-pressed", String(here));
      }));
    };
    return { node, paint };
  }

  function prediction(own) {
    const guess = h("input", { type: "number", step: "any", class: "num wide", autocomplete: "off" });
    const caption = h("span", {});
    const answer = h("p", { class: "reply", role: "status" });
    const cover = h("input", { type: "checkbox", onchange: () => { own.extra.cover = cover.checked; answer.textContent = ""; edit(own, {}); } });
    const check = (event) => {
      event.preventDefault();
      if (!Number.isFinite(guess.valueAsNumber)) { answer.textContent = "Type a number first."; return; }
      const why = reason(guess.valueAsNumber, own.state);
      answer.textContent = why ? `Not ${say(guess.valueAsNumber)}. ${why}` : `Yes, ${say(own.state.total)}.`;
      if (!why) own.extra.known.push(`${own.state.row},${own.state.column}`);
      own.change();
    };
    const form = h("form", { class: "bar", onsubmit: check }, h("label", {}, caption, guess), h("button", { type: "submit" }, "check"),
      h("label", { class: "check" }, cover, " cover the results until I have it"));
    let last = "";
    const paint = ({ row, column }) => {
      const place = `row ${row}, column ${column}`;
      if (last && place !== last) { answer.textContent = ""; guess.value = ""; }
      last = place;
      caption.textContent = `Your prediction for ${place} `;
    };
    return { node: h("div", { class: "panel" }, h("p", { class: "title" }, "Predict first"), form, answer), paint };
  }

  function comparison(own) {
    const shown = h("div", { class: "comparison", role: "status" });
    const buttons = Object.entries(BELIEFS).map(([belief, [words]]) => button(words, () => {
      own.extra.compare = own.extra.compare === belief ? null : belief;
      own.change();
    }, { "data-belief": belief }));
    const small = (values, title, truth) => h("div", { class: "part" }, h("span", { class: "caption" }, title),
      h("div", { class: "map still", style: `--columns:${values[0].length}` }, ...values.flatMap((line, i) => line.map((value, j) =>
        h("span", { class: truth && truth[i][j] !== value ? "place wrong" : "place" }, say(value))))));
    const paint = ({ X, K, bias, row, column, total }) => {
      for (const each of buttons) each.setAttribute("aria-pressed", String(each.dataset.belief === own.extra.compare));
      if (!own.extra.compare) { shown.replaceChildren(h("p", {}, "Choose one and compare the two maps. The total above stays what it is.")); return; }
      const [words, why] = BELIEFS[own.extra.compare];
      const truth = mapOf(X, K, bias);
      const other = beliefs[own.extra.compare](X, K, bias);
      const differing = truth.flat().filter((value, i) => value !== other.flat()[i]).length;
      const here = other[row][column] === total ? `also ${say(total)}` : `${say(other[row][column])}, not ${say(total)}`;
      shown.replaceChildren(small(truth, "the map"), small(other, `with “${words}”`, truth),
        h("p", {}, `${why} Differs in ${differing} of ${truth.flat().length} cells. Row ${row}, column ${column} would give ${here}.`));
    };
    return { node: h("div", { class: "panel" }, h("p", { class: "title" }, "Three mistakes to watch fail"), h("div", { class: "bar" }, ...buttons), shown), paint };
  }

  function build(live, own) {
    controls(live, own);
    const rows = range(own.state.X.length).map((c) => channelRow(own, c));
    const parts = [totalRow(own), prediction(own), comparison(own)];
    const wide = own.state.X[0][0].length > 4;
    live.append(h("div", { class: `stage multi-input${wide ? " dense" : ""}` }, ...rows.map((row) => row.node), parts[0].node), own.line, own.hint, parts[1].node, parts[2].node);
    return (state) => {
      const covered = own.extra.cover && !own.extra.known.includes(`${state.row},${state.column}`);
      for (const part of rows) part.paint(state, covered);
      for (const part of parts) part.paint(state, covered);
      own.say(covered ? `row ${state.row}, column ${state.column}: covered, what do you predict?` : sentence(state));
    };
  }

  const [example] = Object.keys(EXAMPLES);
  kit.publish("multi-input", {
    label: "Interactive figure: one filter slides over an image of several channels",
    hint: "Arrow keys move the window while the figure has the focus. Every cell of X, K and the bias can be changed.",
    start: { ...EXAMPLES[example], bias: 0, row: 0, column: 0 },
    extra: { example, cover: false, known: [], compare: null },
    complete, build, sentence,
    keys: {
      ArrowRight: (state) => move(state, 1),
      ArrowLeft: (state) => move(state, -1),
      ArrowDown: (state) => move(state, mapSize(state.X, state.K)[1]),
      ArrowUp: (state) => move(state, -mapSize(state.X, state.K)[1]),
    },
  });
})(globalThis);
