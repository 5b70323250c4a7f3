/* Messages of single operations: products of vectors, einsum, unfold and fold, losses, indices, tensors without numbers. */
"use strict";

(function ({ Decoder }) {
  const { numbers, list, many, imageAxes, shape } = Decoder.words;
  const dims = (count) => many(Number(count), "axis", "axes");

  Decoder.add(
    [/requested an output size of \[([\d, ]+)\], but valid sizes range from \[([\d, ]+)\] to \[([\d, ]+)\] \(for an input of torch\.Size\(\[([\d, ]+)\]\)\)/, (asked, low, high, x) => {
      const want = numbers(asked), [least, most] = [numbers(low), numbers(high)], names = imageAxes(want.length + 1, want.length).slice(1);
      const wrong = want.flatMap((size, axis) => (size < least[axis] || size > most[axis] ? [axis] : []));
      return {
        name: say`A transposed convolution cannot give this size`,
        shapes: [shape(say`input`, numbers(x), names), shape(say`the size you asked for`, want, names, wrong)],
        cause: say`${wrong.map((axis) => say`${names[axis]}: ${want[axis]}, possible are ${least[axis]} to ${most[axis]}`).join("; ")}. Its stride, window and padding fix the size but for less than one stride.`,
        fix: say`A size from ${list(least)} to ${list(most)}, or another stride.`,
        read: "stride",
      };
    }],
    [/Only "zeros" padding mode is supported for ConvTranspose/, () => ({
      name: say`A transposed convolution knows zeros only`,
      cause: say`Its padding is taken away from the result, so there is no border to fill in another way.`,
      fix: say`Leave padding_mode out, or pad the input before it: \`F.pad(x, …, mode="reflect")\`.`,
      read: "error-padding-string",
    })],
    [/divisor must be not zero/, () => ({
      name: say`The mean would be divided by zero`,
      cause: say`divisor_override is 0.`,
      fix: say`Leave it out: the mean is then divided by the number of cells of the window.`,
      read: "error-negative",
    })],
    [/invalid shape dimension (-?\d+) at index (\d+) of shape \[([-\d, ]*)\]/, (size, axis, wanted) => ({
      name: say`A size is negative`,
      shapes: [shape(say`the shape you asked for`, numbers(wanted), undefined, [Number(axis)])],
      cause: say`Axis ${axis} was asked to be ${size} long. Only −1 has a meaning: "work it out".`,
      fix: say`Write −1, or the true size.`,
      read: "error-view",
    })],
    [/cannot reshape tensor of 0 elements into shape \[([-\d, ]*)\]/, (wanted) => ({
      name: say`Nothing can be worked out for the −1`,
      shapes: [shape(say`the shape you asked for`, numbers(wanted))],
      cause: say`The tensor holds no numbers, so an axis of any length would do.`,
      fix: say`Write the size in the place of −1; and look for the slice or layer that left nothing over.`,
      read: "error-view",
    })],
    [/Number of dimensions of repeat dims can not be smaller than number of dimensions of tensor/, () => ({
      name: say`repeat wants a number for each axis`,
      cause: say`The tensor has more axes than you gave numbers; they belong to the axes from the left.`,
      fix: say`One number an axis, 1 where nothing is repeated: \`x.repeat(2, 1)\`.`,
      read: "error-broadcast",
    })],
    [/(permute|transpose|reshape|flatten)\(\) takes (\d) positional arguments but (\d) were given/, (what) => ({
      name: say`torch.${what} wants its sizes in one tuple`,
      cause: say`The function takes the tensor and one tuple; only the method, \`x.${what}(…)\`, takes the numbers one by one.`,
      fix: what === "permute" ? say`\`torch.permute(x, (1, 0))\`, or \`x.permute(1, 0)\`.` : `\`x.${what}(…)\`.`,
      read: "error-permute",
    })],
    [/vector \+ matrix @ vector expected, got (\d), (\d), (\d)/, (_, matrix, vector) => ({
      name: say`mv multiplies a matrix by a vector`,
      cause: say`The first has ${dims(matrix)}, the second ${dims(vector)}; two and one are wanted.`,
      fix: say`\`@\` takes any of them: \`a @ b\`.`,
      read: "error-mm",
    })],
    [/outer: Expected 1-D argument (\w+), but got (\d)-D/, (which, got) => ({
      name: say`outer takes two vectors`,
      cause: which === "self" ? say`The first argument has ${dims(got)}.` : say`The second argument has ${dims(got)}.`,
      fix: say`\`x.flatten()\` makes one axis of all.`,
      read: "error-mm",
    })],
    [/tensordot expects dims < ndim_a or ndim_b, but got dims=(\d+)/, (got) => ({
      name: say`tensordot shall sum over more axes than there are`,
      cause: say`dims=${got} sums over the last ${got} axes of the first and the first ${got} of the second.`,
      fix: say`A smaller number, or the pairs of axes by name: \`dims=([…], […])\`.`,
      read: "error-einsum",
    })],
    [/einsum\(\): output subscript (\w) appears more than once/, (letter) => ({
      name: say`A letter occurs twice after the arrow`,
      cause: say`\`${letter}\` would be two axes of the result.`,
      fix: say`Each letter once behind the arrow; \`torch.diag_embed\` makes a diagonal.`,
      read: "error-einsum",
    })],
    [/einsum\(\): invalid subscript given at index (\d+)/, (place) => ({
      name: say`einsum knows letters only`,
      cause: say`The sign at place ${place} of the equation, counted from 0, is no letter.`,
      fix: say`A letter from a to z for each axis, as in \`"ij,jk->ik"\`.`,
      read: "error-einsum",
    })],
    [/einsum\(\): subscript (\w) is repeated for operand (\d+) but the sizes don't match, (\d+) != (\d+)/, (letter, operand, a, b) => ({
      name: say`One letter of einsum has two lengths`,
      cause: say`\`${letter}\` stands for two axes of operand ${operand}, ${b} and ${a} long. A letter twice takes the diagonal.`,
      fix: say`Two letters for two axes.`,
      read: "error-einsum",
    })],
    [/It is expected (\w+) equals to (\d), but got size (\d)/, (what, wanted, got) => ({
      name: say`The ${what.replace("_", " ")} has the wrong length`,
      cause: say`unfold and fold work on height and width: ${what} wants ${wanted} numbers, you gave ${got}.`,
      fix: say`One number for both, or \`(height, width)\`.`,
      read: "height-and-width-pairs",
    })],
    [/(stride|dilation|kernel_size|kernel size) should be greater than zero, but got (.*)/, (what, got) => ({
      name: say`The ${what.replace("_", " ")} is zero or negative`,
      cause: say`Got ${got}.`,
      fix: say`Use 1 or more on each axis.`,
      read: "error-negative",
    })],
    [/Expected size of input's dimension 1 to be divisible by the product of kernel_size, but got input\.size\(1\)=(\d+) and kernel_size=\((\d+), (\d+)\)/, (got, height, width) => ({
      name: say`The columns do not belong to this window`,
      cause: say`Each column holds all channels of a window: channels · ${height} · ${width}, a multiple of ${height * width}. Axis 1 has ${got}.`,
      fix: say`The window that unfold had; or look whether axes 1 and 2 are exchanged.`,
      read: "error-kernel-size",
    })],
    [/Expected 2D or 3D \(batch mode\) tensor for input with possibly 0 batch size and non-zero dimensions for input, but got: \[([\d, ]*)\]/, (x) => ({
      name: say`fold wants another number of axes`,
      shapes: [shape(say`input`, numbers(x))],
      cause: say`It reads (images, channels · window, places), or the last two alone. Yours has ${numbers(x).length}.`,
      fix: say`\`x[None]\` adds an axis in front.`,
      read: "error-axes",
    })],
    [/size mismatch \(got input: \[([\d, ]+)\] ?, target: \[([\d, ]+)\]/, (x, y) => {
      const input = numbers(x), target = numbers(y), spatial = input.length - 2;
      const labels = target.length === spatial + 1 ? [say`images`, ...imageAxes(spatial + 1, spatial).slice(1)] : undefined;
      const wrong = target.flatMap((size, axis) => (size === input[axis ? axis + 1 : 0] ? [] : [axis]));
      return {
        name: say`Scores and labels have different sizes`,
        shapes: [
          shape(say`scores`, input, [say`images`, say`classes`, ...imageAxes(spatial + 1, spatial).slice(1)], wrong.map((axis) => (axis ? axis + 1 : 0))),
          shape(say`labels`, target, labels, wrong),
        ],
        cause: say`With a score for each pixel there is one label for each pixel: the shape of the scores without its classes.`,
        fix: say`Labels of shape ${list([input[0], ...input.slice(2)])}.`,
        read: "error-loss",
      };
    }],
    [/only batches of spatial targets supported \(3D tensors\) but got targets of (?:dimension|size): ?:? ?(.*)/, () => ({
      name: say`There is a score for each pixel, but not a label`,
      cause: say`Scores of shape (images, classes, height, width) want labels of shape (images, height, width).`,
      fix: say`For one label an image the scores must be (images, classes): \`x.flatten(1)\` and a linear layer, or the mean over height and width.`,
      read: "error-loss",
    })],
    [/weight tensor should be defined either for all (\d+) classes or no classes but got weight tensor of shape: \[(\d+)\]/, (classes, got) => ({
      name: say`The loss wants a weight for each class`,
      shapes: [shape(say`weights`, [Number(got)], [say`classes`], [0])],
      cause: say`The scores have ${classes} classes, the weights are ${got}.`,
      fix: say`A tensor of ${classes} numbers.`,
      read: "error-loss",
    })],
    [/all elements of input should be between 0 and 1/, () => ({
      name: say`This loss wants probabilities`,
      cause: say`binary_cross_entropy takes numbers between 0 and 1; scores of a layer may be anything.`,
      fix: say`\`F.binary_cross_entropy_with_logits(scores, labels)\`, or \`torch.sigmoid\` before it.`,
      read: "error-loss",
    })],
    [/Target size \(torch\.Size\(\[([\d, ]*)\]\)\) must be the same as input size \(torch\.Size\(\[([\d, ]*)\]\)\)/, (target, input) => ({
      name: say`Labels and predictions have different shapes`,
      shapes: [shape(say`labels`, numbers(target)), shape(say`predictions`, numbers(input))],
      cause: say`This loss compares number by number.`,
      fix: numbers(target).length < numbers(input).length ? say`\`labels[:, None]\`, or \`predictions.squeeze(1)\`.` : say`\`predictions[:, None]\`, or \`labels.squeeze(1)\`.`,
      read: "error-loss",
    })],
    [/Found dtype (\w+) but expected (\w+)/, (got, wanted) => ({
      name: say`Two number types do not fit together`,
      cause: say`A loss of numbers compares ${wanted} with ${wanted}; one tensor, most often the labels, is ${got}.`,
      fix: wanted === "Float" ? "`labels.float()`." : say`The same type for both, with \`.to(…)\`.`,
      read: "error-dtype",
    })],
    [/Class values must be (smaller than num_classes|non-negative)/, (which) => ({
      name: which === "non-negative" ? say`A label is negative` : say`A label is larger than the number of classes`,
      cause: which === "non-negative" ? say`one_hot knows labels from 0 up.` : say`The labels count from 0, so the largest may be num_classes − 1.`,
      fix: say`Print \`labels.min()\` and \`labels.max()\`.`,
      read: "error-loss",
    })],
    [/one_hot is only applicable to index tensor of type LongTensor/, () => ({
      name: say`Labels are whole numbers`,
      cause: say`one_hot takes labels of the type int64.`,
      fix: "`labels.long()`.",
      read: "error-dtype",
    })],
    [/tensors used as indices must be long, int, byte or bool tensors/, () => ({
      name: say`An index must be a whole number`,
      cause: say`The tensor of indices holds fractions.`,
      fix: say`\`index.long()\`; a condition such as \`x > 0\` gives a mask.`,
      read: "error-index",
    })],
    [/invalid index of a 0-dim tensor|len\(\) of a 0-d tensor|iteration over a 0-d tensor/, () => ({
      name: say`A single number has no parts`,
      cause: say`The tensor has no axes: a sum, a mean or an index has taken them away.`,
      fix: say`\`x.item()\` is the number itself; \`x[None]\` gives it an axis.`,
      read: "error-index",
    })],
    [/select\(\): index (-?\d+) out of range for tensor of size \[([\d, ]*)\] at dimension (\d+)/, (got, x, axis) => ({
      name: say`There is no such index`,
      shapes: [shape(say`tensor`, numbers(x), undefined, [Number(axis)])],
      cause: say`Axis ${axis} has the indices 0 to ${numbers(x)[axis] - 1}, you asked for ${got}.`,
      fix: say`The last index is the length minus one.`,
      read: "error-index",
    })],
    [/INDICES element is out of DATA bounds, id=(-?\d+) axis_dim=(\d+)/, (got, size) => ({
      name: say`There is no such index`,
      cause: say`The axis is ${size} long and has the indices 0 to ${size - 1}; one of yours is ${got}.`,
      fix: say`Print \`index.min()\` and \`index.max()\`.`,
      read: "error-index",
    })],
    [/start \((-?\d+)\) \+ length \((\d+)\) exceeds dimension size \((\d+)\)/, (start, length, size) => ({
      name: say`The piece reaches beyond the end`,
      cause: say`It begins at ${start} and is ${length} long, the axis ends after ${size}.`,
      fix: say`At most ${size - start} from there; a slice \`x[${start}:]\` takes what is left.`,
      read: "error-index",
    })],
    [/dim (-?\d+) appears multiple times in the list of dims/, (axis) => ({
      name: say`An axis is named twice`,
      cause: say`Axis ${axis} can be summed away once only.`,
      fix: say`List each axis once; −1 is the last one.`,
      read: "error-permute",
    })],
    [/Expected reduction dim to be specified for input\.numel\(\) == 0/, () => ({
      name: say`The tensor is empty`,
      cause: say`Among no numbers there is no largest one.`,
      fix: say`Look for the slice or the mask that left nothing over; print \`x.shape\`.`,
      read: "error-index",
    })],
    [/^tuple index out of range/, () => ({
      name: say`A tuple has fewer entries`,
      cause: say`If it is a shape: the tensor has fewer axes than you think.`,
      fix: say`Print \`x.shape\`; \`x.shape[-1]\` is the last axis, however many there are.`,
      read: "error-index",
    })],
    [/addmv input tensors must have the same dtype, but got (\w+), (\w+), and (\w+)|dot : expected both vectors to have same dtype, but found (\w+) and (\w+)/, (_, a, b, c, d) => ({
      name: say`Two number types do not fit together`,
      cause: say`One tensor is ${a ?? c}, the other ${b ?? d}. Float is float32, Double float64.`,
      fix: say`\`.float()\` on the one that is not float32.`,
      read: "error-dtype",
    })],
    [/only Tensors of floating point(?: and complex)? dtype can require gradients/i, () => ({
      name: say`Only fractions can be trained`,
      cause: say`The tensor holds whole numbers, which cannot change a little.`,
      fix: say`\`x.float().requires_grad_()\`, or \`torch.tensor([1., 2.])\` with points.`,
      read: "error-gradient",
    })],
    [/can't convert meta device type tensor to numpy|Cannot copy out of meta tensor; no data|Tensor\.item\(\) cannot be called on meta tensors/, () => ({
      name: say`The tensor holds no numbers`,
      cause: say`A tensor on the device "meta" has a shape and a type, and nothing in it.`,
      fix: say`Make it on the processor: leave \`device="meta"\` out. For a layer: \`layer.to_empty(device="cpu")\`, and then set its weights.`,
      read: "error-device",
    })],
    [/Expected one of cpu, cuda.* device type at start of device string: (\w+)/, (word) => ({
      name: say`There is no device "${word}"`,
      cause: say`A graphics card is called "cuda", on a Mac "mps", the processor "cpu".`,
      fix: "`device = \"cuda\" if torch.cuda.is_available() else \"cpu\"`.",
      read: "error-device",
    })],
    [/pixel_unshuffle expects (height|width) to be divisible by downscale_factor, but input\.size\(-\d\)=(\d+) is not divisible by (\d+)/, (axis, got, factor) => ({
      name: say`The image cannot be cut into these blocks`,
      cause: axis === "height"
        ? say`The height is ${got}, no multiple of ${factor}.`
        : say`The width is ${got}, no multiple of ${factor}.`,
      fix: say`Crop or pad it to a multiple of ${factor}.`,
      read: "error-kernel-size",
    })],
    [/Only 3D, 4D and 5D input Tensors supported \(got (\d)D\)/, (got) => ({
      name: say`interpolate wants another number of axes`,
      cause: say`It reads (images, channels, …) with one to three axes behind them; yours has ${dims(got)}.`,
      fix: say`\`x[None, None]\` adds images and channels.`,
      read: "error-axes",
    })],
    [/^(?:torch\.FloatTensor|[\w.]+) is not a Module subclass/, () => ({
      name: say`Something in Sequential is no layer`,
      cause: say`Sequential takes layers, one after the other: no list, no number, no function.`,
      fix: say`\`nn.Sequential(*layers)\` unpacks a list; a function of F has a layer beside it, such as \`nn.ReLU()\`.`,
      read: "error-arguments",
    })],
    [/^not a sequence|too many dimensions 'str'/, () => ({
      name: say`The list cannot become a tensor`,
      cause: say`torch.tensor needs numbers, or lists of numbers with equal lengths; here there is a word among them, or a number beside a list.`,
      fix: say`Make all entries numbers, or all of them lists of equal length.`,
      read: "error-stack",
    })],
    [/failed to unpack the object at pos \d+ with error "type must be tuple of ints, ?but got (\w+)"/, (kind) => ({
      name: say`A size is not a whole number`,
      cause: say`A size of the type ${kind} was given.`,
      fix: kind === "str" ? say`Remove the quotation marks, or use \`int(text)\`.` : say`\`16 * 5 * 5\`, or \`//\` instead of \`/\`.`,
      read: "error-arguments",
    })],
    [/must be tuple of ints, but found element of type (\w+) at pos (\d+)/, (kind, place) => ({
      name: say`A size is not a whole number`,
      cause: say`Entry ${place} of the tuple is of the type ${kind}.`,
      fix: kind === "str" ? say`Remove the quotation marks, or use \`int(text)\`.` : say`\`//\` in the place of \`/\`.`,
      read: "error-arguments",
    })],
    [/unsupported operand type\(s\) for (\S+): '(?:Tensor|Parameter)' and '(?!NoneType)(\w+)'|unsupported operand type\(s\) for (\S+): '(?!NoneType)(\w+)' and '(?:Tensor|Parameter)'|can only concatenate (\w+) \(not "Tensor"\)/, (a, right, b, left, c) => ({
      name: say`A tensor and something else do not go together`,
      cause: say`A tensor is combined with a value of the type ${right ?? left ?? c}.`,
      fix: (c ?? right ?? left) === "str" ? say`For printing: \`f"loss: {x}"\`.` : /^[A-Z]/.test(right ?? left ?? "") ? say`A layer is called: \`layer(x)\`.` : say`\`torch.tensor(value)\` makes a tensor of numbers.`,
      read: "error-arguments",
    })],
    [/Fan in and fan out can not be computed for tensor with fewer than 2 dimensions/, () => ({
      name: say`This initialization is for weights, not for a bias`,
      cause: say`It counts how many numbers each output reads, and a tensor of one axis does not say that.`,
      fix: say`\`nn.init.kaiming_normal_(layer.weight)\` for the weight, \`nn.init.zeros_(layer.bias)\` for the bias.`,
      read: "error-weights",
    })],
    [/optimizer got an empty parameter list/, () => ({
      name: say`The network has nothing to train`,
      cause: say`No layer with weights is stored in it: layers in a plain list are not found, and ReLU or pooling have no weights.`,
      fix: say`\`self.layers = nn.ModuleList([…])\` in the place of a list.`,
      read: "error-weights",
    })],
    [/At least one stride in the given numpy array is negative/, () => ({
      name: say`The array was turned round`,
      cause: say`A slice such as \`[::-1]\` only reads the array backwards, and PyTorch cannot.`,
      fix: say`\`torch.from_numpy(array.copy())\`; or turn the tensor: \`x.flip(-1)\`.`,
      read: "error-arguments",
    })],
  );
})(globalThis);
