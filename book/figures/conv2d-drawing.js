/* Drawings of chapter 4: the plane with its windows on both axes, and the blocks of channels that groups keep apart.
   Each window of an axis is one line of dots under (or beside) the plane, a dot on each row or column that it reads. */
"use strict";

(function (scope) {
  const { arithmetic, drawing } = scope.Figures;
  const { range, reach, taps } = arithmetic;
  const { label, box, picture, round, numeral } = drawing;

  /* How many windows of an axis are drawn, how far apart, and the smallest cell before each axis becomes a bar. */
  const measures = (width) =>
    width < 480 ? { most: 6, pitch: 13, smallest: 5 } : { most: 12, pitch: 14, smallest: 7 };

  const LEAST = 20; // the smallest cell in which a number can be read

  const axisOf = (state, a) => ({
    size: state.input[a],
    kernel: state.kernel_size[a],
    stride: state.stride[a],
    padding: state.padding[a],
    dilation: state.dilation[a],
    output: state.output ? state.output[a] : 0,
    never: new Set(state.never_read[a]),
  });

  /* The windows that are drawn: all, or as many as fit around the chosen one. */
  function shown(axis, chosen, most) {
    const first = Math.max(0, Math.min(chosen - Math.floor(most / 2), axis.output - most));
    return range(Math.min(most, axis.output)).map((i) => first + i);
  }

  const hatch = (x, y, width, height) => {
    const lines = [];
    for (let t = 5; t < width + height; t += 5) {
      const [x1, y1] = t <= height ? [x, y + t] : [x + t - height, y + height];
      const [x2, y2] = t <= width ? [x + t, y] : [x + width, y + t - width];
      lines.push(`M${round(x1)} ${round(y1)}L${round(x2)} ${round(y2)}`);
    }
    return lines.join("");
  };

  /* One window of one axis: a line from its first tap to its last, a dot on each tap. `at(place)` is a point. */
  function windowLine(axis, index, at, radius, chosen) {
    const points = taps(index, axis.kernel, axis.stride, axis.padding, axis.dilation).map(at);
    const [[x1, y1], [x2, y2]] = [points[0], points[points.length - 1]];
    return [
      "g",
      { class: index === chosen ? "taps chosen" : "taps" },
      ["path", { d: `M${round(x1)} ${round(y1)}L${round(x2)} ${round(y2)}`, class: "span" }],
      ...points.map(([x, y]) => [
        "circle",
        { cx: round(x), cy: round(y), r: index === chosen ? radius * 1.5 : radius },
      ]),
    ];
  }

  /* `number(i, j)` gives the number of a cell, of the padding, too; `bare` leaves out the lines of the windows, `flat` those of
     the rows alone. */
  function asPlane(state, place, width, { number, bare = false, flat = false } = {}) {
    const [rows, columns] = [axisOf(state, 0), axisOf(state, 1)];
    const { most, pitch, smallest } = measures(width);
    const lines = bare || flat ? [] : shown(rows, place.row, most);
    const fans = bare ? [] : shown(columns, place.column, most);
    const [left, top] = [30, 24];
    const [across, down] = [columns.size + 2 * columns.padding, rows.size + 2 * rows.padding];
    const unit = Math.min(
      number ? 24 : 30,
      Math.floor((width - left - 16 - lines.length * pitch) / across),
      Math.floor(560 / down),
    );
    if (unit < (number ? LEAST : smallest)) return null;
    const x0 = left + columns.padding * unit,
      y0 = top + rows.padding * unit; // corner of the unpadded input
    const parts = [];
    if (columns.padding || rows.padding) parts.push(box(left, top, across * unit, down * unit, "padding"));
    const lined = [];
    for (const i of range(rows.size))
      for (const j of range(columns.size)) {
        const never = rows.never.has(i) || columns.never.has(j);
        parts.push(box(x0 + j * unit, y0 + i * unit, unit, unit, never ? "read never" : "read"));
        if (never) lined.push(hatch(x0 + j * unit, y0 + i * unit, unit, unit));
      }
    if (lined.length) parts.push(["path", { d: lined.join(""), class: "hatch" }]);
    const every = unit >= 18 ? 1 : 5;
    for (const j of range(columns.size))
      if (j % every === 0) parts.push(label(x0 + (j + 0.5) * unit, 14, String(j), "small num"));
    for (const i of range(rows.size))
      if (i % every === 0) parts.push(label(left - 6, y0 + (i + 0.5) * unit, String(i), "small num middle", "end"));
    if (state.output) {
      const ys = taps(place.row, rows.kernel, rows.stride, rows.padding, rows.dilation);
      const xs = taps(place.column, columns.kernel, columns.stride, columns.padding, columns.dilation);
      for (const y of ys)
        for (const x of xs) {
          parts.push(box(x0 + x * unit, y0 + y * unit, unit, unit, "tap"));
          if (!number)
            parts.push([
              "circle",
              {
                cx: round(x0 + (x + 0.5) * unit),
                cy: round(y0 + (y + 0.5) * unit),
                r: round(Math.min(5, unit / 5)),
                class: "dot",
              },
            ]);
        }
      parts.push(
        box(
          x0 + xs[0] * unit,
          y0 + ys[0] * unit,
          reach(columns.kernel, columns.dilation) * unit,
          reach(rows.kernel, rows.dilation) * unit,
          "frame",
        ),
      );
    }
    if (number)
      for (const i of range(down).map((k) => k - rows.padding))
        for (const j of range(across).map((k) => k - columns.padding)) {
          const outside = i < 0 || i >= rows.size || j < 0 || j >= columns.size;
          const [x, y] = [x0 + (j + 0.5) * unit, y0 + (i + 0.5) * unit];
          parts.push(label(x, y, numeral(number(i, j)), outside ? "num middle small" : "num middle cell-word"));
        }
    // Two digits have no room beside two others: then the chosen window alone is named.
    const named = (index, chosen, all) => (index === chosen || all[all.length - 1] < 10 ? String(index) : "");
    const radius = Math.min(3, unit / 4);
    const right = left + across * unit + 16,
      below = top + down * unit + 16;
    for (const [k, index] of lines.entries()) {
      const x = right + (k + 0.5) * pitch;
      parts.push(
        windowLine(rows, index, (tap) => [x, y0 + (tap + 0.5) * unit], radius, place.row),
        label(x, 14, named(index, place.row, lines), index === place.row ? "small num strong-word" : "small num"),
      );
    }
    for (const [k, index] of fans.entries()) {
      const y = below + (k + 0.5) * pitch;
      parts.push(
        windowLine(columns, index, (tap) => [x0 + (tap + 0.5) * unit, y], radius, place.column),
        label(
          left - 6,
          y,
          named(index, place.column, fans),
          index === place.column ? "small num middle strong-word" : "small num middle",
          "end",
        ),
      );
    }
    const corner = { x: x0, y: y0, unit };
    return { width: right + lines.length * pitch + 4, height: below + fans.length * pitch + 4, parts, corner };
  }

  /* Inputs too large for cells: each axis a bar, what is never read is hatched, the chosen window's reach framed. */
  function asBars(state, place, width) {
    const parts = [];
    [say`height`, say`width`].forEach((name, a) => {
      const axis = axisOf(state, a),
        y = 24 + a * 76;
      const whole = axis.size + 2 * axis.padding;
      const scale = (width - 4) / whole,
        x0 = 2 + axis.padding * scale;
      parts.push(
        label(
          2,
          y - 8,
          axis.padding
            ? say`${name}: ${numeral(axis.size)}, padding ${axis.padding} on each side`
            : say`${name}: ${numeral(axis.size)}`,
          "small",
          "start",
        ),
      );
      if (axis.padding) parts.push(box(2, y, whole * scale, 28, "padding"));
      parts.push(box(x0, y, axis.size * scale, 28, "read"));
      const runs = [];
      for (const spot of axis.never) {
        const last = runs[runs.length - 1];
        if (last && last[1] === spot) last[1] = spot + 1;
        else runs.push([spot, spot + 1]);
      }
      parts.push([
        "path",
        {
          class: "hatch",
          d:
            runs.map(([from, to]) => hatch(x0 + from * scale, y, Math.max(1, (to - from) * scale), 28)).join("") ||
            "M0 0",
        },
      ]);
      if (state.output) {
        const at = taps(a ? place.column : place.row, axis.kernel, axis.stride, axis.padding, axis.dilation)[0];
        parts.push(box(x0 + at * scale, y - 2, Math.max(3, reach(axis.kernel, axis.dilation) * scale), 32, "frame"));
      }
    });
    return { width, height: 138, parts };
  }

  /* Where the image begins and how large a cell is goes into data-corner: a pointer asks for it. */
  const framed = ({ width, height, parts, corner }, words) =>
    picture(
      width,
      height,
      { role: "img", "aria-label": words, ...(corner ? { "data-corner": JSON.stringify(corner) } : {}) },
      ...parts,
    );

  const plane = (state, place, width, words, options) =>
    framed(asPlane(state, place, width, options) ?? asBars(state, place, width), words);

  /* One channel with its numbers, or null where they would be too small to read. */
  function numberPlane(state, place, width, number, words, options) {
    const made = asPlane(state, place, width, { number, ...options });
    return made && framed(made, words);
  }

  /* A map with its numbers; the chosen place is framed, a covered one shows "?". */
  function numberMap(values, chosen, covered, words) {
    const texts = values.map((line, i) => line.map((value, j) => (covered(i, j) ? "?" : numeral(value))));
    const width = Math.max(30, ...texts.flat().map((text) => text.length * 9 + 10));
    const [rows, columns] = [values.length, values[0].length];
    return picture(
      columns * width + 4,
      rows * 30 + 4,
      { role: "img", "aria-label": words, "data-cell": JSON.stringify({ width, height: 30 }) },
      ...texts.flatMap((line, i) =>
        line.flatMap((text, j) => [
          box(
            2 + j * width,
            2 + i * 30,
            width,
            30,
            chosen && chosen[0] === i && chosen[1] === j ? "out chosen" : "out",
          ),
          label(2 + (j + 0.5) * width, 17 + i * 30, text, "num middle"),
        ]),
      ),
      box(2, 2, columns * width, rows * 30, "out edge"),
    );
  }

  /* The output: one outlined cell a position, the chosen one filled. */
  function output(state, place) {
    if (!state.output)
      return picture(
        120,
        44,
        { role: "img", "aria-label": say`no output` },
        box(2, 2, 116, 40, "padding"),
        label(60, 22, say`no output`, "small middle"),
      );
    const [rows, columns] = state.output;
    const unit = Math.max(3, Math.min(24, Math.floor(200 / Math.max(rows, columns))));
    const [drawnRows, drawnColumns] = [Math.min(rows, 66), Math.min(columns, 66)];
    const cells =
      rows > 66 || columns > 66
        ? []
        : range(rows).flatMap((i) => range(columns).map((j) => box(2 + j * unit, 2 + i * unit, unit, unit, "out")));
    const chosen = cells.length ? [box(2 + place.column * unit, 2 + place.row * unit, unit, unit, "out chosen")] : [];
    return picture(
      drawnColumns * unit + 4,
      drawnRows * unit + 4,
      {
        role: "img",
        "aria-label": say`output of ${rows} rows and ${columns} columns, row ${place.row}, column ${place.column} chosen`,
      },
      ...cells,
      ...chosen,
      box(2, 2, drawnColumns * unit, drawnRows * unit, "out edge"),
    );
  }

  /* Which input channels (columns) each filter (row) sees: one block a group. */
  function blocks({ in_channels: inputs, out_channels: outputs, groups }) {
    if (inputs % groups || outputs % groups) return null;
    const unit = Math.min(20, 160 / Math.max(inputs, outputs));
    const [width, height] = [inputs * unit, outputs * unit];
    const parts = [label(24, 12, say`input channels →`, "small", "start"), box(24, 20, width, height, "empty")];
    if (unit >= 8) {
      for (const i of range(inputs + 1))
        parts.push(["path", { class: "rule", d: `M${round(24 + i * unit)} 20V${round(20 + height)}` }]);
      for (const o of range(outputs + 1))
        parts.push(["path", { class: "rule", d: `M24 ${round(20 + o * unit)}H${round(24 + width)}` }]);
    }
    const [w, h] = [width / groups, height / groups];
    for (const g of range(Math.min(groups, 256))) {
      parts.push([
        "g",
        drawing.hue(g),
        box(24 + g * w, 20 + g * h, w, h, "block"),
        ...(Math.min(w, h) >= 16 ? [label(24 + (g + 0.5) * w, 20 + (g + 0.5) * h, String(g), "middle")] : []),
      ]);
    }
    parts.push([
      "text",
      { x: 14, y: 20, class: "word small", transform: "rotate(90 14 20)", "text-anchor": "start", dy: "4" },
      say`filters →`,
    ]);
    const words =
      groups === 1
        ? say`one block: each filter sees all channels`
        : say`${groups} blocks on the diagonal: each filter sees ${inputs / groups} of the channels`;
    return picture(
      Math.max(26 + width, 150),
      Math.max(22 + height, 84),
      {
        role: "img",
        "aria-label": say`${outputs} filters by ${inputs} input channels, ${words}`,
      },
      ...parts,
    );
  }

  scope.Figures = { ...scope.Figures, conv2dDrawing: { plane, numberPlane, numberMap, output, blocks } };
})(globalThis);
