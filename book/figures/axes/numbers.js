/* What operations on tensors do with each number: where it comes from. A tensor is {name, shape, values}, its values in one
   list, the last axis fastest. An operation gives {shape, cells}: a cell is {value, from}, and `from` lists the places
   [tensor, number] that made it. Where PyTorch refuses, it gives {refused}: PyTorch's own words. Pure functions; tests
   compare each operation with torch. */
"use strict";

(function (scope) {
  const base =
    typeof require === "function" && typeof module === "object" ? require("../arithmetic.js") : scope.Figures.arithmetic;
  const { range, sum, borderSource } = base;

  const count = (shape) => shape.reduce((product, size) => product * size, 1);
  const placeOf = (shape, index) => index.reduce((place, at, axis) => place * shape[axis] + at, 0);
  function indexOf(shape, place) {
    const index = [];
    for (let axis = shape.length - 1, rest = place; axis >= 0; axis -= 1) {
      index.unshift(rest % shape[axis]);
      rest = Math.floor(rest / shape[axis]);
    }
    return index;
  }

  const tensor = (name, shape, value = (place) => place) => ({ name, shape, values: range(count(shape)).map(value) });

  /* A result whose every cell is a copy: source(index) → [tensor, index there], or null for a zero. */
  const copies = (sources, shape, source) => ({
    shape,
    cells: range(count(shape)).map((place) => {
      const found = source(indexOf(shape, place));
      if (!found) return { value: 0, from: [] };
      const from = [found[0], placeOf(sources[found[0]].shape, found[1])];
      return { value: sources[from[0]].values[from[1]], from: [from] };
    }),
  });

  const without = (list, at) => list.filter((_, i) => i !== at);
  const inserted = (list, at, value) => [...list.slice(0, at), value, ...list.slice(at)];
  const noAxis = (axes, axis) => ({
    refused: `Dimension out of range (expected to be in range of [${-axes}, ${axes - 1}], but got ${axis})`,
  });

  function stack(sources, axis) {
    const { shape } = sources[0];
    if (axis > shape.length) return noAxis(shape.length + 1, axis);
    return copies(sources, inserted(shape, axis, sources.length), (index) => [index[axis], without(index, axis)]);
  }

  function cat(sources, axis) {
    const { shape } = sources[0];
    if (axis >= shape.length) return noAxis(shape.length, axis);
    const [size, length] = [shape[axis], shape[axis] * sources.length];
    return copies(sources, inserted(without(shape, axis), axis, length), (index) => [
      Math.floor(index[axis] / size),
      inserted(without(index, axis), axis, index[axis] % size),
    ]);
  }

  const permute = (sources, order) => {
    const { shape } = sources[0];
    return copies(
      sources,
      order.map((axis) => shape[axis]),
      (index) => [0, range(order.length).map((axis) => index[order.indexOf(axis)])],
    );
  };

  function reshape(sources, wanted) {
    const { shape } = sources[0];
    const all = count(shape);
    const known = count(wanted.filter((size) => size !== -1));
    if (wanted.includes(-1) ? all % known : all !== known)
      return { refused: `shape '[${wanted.join(", ")}]' is invalid for input of size ${all}` };
    const sizes = wanted.map((size) => (size === -1 ? all / known : size));
    return copies(sources, sizes, (index) => [0, indexOf(shape, placeOf(sizes, index))]);
  }

  /* x[i], x[i, j]: the first axes are fixed. */
  const pick = (sources, fixed) =>
    copies(sources, sources[0].shape.slice(fixed.length), (index) => [0, [...fixed, ...index]]);

  /* F.pad(x, (left, right, top, bottom), mode) of a plane; `mode` as nn.Conv2d writes it. */
  function pad(sources, [left, right, top, bottom], mode = "zeros") {
    const [height, width] = sources[0].shape;
    const sides = [
      [left, right, width, "Argument #4", 2],
      [top, bottom, height, "Argument #6", 1],
    ];
    for (const [before, after, size, argument, axis] of sides) {
      const most = Math.max(before, after);
      if (mode === "circular" && most > size) return { refused: "Padding value causes wrapping around more than once." };
      if (mode === "reflect" && most >= size)
        return {
          refused: `${argument}: Padding size should be less than the corresponding input dimension, but got: padding (${before}, ${after}) at dimension ${axis} of input [1, ${height}, ${width}]`,
        };
    }
    return copies(sources, [height + top + bottom, width + left + right], ([i, j]) => {
      const at = [borderSource(i - top, height, mode), borderSource(j - left, width, mode)];
      return at.includes(null) ? null : [0, at];
    });
  }

  /* The windows of one axis of a pooling: [first, one after the last]; with `ceil` an incomplete one counts if it starts
     inside. */
  function windows(size, kernel, stride, ceil) {
    const whole = (size - kernel) / stride;
    let last = ceil ? Math.ceil(whole) : Math.floor(whole);
    if (ceil && last * stride >= size) last -= 1;
    return range(last + 1).map((at) => [at * stride, Math.min(at * stride + kernel, size)]);
  }

  function pool(sources, kernel, stride, how, ceil = false) {
    const { shape, values } = sources[0];
    const [rows, columns] = shape.map((size) => windows(size, kernel, stride, ceil));
    const cells = rows.flatMap(([top, below]) =>
      columns.map(([left, after]) => {
        const places = range(below - top).flatMap((i) =>
          range(after - left).map((j) => placeOf(shape, [top + i, left + j])),
        );
        const read = places.map((place) => values[place]);
        const value = how === "mean" ? sum(read) / read.length : Math.max(...read);
        return { value, from: places.map((place) => [0, place]), largest: places[read.indexOf(value)] };
      }),
    );
    return { shape: [rows.length, columns.length], cells };
  }

  /* sources[0] + sources[1] of the given shape, as broadcasting pairs them: from the last axis on. */
  function add(sources, shape) {
    const [{ shape: large }, { values }] = sources;
    const padded = [...range(large.length - shape.length).map(() => 1), ...shape];
    for (let axis = large.length - 1; axis >= 0; axis -= 1)
      if (padded[axis] !== 1 && large[axis] !== 1 && padded[axis] !== large[axis])
        return {
          refused: `The size of tensor a (${large[axis]}) must match the size of tensor b (${padded[axis]}) at non-singleton dimension ${axis}`,
        };
    const cells = range(count(large)).map((place) => {
      const index = indexOf(large, place).map((at, axis) => (padded[axis] === 1 ? 0 : at));
      const other = placeOf(padded, index);
      return {
        value: sources[0].values[place] + values[other],
        from: [
          [0, place],
          [1, other],
        ],
      };
    });
    return { shape: large, cells };
  }

  /* F.unfold of one image (channels, height, width): every window becomes a column. */
  function unfold(sources, [kh, kw]) {
    const [channels, height, width] = sources[0].shape;
    const [rows, columns] = [height - kh + 1, width - kw + 1];
    return copies(sources, [channels * kh * kw, rows * columns], ([line, position]) => {
      const [c, u, v] = indexOf([channels, kh, kw], line);
      const [r, s] = indexOf([rows, columns], position);
      return [0, [c, r + u, s + v]];
    });
  }

  const axesNumbers = {
    count,
    placeOf,
    indexOf,
    tensor,
    stack,
    cat,
    permute,
    reshape,
    pick,
    pad,
    pool,
    add,
    unfold,
  };
  scope.Figures = { ...scope.Figures, axesNumbers };
  if (typeof module === "object" && module.exports) module.exports = axesNumbers;
})(globalThis);
