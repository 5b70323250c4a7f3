/* Chapter 5: LeNet with trained weights. The reader draws or chooses a picture, sees all maps and the ten scores, and asks
   any number where it comes from. The weights are loaded at the first touch. */
"use strict";

(function (scope) {
  const { arithmetic, pixels, drawing, cells, livingScreens, lenetNetwork, lenetPicture, kit } = scope.Figures;
  const { range, walk } = arithmetic;
  const { LAYERS, SIDE } = lenetNetwork;
  const { FIRST, short, work, complete, names, nameOf, best, sentence, originInWords, stroke, weights } = lenetPicture;
  const { numeral } = drawing;
  const { h, button, mark, part, tell } = cells;
  const { screen, scaleBar, eraser } = livingScreens;

  const START = { layer: 2, channel: 6, row: 4, column: 4 };

  const hex = (colour) => `#${colour.map((part_) => part_.toString(16).padStart(2, "0")).join("")}`;
  const read = (text) => range(3).map((c) => parseInt(text.slice(1 + 2 * c, 3 + 2 * c), 16));

  function controls(own) {
    const show = (shape) => {
      own.extra.shape = shape;
      lenetPicture.show(own.extra);
      own.change();
    };
    const shapes = names().map((shape) => button(nameOf(shape), () => show(shape)));
    const colour = (name, words) => {
      const input = h("input", {
        type: "color",
        value: hex(own.extra[name]),
        oninput: () => {
          own.extra[name] = read(input.value);
          if (own.extra.shape) show(own.extra.shape);
        },
      });
      return h("label", {}, `${words} `, input);
    };
    const clear = button(say`an empty picture`, () => show(null));
    const erase = eraser(own);
    const node = h(
      "div",
      {},
      h("div", { class: "bar" }, say`Show a`, ...shapes),
      h(
        "div",
        { class: "bar" },
        clear,
        colour("ink", say`ink`),
        colour("ground", say`ground`),
        erase.node,
      ),
    );
    const paint = () => {
      shapes.forEach((each, i) => each.setAttribute("aria-pressed", String(names()[i] === own.extra.shape)));
      erase.paint();
    };
    return { node, paint };
  }

  function inputPart(own) {
    let last = null; // where the pointer was: between two events it may have gone far
    const image = screen({
      title: say`the picture: draw in it`,
      large: true,
      choose: (row, column, pressed) => {
        stroke(own.extra.ink, pressed || !last ? [row, column] : last, [row, column]);
        last = [row, column];
        own.extra.shape = null;
        own.change();
      },
      look: () => {},
    });
    const paint = ({ patch: [[top, bottom], [left, right]] }) => {
      image.paintColours(
        work(own.extra).input.maps.map((map) => map.map((value) => value * 255)),
        [SIDE, SIDE],
      );
      image.place(top, left, bottom - top + 1, right - left + 1);
    };
    return { node: part(say`the picture: draw in it`, image.node), paint };
  }

  function mapsPart(own, layer) {
    const name = LAYERS[layer];
    const { maps, side: size } = work(own.extra)[name];
    const bar = scaleBar();
    const screens = maps.map((_, channel) =>
      screen({
        title: say`${name}, map ${channel}`,
        choose: (row, column) => own.change({ layer, channel, row: Math.floor(row), column: Math.floor(column) }),
        look: () => {},
      }),
    );
    const node = h(
      "div",
      { class: `layer ${name}` },
      h("p", { class: "caption" }, say`${name}: ${maps.length} maps of ${size} × ${size}`),
      h("div", { class: "screens" }, ...screens.map((each) => each.node), bar.node),
    );
    const paint = (state) => {
      const { side, maps: now } = work(own.extra)[name];
      const scale = pixels.scaleOf(now);
      bar.paint(scale);
      screens.forEach((each, channel) => {
        const chosen = layer === state.layer && channel === state.channel;
        each.paint(now[channel], [side, side], scale);
        each.node.classList.toggle("unchosen", !chosen);
        each.place(state.row - 1, state.column - 1, 3, 3);
      });
    };
    return { node, paint };
  }

  function scoresPart() {
    const rows = names().map((name) => ({
      share: h("td", { class: "count" }),
      bar: h("i", { class: "share" }),
      score: h("td", { class: "count" }),
      name,
    }));
    const node = h(
      "table",
      { class: "ledger scores" },
      h("caption", {}, say`Ten scores`),
      h("thead", {}, h("tr", {}, ...[say`shape`, say`score`, say`share`].map((word) => h("th", { scope: "col" }, word)))),
      h(
        "tbody",
        {},
        ...rows.map(({ name, score, share }) => h("tr", {}, h("th", { scope: "row" }, nameOf(name)), score, share)),
      ),
    );
    const paint = ({ scores }) => {
      const shares = lenetNetwork.softmax(scores);
      rows.forEach(({ name, score, share, bar }, i) => {
        score.textContent = numeral(short(scores[i]));
        share.replaceChildren(`${Math.round(100 * shares[i])} %`, bar);
        bar.style.width = `${Math.round(100 * shares[i])}%`;
        share.parentElement.classList.toggle("best", name === best(scores));
      });
    };
    return { node, paint };
  }

  /* The chosen number by its indices, for whoever does not press a map. */
  function chooser(own) {
    const layers = LAYERS.map((name, layer) => button(name, () => own.change({ layer })));
    const field = (key, words) => {
      const [get, set] = [() => own.state[key], (value) => own.change({ [key]: value })];
      return h("label", {}, `${words} `, own.field({ name: words, min: 0, max: 27, whole: true, get, set }));
    };
    const fields = [field("channel", say`map`), field("row", say`row`), field("column", say`column`)];
    const node = h("div", { class: "bar chooser" }, ...layers, ...fields);
    const paint = ({ layer }) => layers.forEach((each, i) => each.setAttribute("aria-pressed", String(i === layer)));
    return { node, paint };
  }

  /* The chosen number: its sum in words, and the slices that made it. */
  function originPart() {
    const words = h("p", { class: "worked" });
    const slices = h("div", { class: "flow slices" });
    let shown = "";
    const paint = (state) => {
      const { layer, channel } = state;
      tell(words, originInWords(state));
      const which = `${layer} ${channel}`;
      if (shown === which) return;
      shown = which;
      if (!weights(layer)) return slices.replaceChildren();
      const inputs = weights(layer).shape[1];
      const each = range(inputs).map((c) => lenetNetwork.slice(weights(layer), channel, c));
      const scale = pixels.scaleOf(each);
      const bar = scaleBar();
      bar.paint(scale.map((end) => Number(end.toFixed(2))));
      slices.replaceChildren(
        ...each.map((slice, c) => {
          const one = screen({ title: say`slice W[${channel}, ${c}]`, choose: () => {}, look: () => {} });
          one.paint(slice, [5, 5], scale);
          one.node.classList.add("unchosen");
          return part([mark(c), ` W[${channel}, ${c}]`], one.node);
        }),
        bar.node,
      );
    };
    return {
      node: h(
        "div",
        { class: "panel" },
        h("p", { class: "title" }, say`Where the chosen number comes from`),
        words,
        slices,
      ),
      paint,
    };
  }

  function build(live, own) {
    work(own.extra);
    const parts = [
      controls(own),
      inputPart(own),
      scoresPart(),
      ...range(4).map((layer) => mapsPart(own, layer)),
      chooser(own),
      originPart(),
    ];
    const [top, picture, scores, ...rest] = parts;
    live.append(
      top.node,
      own.hint,
      h(
        "div",
        { class: "alive" },
        h("div", { class: "aside" }, h("div", { class: "seen" }, picture.node, own.line), scores.node),
        h("div", { class: "maps" }, ...rest.map(({ node }) => node)),
      ),
      button(say`put the picture back`, () => {
        Object.assign(own.extra, structuredClone(FIRST));
        lenetPicture.show(own.extra);
        own.rebuild(START);
      }),
    );
    return (state) => {
      for (const { paint } of parts) paint(state);
      own.tell(sentence(state));
    };
  }

  const step = (rows, columns) => (state, extra) => {
    const { side } = work(extra)[LAYERS[state.layer]];
    const [row, column] = walk([side, side], [state.row, state.column], rows * side + columns);
    return { row, column };
  };
  const figure = {
    label: say`Interactive figure: LeNet with trained weights, all its maps for a picture that you draw`,
    hint: say`Draw in the picture, or choose a shape. Press any map: the arrow keys move the chosen number, the digits choose another map of its layer.`,
    touch: say`Draw in the picture, or choose a shape. Press any map to choose a number.`,
    start: START,
    extra: structuredClone(FIRST),
    complete,
    build,
    sentence,
    keys: {
      ArrowRight: step(0, 1),
      ArrowLeft: step(0, -1),
      ArrowDown: step(1, 0),
      ArrowUp: step(-1, 0),
      ...kit.digits(10, (channel) => ({ channel })),
    },
  };
  kit.publish("lenet-alive", figure);
})(globalThis);
