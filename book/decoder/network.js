/* Follows an image through pasted layers: the shape and the parameters after each, and the first line that breaks.

   The text may be a list of layers, the body of nn.Sequential, what `print(model)` shows, or a class with `__init__` and
   `forward`. A line that breaks gets the message that PyTorch would raise, and `Decoder.read` explains it. */
"use strict";

(function ({ Decoder }) {
  const { product } = Decoder.words;

  class Break extends Error {} // a layer that PyTorch would refuse, with PyTorch's own message
  class Unknown extends Error {} // a line that this page cannot follow

  /* ---- Python's call expressions ---- */

  const TOKEN = /\s*(?:(\d+\.?\d*(?:e-?\d+)?)|([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)|("[^"]*"|'[^']*')|(\/\/|\*\*|\.(?=[A-Za-z_])|[-+*\/%()[\],=:]))/y;

  function tokens(text) {
    const found = [];
    TOKEN.lastIndex = 0;
    while (TOKEN.lastIndex < text.length) {
      if (!text.slice(TOKEN.lastIndex).trim()) break;
      const at = TOKEN.lastIndex, match = TOKEN.exec(text);
      if (!match) throw new Unknown(`cannot read "${text.slice(at).trim().slice(0, 20)}"`);
      const [, number, name, string, sign] = match;
      const token = number !== undefined ? { value: Number(number) } : name ? { name } : string ? { value: string.slice(1, -1) } : { sign };
      found.push({ ...token, row: text.slice(0, TOKEN.lastIndex).split("\n").length - 1 });
    }
    return found;
  }

  /* One expression: {value}, {name}, {call, args, keywords} (call is an expression with `attribute` for methods), {tuple}. */
  function parse(text) {
    const all = tokens(text);
    let at = 0;
    const sign = (wanted) => all[at]?.sign === wanted && (at += 1);
    function expression(level = 0) {
      let left = level === 2 ? unary() : expression(level + 1);
      const signs = [["+", "-"], ["*", "/", "//", "%"]][level] ?? [];
      while (signs.includes(all[at]?.sign)) {
        const operator = all[at++].sign, right = level === 1 ? unary() : expression(1);
        const [a, b] = [left.value, right.value];
        if (typeof a !== "number" || typeof b !== "number") throw new Unknown("sizes must be numbers here");
        left = { value: { "+": a + b, "-": a - b, "*": a * b, "/": a / b, "//": Math.floor(a / b), "%": a % b }[operator] };
      }
      return left;
    }
    function unary() {
      if (sign("-")) return { value: -unary().value };
      return postfix();
    }
    function postfix() {
      let node = atom();
      for (;;) {
        if (sign("(")) node = { call: node, ...args(")") };
        else if (sign(".")) node = { attribute: all[at++].name ?? "", of: node };
        else return node;
      }
    }
    function args(end) {
      const positional = [], keywords = {};
      while (!sign(end)) {
        if (at >= all.length) throw new Unknown("a bracket is not closed");
        if (all[at].name && all[at + 1]?.sign === "=") {
          const key = all[at].name;
          at += 2;
          keywords[key] = expression();
        } else {
          sign("*");
          positional.push(expression());
        }
        sign(",");
      }
      return { args: positional, keywords };
    }
    function atom() {
      if (sign("(")) {
        const { args: parts } = args(")");
        return parts.length === 1 && all[at - 2]?.sign !== "," ? parts[0] : { tuple: parts };
      }
      if (sign("[")) return { tuple: args("]").args };
      const token = all[at++];
      if (!token || token.sign) throw new Unknown("this is no layer");
      if (token.name === "True" || token.name === "False") return { value: token.name === "True" };
      if (token.name === "None") return { value: null };
      return token;
    }
    const node = expression();
    if (at < all.length) throw new Unknown(`cannot read what follows "${text.trim().slice(0, 20)}"`);
    return node;
  }

  /* ---- layers ---- */

  const plain = (node) => (node.tuple ? node.tuple.map(plain) : "value" in node ? node.value : undefined);

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
    throw new Unknown("a size that is no number");
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

  const lastName = (name) => name.split(".").at(-1);
  const isLayer = (node) => node.call?.name && (lastName(node.call.name) in LAYERS);

  /* ---- from text to steps ---- */

  /* Logical lines: brackets joined, comments and prompts dropped. */
  function lines(text) {
    const joined = [];
    let open = 0, held = null;
    text.split(/\r?\n/).forEach((raw, index, all) => {
      const line = raw.replace(/^\s*(?:>>>|\.\.\.|In \[\d*\]:)\s?/, "").replace(/#.*$/, "").trimEnd();
      if (!line.trim() && held === null) return;
      held = held === null ? { number: index + 1, text: line.trim() } : { ...held, text: `${held.text}\n${line.trim()}` };
      open += (line.match(/[([]/g) ?? []).length - (line.match(/[)\]]/g) ?? []).length;
      const printed = /^(?:\(\w+\):\s*)?\w+\($/.test(held.text) && /^\s*\(\w+\):/.test(all[index + 1] ?? "");
      if (open <= 0 || printed) {
        joined.push(held);
        held = null;
        open = 0;
      }
    });
    if (held) joined.push(held);
    return joined.flatMap(({ number, text }) => statements(text).map((each) => ({ number, text: each })));
  }

  /* `nn.ReLU(), nn.Linear(4, 2)` are two layers: cut at commas and semicolons outside of brackets. */
  function statements(text) {
    const parts = [""];
    let depth = 0;
    for (const sign of text) {
      if ("([".includes(sign)) depth += 1;
      if (")]".includes(sign)) depth -= 1;
      if (depth === 0 && ",;".includes(sign)) parts.push("");
      else parts[parts.length - 1] += sign;
    }
    return parts.map((part) => part.trim()).filter(Boolean);
  }

  const SKIP = /^(?:import |from |class |def |super\(|return *$|"""|'''|@|pass|[)\]},]+$|(?:\(\w+\):\s*)?\w+\($)/;

  /* The steps of a forward expression, the inner ones first. */
  function unroll(node, named, steps, line) {
    if (node.name || "value" in node) return;
    const method = node.call?.attribute;
    if (method) { // a method of what a call gave: f(x).view(…)
      unroll(node.call.of, named, steps, line);
      steps.push(functionStep(method, { ...node, args: node.args }, line));
      return;
    }
    const name = node.call?.name;
    if (!name) throw new Unknown("this is no layer");
    if (name.startsWith("self.") && named[name.slice(5)]) {
      node.args.forEach((each) => unroll(each, named, steps, line));
      steps.push(...named[name.slice(5)].map((step) => ({ ...step, line })));
      return;
    }
    const parts = name.split("."), last = parts.at(-1);
    if (/^(F|torch|nn)$/.test(parts[0]) && parts.length > 1) {
      unroll(node.args[0] ?? { name: "" }, named, steps, line);
      steps.push(functionStep(last, { ...node, args: node.args.slice(1) }, line));
    } else if (parts.length === 2) { // a method of a name: x.view(…)
      steps.push(functionStep(last, node, line));
    } else throw new Unknown(`\`${name}\` is not known here`);
  }

  function functionStep(name, node, line) {
    if (!(name in FUNCTIONS)) throw new Unknown(`\`${name}\` is not known here`);
    return { line, text: name, make: () => FUNCTIONS[name](node) };
  }

  /* Steps of a pasted text: [{line, text, make}]; make() gives {parameters, run(shape)}. */
  function steps(text) {
    const all = lines(text), named = {}, listed = [], forward = [];
    let inForward = false;
    for (const { number, text: line } of all) {
      if (/^def forward\b/.test(line)) inForward = true;
      else if (/^def /.test(line)) inForward = false;
      if (SKIP.test(line)) continue;
      const [, target, body] = line.replace(/^return\s+/, "").replace(/,\s*$/, "").match(/^(?:([\w.]+|\(\w+\))\s*[=:]\s*)?(.*)$/s);
      const step = (node) => ({ line: number, text: body.length > 60 ? `${body.slice(0, 59)}…` : body, make: () => LAYERS[lastName(node.call.name)](node) });
      try {
        const node = parse(body);
        const inner = node.call?.name && lastName(node.call.name) === "Sequential" ? node.args : null;
        if (inner || isLayer(node)) {
          const made = (inner ?? [node]).map((each) => {
            if (!isLayer(each)) throw new Unknown("this is no layer");
            return inner ? { ...step(each), line: number + each.call.row, text: lastName(each.call.name) } : step(each);
          });
          listed.push(...made);
          if (target?.startsWith("self.")) named[target.slice(5)] = made;
        } else {
          const found = [];
          unroll(node, named, found, number);
          if (!found.length) continue;
          forward.push(...found);
        }
      } catch (error) {
        if (!(error instanceof Unknown)) throw error;
        (inForward || forward.length ? forward : listed).push({ line: number, text: body, unknown: error.message });
      }
    }
    return forward.some((step) => !step.unknown) ? forward : [...listed, ...forward];
  }

  /* Follows `shape` (images, channels, height, width) through the text.
     {rows: [{line, text, shape, parameters}], parameters, problem: null | {line, text, message}, seen} */
  function follow(text, shape) {
    const rows = [], counted = new Set();
    let current = shape, parameters = 0;
    for (const step of steps(text)) {
      const where = { line: step.line, text: step.text };
      if (step.unknown) return { rows, parameters, problem: { ...where, unknown: step.unknown } };
      try {
        const layer = step.make();
        current = layer.run(current);
        if (![...current].every((size) => Number.isInteger(size) && size >= 0)) throw new Unknown("a size that is no whole number");
        const fresh = counted.has(step.make) ? 0 : layer.parameters;
        counted.add(step.make);
        parameters += fresh;
        rows.push({ ...where, shape: current, parameters: layer.parameters });
      } catch (error) {
        const problem = error instanceof Break ? { ...where, message: error.message } : { ...where, unknown: error instanceof Unknown ? error.message : "its arguments cannot be read" };
        return { rows, parameters, problem };
      }
    }
    return { rows, parameters, problem: null };
  }

  Decoder.network = { follow };
})(globalThis);
