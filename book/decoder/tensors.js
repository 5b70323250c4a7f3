/* Messages of tensors: axes, reshaping, joining, indexing, matrix products, gradients. */
"use strict";

(function ({ Decoder }) {
  const { numbers, product, list, many, shape } = Decoder.words;

  /* What a typed shape and a number of elements say. */
  function reshape(wanted, total) {
    const free = wanted.includes(-1), rest = Math.abs(product(wanted.filter((size) => size !== -1)));
    if (!free)
      return {
        cause: say`${wanted.join(" · ")} = ${rest}, but the tensor holds ${total} numbers.`,
        fix: say`Work the sizes out from the tensor: \`x.flatten(1)\`, or \`x.reshape(len(x), -1)\`.`,
      };
    return {
      cause: rest === 0 ? say`With an axis of length 0 nothing can be worked out for the −1.`
        : say`${total} numbers cannot be laid out in rows of ${rest}: ${total} / ${rest} = ${(total / rest).toFixed(2)}.`,
      fix: say`\`x.flatten(1)\` makes one row for each image. If a linear layer follows, it shows the true number of features.`,
    };
  }

  Decoder.add(
    [/shape '\[([-\d, ]*)\]' is invalid for input of size (\d+)/, (s, total) => ({
      name: say`The numbers cannot be laid out in this shape`,
      shapes: [shape(say`the shape you asked for`, numbers(s))],
      ...reshape(numbers(s), Number(total)),
      read: "error-view",
    })],
    [/view size is not compatible with input tensor's size and stride/, () => ({
      name: say`view cannot be used on this tensor`,
      cause: say`After \`permute\` or \`transpose\` the order of the numbers in memory is not the order of the axes, and \`view\` never copies.`,
      fix: say`Use \`reshape\`, which copies if necessary. Check that the new order is the one that you want.`,
      read: "error-view-stride",
    })],
    [/only one dimension can be inferred/, () => ({
      name: say`Two sizes are −1`,
      cause: say`One −1 can be worked out from the total; two cannot.`,
      fix: say`Write all sizes but one.`,
      read: "error-view",
    })],
    [/permute\(.*?\).*?input\.dim\(\) = (\d+) is not equal to len\(dims\) = (\d+)/, (axes, given) => ({
      name: say`permute got another number of axes than the tensor has`,
      cause: say`The tensor has ${many(Number(axes), "axis", "axes")}, you listed ${given}.`,
      fix: say`List every axis once, in the new order: \`x.permute(0, 3, 1, 2)\` puts the last axis second.`,
      read: "error-permute",
    })],
    [/(?:permute\(\): )?duplicate dims are not allowed|repeated dim in permute/, () => ({
      name: say`permute got an axis twice`,
      cause: say`Each axis goes to exactly one new place.`,
      fix: say`List every axis once.`,
      read: "error-permute",
    })],
    [/Dimension out of range \(expected to be in range of \[(-?\d+), (-?\d+)\], but got (-?\d+)\)/, (low, high, got) => ({
      name: say`There is no such axis`,
      cause: say`The call allows axes ${low} to ${high}, you named ${got}. The tensor has fewer axes than you think.`,
      fix: say`Print \`x.shape\` in the line before. A missing batch axis is the most common reason: \`x[None]\`.`,
      read: "error-permute",
    })],
    [/flatten\(\) has invalid args: start_dim cannot come after end_dim/, () => ({
      name: say`flatten begins after its end`,
      cause: say`The first axis to join must not come after the last one.`,
      fix: say`\`x.flatten(1)\` joins all axes but the first.`,
      read: "flatten-keeps-the-batch",
    })],
    [/t\(\) expects a tensor with <= 2 dimensions, but self is (\d)D/, (got) => ({
      name: say`t() is for matrices only`,
      cause: say`The tensor has ${got} axes; it is not clear which two to exchange.`,
      fix: say`\`x.transpose(1, 2)\`, with the two axes named.`,
      read: "error-permute",
    })],
    [/The expanded size of the tensor \((\d+)\) must match the existing size \((\d+)\) at non-singleton dimension (\d+)\. Target sizes: \[([\d, ]*)\]\. Tensor sizes: \[([\d, ]*)\]/,
      (wanted, got, axis, target, given) => {
        const to = numbers(target), from = numbers(given), at = Number(axis);
        return {
          name: say`What is assigned does not fit`,
          shapes: [shape(say`the place`, to, undefined, [at]), shape(say`what you put in`, from, undefined, [at - to.length + from.length])],
          cause: say`Axis ${axis} of the target is ${wanted} long, yours is ${got}. Only an axis of length 1 is repeated to fit.`,
          fix: say`Compare the two shapes from the right: the first pair that differs and has no 1 is the problem.`,
          read: "error-broadcast",
        };
      }],
    [/expand\(.*?\{\[([\d, ]*)\]\}, size=\[([\d, ]*)\]\): the number of sizes provided/, (from, to) => ({
      name: say`expand cannot remove an axis`,
      shapes: [shape(say`tensor`, numbers(from)), shape(say`wanted`, numbers(to))],
      cause: say`The tensor has ${numbers(from).length} axes, you asked for ${numbers(to).length}. expand only repeats, and may add axes in front.`,
      fix: say`Choose one index of the axis, or sum over it.`,
      read: "error-broadcast",
    })],
    [/The size of tensor a \((\d+)\) must match the size of tensor b \((\d+)\) at non-singleton dimension (\d+)/, (a, b, axis) => ({
      name: say`Two tensors do not fit number by number`,
      cause: say`Axis ${axis} is ${a} long in the first tensor and ${b} in the second. Number by number only equal lengths fit, or a length of 1, which is repeated.`,
      fix: axis >= 1 && Math.abs(a - b) < 3
        ? say`The lengths differ by ${Math.abs(a - b)}: two maps of different windows or paddings? Then crop or pad one of them. Otherwise add the missing axis with \`None\`: a bias goes to its maps as \`b[:, None, None]\`.`
        : say`Add the missing axis with \`None\`: a bias goes to its maps as \`b[:, None, None]\`. Shapes are compared from the right.`,
      read: "error-broadcast",
    })],
    [/output with shape \[([\d, ]*)\] doesn't match the broadcast shape \[([\d, ]*)\]/, (from, to) => ({
      name: say`The result does not fit into the tensor that is changed`,
      shapes: [shape(say`the tensor that is changed`, numbers(from)), shape(say`the result`, numbers(to))],
      cause: say`An operation in place, such as \`+=\`, keeps the shape ${list(numbers(from))}, the result has ${list(numbers(to))}.`,
      fix: say`\`y = y + x\` makes a new tensor of the larger shape, if that is what you want.`,
      read: "error-broadcast",
    })],
    [/index (-?\d+) is out of bounds for dimension (\d+) with size (\d+)/, (got, axis, size) => ({
      name: say`There is no such index`,
      cause: say`The axis is ${size} long (PyTorch counts it as ${axis}) and has the indices 0 to ${size - 1}, or −${size} to −1 from its end. You asked for ${got}.`,
      fix: Number(got) === Number(size) ? say`The last index is the length minus one.` : say`Print the shape; the loop may run over another axis.`,
      read: "error-index",
    })],
    [/too many indices for tensor of dimension (\d+)/, (axes) => ({
      name: say`There are more indices than axes`,
      cause: say`The tensor has ${many(Number(axes), "axis", "axes")}. A loop or an index before it may have removed one.`,
      fix: say`Print \`x.shape\`.`,
      read: "error-index",
    })],
    [/index out of range in self/, () => ({
      name: say`A number is too large for the table`,
      cause: say`An embedding of n rows has the numbers 0 to n − 1.`,
      fix: say`Count the different numbers, and add one if they begin at 1.`,
      read: "error-index",
    })],
    [/only integers, slices .* are valid indices/, () => ({
      name: say`An index must be a whole number`,
      cause: say`Dividing with \`/\` gives a float, even if the result is whole.`,
      fix: say`Divide with \`//\`.`,
      read: "error-index",
    })],
    [/Sizes of tensors must match except in dimension (\d+)\. Expected size (\d+) but got size (\d+) for tensor number (\d+) in the list/,
      (axis, wanted, got, which) => ({
        name: say`The tensors cannot be joined`,
        cause: say`cat joins along axis ${axis}; on every other axis they must be equally long. Tensor ${which} of the list has ${got} where tensor 0 has ${wanted}.`,
        fix: say`Crop or pad it to ${wanted}, or join along ${axis === "1" ? say`another axis` : say`axis 1, where maps of channels are joined`}.`,
        read: "error-cat",
      })],
    [/Tensors must have same number of dimensions: got (\d+) and (\d+)/, (a, b) => ({
      name: say`The tensors have different numbers of axes`,
      cause: say`One has ${a}, another ${b}. cat adds no axis.`,
      fix: say`\`x[None]\` adds the missing one; \`stack\` makes a new axis for all.`,
      read: "error-cat",
    })],
    [/zero-dimensional tensor \(at position \d+\) cannot be concatenated/, () => ({
      name: say`Single numbers cannot be joined by cat`,
      cause: say`A tensor without axes has no axis to join along.`,
      fix: say`\`torch.stack\` makes that axis.`,
      read: "error-cat",
    })],
    [/expected a non-empty (?:list of Tensors|TensorList)|stack expects a non-empty TensorList/, () => ({
      name: say`The list is empty`,
      cause: say`No tensor was put into it: the loop that fills it did not run, or fills another list.`,
      fix: say`Print the length of the list, and of what you loop over.`,
      read: "error-stack",
    })],
    [/expected Tensor as element (\d+) in argument 0, but got (\w+)/, (which, kind) => ({
      name: say`Something in the list is not a tensor`,
      cause: kind === "NoneType"
        ? say`Element ${which} is None: most likely a function without \`return\`.`
        : say`Element ${which} is of the type ${kind}.`,
      fix: kind === "NoneType" ? say`Add the \`return\`.` : say`\`torch.tensor(value)\` makes a tensor of a number.`,
      read: "error-stack",
    })],
    [/stack expects each tensor to be equal size, but got \[([\d, ]*)\] at entry (\d+) and \[([\d, ]*)\] at entry (\d+)/, (a, first, b, second) => {
      const one = numbers(a), two = numbers(b);
      const wrong = one.length === two.length ? one.flatMap((size, axis) => (size === two[axis] ? [] : [axis])) : [];
      return {
        name: say`Maps of different sizes cannot be stacked`,
        shapes: [shape(say`entry ${first}`, one, undefined, wrong), shape(say`entry ${second}`, two, undefined, wrong)],
        cause: say`stack makes a new axis, so all tensors need one shape. ${list(one)} and ${list(two)} differ.`,
        fix: say`All filters of a layer share one shape. To join along an axis that exists already, use \`torch.cat\`.`,
        read: "error-stack",
      };
    }],
    [/(self|mat2|mat1|batch1|batch2) must be a (matrix|3D tensor)/, (which, what) => ({
      name: what === "matrix" ? say`mm multiplies two matrices` : say`bmm multiplies two stacks of matrices`,
      cause: ["self", "mat1", "batch1"].includes(which)
        ? say`The first argument does not have ${what === "matrix" ? 2 : 3} axes.`
        : say`The second argument does not have ${what === "matrix" ? 2 : 3} axes.`,
      fix: say`Reshape it, as in \`X.reshape(len(X), -1)\`; \`@\` takes any number of axes in front.`,
      read: "error-mm",
    })],
    [/size mismatch, got input \((\d+)\), mat \((\d+)x(\d+)\), vec \((\d+)\)/, (_, rows, columns, vec) => ({
      name: say`Matrix and vector do not fit`,
      shapes: [shape(say`matrix`, [Number(rows), Number(columns)], [say`rows`, say`columns`], [1]), shape(say`vector`, [Number(vec)], [say`numbers`], [0])],
      cause: say`Each row of the matrix has ${columns} numbers, the vector ${vec}.`,
      fix: say`The inner sizes must agree; perhaps the matrix must be transposed: \`M.T\`.`,
      read: "error-mm",
    })],
    [/inconsistent tensor size, expected tensor \[(\d+)\] and src \[(\d+)\]/, (a, b) => ({
      name: say`Two vectors of different length`,
      cause: say`A dot product pairs number with number: ${a} and ${b} numbers do not fit.`,
      fix: say`Print both shapes.`,
      read: "error-mm",
    })],
    [/1D tensors expected, but got (\d)D and (\d)D tensors/, () => ({
      name: say`dot takes two vectors`,
      cause: say`It multiplies pairs of numbers and adds all products; it has no rows.`,
      fix: say`\`(x * k).sum()\` does it for any shape, \`@\` multiplies matrices.`,
      read: "error-mm",
    })],
    [/Expected size for first two dimensions of batch2 tensor to be: \[(\d+), (\d+)\] but got: \[(\d+), (\d+)\]/, (...all) => {
      const [a, b, c, d] = all.map(Number);
      return {
        name: say`The stacks of matrices do not fit`,
        shapes: [shape(say`wanted of the second`, [a, b], [say`matrices`, say`rows`]), shape(say`got`, [c, d], [say`matrices`, say`rows`], [...(a === c ? [] : [0]), ...(b === d ? [] : [1])])],
        cause: a === c ? say`The first matrices have ${b} columns, the second ${d} rows.` : say`There are ${a} matrices in the first stack and ${c} in the second.`,
        fix: say`The inner sizes must agree; \`x.transpose(1, 2)\` exchanges rows and columns.`,
        read: "error-mm",
      };
    }],
    [/einsum\(\): subscript (\w) has size (\d+) for operand (\d+) which does not broadcast with previously seen size (\d+)/, (letter, now, operand, before) => ({
      name: say`One letter of einsum has two lengths`,
      cause: say`\`${letter}\` was ${before} long before, in operand ${operand} it is ${now}. One letter is one axis length.`,
      fix: say`Write the shape under the letters of each operand.`,
      read: "error-einsum",
    })],
    [/einsum\(\): the number of subscripts in the equation \((\d+)\) does not match the number of dimensions \((\d+)\) for operand (\d+)/, (letters, axes, operand) => ({
      name: say`einsum needs a letter for every axis`,
      cause: say`Operand ${operand} has ${many(Number(axes), "axis", "axes")}, the equation gives it ${many(Number(letters), "letter")}.`,
      fix: say`Write one letter for each axis, in the order of the shape.`,
      read: "error-einsum",
    })],
    [/einsum\(\): (fewer|more) operands were provided than specified/, (which) => ({
      name: say`einsum has another number of tensors than the equation`,
      cause: which === "fewer"
        ? say`There are fewer tensors than groups of letters before the arrow.`
        : say`There are more tensors than groups of letters before the arrow.`,
      fix: say`Write one group of letters for each tensor, separated by commas.`,
      read: "error-einsum",
    })],
    [/einsum\(\): output subscript (\w) does not appear in the equation for any input operand/, (letter) => ({
      name: say`A letter after the arrow occurs in no operand`,
      cause: say`\`${letter}\` is in no operand.`,
      fix: say`Letters that do not occur after the arrow are summed over; new letters are not allowed there.`,
      read: "error-einsum",
    })],
    [/contracted dimensions need to match, but first has size (\d+) in dim (-?\d+) and second has size (\d+) in dim (-?\d+)/, (a, i, b, j) => ({
      name: say`tensordot sums over two axes of different length`,
      cause: say`Axis ${i} of the first is ${a} long, axis ${j} of the second ${b}.`,
      fix: say`Name the pairs: \`dims=([…], […])\`.`,
      read: "error-einsum",
    })],
    [/Padding length must be divisible by 2|Padding length should be less than or equal to two times the input dimension/, () => ({
      name: say`F.pad needs two numbers for each axis`,
      cause: say`They begin with the last axis: left, right, top, bottom, and so on.`,
      fix: "`F.pad(x, (left, right, top, bottom))`.",
      read: "f-pad-order",
    })],
    [/Padding size (\d+) is not supported for (\d)D input tensor/, (size, axes) => ({
      name: say`F.pad got the wrong number of widths for this mode`,
      cause: say`For ${axes} axes and a mode other than "constant" ${size} numbers are wrong: the last axes are padded, with two numbers for each.`,
      fix: Number(axes) < 3 && size > 2
        ? say`The channels are missing: \`x[None]\` adds their axis. A layer with a padding_mode calls F.pad, too.`
        : say`For images (images, channels, height, width) give four: \`(left, right, top, bottom)\`.`,
      read: "f-pad-order",
    })],
    [/narrow\(\): length must be non-negative/, () => ({
      name: say`More is cut off than there is`,
      cause: say`A negative width of F.pad cuts; here it cuts more than the axis holds.`,
      fix: say`Cut less, or use a slice.`,
      read: "f-pad-order",
    })],
    [/maximum size for tensor at dimension (\d+) is (\d+) but size is (\d+)/, (axis, most, got) => ({
      name: say`The window is longer than the axis`,
      cause: say`unfold was asked for windows of ${got} along axis ${axis}, which is ${most} long.`,
      fix: say`Use a smaller window; the third argument is the step.`,
      read: "error-kernel-size",
    })],
    [/step is (-?\d+) but must be > 0/, () => ({
      name: say`The step of unfold is zero or negative`,
      cause: say`The window starts at the first number and moves on by the step.`,
      fix: say`Use a step of 1.`,
      read: "error-negative",
    })],
    [/(too many|not enough) values to unpack \(expected (?:at least )?(\d+)(?:, got (\d+))?\)/, (which, wanted, got) => ({
      name: say`A line expects another number of values`,
      cause: say.all(
        got
          ? say`On the left there are ${wanted} names, but on the right ${many(Number(got), "value")}.`
          : say`On the left there are ${wanted} names, on the right there are more values.`,
        say`A shape has one value for each axis; a tensor has one for each index of its first axis.`,
      ),
      fix: which === "too many"
        ? say`A batch or channel axis is still there: \`*_, height, width = x.shape\` takes the last two.`
        : say`An axis is missing: each loop or index takes one away.`,
      read: "error-unpack",
    })],
    [/size mismatch for ([\w.]+): copying a param with shape torch\.Size\(\[([\d, ]*)\]\) from checkpoint, the shape in current model is torch\.Size\(\[([\d, ]*)\]\)/,
      (name, file, model) => {
        const one = numbers(file), two = numbers(model);
        const wrong = one.flatMap((size, axis) => (size === two[axis] ? [] : [axis]));
        return {
          name: say`The saved weights belong to another network`,
          shapes: [shape(say`in the file`, one, undefined, wrong), shape(say`in your network`, two, undefined, wrong)],
          cause: say`\`${name}\` has another shape in the file.`,
          fix: say`Build the network with the sizes of the file.`,
          read: "error-weights",
        };
      }],
    [/(Missing|Unexpected) key\(s\) in state_dict: (.*?)\.? ?$/, (which, keys) => ({
      name: say`The saved weights have other names`,
      cause: which === "Missing" ? say`The file lacks ${keys}.` : say`The network has no ${keys}.`,
      fix: say`Compare \`model.state_dict().keys()\` with the keys of the file; a prefix such as \`module.\` is often the reason.`,
      read: "error-weights",
    })],
    [/cannot assign 'torch\.\w+' as parameter '(\w+)'/, (name) => ({
      name: say`A weight must be a parameter`,
      cause: say`\`${name}\` is trained, so it cannot be replaced by a plain tensor.`,
      fix: say`\`with torch.no_grad(): layer.${name}.copy_(value)\`, or \`nn.Parameter(value)\`.`,
      read: "error-weights",
    })],
    [/a (?:view of a )?leaf Variable that requires grad is being used in an in-place operation/, () => ({
      name: say`A weight was changed while PyTorch records`,
      cause: say`A weight may be changed in place only while PyTorch does not record.`,
      fix: say`\`with torch.no_grad():\` around the line.`,
      read: "error-weights",
    })],
    [/Can't call numpy\(\) on Tensor that requires grad/, () => ({
      name: say`A recorded tensor cannot become an array`,
      cause: say`An array of NumPy has no gradient.`,
      fix: "`x.detach().numpy()`.",
      read: "error-gradient",
    })],
    [/does not require grad and does not have a grad_fn|grad can be implicitly created only for scalar outputs|Trying to backward through the graph a second time/, () => ({
      name: say`backward has nothing to start from`,
      cause: say`It starts from one number, the loss, that was computed from weights, and it runs only once.`,
      fix: say`\`loss.sum().backward()\` for several numbers; compute the loss again before a second call; do not detach it with \`detach\`, \`item\` or \`no_grad\`.`,
      read: "error-gradient",
    })],
    [/a Tensor with (\d+) elements cannot be converted to Scalar|only one element tensors can be converted to Python scalars|Boolean value of Tensor with (?:more than one|no) values? is ambiguous/, () => ({
      name: say`Many numbers were used as one`,
      cause: say`item(), float() and \`if\` need a single number.`,
      fix: say`\`.tolist()\` for all of them; \`.all()\` or \`.any()\` in an \`if\`; \`torch.stack\` for a list of tensors.`,
      read: "error-scalar",
    })],
    [/expected sequence of length (\d+) at dim (\d+) \(got (\d+)\)/, (wanted, axis, got) => ({
      name: say`The lists have different lengths`,
      cause: say`Along axis ${axis} one list has ${wanted} entries, another ${got}. All rows of a tensor have the same length.`,
      fix: say`Make all lists equally long.`,
      read: "error-stack",
    })],
    [/The values for attribute '(shape|dtype|device)' do not match: (.*?) != (.*?)\.$/, (what, a, b) => ({
      name: say`The two results differ in their ${what}`,
      shapes: what === "shape" ? [shape(say`first`, numbers(a)), shape(say`second`, numbers(b))] : [],
      cause: say`${a} and ${b}.`,
      fix: what === "dtype" ? say`\`.to(torch.float32)\` on one of them, if the type does not matter.` : say`Find the first line where they differ by printing.`,
      read: "silent-broadcast",
    })],
    [/Tensor-likes are not (close|equal)!.*?Mismatched elements: (\d+) \/ (\d+).*?Greatest absolute difference: ([\d.e+-]+|inf|nan)/, (_, some, all, most) => ({
      name: say`The two results hold different numbers`,
      cause: say.all(
        say`${some} of ${all} numbers differ, by up to ${most}.`,
        Number(most) < 1e-3 && say`That is small enough to be rounding.`,
      ),
      fix: Number(most) < 1e-3 ? say`Compare with \`atol\` that fits the size of the sums.` : say`Work one number out by hand and see which of the two is right.`,
      read: "exact-or-close",
    })],
  );
})(globalThis);
