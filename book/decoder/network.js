/* Follows an image through pasted layers: the shape and the parameters after each, and the first line that breaks.

   The text may be a list of layers, the body of nn.Sequential, what `print(model)` shows, or a class with `__init__` and
   `forward`. A line that breaks gets the message that PyTorch would raise, and `Decoder.read` explains it. */
"use strict";

(function ({ Decoder }) {
  const { Unknown, lines, parse } = Decoder.python;
  const { Break, LAYERS, FUNCTIONS } = Decoder.modules;

  const lastName = (name) => name.split(".").at(-1);
  const isLayer = (node) => node.call?.name && (lastName(node.call.name) in LAYERS);

  const KERAS = {
    Conv2D: "nn.Conv2d(in_channels, out_channels, kernel_size)", Conv2DTranspose: "nn.ConvTranspose2d(in_channels, out_channels, kernel_size)",
    DepthwiseConv2D: "nn.Conv2d(c, c, kernel_size, groups=c)", MaxPooling2D: "nn.MaxPool2d(2)", AveragePooling2D: "nn.AvgPool2d(2)",
    GlobalAveragePooling2D: "nn.AdaptiveAvgPool2d(1)", Dense: "nn.Linear(in_features, out_features)", BatchNormalization: "nn.BatchNorm2d(channels)",
    ZeroPadding2D: "nn.ZeroPad2d(1)", UpSampling2D: "nn.Upsample(scale_factor=2)", Activation: "nn.ReLU()",
  };

  /* Why a line cannot be followed: a layer of Keras gets its name in PyTorch. */
  function reason(line, error) {
    const name = Object.keys(KERAS).find((each) => new RegExp(`\\b${each}\\(`).test(line));
    return name ? say`\`${name}\` is a layer of Keras; in PyTorch it is \`${KERAS[name]}\`` : error.message;
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
    if (!name) throw new Unknown(say`this is no layer`);
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
    } else throw new Unknown(say`\`${name}\` is not known here`);
  }

  function functionStep(name, node, line) {
    if (!(name in FUNCTIONS)) throw new Unknown(say`\`${name}\` is not known here`);
    return { line, text: name, make: () => FUNCTIONS[name](node) };
  }

  /* Steps of a pasted text: [{line, text, make}]; make() gives {parameters, run(shape)}. */
  function steps(text) {
    const all = lines(text), named = {}, listed = [], forward = [], known = {};
    let inForward = false;
    for (const { number, text: line } of all) {
      if (/^def forward\b/.test(line)) inForward = true;
      else if (/^def /.test(line)) inForward = false;
      if (SKIP.test(line)) continue;
      const given = line.match(/^([A-Za-z_]\w*)\s*=\s*(\d+)$/);
      if (given) {
        known[given[1]] = Number(given[2]);
        continue;
      }
      const [, target, body] = line.replace(/^return\s+/, "").replace(/,\s*$/, "").match(/^(?:([\w.]+|\(\w+\))\s*[=:]\s*)?(.*)$/s);
      const step = (node) => ({ line: number, text: body.length > 60 ? `${body.slice(0, 59)}…` : body, make: () => LAYERS[lastName(node.call.name)](node) });
      try {
        const node = parse(body, known);
        const inner = node.call?.name && lastName(node.call.name) === "Sequential" ? node.args : null;
        if (inner || isLayer(node)) {
          const made = (inner ?? [node]).map((each) => {
            if (!isLayer(each)) throw new Unknown(say`this is no layer`);
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
        (inForward || forward.length ? forward : listed).push({ line: number, text: body, unknown: reason(body, error) });
      }
    }
    return forward.some((step) => !step.unknown) ? forward : [...listed, ...forward];
  }

  /* Follows `shape` (images, channels, height, width) through the text.
     {rows: [{line, text, shape, parameters}], parameters, problem: null | {line, text, message}} */
  function follow(text, shape) {
    const rows = [], counted = new Set();
    let current = shape, parameters = 0;
    for (const step of steps(text)) {
      const where = { line: step.line, text: step.text };
      if (step.unknown) return { rows, parameters, problem: { ...where, unknown: step.unknown } };
      try {
        const layer = step.make();
        current = layer.run(current);
        if (![...current].every((size) => Number.isInteger(size) && size >= 0)) throw new Unknown(say`a size that is no whole number`);
        const fresh = counted.has(step.make) ? 0 : layer.parameters;
        counted.add(step.make);
        parameters += fresh;
        rows.push({ ...where, shape: current, parameters: layer.parameters });
      } catch (error) {
        const problem = error instanceof Break ? { ...where, message: error.message } : { ...where, unknown: error instanceof Unknown ? error.message : say`its arguments cannot be read` };
        return { rows, parameters, problem };
      }
    }
    return { rows, parameters, problem: null };
  }

  Decoder.network = { follow };
})(globalThis);
