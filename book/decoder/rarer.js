/* Messages about objects, labels, indices and sizes that are met more seldom. Known before the general rules of kinds.js. */
"use strict";

(function ({ Decoder }) {
  const { numbers, list, many, shape, imageAxes } = Decoder.words;

  const MEANT = { weights: "weight", biases: "bias", kernel: "weight", filters: "out_channels", channels: "in_channels",
    trainable_weights: "parameters", add: "append", get_weights: "state_dict", set_weights: "load_state_dict" };

  const total = (sizes) => sizes.reduce((sum, size) => sum + size, 0);

  Decoder.add(
    [/'(?!NoneType)(\w+)' object has no attribute '(\w+)'/, (kind, name) => ({
      name: say`There is no \`${name}\` here`,
      cause: say.all(
        say`An object of the type ${kind} does not know the name \`${name}\`.`,
        MEANT[name] && say`In PyTorch it is \`${MEANT[name]}\`.`,
        say`A layer that was never stored in \`__init__\` says this too.`,
      ),
      fix: MEANT[name] ? say`\`.${MEANT[name]}\` in the place of \`.${name}\`.` : say`Print \`dir(x)\` for the names that are there, and compare the spelling.`,
      read: "error-names",
    })],
    [/Module \[(\w+)\] is missing the required "forward" function/, (kind) => ({
      name: say`The network has no forward`,
      cause: say`Calling a network calls its \`forward\`, and ${kind} has none: it is missing, misspelled, or indented into another function.`,
      fix: say`\`def forward(self, x):\`, indented as deep as \`__init__\`, with a \`return\`.`,
      read: "error-names",
    })],
    [/Given input size per channel: \(([-\d x]+)\)\. Calculated output size per channel: \(([-\d x]+)\)\. Output size is too small/, (input, output) => ({
      name: say`Nothing is left of the image`,
      cause: say`A transposed convolution takes its padding away from the result: from ${input} it would leave ${output}.`,
      fix: say`Less padding, or a larger window or stride.`,
      read: "error-kernel-size",
    })],
    [/Expected weight to be a vector of size equal to the number of channels in input, but got weight of shape \[(\d+)\] and input of shape \[([\d, ]+)\]/, (channels, input) => ({
      name: say`The norm was built for another number of channels`,
      shapes: [shape(say`the input`, numbers(input), imageAxes(numbers(input).length, 2), [1])],
      cause: say`The norm has a factor for each of ${channels} channels, the input has ${numbers(input)[1]}.`,
      fix: say`\`nn.GroupNorm(groups, ${numbers(input)[1]})\`, or change the layer before.`,
      read: "error-norm",
    })],
    [/Kernel size can't be greater than actual input size/, () => ({
      name: say`The window does not fit into the image`,
      cause: say`The window, with the gaps of its dilation, is larger than the padded image. The whole message names both sizes.`,
      fix: say`A larger image, more padding, a smaller window, or one pooling less before it.`,
      read: "error-kernel-size",
    })],
    [/shapes cannot be multiplied/, () => ({
      name: say`The features do not fit the linear layer`,
      cause: say`The second number of the input must equal the first of the layer. The whole message names both shapes.`,
      fix: say`\`nn.Linear\` with the number of features that arrive; \`x.flatten(1)\` before it keeps one row for each image.`,
      read: "error-mat",
    })],
    [/is invalid for input of size (\d+)/, (count) => ({
      name: say`The numbers cannot be laid out in this shape`,
      cause: say`The tensor holds ${count} numbers, and the shape asks for more or fewer.`,
      fix: say`\`x.flatten(1)\`, or \`x.reshape(len(x), -1)\`.`,
      read: "error-view",
    })],
    [/must match the size of tensor b|at non-singleton dimension/, () => ({
      name: say`Two tensors do not fit number by number`,
      cause: say`Shapes are compared from the right: two lengths must be equal, or one of them 1.`,
      fix: say`Print both shapes. A bias goes to its maps as \`b[:, None, None]\`.`,
      read: "error-broadcast",
    })],
    [/to have \d+ channels|channels instead/, () => ({
      name: say`The input does not have the number of channels that the layer needs`,
      cause: say`Axis 1 of a batch holds the channels. The whole message names the shape of the weight and of the input.`,
      fix: say`\`in_channels\` as the input has them, or \`permute(0, 3, 1, 2)\` if the channels are last.`,
      read: "error-channels",
    })],
    [/Sizes of tensors must match except in dimension/, () => ({
      name: say`Tensors that are joined must agree on the other axes`,
      cause: say`cat joins along one axis; on all others the lengths must be equal.`,
      fix: say`Print the shapes of all parts.`,
      read: "error-cat",
    })],
    [/non-positive dilation is not supported|dilation should be greater than zero/, () => ({
      name: say`The dilation is zero or negative`,
      cause: say`The dilation is the distance between two neighbouring taps: 1 leaves no gap, and less is not possible.`,
      fix: "`dilation=1`.",
      read: "error-negative",
    })],
    [/The shape of the mask \[([\d, ]*)\] at index (\d+) does not match the shape of the indexed tensor \[([\d, ]*)\] at index (\d+)/, (mask, place, sizes, axis) => ({
      name: say`The mask has another shape than the tensor`,
      shapes: [shape(say`the mask`, numbers(mask), undefined, [Number(place)]), shape(say`the tensor`, numbers(sizes), undefined, [Number(axis)])],
      cause: say`Axis ${place} of the mask is ${numbers(mask)[place]} long, axis ${axis} of the tensor ${numbers(sizes)[axis]}. A mask has one True or False for each entry.`,
      fix: say`Make the mask from the tensor itself: \`x[x > 0]\`; for an axis in the middle \`x[:, mask]\`.`,
      read: "error-index",
    })],
    [/Index tensor must have the same number of dimensions as (?:input|self|src) tensor/, () => ({
      name: say`gather wants an index with as many axes as the tensor`,
      cause: say`gather and scatter take one index for each entry of the result, so both tensors have equally many axes.`,
      fix: say`\`index[:, None]\` adds an axis; to choose whole rows, write \`x[index]\`.`,
      read: "error-index",
    })],
    [/^index (-?\d+) is out of range/, (index) => ({
      name: say`The container has fewer layers`,
      cause: say`There is no layer with the number ${index}: they count from 0.`,
      fix: say`Print the network: the number of each layer is in brackets before it. \`net[-1]\` is the last.`,
      read: "error-index",
    })],
    [/split_with_sizes expects split_sizes to sum exactly to (\d+) \(input tensor's size at dimension (-?\d+)\), but got split_sizes=\[([\d, ]*)\]/, (length, axis, sizes) => ({
      name: say`The pieces do not add up to the axis`,
      cause: say`Axis ${axis} is ${length} long; ${numbers(sizes).join(" + ")} = ${total(numbers(sizes))}.`,
      fix: say`Lengths that add up to ${length}, or one whole number for equal pieces.`,
      read: "error-index",
    })],
    [/chunk expects `chunks` to be greater than 0, got: (-?\d+)/, (count) => ({
      name: say`A tensor cannot be cut into no pieces`,
      cause: say`chunk takes the number of pieces; it got ${count}.`,
      fix: say`A number from 1 up; \`split\` takes the length of a piece.`,
      read: "error-index",
    })],
    [/Using a target size \(torch\.Size\(\[([\d, ]*)\]\)\) that is different to the input size \(torch\.Size\(\[([\d, ]*)\]\)\)/, (target, input) => ({
      name: say`Labels and predictions have different shapes`,
      shapes: [shape(say`labels`, numbers(target)), shape(say`predictions`, numbers(input))],
      cause: say`The labels have the shape ${list(numbers(target))}, the predictions ${list(numbers(input))}. This loss compares number by number.`,
      fix: numbers(target).length < numbers(input).length ? say`\`labels[:, None]\`, or \`predictions.squeeze(1)\`.` : say`\`predictions[:, None]\`, or \`labels.squeeze(1)\`.`,
      read: "error-loss",
    })],
    [/input\.size\(-1\) must be equal to input_size\. Expected (\d+), got (\d+)/, (wanted, got) => ({
      name: say`The sequence has another number of features`,
      cause: say`The layer was built for ${many(wanted, "feature")} a step, the last axis of the input has ${got}.`,
      fix: say`\`input_size=${got}\`, or bring the features to the last axis with \`permute\`.`,
      read: "error-mat",
    })],
    [/(\w+) must be divisible by num_heads/, (what) => ({
      name: say`The features cannot be shared out among the heads`,
      cause: say`Each head gets an equal part, so ${what} must be a multiple of num_heads.`,
      fix: say`A number of heads that divides the features.`,
      read: "error-groups",
    })],
    [/expected np\.ndarray \(got (\w+)\)/, (kind) => ({
      name: say`from_numpy wants an array of NumPy`,
      cause: say`It got a ${kind}.`,
      fix: kind === "Tensor" ? say`It is a tensor already: leave from_numpy out.` : say`\`torch.tensor(x)\` takes lists and numbers.`,
      read: "error-arguments",
    })],
    [/(\w+)\(\) input tensor must be either float or double dtype/, (what) => ({
      name: say`${what} wants fractions`,
      cause: say`The tensor holds whole numbers or truths.`,
      fix: say`\`x.float()\` before it.`,
      read: "error-dtype",
    })],
    [/elements in (?:indices|index|the index) should be type int64 but got: (\w+)/, (kind) => ({
      name: say`Indices are whole numbers`,
      cause: say`They came as ${kind}. max_unpool2d wants the places that \`nn.MaxPool2d(2, return_indices=True)\` gives.`,
      fix: say`\`indices.long()\`, or the pooling's own second result.`,
      read: "error-dtype",
    })],
    [/either size or scale_factor should be defined/, () => ({
      name: say`interpolate does not know how large`,
      cause: say`It needs the new size or a factor, one of both.`,
      fix: say`\`F.interpolate(x, scale_factor=2)\`, or \`size=(height, width)\`.`,
      read: "error-arguments",
    })],
    [/Input and output must have the same number of spatial dimensions, but got input with spatial dimensions of \[([\d, ]*)\] and output size of \(([\d, ]*)\)/, (input, output) => ({
      name: say`interpolate got another number of sizes than axes`,
      shapes: [shape(say`the input, behind its channels`, numbers(input))],
      cause: say`The input has ${many(numbers(input).length, "spatial axis", "spatial axes")}, ${list(numbers(input))}; you gave ${many(numbers(output).length, "size")}.`,
      fix: say`One size for each axis behind the channels: \`size=(height, width)\`. A single image needs its batch axis, \`x[None]\`.`,
      read: "error-axes",
    })],
    [/expected grid and input to have same batch size, but got input with sizes \[([\d, ]*)\] and grid with sizes \[([\d, ]*)\]/, (input, grid) => ({
      name: say`The grid is for another number of images`,
      shapes: [
        shape(say`the input`, numbers(input), imageAxes(numbers(input).length, 2), [0]),
        shape(say`the grid`, numbers(grid), [say`images`, say`height`, say`width`, say`x and y`], [0]),
      ],
      cause: say`The input holds ${many(numbers(input)[0], "image")}, the grid ${numbers(grid)[0]}.`,
      fix: say`\`grid.expand(len(x), -1, -1, -1)\` uses one grid for all images.`,
      read: "error-axes",
    })],
    [/Input dimension should be at least (\d+)/, (count) => ({
      name: say`The input has too few axes`,
      cause: say`This layer reads ${count} axes at least: channels, height, width.`,
      fix: say`\`x[None]\` adds an axis in front.`,
      read: "error-axes",
    })],
    [/upper bound and lower bound inconsistent with step sign|upper bound and larger bound inconsistent with step sign/, () => ({
      name: say`arange goes the wrong way`,
      cause: say`The end comes before the start, and the step goes in the other direction.`,
      fix: say`\`torch.arange(end, start, -1)\` for a falling row; or exchange the two. A side that came out negative says this too.`,
      read: "error-kernel-size",
    })],
    [/Expected (\d) to (\d) dimensions, but got (\d+)-dimensional tensor for argument #1 'self' \(while checking arguments for (\w+)\)/, (few, most, got, what) => ({
      name: say`The input has another number of axes than the layer reads`,
      cause: say`\`${what}\` reads ${few} to ${most} axes, and the input has ${got}.`,
      fix: say`Print \`x.shape\` before the call: a batch has the images first, then the channels. \`x[None]\` adds an axis in front.`,
      read: "error-axes",
    })],
    [/(\w+): Expected input to be 2D or 3D, got (\d)D/, (what, got) => ({
      name: say`The input has another number of axes than the layer reads`,
      cause: say`${what} reads sequences, (steps, features), or a batch of them, and the input has ${many(Number(got), "axis", "axes")}.`,
      fix: say`Print \`x.shape\` before the call. An image can be read row by row: \`x.flatten(2)\` makes one axis of height and width.`,
      read: "error-axes",
    })],
    [/Expected hidden\[?(\d?)\]? size \(([\d, ]+)\), got \[([\d, ]+)\]/, (_, wanted, got) => ({
      name: say`The hidden state has another shape than the batch asks for`,
      shapes: [shape(say`the hidden state`, numbers(got), [say`layers`, say`sequences in the batch`, say`features`], numbers(got).flatMap((n, i) => (n === numbers(wanted)[i] ? [] : [i])))],
      cause: say`(${list(numbers(wanted))}) is wanted: layers, sequences in the batch, features. With \`batch_first=True\` the input has the batch first, the hidden state still second.`,
      fix: say`Leave the hidden state out: it then starts with zeros of the right shape.`,
      read: "error-axes",
    })],
    [/was expecting embedding dimension of (\d+), but got (\d+)/, (wanted, got) => ({
      name: say`The features do not fit the attention layer`,
      cause: say`The layer was built for ${wanted} features, and the last axis of the input has ${got}.`,
      fix: say`\`nn.MultiheadAttention(${got}, …)\`, or a linear layer before it that makes ${wanted} features.`,
      read: "error-mat",
    })],
    [/bilinear\(\): input batch dimensions do not match at dim (\d+): got (\d+) and (\d+)/, (_, one, other) => ({
      name: say`The two inputs are for different batches`,
      cause: say`The first input has ${one} rows, the second ${other}; each pair of rows makes one result.`,
      fix: say`Print both shapes, and give both inputs the same number of rows.`,
      read: "error-broadcast",
    })],
    [/Expected shape of indices to be same as that of the input tensor \(\[([\d, ]+)\]\) but got indices tensor with shape: \[([\d, ]+)\]/, (input, indices) => ({
      name: say`The positions are not those of this input`,
      shapes: [shape(say`the input`, numbers(input), imageAxes(numbers(input).length, 2)), shape(say`the positions`, numbers(indices), imageAxes(numbers(indices).length, 2))],
      cause: say`Unpooling puts each number back to the position that the pooling returned for it, so both tensors have the same shape.`,
      fix: say`Keep what \`nn.MaxPool2d(…, return_indices=True)\` gave for this image, and pass it on unchanged.`,
      read: "error-axes",
    })],
    [/Expected input to have non-zero size for non-batch dimensions, but input has sizes \[([\d, ]+)\] with dimension (\d+) being empty/, (input, axis) => ({
      name: say`Nothing is left of the image`,
      shapes: [shape(say`the input`, numbers(input), imageAxes(numbers(input).length, 2), [Number(axis)])],
      cause: say`Axis ${axis} of the input has the length 0.`,
      fix: say`Print \`x.shape\` after each layer: where does the axis become empty?`,
      read: "error-kernel-size",
    })],
    [/pool (height|width|time) (\d+) too large relative to input (?:height|width|time) (\d+)/, (side, window, input) => ({
      name: say`The window does not fit into the image`,
      cause: say`The pooling has windows of ${window} and makes many of them, and the image has only ${input} along this side (${side}).`,
      fix: say`A larger image, a smaller window, or a smaller \`output_size\`.`,
      read: "error-kernel-size",
    })],
    [/gather\(\): Expected dtype int32\/int64 for index|masked_fill_? only supports boolean masks, but got mask with dtype (\w+)/, (mask) => ({
      name: say`What says where has the wrong dtype`,
      cause: mask ? say`A mask is a tensor of True and False, and this one is of the type ${mask}.` : say`An index is a tensor of whole numbers, and this one holds fractions.`,
      fix: mask ? say`Compare to make a mask: \`mask > 0\`, or \`mask.bool()\`.` : "`index.long()`",
      read: "error-dtype",
    })],
    [/(?<!__init__|forward)\(\) takes from (\d+) to (\d+) positional arguments but (\d+) were given/, (few, most, got) => ({
      name: say`Too many arguments`,
      cause: say`The function takes ${few} to ${most} arguments, and you gave ${got}. Tensors that are joined go into one list.`,
      fix: say`\`torch.stack([a, b], dim=1)\`: brackets around the tensors, the axis by its name.`,
      read: "error-stack",
    })],
  );
})(globalThis);
