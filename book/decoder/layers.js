/* Messages of poolings, norms, linear layers and losses. */
"use strict";

(function ({ Decoder }) {
  const { numbers, product, list, by, many, imageAxes, shape, SPATIAL } = Decoder.words;

  /* Why the rows of a linear layer do not fit, as far as the sizes show it. */
  function linear(rows, got, wanted, out) {
    const square = Math.sqrt(got / 16);
    if (rows > 1 && wanted % rows === 0 && rows * got !== wanted && wanted / rows !== got && rows <= 512 && rows >= 4 && got < wanted)
      return {
        cause: say`The first number, ${rows}, may be channels: without an axis for the images, \`flatten(1)\` keeps the channels as rows. Or the image has another size than the layer was made for.`,
        fix: say`One image needs its batch axis: \`x[None]\`. Otherwise the layer must be \`nn.Linear(${got}, ${out})\`.`,
      };
    if (rows === 1 && got % wanted === 0 && got !== wanted)
      return {
        cause: say`${got} is ${got / wanted} times ${wanted}: ${got / wanted} images are in one row, so the batch was flattened, too.`,
        fix: say`\`flatten(1)\` keeps the first axis.`,
      };
    if (rows * got % wanted === 0 && got < wanted)
      return {
        cause: say`All numbers together are ${rows} · ${got} = ${rows * got}, which is ${rows * got / wanted} · ${wanted}: most likely the maps were not flattened before the linear layer.`,
        fix: say`\`x.flatten(1)\` before the layer.`,
      };
    return {
      cause: say.all(
        say`Each row has ${many(got, "feature")}, the layer was made for ${wanted}.`,
        Number.isInteger(square) && say`${got} is 16 · ${square} · ${square}: maps of ${square} × ${square}, so the image has another size than planned.`,
      ),
      fix: say`\`nn.Linear(${got}, ${out})\`, or an image of the size for which ${wanted} is right.`,
    };
  }

  /* The same message comes from `@`, where there is no layer. */
  const matrices = ({ cause, fix }, turned) => ({
    cause,
    fix: say.all(
      fix,
      turned
        ? say`If you multiplied two matrices yourself, the second must be transposed: \`a @ b.T\`.`
        : say`If you wrote \`a @ b\` yourself: a needs as many columns as b has rows.`,
    ),
  });

  const normShape = (norm, x) => shape(norm, numbers(x));

  Decoder.add(
    [/mat1 and mat2 shapes cannot be multiplied \((\d+)x(\d+) and (\d+)x(\d+)\)/, (...all) => {
      const [rows, got, wanted, out] = all.map(Number);
      return {
        name: say`The features do not fit the linear layer`,
        shapes: [
          shape(say`mat1, your input`, [rows, got], [say`rows`, say`features`], [1]),
          shape(say`mat2, the layer`, [wanted, out], [say`features in`, say`features out`], [0]),
        ],
        ...matrices(linear(rows, got, wanted, out), got === out),
        read: "error-mat",
      };
    }],
    [/both arguments to (\w+) need to be at least 1D, but they are (\d)D and (\d)D/, (what, first, second) => ({
      name: say`A single number cannot be multiplied as a matrix`,
      cause: say`${what} got tensors of ${first} and ${second} axes. A tensor without axes is one number.`,
      fix: say`\`x[None]\` gives it an axis; for plain multiplication write \`*\`.`,
      read: "error-mm",
    })],
    [/bilinear\(\): input(\d) size does not match weight size: got (\d+) but expected (\d+)/, (which, got, wanted) => ({
      name: say`An input of the bilinear layer has the wrong number of features`,
      cause: say`Input ${which} has ${got} features, the layer needs ${wanted}.`,
      fix: say`Build the layer with in${which}_features=${got}, or change the input.`,
      read: "error-mat",
    })],
    [/Given input size: \((\d+(?:x-?\d+)+)\)\. Calculated output size: \((\d+(?:x-?\d+)+)\)\. Output size is too small/, (x, y) => {
      const input = x.split("x").map(Number), output = y.split("x").map(Number), axes = [say`channels`, ...SPATIAL[input.length - 1]];
      const wrong = output.flatMap((size, axis) => (size < 1 ? [axis] : []));
      return {
        name: say`The image is too small for this pooling`,
        shapes: [shape(say`input`, input, axes, wrong), shape(say`output`, output, axes, wrong)],
        cause: say`Maps of ${by(input.slice(1))} are smaller than the pooling's window, so nothing would come out.`,
        fix: say`Use a larger image, one pooling less, or a smaller window.`,
        read: "error-pool",
      };
    }],
    [/max_pool1d\(\) Invalid computed output size: (-?\d+)/, (size) => ({
      name: say`The sequence is too short for this pooling`,
      cause: say`The output would have the length ${size}.`,
      fix: say`A longer sequence, or a smaller window.`,
      read: "error-pool",
    })],
    [/pad should be at most half of effective kernel size, but got pad=(\d+), kernel_size=(-?\d+) and dilation=(\d+)/, (pad, k, d) => ({
      name: k < 1 ? say`The window of the pooling has no cells` : say`The padding of the pooling is too wide`,
      cause: k < 1 ? say`kernel_size is ${k}.` : say`With padding ${pad} a window of ${k} (dilation ${d}) could lie in the border alone, and have nothing to choose from.`,
      fix: k < 1 ? say`A window of 1 or more.` : say`At most ${Math.floor((d * (k - 1) + 1) / 2)} here.`,
      read: "pooling-floors",
    })],
    [/non-empty (\d)D or (\d)D \(batch mode\) tensor expected for input|adaptive_\w+_pool\dd\(\): Expected (\d)D or (\d)D tensor, but got:? \[([\d, ]*)\]|\w*pool\dd: Expected (\d)D or (\d)D \(batch mode\) tensor with optional 0 dim batch size for input, but got: ?\[([\d, ]*)\]/,
      (a, b, c, d, x, e, f, y) => {
        const few = Number(a ?? c ?? e), most = Number(b ?? d ?? f), got = x ?? y;
        const input = got === undefined ? null : numbers(got);
        return {
          name: say`The pooling wants another number of axes`,
          shapes: input ? [shape(say`input`, input)] : [],
          cause: say.all(
            say`It reads ${most} axes (${imageAxes(most, most - 2).join(say`, `)}), or ${few} without the images.`,
            input && say`Yours has ${input.length}.`,
          ),
          fix: say`\`x[None]\` adds an axis of length one, \`x[0]\` takes one away.`,
          read: "error-axes",
        };
      }],
    [/Expected (\d)D or (\d)D \(batch mode\) tensor with optional 0 dim batch size for input, but got: ?\[([\d, ]*)\]/, (few, most, x) => {
      const input = numbers(x), empty = input.flatMap((size, axis) => (size === 0 ? [axis] : []));
      return {
        name: empty.length ? say`An axis of the input is empty` : say`The pooling wants another number of axes`,
        shapes: [shape(say`input`, input, imageAxes(input.length, Number(most) - 2), empty)],
        cause: empty.length
          ? say`Axis ${empty.join(", ")} has the length 0. Only the images may be none at all.`
          : say`It reads ${most} axes, or ${few} without the images. Yours has ${input.length}.`,
        fix: empty.length ? say`Look for the slice or the layer before it that left nothing over.` : say`\`x[None]\` adds an axis.`,
        read: empty.length ? "error-pool" : "error-axes",
      };
    }],
    [/(\w+): (?:kernel_size|stride|padding|dilation|output_size) must (?:either be a single int, or a tuple of (\w+) ints|be (\d))|(adaptive_\w+)\(\): internal error: output_size\.size\(\) must be \d/, (what, word, _, adaptive) => ({
      name: say`A setting has the wrong number of numbers`,
      cause: word
        ? say`${what ?? adaptive} wants one number, or a tuple with one number for each spatial axis (${word}).`
        : say`${what ?? adaptive} wants one number, or a tuple with one number for each spatial axis.`,
      fix: say`Give one number for both, or (height, width).`,
      read: "height-and-width-pairs",
    })],
    [/adaptive_avg_pool\dd: elements of output_size must be greater than or equal to 0/, () => ({
      name: say`The wanted output size is negative`,
      cause: say`An adaptive pooling is told how large its result shall be.`,
      fix: say`Use sizes of 1 or more; None keeps the input's size.`,
      read: "pooling-floors",
    })],
    [/(running_mean|weight|bias|running_var) should contain (\d+) elements not (\d+)/, (what, got, wanted) => ({
      name: say`The norm was built for another number of channels`,
      cause: say`The input has ${many(Number(got), "channel")} on axis 1, the layer holds ${wanted} numbers in ${what}, one for each channel.`,
      fix: say`\`nn.BatchNorm2d(${got})\`: the number is that of the layer before, its output channels.`,
      read: "error-norm",
    })],
    [/expected (\d)D(?: or (\d)D)? input \(got (\d)D input\)/, (few, most, got) => ({
      name: say`The norm wants another number of axes`,
      cause: most ? say`It reads ${few} or ${most} axes, the input has ${got}.` : say`It reads ${few} axes, the input has ${got}.`,
      fix: got < few
        ? say`For images of shape (images, channels, height, width) use BatchNorm2d, for (images, features) BatchNorm1d; \`x[None]\` adds a batch axis.`
        : say`BatchNorm1d is for features and sequences; for images use BatchNorm2d.`,
      read: "error-norm",
    })],
    [/Expected more than 1 (value per channel|spatial element) when training, got input size (?:torch\.Size\()?\[([\d, ]+)\]/, (what, x) => {
      const input = numbers(x);
      return {
        name: say`A norm cannot take the mean of a single number`,
        shapes: [shape(say`input`, input, input.length === 2 ? [say`images`, say`features`] : imageAxes(input.length, input.length - 2))],
        cause: say`In training a norm subtracts the mean of each channel; here there is one number for each channel, so the result would always be 0.`,
        fix: say`A batch of two or more images, or \`model.eval()\` when you are not training. The last batch of a loader can be a single image: \`drop_last=True\`.`,
        read: "error-norm",
      };
    }],
    [/Given normalized_shape=\[([\d, ]+)\], expected input with shape \[\*, ([\d, ]+)\], but got input of size ?\[([\d, ]+)\]/, (wanted, _, x) => {
      const input = numbers(x), norm = numbers(wanted);
      return {
        name: say`The layer norm was built for other last axes`,
        shapes: [shape(say`input`, input), normShape("normalized_shape", wanted)],
        cause: norm.length === 1
          ? say`The last axis of the input is ${list(input.slice(-norm.length))}, the layer wants ${list(norm)}.`
          : say`The last ${norm.length} axes of the input are ${list(input.slice(-norm.length))}, the layer wants ${list(norm)}.`,
        fix: `\`nn.LayerNorm(${JSON.stringify(input.slice(-norm.length)).replaceAll(",", ", ")})\`.`,
        read: "error-norm",
      };
    }],
    [/Expected number of channels in input to be divisible by num_groups, but got input of shape \[([\d, ]+)\] and num_groups=(\d+)/, (x, groups) => ({
      name: say`The channels cannot be divided among the groups`,
      shapes: [shape(say`input`, numbers(x), imageAxes(numbers(x).length, numbers(x).length - 2), [1])],
      cause: say`${numbers(x)[1]} channels do not divide into ${groups} equal groups.`,
      fix: say`Choose a number of groups that divides ${numbers(x)[1]}.`,
      read: "error-norm",
    })],
    [/Expected (weight|bias) to be a vector of size equal to the number of channels in input, but got \w+ of shape \[([\d, ]+)\] and input of shape \[([\d, ]+)\]/, (_, w, x) => ({
      name: say`The norm was built for another number of channels`,
      shapes: [shape(say`input`, numbers(x), imageAxes(numbers(x).length, numbers(x).length - 2), [1]), normShape("weight", w)],
      cause: say`The input has ${numbers(x)[1]} channels, the norm was built for ${numbers(w)[0]}.`,
      fix: say`Build it with num_channels=${numbers(x)[1]}.`,
      read: "error-norm",
    })],
    [/expected input's size at dim=(\d) to match num_features \((\d+)\), but got: (\d+)/, (axis, wanted, got) => ({
      name: say`The norm was built for another number of channels`,
      cause: say`Axis ${axis} of the input has ${got} channels, num_features is ${wanted}.`,
      fix: say`Build it with num_features=${got}.`,
      read: "error-norm",
    })],
    [/Expected input batch_size \((\d+)\) to match target batch_size \((\d+)\)/, (got, wanted) => ({
      name: say`There are more or fewer predictions than labels`,
      cause: say.all(
        say`The network gave ${many(Number(got), "row")}, the labels are ${wanted}.`,
        Math.max(got, wanted) % Math.min(got, wanted) === 0
          && say`One is a multiple of the other: a reshape before the linear layer most likely mixed the batch with the features.`,
      ),
      fix: say`\`x.flatten(1)\` instead of \`view(-1, …)\` keeps one row for each image.`,
      read: "flatten-keeps-the-batch",
    })],
    [/Target (-?\d+) is out of bounds/, (label) => ({
      name: label < 0 ? say`A label is negative` : say`A label is larger than the number of classes`,
      cause: label < 0
        ? say`The labels count from 0, and one of them is ${label}.`
        : say`The labels count from 0, so label ${label} needs ${Number(label) + 1} outputs at least.`,
      fix: label < 0
        ? say`Labels from 0 up. If ${label} marks what shall not count, say so: \`F.cross_entropy(scores, labels, ignore_index=${label})\`.`
        : say`More output features in the last layer, or labels that begin at 0.`,
      read: "error-loss",
    })],
    [/expected target dtype to be Long or Byte|0D or 1D target tensor expected, multi-target not supported|For 1D input, 1D target must have size 1/, () => ({
      name: say`The labels have the wrong type or shape`,
      cause: say`cross_entropy needs scores of shape (images, classes) and one whole number for each image.`,
      fix: say`\`labels.long().flatten()\`; scores of one image need a batch axis, \`scores[None]\`.`,
      read: "error-loss",
    })],
    [/unflatten: Provided sizes \[([-\d, ]+)\] don't multiply up to the size of dim (\d+) \((\d+)\)/, (sizes, axis, total) => ({
      name: say`An axis cannot be cut into these sizes`,
      shapes: [shape(say`the sizes you asked for`, numbers(sizes))],
      cause: numbers(sizes).includes(-1)
        ? say`The −1 is worked out from the others, and axis ${axis} holds ${total}, no multiple of ${Math.abs(product(numbers(sizes)))}.`
        : say`${numbers(sizes).join(" · ")} = ${product(numbers(sizes))}, axis ${axis} holds ${total}.`,
      fix: say`Choose sizes whose product is ${total}.`,
      read: "error-view",
    })],
    [/pixel_shuffle expects .*?input\.size\(-3\)=(\d+) is not divisible by (\d+)/, (got, square) => ({
      name: say`The channels do not fit the pixel shuffle`,
      cause: say`It puts ${square} channels into each new block of pixels, but ${got} is not a multiple of ${square}.`,
      fix: say`A number of channels that is a multiple of ${square}.`,
      read: "error-channels",
    })],
    [/Got (\d)D input, but (\w+) mode needs (\d)D input/, (got, mode, wanted) => ({
      name: say`The resizing mode needs another number of axes`,
      cause: say`"${mode}" works on ${wanted} axes, the input has ${got}.`,
      fix: say`\`x[None]\` adds the batch axis.`,
      read: "error-axes",
    })],
    [/dropout probability has to be between 0 and 1, but got (.*)/, (got) => ({
      name: say`The dropout is not a probability`,
      cause: say`It is the part of numbers that become zero, between 0 and 1. Got ${got}.`,
      fix: say`50 percent is \`0.5\`.`,
      read: "error-arguments",
    })],
  );
})(globalThis);
