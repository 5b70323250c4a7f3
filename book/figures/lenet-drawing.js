/* The drawing of chapter 5: image and maps to scale, and what one pixel of a chosen layer sees, traced back to the image. */
"use strict";

(function (scope) {
  const { lenet, drawing } = scope.Figures;
  const { label, box, picture, round, times, numeral } = drawing;

  const NAMES = [say`image`, "conv1", "pool1", "conv2", "pool2"];

  /* `view` = {kernels, layer, row, column, covered}: `covered(i)` says whether the shape of map i is still to be guessed. */
  function chain(state, table, view, width) {
    const shapes = [
      [3, state.height, state.width],
      ...table.rows
        .slice(0, 4)
        .filter((row) => row.kernel)
        .map((row) => row.shape),
    ];
    const narrow = width < 560;
    const gap = narrow ? 2 : 16,
      slot = narrow ? 60 : 66,
      tail = narrow ? 0 : 172;
    const largest = Math.max(state.height, state.width, 32); // a smaller image is drawn smaller
    const scale = Math.min((narrow ? 52 : 112) / largest, 14);
    const top = 26,
      tall = Math.max(state.height * scale, 40),
      middle = top + tall / 2 + 4;
    const lines = [],
      parts = [];
    const regions =
      shapes.length > view.layer + 1
        ? [lenet.trace(view.kernels, view.layer, view.row), lenet.trace(view.kernels, view.layer, view.column)]
        : null;
    const sizes = shapes.map((shape) => times(shape).replaceAll(" ", ""));
    // where neighbours would touch, every other size stands a line lower
    const low = Math.max(...sizes.map((words) => words.length)) * 7.7 > slot + gap ? 16 : 0;
    let x = 4,
      before = null;
    for (const [i, [, height, columns]] of shapes.entries()) {
      const [w, h] = [Math.max(columns * scale, 2), Math.max(height * scale, 2)];
      const wide = Math.max(slot, w + 10);
      const [left, up] = [x + (wide - w) / 2, middle - h / 2];
      for (const back of [6, 3]) parts.push(box(left + back, up - back, w, h, "map-edge behind"));
      const edge = box(left, up, w, h, i === 0 ? "map-edge image" : "map-edge");
      if (i) edge[1]["data-map"] = i; // a pointer asks for it
      parts.push(edge);
      if (regions && i <= view.layer + 1) {
        const [[r1, r2], [c1, c2]] = [regions[0][i], regions[1][i]];
        const region = [
          left + c1 * scale,
          up + r1 * scale,
          Math.max((c2 - c1 + 1) * scale, 3),
          Math.max((r2 - r1 + 1) * scale, 3),
        ];
        parts.push(box(...region, "region"));
        if (before) {
          const [a, b] = [before, region];
          lines.push(
            `M${round(a[0] + a[2])} ${round(a[1])}L${round(b[0])} ${round(b[1])}M${round(a[0] + a[2])} ${round(a[1] + a[3])}L${round(b[0])} ${round(b[1] + b[3])}`,
          );
        }
        before = region;
      }
      const chosen = i === view.layer + 1;
      parts.push(
        label(x + wide / 2, 12, NAMES[i], chosen ? "small strong-word" : "small"),
        label(
          x + wide / 2,
          middle + tall / 2 + 18 + (i % 2) * low,
          view.covered(i) ? "?" : sizes[i],
          "small num",
        ),
      );
      x += wide + gap;
    }
    if (lines.length) parts.push(["path", { class: "funnel", d: lines.join("") }]);
    if (table.broken) {
      parts.push(
        box(x + 2, middle - 24, 60, 48, "break"),
        ["path", { class: "corner", d: `M${round(x + 50)} ${round(middle - 24)}h12v12z` }],
        label(x + 32, middle - 5, table.broken.name, "small strong-word"),
        label(x + 32, middle + 13, say`breaks`, "small"),
      );
      x += 68;
    } else if (tail) {
      const most = Math.max(state.features, 120);
      for (const row of table.rows.slice(4)) {
        const h = Math.max(3, (row.shape[0] / most) * tall);
        parts.push(
          box(x + 15, middle - h / 2, 10, h, "map-edge"),
          label(x + 20, 12, row.name === "flatten" ? say`flat` : row.name, "small"),
          label(x + 20, middle + tall / 2 + 18, view.covered(row.name) ? "?" : numeral(row.shape[0]), "small num"),
        );
        x += 43;
      }
    }
    const maps = shapes.map((shape, i) => {
      const [channels, height, width] = shape;
      return view.covered(i)
        ? say`${NAMES[i]} covered`
        : say`${NAMES[i]} ${channels} by ${height} by ${width}`;
    });
    const end = table.broken ? say`; ${table.broken.name} breaks` : "";
    return picture(
      Math.max(x, 300),
      middle + tall / 2 + 26 + low,
      {
        role: "img",
        "aria-label": say`The image and the maps after each layer, drawn to scale: ${maps.join(say`, `)}${end}.`,
      },
      ...parts,
    );
  }

  scope.Figures = { ...scope.Figures, lenetDrawing: { chain } };
})(globalThis);
