/* Pictures for axes: tensors as blocks, one line of PyTorch, and the result. The arrow keys choose a block of the result,
   a frame shows where it comes from; at a press the blocks move to their places, one after the other. */
"use strict";

(function (scope) {
  const { arithmetic, drawing, cells, axesNumbers, axesExamples, axesBoard, kit } = scope.Figures;
  const { range } = arithmetic;
  const { numeral, picture } = drawing;
  const { h, draw, button, tell, put, follow } = cells;
  const { board, frames, at, inBrackets } = axesBoard;
  const { count, indexOf } = axesNumbers;

  const WHOLE = 3000, // milliseconds in which all blocks have moved
    FLIGHT = 400;

  function run(name, { operation, arguments: given }) {
    const example = axesExamples[name];
    const sources = example.sources(given);
    return { example, sources, made: example.lines[operation].run(sources, given) };
  }

  function complete(name, { operation, arguments: given, place }) {
    const { fields, lines } = axesExamples[name];
    const known = lines[operation] ? operation : Object.keys(lines)[0];
    const within = fields.map(({ min, max }, k) => Math.min(max, Math.max(min, Math.trunc(given[k] ?? min))));
    const { made } = run(name, { operation: known, arguments: within });
    const chosen = made.refused ? 0 : Math.min(Math.max(place, 0), made.cells.length - 1);
    const index = made.refused ? [] : indexOf(made.shape, chosen);
    return {
      operation: known,
      arguments: within,
      place: chosen,
      shape: made.refused ? null : made.shape,
      index,
      row: index.at(-2) ?? 0,
      column: index.at(-1) ?? 0,
      value: made.refused ? null : made.cells[chosen].value,
    };
  }

  const nameOf = ({ name, shape }, place) => `${name}[${indexOf(shape, place).join(", ")}]`;

  function sentence(name, state) {
    const { example, sources, made } = run(name, state);
    if (made.refused) return say`PyTorch raises an error: ${made.refused}`;
    const { value, from } = made.cells[state.place];
    const result = `result[${state.index.join(", ")}]`;
    const names = from.map(([which, place]) => nameOf(sources[which], place));
    if (!from.length) return say`${result} = 0: the border holds zeros`;
    if (from.length === 1 && !example.joined) return say`${result} = ${numeral(value)}, from ${names[0]}`;
    const values = from.map(([which, place]) => numeral(sources[which].values[place]));
    const origin = names.length === 2 && sources.length === 2 ? say`, from ${names[0]} and ${names[1]}` : "";
    return say`${result}: ${example.joined(values, numeral(Number(value.toFixed(2))), state.operation)}${origin}`;
  }

  /* Sources and result, as the board draws them. */
  function tensors(name, state) {
    const { example, sources, made } = run(name, state);
    const hue = (which, place) => example.hue(which, indexOf(sources[which].shape, place));
    const heavy = (which, place) => Boolean(example.heavy?.(which, indexOf(sources[which].shape, place)));
    const drawn = sources.map(({ values, ...each }, which) => ({
      ...each,
      words: values.map(numeral),
      look: (place) => ({ channel: hue(which, place), heavy: heavy(which, place) }),
    }));
    if (made.refused) return { made, drawn };
    const look = (place) => {
      const origin = made.cells[place].from.at(-1);
      return origin ? { channel: hue(...origin), heavy: heavy(...origin) } : { channel: null, heavy: false };
    };
    const words = made.cells.map(({ value }) => numeral(Number(value.toFixed(2))));
    return { made, drawn, result: { name: "result", shape: made.shape, words, look } };
  }

  const code = (name, state) => axesExamples[name].lines[state.operation].code(state.arguments);

  function describe(name, state) {
    const { sources } = run(name, state);
    const from = sources.map((each) => say`${each.name} of shape ${inBrackets(each.shape)}`).join(say`, `);
    const line = state.shape
      ? say`The line ${code(name, state)} gives a result of shape ${inBrackets(state.shape)}.`
      : say`The line ${code(name, state)} is refused.`;
    return say`Blocks of numbers: ${from}. ${line} ${sentence(name, state)}.`;
  }

  /* The frames of the chosen block: where it comes from, and where it is. */
  function chosenFrames(laid, unit, made, place) {
    const last = laid.sheets.length - 1;
    const origins = made.cells[place].from.flatMap(([which, one]) => frames(laid, unit, which, [one]));
    return [...origins, ...frames(laid, unit, last, [place])];
  }

  /* The drawing in the page. `paint(state)` draws what has changed; `fly(place)` moves one block from where it comes. */
  function stage(own, name) {
    const node = h("div", { class: "drawing board" });
    let shown = "";
    let laid, made, unit, results, marks;
    const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

    function drawAnew(state) {
      const room = own.width();
      const { made: now, drawn, result } = tensors(name, state);
      unit = room < 480 ? 27 : 30;
      made = now;
      laid = board(drawn, result, unit, room);
      const comesFrom = (which, place) =>
        made.cells?.findIndex(({ from }) => from.some(([w, p]) => w === which && p === place)) ?? -1;
      const groups = laid.sheets.map(({ cells: blocks }, which) =>
        blocks.map((block, place) => {
          const node_ = draw(at(laid.places[which], block));
          node_.dataset.block = which === drawn.length ? place : comesFrom(which, place);
          return node_;
        }),
      );
      results = groups[drawn.length] ?? [];
      marks = draw(["g", {}]);
      const [width, height] = [Math.ceil(laid.width) + 4, Math.ceil(laid.height) + 4]; // frames stand on the edge
      const words = { viewBox: `-2 -2 ${width} ${height}`, role: "img", "aria-label": describe(name, state) };
      const svg = draw(picture(width, height, words));
      const heads = laid.sheets.map(({ head }, which) => draw(at(laid.places[which], ...head)));
      svg.append(draw(laid.points), ...heads, ...groups.flat(), marks);
      node.replaceChildren(svg);
    }

    const paint = (state) => {
      const { operation, arguments: given, place } = state;
      const signature = JSON.stringify([operation, given, own.width()]);
      if (signature !== shown) drawAnew(state);
      shown = signature;
      if (made.refused) return;
      results.forEach((block, k) => block.classList.toggle("waiting", k >= own.extra.moved));
      marks.replaceChildren(...chosenFrames(laid, unit, made, place).map(draw));
    };

    const fly = (place) => {
      const from = made.cells[place].from.at(-1);
      if (!from || still()) return;
      const last = laid.sheets.length - 1;
      const corner = (which, one) =>
        laid.places[which].map((offset, axis) => offset + laid.sheets[which].at[one][axis]);
      const [start, end] = [corner(...from), corner(last, place)];
      const way = start.map((each, axis) => each - end[axis]);
      const block = results[place].firstElementChild;
      const path = [{ transform: `translate(${way[0]}px, ${way[1]}px)` }, { transform: "none" }];
      block.animate(path, { duration: FLIGHT, easing: "ease-out" });
    };

    const chosenAt = ({ clientX, clientY }) => {
      const block = document.elementFromPoint(clientX, clientY)?.closest("[data-block]");
      return block && node.contains(block) && Number(block.dataset.block) >= 0 ? Number(block.dataset.block) : null;
    };
    return { node, paint, fly, chosenAt, size: () => results.length };
  }

  /* The blocks move one after the other, only after a press; a second press, or a key, stops them where they are. */
  function mover(own, drawn) {
    let timer = null;
    const stop = () => {
      clearInterval(timer);
      timer = null;
      move.textContent = say`move the blocks`;
      own.line.setAttribute("aria-live", "polite");
    };
    const step = () => {
      if (!move.isConnected || own.extra.moved >= drawn.size()) return stop();
      own.extra.moved += 1;
      own.change({ place: own.extra.moved - 1 });
      drawn.fly(own.extra.moved - 1);
    };
    const move = button(say`move the blocks`, () => {
      if (timer) return stop();
      if (!drawn.size()) return;
      if (own.extra.moved >= drawn.size()) own.extra.moved = 0;
      move.textContent = say`pause`;
      own.line.setAttribute("aria-live", "off"); // or every block would be read aloud
      timer = setInterval(step, Math.min(FLIGHT, Math.max(40, WHOLE / drawn.size())));
      step();
    });
    return { move, stop };
  }

  function build(live, own, name) {
    const { fields, lines, note } = axesExamples[name];
    const drawn = stage(own, name);
    const { move, stop } = mover(own, drawn);
    own.choose = (changes) => {
      stop();
      own.extra.moved = Infinity;
      own.change(changes);
    };
    const choices = Object.keys(lines).map((operation) =>
      button("", () => own.choose({ operation, place: 0 }), { class: "code" }),
    );
    const only = choices.length === 1 ? h("code", {}) : null; // nothing to choose from
    const inputs = fields.map(({ words, min, max }, k) =>
      h(
        "label",
        {},
        `${words} `,
        own.field({
          name: words,
          min,
          max,
          whole: true,
          get: () => own.state.arguments[k],
          set: (value) => own.choose({ arguments: put(own.state.arguments, [k], value), place: 0 }),
        }),
      ),
    );
    const walk = (step) => button(step < 0 ? say`← back` : say`next →`, () => own.choose(moved(own.state, step)));
    const go = (event) => {
      const place = drawn.chosenAt(event);
      if (place !== null && place !== own.state.place) own.choose({ place });
    };
    follow(drawn.node, { go });
    live.append(
      h("div", { class: "bar choices" }, ...(only ? [only] : choices)),
      h("div", { class: "bar" }, ...inputs),
      drawn.node,
      own.moves(walk(-1), walk(1), move),
      own.hint,
      note ? h("p", {}, note) : "",
    );
    return (state) => {
      drawn.paint(state);
      Object.keys(lines).forEach((operation, i) => {
        tell(only ?? choices[i], lines[operation].code(state.arguments));
        choices[i].setAttribute("aria-pressed", String(operation === state.operation));
      });
      own.tell(sentence(name, state));
    };
  }

  /* Another block of the result, from the last one to the first. */
  function moved({ shape, place }, step) {
    const all = shape ? count(shape) : 1;
    return { place: (((place + step) % all) + all) % all };
  }
  const line = ({ shape }) => (shape && shape.length > 1 ? shape.at(-1) : 1);
  const key = (step) => (state, extra) => {
    extra.moved = Infinity;
    return moved(state, step(state));
  };

  for (const name of Object.keys(axesExamples)) {
    const { lines, arguments: given, place, title } = axesExamples[name];
    kit.publish(name, {
      label: say`Interactive figure: ${title}`,
      hint: say`Arrow keys choose a block of the result, or press one; frames show where its number comes from. Nothing moves until you press “move the blocks”.`,
      touch: say`Press a block; frames show where its number comes from. Nothing moves until you press “move the blocks”.`,
      start: { operation: Object.keys(lines)[0], arguments: given, place },
      extra: { moved: Infinity },
      complete: (state) => complete(name, state),
      build: (live, own) => build(live, own, name),
      sentence: (state) => sentence(name, state),
      describe: (state) => describe(name, state),
      tensors: (state) => tensors(name, state),
      code: (state) => code(name, state),
      chosenFrames,
      keys: {
        ArrowRight: key(() => 1),
        ArrowLeft: key(() => -1),
        ArrowDown: key(line),
        ArrowUp: key((state) => -line(state)),
      },
    });
  }
})(globalThis);
