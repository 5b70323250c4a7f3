/* What each layer and function does to a shape, and how many parameters it has. One that PyTorch would refuse throws a
   Break with PyTorch's own message. */
"use strict";

(function ({ Decoder }) {
  const { product } = Decoder.words;
  const { Unknown } = Decoder.python;

  class Break extends Error {} // a layer that PyTorch would refuse, with PyTorch's own message

  function plain(node) {
    if (node.tuple) return node.tuple.map(plain);
    if ("value" in node) return node.value;
    throw new Unknown(node.name ? say`the value of \`${node.name}\` is not known here: write the number in its place` : say`a size is no number`);
  }

  /* The arguments of a layer by their names; `names` are those of its signature, in order. */
  function settings(node, names, defaults = {}) {
    const given = { ...defaults };
    node.args.forEach((value, place) => { given[names[place]] = plain(value); });
    for (const [key, value] of Object.entries(node.keywords)) given[key] = plain(value);
    return given;
  }

  const pair = (value) => (Array.isArray(value) ? value : [value, value]);
  const brackets = (sizes) => `[${sizes.join(", ")}]`;

  function image(shape, what) {
    if (shape.length === 4) return;
    throw new Break(`Expected 3D (unbatched) or 4D (batched) input to ${what}, but got input of size: ${brackets(shape)}`);
  }

  function conv2d(node) {
    const given = settings(node, ["in_channels", "out_channels", "kernel_size", "stride", "padding", "dilation", "groups", "bias", "padding_mode"],
      { stride: 1, padding: 0, dilation: 1, groups: 1, bias: true });
    const { in_channels: cin, out_channels: cout, groups } = given;
    const missing = ["in_channels", "out_channels", "kernel_size"].filter((name) => typeof given[name] !== "number" && !Array.isArray(given[name]));
    if (missing.length) throw new Break(`Conv2d.__init__() missing ${missing.length} required positional argument${missing.length > 1 ? "s" : ""}: ${missing.map((name) => `'${name}'`).join(" and ")}`);
    if (groups <= 0) throw new Break("groups must be a positive integer");
    if (cin % groups) throw new Break("in_channels must be divisible by groups");
    if (cout % groups) throw new Break("out_channels must be divisible by groups");
    const kernel = pair(given.kernel_size), stride = pair(given.stride), dilation = pair(given.dilation);
    const same = given.padding === "same";
    if (typeof given.padding === "string" && !same && given.padding !== "valid") throw new Break(`Invalid padding string '${given.padding}', should be one of`);
    if (same && stride.some((step) => step !== 1)) throw new Break("padding='same' is not supported for strided convolutions");
    const padding = typeof given.padding === "string" ? [0, 0] : pair(given.padding);
    const weight = [cout, cin / groups, ...kernel];
    return {
      parameters: product(weight) + (given.bias === false ? 0 : cout),
      run(shape) {
        image(shape, "conv2d");
        const odd = [0, 1].map((axis) => (same ? (dilation[axis] * (kernel[axis] - 1)) % 2 : 0)); // "same" pads by this first
        const read = [shape[0], shape[1], shape[2] + odd[0], shape[3] + odd[1]];
        if (shape[1] !== cin) throw new Break(`Given groups=${groups}, weight of size ${brackets(weight)}, expected input${brackets(read)} to have ${cin} channels, but got ${shape[1]} channels instead`);
        if (padding.some((width) => width < 0)) throw new Break("negative padding is not supported");
        if (stride.some((step) => step <= 0)) throw new Break("non-positive stride is not supported");
        if (dilation.some((step) => step <= 0)) throw new Break(`dilation should be greater than zero, but got ${brackets(dilation)}`);
        if (same) return [shape[0], cout, shape[2], shape[3]];
        const padded = [0, 1].map((axis) => shape[2 + axis] + 2 * padding[axis]);
        const window = [0, 1].map((axis) => dilation[axis] * (kernel[axis] - 1) + 1);
        if (window.some((size, axis) => size > padded[axis])) throw new Break(`Calculated padded input size per channel: (${padded.join(" x ")}). Kernel size: (${window.join(" x ")}). Kernel size can't be greater than actual input size`);
        return [shape[0], cout, ...[0, 1].map((axis) => Math.floor((padded[axis] - window[axis]) / stride[axis]) + 1)];
      },
    };
  }

  function pool(node, names = ["kernel_size", "stride", "padding", "dilation"]) {
    const given = settings(node, names, { padding: 0, dilation: 1 });
    const kernel = pair(given.kernel_size), stride = pair(given.stride ?? given.kernel_size), padding = pair(given.padding);
    const dilation = pair(names.includes("dilation") ? given.dilation : 1);
    return {
      parameters: 0,
      run(shape) {
        if (shape.length !== 4) throw new Break("non-empty 3D or 4D (batch mode) tensor expected for input");
        if (stride.some((step) => !(step > 0))) throw new Break("stride should not be zero");
        [0, 1].forEach((axis) => {
          const window = dilation[axis] * (kernel[axis] - 1) + 1;
          if (padding[axis] > window / 2) throw new Break(`pad should be at most half of effective kernel size, but got pad=${padding[axis]}, kernel_size=${kernel[axis]} and dilation=${dilation[axis]}`);
        });
        const sides = [0, 1].map((axis) => {
          const room = shape[2 + axis] + 2 * padding[axis] - dilation[axis] * (kernel[axis] - 1) - 1;
          if (!given.ceil_mode) return Math.floor(room / stride[axis]) + 1;
          const side = Math.ceil(room / stride[axis]) + 1; // a last window that begins in the border does not count
          return (side - 1) * stride[axis] >= shape[2 + axis] + padding[axis] ? side - 1 : side;
        });
        if (sides.some((size) => size < 1)) throw new Break(`Given input size: (${shape.slice(1).join("x")}). Calculated output size: (${[shape[1], ...sides].join("x")}). Output size is too small`);
        return [shape[0], shape[1], ...sides];
      },
    };
  }

  function adaptive(node) {
    const { output_size: wanted } = settings(node, ["output_size"]);
    return { parameters: 0, run: (shape) => {
      if (shape.length !== 4) throw new Break(`adaptive_avg_pool2d(): Expected 3D or 4D tensor, but got ${brackets(shape)}`);
      return [...shape.slice(0, -2), ...pair(wanted).map((size, axis) => size ?? shape[2 + axis])];
    } };
  }

  function linear(node) {
    const given = settings(node, ["in_features", "out_features", "bias"], { bias: true });
    const { in_features: from, out_features: to } = given;
    if (typeof to !== "number") throw new Break("Linear.__init__() missing 1 required positional argument: 'out_features'");
    return { parameters: from * to + (given.bias === false ? 0 : to), run(shape) {
      if (shape.at(-1) !== from) throw new Break(`mat1 and mat2 shapes cannot be multiplied (${product(shape.slice(0, -1))}x${shape.at(-1)} and ${from}x${to})`);
      return [...shape.slice(0, -1), to];
    } };
  }

  function norm(node, axes) {
    const given = settings(node, ["num_features", "eps", "momentum", "affine"], { affine: true });
    return { parameters: given.affine === false ? 0 : 2 * given.num_features, run(shape) {
      if (!axes.includes(shape.length)) throw new Break(`expected ${axes.join("D or ")}D input (got ${shape.length}D input)`);
      if (shape[1] !== given.num_features) throw new Break(`running_mean should contain ${shape[1]} elements not ${given.num_features}`);
      return shape;
    } };
  }

  function flatten(node, defaults) {
    const given = settings(node, ["start_dim", "end_dim"], defaults);
    return { parameters: 0, run(shape) {
      const low = -shape.length, high = shape.length - 1;
      for (const axis of [given.start_dim, given.end_dim])
        if (axis < low || axis > high) throw new Break(`Dimension out of range (expected to be in range of [${low}, ${high}], but got ${axis})`);
      const [start, end] = [given.start_dim, given.end_dim].map((axis) => (axis < 0 ? axis + shape.length : axis));
      if (start > end) throw new Break("flatten() has invalid args: start_dim cannot come after end_dim");
      return [...shape.slice(0, start), product(shape.slice(start, end + 1)), ...shape.slice(end + 1)];
    } };
  }

  function reshape(node) {
    const sizes = node.args.length === 1 && node.args[0].tuple ? node.args[0].tuple : node.args;
    return { parameters: 0, run(shape) {
      const wanted = sizes.map((each) => sizeOf(each, shape)), total = product(shape);
      const known = product(wanted.filter((size) => size !== -1)), open = wanted.filter((size) => size === -1).length;
      if (open > 1) throw new Break("only one dimension can be inferred");
      if (open ? !known || total % known : known !== total) throw new Break(`shape '${brackets(wanted)}' is invalid for input of size ${total}`);
      return wanted.map((size) => (size === -1 ? total / known : size));
    } };
  }

  /* A size in `view`: a number, `x.size(0)`, `x.shape[0]` or `len(x)`. */
  function sizeOf(node, shape) {
    if (typeof node.value === "number") return node.value;
    if (node.call?.name === "len") return shape[0];
    if (/\.size$/.test(node.call?.name ?? "")) return shape[plain(node.args[0])];
    throw new Unknown(say`a size that is no number`);
  }

  const same = () => ({ parameters: 0, run: (shape) => shape });
  const POOL = ["kernel_size", "stride", "padding", "ceil_mode"];
  const FLAT = { start_dim: 1, end_dim: -1 };

  const LAYERS = {
    Conv2d: conv2d, MaxPool2d: (node) => pool(node), AvgPool2d: (node) => pool(node, POOL), AdaptiveAvgPool2d: adaptive, AdaptiveMaxPool2d: adaptive,
    Linear: linear, BatchNorm2d: (node) => norm(node, [4]), BatchNorm1d: (node) => norm(node, [2, 3]), Flatten: (node) => flatten(node, FLAT),
  };
  for (const name of ["ReLU", "LeakyReLU", "ELU", "GELU", "SiLU", "Sigmoid", "Tanh", "Softmax", "LogSoftmax", "Dropout", "Dropout2d", "Identity", "Hardswish", "Mish", "ReLU6"])
    LAYERS[name] = same;

  /* Functions of one tensor: what is left of the call when the tensor is taken out. */
  const FUNCTIONS = {
    max_pool2d: (node) => pool(node), avg_pool2d: (node) => pool(node, POOL), adaptive_avg_pool2d: adaptive,
    flatten: (node) => flatten(node, { start_dim: 0, end_dim: -1 }), view: reshape, reshape,
  };
  for (const name of ["relu", "sigmoid", "tanh", "softmax", "log_softmax", "dropout", "gelu", "leaky_relu", "contiguous", "float"]) FUNCTIONS[name] = same;

  Decoder.modules = { Break, LAYERS, FUNCTIONS, settings, pair, brackets, image, conv2d, linear, plain };
})(globalThis);
