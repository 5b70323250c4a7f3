/* Messages about kinds: number types, devices, arguments, names. These rules come last: they are the most general. */
"use strict";

(function ({ Decoder }) {
  const { numbers, list, many } = Decoder.words;

  const TYPES = {
    double: "float64", Double: "float64", float: "float32", Float: "float32", FloatTensor: "float32", DoubleTensor: "float64",
    Half: "float16", "c10::Half": "float16", HalfTensor: "float16", BFloat16: "bfloat16", "c10::BFloat16": "bfloat16",
    "long int": "int64", long: "int64", Long: "int64", LongTensor: "int64", int: "int32", Int: "int32",
    "c10::complex<float>": "complex64", "c10::complex<double>": "complex128", ComplexFloat: "complex64", Short: "int16", short: "int16",
    "unsigned char": "uint8", Byte: "uint8", ByteTensor: "uint8", bool: "bool", Bool: "bool", "signed char": "int8", Char: "int8",
  };
  const type = (word) => TYPES[word.replace(/^torch\.(?:cuda\.|mps\.)?/, "")] ?? word;
  const device = (word) => (/cuda/.test(word) ? say`the graphics card` : /mps/.test(word) ? say`the Mac's graphics card` : say`the processor`);

  function different(first, second, what) {
    const fix = first === "uint8" ? say`\`x.float() / 255\` for an image of bytes.` : say`\`x.to(layer.weight.dtype)\` brings the input to the layer's type.`;
    return {
      name: say`Two number types do not fit together`,
      cause: say.all(
        what(first, second),
        first === "float64" && say`NumPy's numbers are float64.`,
        first === "uint8" && say`Images from files are bytes.`,
        first.startsWith("int") && say`Whole numbers come from \`arange\`, lists or labels.`,
      ),
      fix,
      read: "error-dtype",
    };
  }

  function devices(first, second) {
    return {
      name: say`Two tensors are on different devices`,
      cause: say`One is on ${first}, the other on ${second}.`,
      fix: say`\`x = x.to(device)\` and \`model = model.to(device)\`, once each, with the same \`device\`. A tensor that is made inside \`forward\` needs \`device=x.device\`.`,
      read: "error-device",
    };
  }

  const LAYERS = ["Conv1d", "Conv2d", "Conv3d", "ConvTranspose2d", "Linear", "MaxPool2d", "AvgPool2d", "BatchNorm2d", "AdaptiveAvgPool2d",
    "Flatten", "ReLU", "Sequential", "Dropout", "LayerNorm", "conv2d", "conv1d", "max_pool2d", "avg_pool2d", "linear", "relu", "pad", "unfold"];
  const KEYWORDS = { kernel: "kernel_size", filters: "out_channels", channels: "in_channels", strides: "stride", pad: "padding", pads: "padding",
    input_channels: "in_channels", output_channels: "out_channels", in_channel: "in_channels", out_channel: "out_channels", kernelsize: "kernel_size",
    kernel_sizes: "kernel_size", input_shape: "in_channels", units: "out_features", in_feature: "in_features", out_feature: "out_features",
    dilations: "dilation", group: "groups", use_bias: "bias", axis: "dim", pool_size: "kernel_size", feature_group_count: "groups", rate: "p", n_filters: "out_channels", dilation_rate: "dilation" };

  /* What PyTorch calls an operation inside, and what a reader calls it. */
  const INSIDE = { im2col_out_cpu: "unfold", col2im_out_cpu: "fold", log_softmax_lastdim_kernel_impl: "log_softmax",
    softmax_lastdim_kernel_impl: "softmax", addmm_impl_cpu_: "matmul", slow_conv2d_cpu: "conv2d", nll_loss_out_frame: "nll_loss" };

  /* Arguments of other frameworks that are no argument here. */
  const OWN_LAYER = {
    activation: say`An activation is a layer of its own: \`nn.ReLU()\` behind this one.`,
    data_format: say`PyTorch has one order, channels before height and width: \`x.permute(0, 3, 1, 2)\` for images with their channels last.`,
    kernel_initializer: say`Weights are set afterwards: \`nn.init.kaiming_normal_(layer.weight)\`.`,
    input_dim: say`\`in_features=…\` for a linear layer, \`in_channels=…\` for a convolution.`,
  };
  const ELSEWHERE = { dense: "Linear", maxpooling2d: "MaxPool2d", averagepooling2d: "AvgPool2d", globalaveragepooling2d: "AdaptiveAvgPool2d", maxpool: "MaxPool2d",
    avgpool: "AvgPool2d", conv: "Conv2d", batchnorm: "BatchNorm2d", batchnormalization: "BatchNorm2d", conv2dtranspose: "ConvTranspose2d", depthwiseconv2d: "Conv2d" };

  Decoder.add(
    [/Expected all tensors to be on the same device, but (?:found at least two devices, ([\w:]+)(?: \(.*?\))? and ([\w:]+)|got \w+ is on ([\w:]+), different from other tensors on ([\w:]+))/,
      (a, b, c, d) => devices(device(a ?? c), device(b ?? d))],
    [/Tensor on device ([\w:]+) is not on the expected device ([\w:]+)/, (a, b) =>
      devices(a === "meta" ? say`the device "meta", which keeps shapes only` : device(a), b === "meta" ? say`the device "meta", which keeps shapes only` : device(b))],
    [/Input type \((torch\.(?:cuda\.|mps\.)?\w+|MPS\w+)\) and (?:weight|bias) type \((torch\.(?:cuda\.|mps\.)?\w+|MPS\w+)\) should be the same/i, (x, w) =>
      (/cuda|mps/i.test(x) === /cuda|mps/i.test(w) ? different(type(x), type(w), (a, b) => say`The input is ${a}, the layer ${b}.`) : devices(say`${device(x)} (the input)`, say`${device(w)} (the layer)`))],
    [/Input type \(([\w: <>]+)\) and (?:bias|weight) type \(([\w: <>]+)\) should be the same/, (x, w) =>
      different(type(x), type(w), (a, b) => say`The input is ${a}, the layer's weight or bias ${b}.`)],
    [/expected scalar type (\w+) but found (\w+)/, (first, second) =>
      different(type(first), type(second), (a, b) => say`The first tensor, most often the input, is ${a}, the other ${b}.`)],
    [/mat1 and mat2 must have the same dtype, but got (\w+) and (\w+)/, (x, w) =>
      different(type(x), type(w), (a, b) => say`The input of the linear layer is ${a}, its weight ${b}.`)],
    [/expected m1 and m2 to have the same dtype, but got: ([\w: ]+) != ([\w: ]+)/, (a, b) =>
      different(type(a.trim()), type(b.trim()), (a, b) => say`The first matrix is ${a}, the second ${b}.`)],
    [/mixed dtype \(CPU\)/, () => different("float64", "float32", (a, b) => say`The input is most likely ${a}, the layer ${b}.`)],
    [/"(\w+)" not implemented for '(\w+)'/, (what, kind) => ({
      name: say`This operation does not work with this number type`,
      cause: say`\`${INSIDE[what] ?? what}\` does not work on ${type(kind)}.`,
      fix: type(kind) === "uint8" ? "`x.float() / 255`." : "`x.float()`.",
      read: "error-dtype",
    })],
    [/mean\(\): could not infer output dtype\. Input dtype must be .*?Got: (\w+)/, (kind) => ({
      name: say`The mean of whole numbers is a fraction`,
      cause: say`The tensor holds ${type(kind)}, which has no fractions.`,
      fix: "`x.float().mean()`.",
      read: "error-dtype",
    })],
    [/Expected tensor for argument #\d+ '(\w+)' to have one of the following scalar types: ([\w, ]+); but got torch\.(\w+)/, (name, kinds, got) => ({
      name: say`An argument has the wrong number type`,
      cause: say`\`${name}\` must be ${kinds}, yours is ${type(got)}.`,
      fix: say`\`.long()\` for whole numbers.`,
      read: "error-dtype",
    })],
    [/Torch not compiled with CUDA enabled|Found no NVIDIA driver|No CUDA GPUs are available/, () => ({
      name: say`There is no graphics card that PyTorch could use`,
      cause: say`This PyTorch was installed for the processor, or the machine has no such card.`,
      fix: "`device = \"cuda\" if torch.cuda.is_available() else \"cpu\"`.",
      read: "error-device",
    })],
    [/(?:CUDA|MPS|HIP).*out of memory|DefaultCPUAllocator: (?:can't|not enough memory)|can't allocate memory: you tried to allocate (\d+) bytes/, (bytes) => ({
      name: say`There is not enough memory`,
      cause: bytes ? say`${(bytes / 2 ** 30).toFixed(1)} GiB were asked for at once.` : say`During training the maps of every layer are kept for the backward pass; they need more memory than the weights.`,
      fix: say`A smaller batch, smaller images, or \`torch.no_grad()\` when you are not training.`,
      read: "ledger",
    })],
    [/(\w+)\(\) received an invalid combination of arguments - got \((.*?)\), but expected(.*)/, (what, got, expected) => ({
      name: say`${what} got arguments of the wrong types`,
      ...Decoder.signatures.misfit(got ? got.split(", ") : [], expected),
      read: "error-arguments",
    })],
    [/(\w+)\(\): argument '(\w+)' \(position \d+\) must be (.*?), not (\w+(?:\.\w+)?)/, (what, name, wanted, got) => ({
      name: say`${what} got an argument of the wrong type`,
      cause: say`\`${name}\` must be ${wanted === "Tensor" ? say`a tensor` : wanted}, yours is ${got === "NoneType" ? "None" : got}.`,
      fix: got === "numpy.ndarray" ? "`torch.from_numpy(x).float()`." : got === "NoneType" ? say`Find the function without \`return\`.`
        : wanted.includes("Tensors") ? say`\`${what}([a, b])\`: a list of tensors.` : /^tuple of ints$/.test(wanted) && got === "int" ? say`A tuple, one number for each place: \`(2, 3)\`, or \`(2,)\` for a single one.`
          : wanted.includes("int") && got === "Tensor" ? say`\`x.tolist()\` makes plain numbers of a tensor, \`x.shape\` is its shape.`
          : wanted.includes("int") ? say`A whole number: divide with \`//\`.` : "`torch.tensor(x)`.",
      read: "error-arguments",
    })],
    [/empty\(\): argument 'size' failed to unpack .*?but got (\w+)"|empty\(\).*must be tuple of (?:SymInts|ints)/, (kind) => ({
      name: say`A size is not a whole number`,
      cause: kind ? say`A layer was built with a size of the type ${kind}.` : say`A layer was built with a size that is a fraction.`,
      fix: say`\`16 * 5 * 5\`, or \`//\` instead of \`/\`.`,
      read: "error-arguments",
    })],
    [/Trying to create tensor with negative dimension (-?\d+): \[([-\d, ]+)\]|Dimension size must be non-negative/, (size, all) => ({
      name: say`A size is negative`,
      cause: all ? say`A tensor of the shape ${list(numbers(all))} was asked for.` : say`A tensor with a side below zero was asked for.`,
      fix: say`Write sizes of 1 or more. If a formula for the output size gave the number, the window is larger than the image.`,
      read: "error-kernel-size",
    })],
    [/(\w+)\.__init__\(\) missing (\d+) required positional arguments?: (.*)|_?(\w+)\(\) missing (\d+) required positional arguments?: (.*)|(\w+)\.forward\(\) missing \d+ required positional arguments?: (.*)/,
      (a, _, b, c, __, d, e, f) => ({
        name: say`An argument is missing`,
        cause: say.all(
          say`${(a ?? c ?? e).replace(/^_MaxPoolNd$/, say`The pooling`).replace(/^_/, "")} was called without ${(b ?? d ?? f).replaceAll("'", "`").replace(" and ", ", ")}.`,
          /kernel_size/.test(b ?? d ?? "") && say`The size of the window cannot follow from the image.`,
        ),
        fix: /input/.test(f ?? d ?? "") ? say`Call the layer with its input: \`layer(x)\`.` : say`Add it, by its name.`,
        read: "error-kernel-missing",
      })],
    [/(\w+)\.(?:__init__|forward)\(\) got an unexpected keyword argument '(\w+)'|(\w+)\(\) got an unexpected keyword argument '(\w+)'/, (a, b, c, d) => {
      const word = b ?? d, known = KEYWORDS[word];
      return {
        name: say`There is no argument \`${word}\``,
        cause: say.all(say`${a ?? c} has no such argument.`, known && say`In PyTorch it is called \`${known}\`.`),
        fix: known ? `\`${known}=…\`.` : OWN_LAYER[word] ?? say`Look its arguments up: \`help(nn.Conv2d)\`.`,
        read: "error-arguments",
      };
    }],
    [/(\w+)\.__init__\(\) takes from (\d+) to (\d+) positional arguments but (\d+) were given/, (what, few, most, got) => ({
      name: say`${what} got too many arguments`,
      cause: say`${what} takes ${few - 1} to ${most - 1} arguments, ${got - 1} were given.`,
      fix: say`Write the names of all but the first few, so that each value goes to the right argument; \`help(nn.${what})\` lists them.`,
      read: "error-arguments",
    })],
    [/(\w+)\.forward\(\) takes (\d+) positional arguments? but (\d+) were given/, (what, wanted, got) => ({
      name: say`forward got too many arguments`,
      cause: say`${what} takes ${many(Number(wanted) - 1, "input")} (and itself), ${Number(got) - 1} were given.`,
      fix: say`Sizes go into the constructor, \`nn.Conv2d(3, 8, 3)\`, inputs into the call, \`layer(x)\`.`,
      read: "error-arguments",
    })],
    [/module 'torch(?:\.[\w.]+)?' has no attribute '(\w+)'/, (word) => {
      const near = LAYERS.find((name) => name.toLowerCase() === word.toLowerCase()), other = ELSEWHERE[word.toLowerCase()];
      return {
        name: say`PyTorch has no \`${word}\``,
        cause: near ? say`It is written \`${near}\`.` : other ? say`The layer is called \`nn.${other}\` in PyTorch.` : say`The name is written differently, or it is in another module.`,
        fix: say`Layers with weights are in \`torch.nn\` and begin with a capital (\`nn.Conv2d\`), functions in \`torch.nn.functional\` (\`F.conv2d\`).`,
        read: "error-arguments",
      };
    }],
    [/not all arguments converted during string formatting/, () => ({
      name: say`A number was given as text`,
      cause: say`A size in quotation marks is text: "3" is not 3.`,
      fix: say`Remove the quotation marks, or use \`int(text)\`.`,
      read: "error-arguments",
    })],
    [/new\(\): invalid data type 'str'/, () => ({
      name: say`A tensor was indexed with a word`,
      cause: say`A tensor takes numbers as indices, not names.`,
      fix: say`Use a whole number; perhaps the variable should be a dict.`,
      read: "error-index",
    })],
    [/'(\w+)' object is not callable/, (kind) => ({
      name: say`Something that is not a function was called`,
      cause: say`A ${kind} is in front of the brackets. Often the name of a function was given to something else, such as \`sum = 0\`.`,
      fix: say`Restart the kernel, and use another name.`,
      read: "error-names",
    })],
    [/name '(\w+)' is not defined/, (word) => ({
      name: say`Nothing is called \`${word}\` here`,
      cause: ({ torch: say`\`import torch\` has not run.`, nn: say`\`from torch import nn\` has not run.`, F: say`\`import torch.nn.functional as F\` has not run.`, d2l: say`\`from d2l import torch as d2l\` has not run.` })[word]
        ?? say`The cell that makes it has not run, or it is misspelt.`,
      fix: say`Run the cells from the top.`,
      read: "error-names",
    })],
    [/'NoneType' object has no attribute '(\w+)'|unsupported operand type\(s\) for (\S+): .*NoneType/, () => ({
      name: say`A function returned nothing`,
      cause: say`There is None where a tensor is expected: most likely a function has no \`return\`.`,
      fix: say`Add \`return\` to the function.`,
      read: "error-names",
    })],
  );
})(globalThis);
