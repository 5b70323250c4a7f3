/* Layers that are met more seldom: transposed and lazy convolutions, borders, other norms, larger images. */
"use strict";

(function ({ Decoder }) {
  const { product } = Decoder.words;
  const { Break, LAYERS, settings, pair, brackets, image, conv2d, linear, plain } = Decoder.modules;

  function transposed(node) {
    const given = settings(node, ["in_channels", "out_channels", "kernel_size", "stride", "padding", "output_padding", "groups", "bias", "dilation"],
      { stride: 1, padding: 0, output_padding: 0, groups: 1, bias: true, dilation: 1 });
    const { in_channels: cin, out_channels: cout, groups } = given;
    if (cin % groups) throw new Break("in_channels must be divisible by groups");
    if (cout % groups) throw new Break("out_channels must be divisible by groups");
    const [kernel, stride, padding, more, dilation] = ["kernel_size", "stride", "padding", "output_padding", "dilation"].map((name) => pair(given[name]));
    const weight = [cin, cout / groups, ...kernel];
    return { parameters: product(weight) + (given.bias === false ? 0 : cout), run(shape) {
      image(shape, "conv_transpose2d");
      if (shape[1] !== cin) throw new Break(`Given transposed=1, weight of size ${brackets(weight)}, expected input${brackets(shape)} to have ${cin} channels, but got ${shape[1]} channels instead`);
      if (more.some((width, axis) => width >= stride[axis] && width >= dilation[axis]))
        throw new Break(`output padding must be smaller than either stride or dilation, but got output_padding_height: ${more[0]} output_padding_width: ${more[1]} stride_height: ${stride[0]} stride_width: ${stride[1]} dilation_height: ${dilation[0]} dilation_width: ${dilation[1]}`);
      const sides = [0, 1].map((axis) => (shape[2 + axis] - 1) * stride[axis] - 2 * padding[axis] + dilation[axis] * (kernel[axis] - 1) + more[axis] + 1);
      if (sides.some((side) => side < 1)) throw new Break(`Given input size per channel: (${shape.slice(2).join(" x ")}). Calculated output size per channel: (${sides.join(" x ")}). Output size is too small`);
      return [shape[0], cout, ...sides];
    } };
  }

  /* A border of (left, right, top, bottom). */
  const border = (mirrored) => (node) => {
    const { padding } = settings(node, ["padding", "value"]);
    const [left, right, top, bottom] = Array.isArray(padding) ? padding : [padding, padding, padding, padding];
    return { parameters: 0, run(shape) {
      const [height, width] = shape.slice(-2);
      const at = shape.length - 1;
      if (mirrored && (left >= width || right >= width)) throw new Break(`Argument #4: Padding size should be less than the corresponding input dimension, but got: padding (${left}, ${right}) at dimension ${at} of input ${brackets(shape)}`);
      if (mirrored && (top >= height || bottom >= height)) throw new Break(`Argument #6: Padding size should be less than the corresponding input dimension, but got: padding (${top}, ${bottom}) at dimension ${at - 1} of input ${brackets(shape)}`);
      return [...shape.slice(0, -2), height + top + bottom, width + left + right];
    } };
  };

  function groupNorm(node) {
    const { num_groups: groups, num_channels: channels, affine } = settings(node, ["num_groups", "num_channels", "eps", "affine"], { affine: true });
    if (channels % groups) throw new Break(`num_channels (${channels}) must be divisible by num_groups (${groups})`);
    return { parameters: affine === false ? 0 : 2 * channels, run(shape) {
      if (shape[1] % groups) throw new Break(`Expected number of channels in input to be divisible by num_groups, but got input of shape ${brackets(shape)} and num_groups=${groups}`);
      if (shape[1] !== channels && affine !== false) throw new Break(`Expected weight to be a vector of size equal to the number of channels in input, but got weight of shape [${channels}] and input of shape ${brackets(shape)}`);
      return shape;
    } };
  }

  function layerNorm(node) {
    const given = settings(node, ["normalized_shape", "eps", "elementwise_affine"], { elementwise_affine: true });
    const last = [given.normalized_shape].flat();
    return { parameters: given.elementwise_affine === false ? 0 : 2 * product(last), run(shape) {
      if (String(shape.slice(-last.length)) !== String(last)) throw new Break(`Given normalized_shape=${brackets(last)}, expected input with shape ${brackets(["*", ...last])}, but got input of size${brackets(shape)}`);
      return shape;
    } };
  }

  function larger(node) {
    const { size, scale_factor: factor } = settings(node, ["size", "scale_factor", "mode"]);
    return { parameters: 0, run(shape) {
      image(shape, "interpolate");
      if (size == null && factor == null) throw new Break("either size or scale_factor should be defined");
      const sides = size == null ? pair(factor).map((each, axis) => Math.floor(shape[2 + axis] * each)) : pair(size);
      return [shape[0], shape[1], ...sides];
    } };
  }

  function shuffle(node) {
    const { upscale_factor: by } = settings(node, ["upscale_factor"]);
    return { parameters: 0, run(shape) {
      image(shape, "pixel_shuffle");
      if (shape[1] % by ** 2) throw new Break(`pixel_shuffle expects its input's 'channel' dimension to be divisible by the square of upscale_factor, but input.size(-3)=${shape[1]} is not divisible by ${by ** 2}`);
      return [shape[0], shape[1] / by ** 2, shape[2] * by, shape[3] * by];
    } };
  }

  /* A layer that reads its number of inputs from the first image. */
  const lazy = (build, inputs) => (node) => ({ parameters: 0, run(shape) {
    const made = build({ ...node, args: [{ value: inputs(shape) }, ...node.args] });
    this.parameters = made.parameters;
    return made.run(shape);
  } });

  Object.assign(LAYERS, {
    ConvTranspose2d: transposed, GroupNorm: groupNorm, LayerNorm: layerNorm, Upsample: larger, PixelShuffle: shuffle,
    ZeroPad2d: border(false), ConstantPad2d: border(false), ReplicationPad2d: border(false), ReflectionPad2d: border(true),
    LazyConv2d: lazy(conv2d, (shape) => shape[1]), LazyLinear: lazy(linear, (shape) => shape.at(-1)), LazyBatchNorm2d: lazy(LAYERS.BatchNorm2d, (shape) => shape[1]),
  });
  for (const name of ["PReLU", "Dropout1d", "AlphaDropout", "Softplus", "Softsign", "Hardsigmoid", "Hardtanh", "CELU", "SELU"]) LAYERS[name] ??= LAYERS.ReLU;
  LAYERS.PReLU = (node) => ({ ...LAYERS.ReLU(node), parameters: node.args.length ? plain(node.args[0]) : 1 });
})(globalThis);
