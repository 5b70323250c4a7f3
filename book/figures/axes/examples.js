/* The pictures for axes: which tensors each one starts from, which lines of PyTorch the reader may choose, and which
   numbers these take. `hue` and `heavy` say how a block looks by its index: a colour is a channel, as everywhere.
   `joined` says in words how several numbers become one. */
"use strict";

(function (scope) {
  const inNode = typeof require === "function" && typeof module === "object";
  const numbers = inNode ? require("./numbers.js") : scope.Figures.axesNumbers;
  const { tensor, stack, cat, permute, reshape, pick, pad, pool, add, unfold } = numbers;

  const field = (words, min, max) => ({ words, min, max });
  const from = (start) => (place) => start + place;
  const MODES = ["zeros", "reflect", "replicate", "circular"];
  const pooled = (place) => (place * 17 + 5) % 41; // forty different numbers, in no order
  const line = (code, run) => ({ code, run });

  const EXAMPLES = {
    "axes-permute": {
      title: say`An image file with its channels last becomes channels first`,
      sources: ([height, width, channels]) => [tensor("file", [height, width, channels])],
      fields: [field(say`height`, 1, 3), field(say`width`, 1, 4), field(say`channels`, 1, 5)],
      arguments: [2, 3, 4],
      place: 7,
      hue: (_, [, , channel]) => channel,
      lines: {
        permute: line(
          () => "file.permute(2, 0, 1)",
          (sources) => permute(sources, [2, 0, 1]),
        ),
        reshape: line(
          ([height, width, channels]) => `file.reshape(${channels}, ${height}, ${width})`,
          (sources, [height, width, channels]) => reshape(sources, [channels, height, width]),
        ),
      },
    },
    "axes-stack": {
      title: say`Three maps become one tensor`,
      sources: () => [0, 1, 2].map((map) => tensor(`maps[${map}]`, [2, 4], from(8 * map))),
      fields: [field(say`axis`, 0, 2)],
      arguments: [0],
      place: 13,
      hue: (map) => map,
      lines: {
        stack: line(
          ([axis]) => `torch.stack(maps, ${axis})`,
          (sources, [axis]) => stack(sources, axis),
        ),
        cat: line(
          ([axis]) => `torch.cat(maps, ${axis})`,
          (sources, [axis]) => cat(sources, axis),
        ),
      },
    },
    "axes-weight": {
      title: say`The weight of a layer, and what each of its axes picks out`,
      sources: () => [tensor("K", [4, 3, 2, 5])],
      fields: [field("o", 0, 3), field("i", 0, 2)],
      arguments: [1, 2],
      place: 17,
      hue: (_, [, channel]) => channel,
      lines: {
        filter: line(
          ([o]) => `K[${o}]`,
          (sources, [o]) => pick(sources, [o]),
        ),
        slice: line(
          ([o, i]) => `K[${o}, ${i}]`,
          (sources, [o, i]) => pick(sources, [o, i]),
        ),
        keras: line(
          () => "K.permute(2, 3, 1, 0)",
          (sources) => permute(sources, [2, 3, 1, 0]),
        ),
      },
    },
    "axes-bias": {
      title: say`Which bias meets which number`,
      sources: ([width]) => [tensor("Y", [3, 2, width]), tensor("b", [3], (place) => 100 * (place + 1))],
      fields: [field(say`width of Y`, 2, 5)],
      arguments: [4],
      place: 13,
      hue: (which, [first]) => (which === 1 ? first : null),
      joined: (values, value) => `${values.join(" + ")} = ${value}`,
      lines: {
        maps: line(
          () => "Y + b[:, None, None]",
          (sources) => add(sources, [3, 1, 1]),
        ),
        columns: line(
          () => "Y + b",
          (sources) => add(sources, [3]),
        ),
      },
    },
    "axes-unfold": {
      title: say`Every window becomes a column`,
      sources: () => [tensor("image", [2, 3, 4])],
      fields: [field(say`window height`, 1, 3), field(say`window width`, 1, 4)],
      arguments: [2, 3],
      place: 18,
      hue: (_, [channel]) => channel,
      lines: {
        unfold: line(
          ([height, width]) => `F.unfold(image, (${height}, ${width}))`,
          (sources, window) => unfold(sources, window),
        ),
      },
    },
    "axes-rows": {
      title: say`Pixels become rows`,
      sources: () => [tensor("X", [3, 2, 4])],
      fields: [field(say`numbers in a row`, 1, 8)],
      arguments: [3],
      place: 10,
      hue: (_, [channel]) => channel,
      lines: {
        permute: line(
          ([size]) => `X.permute(1, 2, 0).reshape(-1, ${size})`,
          (sources, [size]) => {
            const last = permute(sources, [1, 2, 0]);
            const moved = [{ shape: last.shape, values: last.cells.map(({ value }) => value) }];
            const made = reshape(moved, [-1, size]);
            if (made.refused) return made;
            return { ...made, cells: made.cells.map((cell) => ({ ...cell, from: last.cells[cell.from[0][1]].from })) };
          },
        ),
        reshape: line(
          ([size]) => `X.reshape(-1, ${size})`,
          (sources, [size]) => reshape(sources, [-1, size]),
        ),
      },
    },
    "axes-padding": {
      title: say`What the border holds`,
      sources: () => [tensor("x", [3, 4], from(1))],
      fields: [field(say`padding height`, 0, 4), field(say`padding width`, 0, 5)],
      arguments: [1, 2],
      place: 11,
      hue: () => 0,
      lines: Object.fromEntries(
        MODES.map((mode) => [
          mode,
          line(
            ([height, width]) => `padding=(${height}, ${width}), "${mode}"`,
            (sources, [height, width]) => pad(sources, [width, width, height, height], mode),
          ),
        ]),
      ),
    },
    "axes-pad-order": {
      title: say`F.pad counts from the last axis`,
      sources: () => [tensor("x", [3, 4], from(1))],
      fields: [say`first number`, say`second number`, say`third number`, say`fourth number`].map((words) => field(words, 0, 3)),
      arguments: [1, 0, 2, 0],
      place: 11,
      hue: () => 0,
      lines: {
        pad: line(
          (sides) => `F.pad(x, (${sides.join(", ")}))`,
          (sources, sides) => pad(sources, sides),
        ),
      },
    },
    "axes-pooling": {
      title: say`Each window gives one number`,
      sources: () => [tensor("x", [5, 8], pooled)],
      fields: [field(say`window`, 1, 5), field(say`stride`, 1, 5)],
      arguments: [2, 2],
      place: 6,
      hue: () => 0,
      joined: (values, value, how) =>
        how === "mean"
          ? say`the mean of ${values.join(", ")} is ${value}`
          : say`the largest of ${values.join(", ")} is ${value}`,
      lines: {
        max: line(
          ([window, stride]) => `F.max_pool2d(x, ${window}, ${stride})`,
          (sources, [window, stride]) => pool(sources, window, stride, "max"),
        ),
        ceil: line(
          ([window, stride]) => `F.max_pool2d(x, ${window}, ${stride}, ceil_mode=True)`,
          (sources, [window, stride]) => pool(sources, window, stride, "max", true),
        ),
        mean: line(
          ([window, stride]) => `F.avg_pool2d(x, ${window}, ${stride})`,
          (sources, [window, stride]) => pool(sources, window, stride, "mean"),
        ),
      },
    },
    "axes-flatten": {
      title: say`The batch axis stays, or is lost`,
      sources: () => [tensor("x", [2, 3, 1, 4])],
      fields: [field(say`numbers in a row of view`, 1, 24)],
      arguments: [8],
      place: 15,
      hue: (_, [, channel]) => channel,
      heavy: (_, [image]) => image === 1,
      note: say`A thick frame marks the numbers of image 1.`,
      lines: {
        one: line(
          () => "x.flatten(1)",
          (sources) => reshape(sources, [2, 12]),
        ),
        zero: line(
          () => "x.flatten(0)",
          (sources) => reshape(sources, [24]),
        ),
        view: line(
          ([size]) => `x.view(-1, ${size})`,
          (sources, [size]) => reshape(sources, [-1, size]),
        ),
      },
    },
  };

  scope.Figures = { ...scope.Figures, axesExamples: EXAMPLES };
  if (typeof module === "object" && module.exports) module.exports = EXAMPLES;
})(globalThis);
