/* The stage of chapter 4's figure: each input channel with the window and the slice of the chosen filter, and the maps.
   With numbers where there is room for them; otherwise one plane that shows which cells are read. */
"use strict";

(function (scope) {
  const { arithmetic, conv2dNumbers, conv2dDrawing, conv2dWords, drawing, cells } = scope.Figures;
  const { range, nearest, reach } = arithmetic;
  const { numeral, grid, picture } = drawing;
  const { h, draw, mark, button, part, sign, follow } = cells;

  const MOST = { in_channels: 4, out_channels: 6, cells: 360, taps: 49 }; // beyond that nobody reads numbers

  function numbersFit(own) {
    const { state, extra } = own;
    const count = ([height, width]) => height * width;
    return (
      extra.in_channels <= MOST.in_channels &&
      extra.out_channels <= MOST.out_channels &&
      count(state.kernel_size) <= MOST.taps &&
      count(state.input.map((size, a) => size + 2 * state.padding[a])) <= MOST.cells &&
      own.numbers() !== null
    );
  }

  /* A pointer on a plane moves the window whose middle is nearest. The planes are drawn anew at each step, so the stage
     listens for them, and remembers which one was pressed. */
  function pullsWindow(own, body) {
    let pressed = -1;
    const planes = () => [...body.querySelectorAll(".pulled svg")];
    function go({ clientX, clientY }) {
      const svg = planes()[pressed];
      if (!svg?.dataset.corner || !own.state.output) return;
      const { x, y, unit } = JSON.parse(svg.dataset.corner);
      const box = svg.getBoundingClientRect();
      const shrunk = svg.viewBox.baseVal.width / box.width;
      const cell = [((clientY - box.top) * shrunk - y) / unit, ((clientX - box.left) * shrunk - x) / unit];
      const { kernel_size, stride, padding, dilation, output } = own.state;
      const index = cell.map((at, a) =>
        Math.round((at + padding[a] - reach(kernel_size[a], dilation[a]) / 2) / stride[a]),
      );
      const place = nearest(output, ...index);
      if (place.row === own.extra.row && place.column === own.extra.column) return;
      Object.assign(own.extra, place);
      own.change();
    }
    const meant = ({ target }) => {
      pressed = planes().indexOf(target.closest(".pulled svg"));
      return pressed >= 0;
    };
    follow(body, { meant, go });
  }

  function legend() {
    const sample = (kind, words) => h("span", {}, h("i", { class: `sample ${kind}` }), ` ${words}`);
    return h(
      "p",
      { class: "legend" },
      sample("tap", say`read by this window`),
      sample("never", say`never read`),
      sample("padding", say`padding`),
      sample("dots", say`the windows, each a line of dots`),
    );
  }

  function slicePicture(values, channel) {
    const wide = Math.max(...values.flat().map((value) => numeral(value).length)) * 9 + 12;
    const width = Math.max(26, wide);
    return picture(
      values[0].length * width + 4,
      values.length * 26 + 4,
      { role: "img", "aria-label": say`slice ${values.map((line) => line.map(numeral).join(" ")).join(", ")}` },
      ["g", { transform: "translate(2 2)" }, grid(0, 0, values, { unit: 26, width, channel, kind: "square heavy" })],
    );
  }

  const inWords = (state) => say`input of ${state.input[0]} by ${state.input[1]}; ${conv2dWords.neverInWords(state)}`;

  /* One input channel: plane × slice → sum; without a slice where the chosen filter's group does not see it. */
  function channelPart(own, [X, K], made, c, width) {
    const { state, extra } = own;
    const k = made.channels.indexOf(c);
    const number = (i, j) => conv2dNumbers.padded(X[c], i, j, extra.padding_mode);
    const unseen = k < 0;
    const drawn = conv2dDrawing.numberPlane(
      unseen ? { ...state, output: null } : state,
      extra,
      width,
      number,
      say`channel ${c}, ${inWords(state)}`,
      { bare: c > 0 },
    );
    if (!drawn) return null;
    const plane = h("div", { class: unseen ? "drawing" : "drawing pulled" }, draw(drawn));
    const hidden = covered(own, extra.filter, extra.row, extra.column);
    return h(
      "div",
      { class: `flow channel${unseen ? " unseen" : ""}`, ...drawing.hue(c) },
      part([mark(c), ` X[${c}]`], plane),
      unseen
        ? h("p", { class: "notice" }, say`Filter ${extra.filter} does not see this channel: it belongs to another group.`)
        : h(
            "div",
            { class: "flow" },
            sign("×"),
            part(`K[${extra.filter}, ${k}]`, draw(slicePicture(K[extra.filter][k], c))),
            sign("→"),
            part(say`sum`, h("span", { class: "sum" }, hidden ? "?" : numeral(made.channel_sums[k]))),
          ),
    );
  }

  const covered = ({ extra }, o, row, column) => extra.cover && !extra.known.includes(`${o},${row},${column}`);

  function mapPart(own, values, o) {
    const { extra } = own;
    const chosen = o === extra.filter ? [extra.row, extra.column] : null;
    const words = chosen
      ? say`map of output channel ${o}, ${values.length} by ${values[0].length}, row ${extra.row}, column ${extra.column} chosen`
      : say`map of output channel ${o}, ${values.length} by ${values[0].length}`;
    const node = h(
      "div",
      { class: "drawing picked" },
      draw(conv2dDrawing.numberMap(values, chosen, (i, j) => covered(own, o, i, j), words)),
    );
    const go = (event) => {
      const svg = node.querySelector("svg");
      const { width, height } = JSON.parse(svg.dataset.cell);
      const box = svg.getBoundingClientRect();
      const shrunk = svg.viewBox.baseVal.width / box.width;
      const place = nearest(
        own.state.output,
        Math.floor(((event.clientY - box.top) * shrunk - 2) / height),
        Math.floor(((event.clientX - box.left) * shrunk - 2) / width),
      );
      Object.assign(own.extra, place, { filter: o });
      own.change();
    };
    node.addEventListener("click", go);
    return part([mark(o, "mark-out"), ` ${say`map ${o}`}`], node);
  }

  function filterChoice(own) {
    const node = h("div", { class: "bar" });
    const paint = () => {
      const { out_channels, filter } = own.extra;
      const old = node.querySelectorAll("button");
      if (old.length !== Math.min(out_channels, 10))
        node.replaceChildren(
          h("span", {}, say`Output channel`),
          ...range(Math.min(out_channels, 10)).map((o) =>
            button(
              String(o),
              () => {
                own.extra.filter = o;
                own.change();
              },
              { "aria-label": say`output channel ${o}` },
            ),
          ),
        );
      node.querySelectorAll("button").forEach((each, o) => each.setAttribute("aria-pressed", String(o === filter)));
    };
    return { node, paint };
  }

  function withNumbers(own, width) {
    const layer = own.layer();
    const { filter, row, column } = own.extra;
    const numbers = own.numbers();
    const made = conv2dNumbers.windowOf(layer, ...numbers, filter, row, column);
    const room = width >= 640 ? width - 190 : width; // beside a plane stand its slice and the sum
    const channels = range(layer.in_channels).map((c) => channelPart(own, numbers, made, c, room));
    if (channels.includes(null)) return null;
    const maps = conv2dNumbers.maps(layer, ...numbers);
    const hidden = covered(own, filter, row, column);
    const bias = layer.bias ? numeral(numbers[2][filter]) : say`none`;
    const total = h("span", { class: "total" }, hidden ? "?" : numeral(made.total));
    const shown = layer.cover && !layer.known_shape ? [] : maps.map((values, o) => mapPart(own, values, o));
    return h(
      "div",
      { class: "numbers" },
      h("div", { class: "channels" }, ...channels),
      h(
        "div",
        { class: "ends" },
        h(
          "div",
          { class: "flow" },
          part(say`bias`, h("span", { class: "sum slate" }, bias)),
          sign("→"),
          part(say`total`, total),
        ),
        ...(shown.length ? shown : [h("p", { class: "notice" }, say`The maps are covered: predict their shape first.`)]),
      ),
    );
  }

  function withoutNumbers(own, width) {
    const { state, extra } = own;
    const plane = h("div", { class: "drawing pulled" }, draw(conv2dDrawing.plane(state, extra, width, inWords(state))));
    const small = h("div", { class: "drawing" }, draw(conv2dDrawing.output(state, extra)));
    const refused = conv2dNumbers.refusal(own.layer());
    const hidden = extra.cover && !extra.known_shape;
    return h(
      "div",
      {},
      h(
        "div",
        { class: "flow" },
        plane,
        sign("→"),
        part(state.output && !hidden ? say`output ${state.output.join(" × ")}` : say`output`, hidden ? "?" : small),
      ),
      refused && state.output ? h("p", { class: "refused" }, say`PyTorch: ${refused}.`) : "",
    );
  }

  function stage(own) {
    const body = h("div", {});
    pullsWindow(own, body);
    const choice = filterChoice(own);
    const node = h("div", {}, choice.node, body, legend());
    const paint = () => {
      choice.paint();
      const width = own.width();
      const made = numbersFit(own) ? withNumbers(own, width) : null;
      body.replaceChildren(made ?? withoutNumbers(own, width));
    };
    return { node, paint };
  }

  scope.Figures = { ...scope.Figures, conv2dStage: { stage } };
})(globalThis);
