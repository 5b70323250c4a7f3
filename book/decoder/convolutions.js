/* Messages of convolutions: channels, axes, window, settings. */
"use strict";

(function ({ Decoder }) {
  const { numbers, list, by, many, imageAxes, weightAxes, shape } = Decoder.words;

  /* Why the channels of an input do not fit, as far as the sizes show it. */
  function channels(input, wanted, got, layer) {
    const dims = layer.weight.length - 2;
    const last = input.at(-1);
    const front = input.length === dims + 2 ? ["0", "1", "2", "3", "4"].slice(0, input.length) : [];
    if (last === wanted && got !== wanted) {
      const order = input.length === dims + 2
        ? `0, ${input.length - 1}, ${front.slice(1, -1).join(", ")}`
        : `${input.length - 1}, ${[0, 1, 2, 3].slice(0, input.length - 1).join(", ")}`;
      return {
        cause: say`The axis with ${wanted} is last: the image has its channels last, but PyTorch needs them before the height.`,
        fix: say`\`x.permute(${order})\` moves them. Do not use \`reshape\`: it mixes pixels.`,
        read: "channels-first",
      };
    }
    if (input.length === dims + 1 && input[0] !== wanted && wanted === 1)
      return {
        cause: say`The input has no axis for the channels: its first axis, ${got} long, is read as channels.`,
        fix: say`If these are ${many(got, "grey image")}, write \`x[:, None]\`: each gets one channel.`,
        read: "batch-of-images",
      };
    if (got === 1 && wanted === 3 && dims === 2 && !layer.transposed)
      return {
        cause: say`The image is grey, but the layer was made for three channels.`,
        fix: say`Make the layer with 1 input channel, or repeat the grey channel: \`x.expand(-1, 3, -1, -1)\`.`,
        read: "error-channels",
      };
    if (got === 4 && wanted === 3 && dims === 2 && !layer.transposed)
      return {
        cause: say`The image has a fourth channel, most likely its opacity (alpha).`,
        fix: say`\`x[:, :3]\` keeps red, green and blue.`,
        read: "error-channels",
      };
    const groups = layer.groups === 1 ? "" : `, groups=${layer.groups}`;
    return {
      cause: say`The layer was built for ${many(wanted, "channel")}, its input has ${got}.`,
      fix: layer.transposed
        ? say`Build the layer with \`in_channels=${got}\`, or give it an input of ${many(wanted, "channel")}.`
        : say`\`nn.Conv${dims}d(${got}, ${layer.weight[0]}, …${groups})\`, or change the layer before so that it gives ${wanted}.`,
      read: layer.groups === 1 ? "error-channels" : "error-channels-groups",
    };
  }

  const settings = { stride: say`stride`, padding: say`padding`, dilation: say`dilation`, output_padding: say`output padding` };

  Decoder.add(
    [/Given (groups|transposed)=(\d+), weight of size \[([\d, ]+)\], expected input ?\[([\d, ]+)\] to have (\d+) channels, but got (\d+) channels/,
      (what, value, w, x, wanted, got) => {
        const weight = numbers(w), input = numbers(x), dims = weight.length - 2;
        const transposed = what === "transposed";
        const layer = { weight, transposed, groups: transposed ? 1 : Number(value) };
        const axis = input.length === dims + 2 ? 1 : 0;
        return {
          name: say`The input does not have the number of channels that the layer needs`,
          shapes: [
            shape(say`input`, input, imageAxes(input.length, dims), [axis]),
            shape(say`weight`, weight, weightAxes(weight.length, transposed), [transposed ? 0 : 1]),
          ],
          ...channels(input, Number(wanted), Number(got), layer),
          ...(layer.groups > 1 && {
            cause: say`With groups=${layer.groups} the second number of the weight counts the channels of one group: ${layer.groups} · ${weight[1]} = ${wanted} channels are wanted, the input has ${got}.`,
          }),
        };
      }],
    [/Expected (\d)D \(unbatched\) or (\d)D \(batched\) input to (conv\w*?)(\d)d, but got input of size: \[([\d, ]*)\]/,
      (few, most, layer, dims, x) => {
        const input = numbers(x), short = input.length < Number(few);
        const names = imageAxes(Number(most), Number(dims)).join(say`, `);
        return {
          name: short ? say`The input has too few axes` : say`The input has too many axes`,
          shapes: [shape(say`input`, input)],
          cause: say`A ${dims}-D layer reads ${most} axes (${names}), or ${few} without the images. Yours has ${input.length}.`,
          fix: short
            ? say`An axis of length one is added by \`x[None]\`; \`x[None, None]\` adds two. Say to yourself which axis is missing, the channels or the images.`
            : say`Take an axis away: \`x[0]\`, or \`x.squeeze(axis)\` for an axis of length one, or \`flatten\` two axes into one.`,
          read: "error-axes",
        };
      }],
    [/Expected (\d)-dimensional input for (\d)-dimensional weight \[([\d, ]+)\], but got (\d)-dimensional input of size \[([\d, ]+)\]/,
      (wanted, _, w, got, x) => {
        const weight = numbers(w), input = numbers(x);
        return {
          name: say`Input and weight have different numbers of axes`,
          shapes: [shape(say`input`, input), shape(say`weight`, weight, weightAxes(weight.length))],
          cause: say`A weight of ${weight.length} axes slides over an input of ${wanted}; yours has ${got}.`,
          fix: say`Add the missing axis with \`[None]\`, or use the layer that fits: Conv1d for sequences, Conv2d for images.`,
          read: "error-axes",
        };
      }],
    [/Calculated padded input size per channel: \(([\d x]+)\)\. Kernel size: \(([\d x]+)\)/, (x, k) => {
      const input = numbers(x), window = numbers(k), names = imageAxes(input.length + 1, input.length).slice(1);
      const wrong = input.flatMap((size, axis) => (size < window[axis] ? [axis] : []));
      const each = wrong.map((axis) => `${names[axis]} ${input[axis]} < ${window[axis]}`).join(say`, `);
      return {
        name: say`The window is larger than the image`,
        shapes: [shape(say`image with its padding`, input, names, wrong), shape(say`window with its dilation`, window, names, wrong)],
        cause: say`${each}. Dilation d spreads a window of k to d · (k − 1) + 1, so the number may be larger than the one you wrote. If the image was large at first, earlier layers made it this small.`,
        fix: say`A smaller window or dilation, more padding (${wrong.map((axis) => say`${Math.ceil((window[axis] - input[axis]) / 2)} more on each side of the ${names[axis]}`).join(say`, `)}), or a larger image.`,
        read: "error-kernel-size",
      };
    }],
    [/expected (stride|padding|dilation|output_padding) to be a single integer value or a list of (\d) values.*?but got \w+=\[([-\d, ]+)\]/,
      (what, wanted, given) => {
        const count = numbers(given).length, dims = Number(wanted);
        const weight = what === "stride" && count !== dims && new Set(numbers(given)).size === 1;
        return {
          name: weight ? say`The weight has the wrong number of axes` : say`The ${settings[what]} has the wrong length`,
          shapes: [shape(what, numbers(given))],
          cause: weight
            ? say`PyTorch counts from the weight: a weight of ${dims + 2} axes slides along ${many(dims, "axis", "axes")}, but the layer has ${many(count, "number")} for its ${settings[what]}. Either the weight lacks an axis, or kernel_size has ${many(dims, "number")} in a ${count}-D layer.`
            : say`The weight slides along ${many(dims, "axis", "axes")}, you gave ${many(count, "number")}.`,
          fix: weight
            ? say`For one filter: \`K[None]\`. For a layer: one window size, or one number for each spatial axis.`
            : say`Give one number, or ${dims}.`,
          read: "error-weight-axes",
        };
      }],
    [/Given (transposed=1, )?weight of size \[([\d, ]+)\], expected bias to be 1-dimensional with (\d+) elements, but got bias of size \[([\d, ]*)\]/,
      (transposed, w, wanted, b) => {
        const weight = numbers(w), bias = numbers(b);
        return {
          name: say`The bias has the wrong shape`,
          shapes: [
            shape(say`weight`, weight, weightAxes(weight.length, Boolean(transposed)), [transposed ? 1 : 0]),
            shape(say`bias`, bias, bias.length === 1 ? [say`output channels`] : undefined, [0]),
          ],
          cause: say`There is one bias for each output channel, ${wanted} here. Yours has the shape ${list(bias)}.`,
          fix: bias.length > 1 && bias.includes(Number(wanted))
            ? say`\`bias.flatten()\` or \`bias.squeeze()\` leaves one axis.`
            : say`Make a bias of shape (${wanted},).`,
          read: "error-bias",
        };
      }],
    [/Given groups=(\d+), expected weight to be (at least|divisible by) (\d+) at dimension 0, but got weight of size \[+([\d, ]+)\]+/,
      (groups, rule, _, w) => {
        const weight = numbers(w);
        return {
          name: say`The number of filters does not fit the groups`,
          shapes: [shape(say`weight`, weight, weightAxes(weight.length), [0])],
          cause: rule === "at least"
            ? say`The weight has ${many(weight[0], "filter")}; each of ${many(Number(groups), "group")} needs one at least.`
            : say`${many(weight[0], "filter")} cannot be shared out equally among ${groups} groups.`,
          fix: say`The first number of the weight must be a multiple of ${groups}.`,
          read: "error-groups",
        };
      }],
    [/weight should have at least (\w+) dimensions/, () => ({
      name: say`The weight has too few axes`,
      cause: say`A weight of a 2-D convolution has four axes: output channels, input channels, height and width of the window.`,
      fix: say`A single plane k: \`k[None, None]\`. One filter K with a slice for each channel: \`K[None]\`.`,
      read: "error-weight-axes",
    })],
    [/(in_channels|out_channels|num_channels \(\d+\)) must be divisible by (groups|num_groups \(\d+\))/, (what, by_) => ({
      name: say`The channels cannot be divided among the groups`,
      cause: say`Groups cut the channels into equal blocks, so ${what} must be a multiple of ${by_}.`,
      fix: say`Choose a number of groups that divides both the input and the output channels.`,
      read: "error-groups",
    })],
    [/groups must be a positive integer/, () => ({
      name: say`The number of groups is below one`,
      cause: say`One group means that every filter reads every channel. There cannot be fewer.`,
      fix: say`\`groups=1\`, or leave it out.`,
      read: "error-groups",
    })],
    [/negative padding is not supported/, () => ({
      name: say`The padding is negative`,
      cause: say`Padding adds a border, so it cannot be below zero. Often a formula for it gave a negative number.`,
      fix: say`To cut a border off, take a slice: \`x[:, :, 1:-1, 1:-1]\`.`,
      read: "error-negative",
    })],
    [/non-positive stride is not supported|stride should not be zero|stride must be greater than/, () => ({
      name: say`The stride is zero or negative`,
      cause: say`The stride is the distance between two neighbouring positions of the window. With 0 the window would never move. In a pooling the stride is the window's size when you do not name it, so a window of 0 gives this message, too.`,
      fix: say`Use a stride and a window of 1 or more.`,
      read: "error-negative",
    })],
    [/dilation should be greater than zero, but got (.*)/, (got) => ({
      name: say`The dilation is zero`,
      cause: say`The dilation is the distance between two numbers of the window. Got ${got.replace(/!?$/, "")}.`,
      fix: say`\`dilation=1\` is the ordinary window without gaps.`,
      read: "error-negative",
    })],
    [/kernel size should be greater than zero/, () => ({
      name: say`The window has no cells`,
      cause: say`kernel_size is 0 on some axis.`,
      fix: say`Use a window of at least 1 × 1.`,
      read: "error-kernel-missing",
    })],
    [/padding='same' is not supported for strided convolutions/, () => ({
      name: say`padding="same" needs stride 1`,
      cause: say`With a stride the output is smaller than the input, so no padding keeps the size.`,
      fix: say`Write the padding as a number: (k − 1) / 2 for an odd window, then the size is divided by the stride and rounded up.`,
      read: "error-same",
    })],
    [/Invalid padding string ['"](\w+)['"]/, (word) => ({
      name: say`PyTorch has no padding "${word}"`,
      cause: say`The only words are "valid" (no padding) and "same" (the size stays). What the border holds is chosen by padding_mode.`,
      fix: word === "full" ? say`"Full" is a padding of k − 1 on each side.` : say`Use a number, "valid" or "same".`,
      read: "error-padding-string",
    })],
    [/padding_mode must be one of .*?but got padding_mode=['"](\w+)['"]|Unrecognised padding mode (\w+)/, (layer, pad) => ({
      name: say`There is no padding mode "${layer ?? pad}"`,
      cause: layer
        ? say`A layer knows "zeros", "reflect", "replicate" and "circular".`
        : say`F.pad knows "constant", "reflect", "replicate" and "circular": what a layer calls "zeros" is called "constant" here.`,
      fix: layer ? say`\`padding_mode="zeros"\` is the default.` : say`\`F.pad(x, …, mode="constant")\` is the default.`,
      read: "error-padding-string",
    })],
    [/Padding size should be less than the corresponding input dimension, but got: padding \((-?\d+), (-?\d+)\) at dimension (\d) of input \[([\d, ]+)\]/,
      (before, after, axis, x) => {
        const input = numbers(x), side = input[Number(axis)];
        return {
          name: say`The mirrored border is wider than the image`,
          shapes: [shape(say`input`, input, imageAxes(input.length, Math.max(1, input.length - 2)), [Number(axis)])],
          cause: say`A reflection repeats the numbers next to the edge, without the edge itself: along axis ${axis} there are ${side - 1} such numbers, you asked for ${Math.max(Number(before), Number(after))}.`,
          fix: say`At most ${side - 1} here, or \`padding_mode="zeros"\`.`,
          read: "error-reflect",
        };
      }],
    [/Padding value causes wrapping around more than once/, () => ({
      name: say`The circular border is wider than the image`,
      cause: say`A circular border continues with the other side of the image; it cannot be longer than the image itself.`,
      fix: say`Use a padding of at most the image's height and width.`,
      read: "error-reflect",
    })],
    [/output padding must be smaller than either stride or dilation.*?output_padding_height: (\d+).*?stride_height: (\d+)/, (pad, stride) => ({
      name: say`The output padding is too large`,
      cause: say`Several input sizes of a strided convolution give the same output size; output_padding chooses among them, so it must be smaller than the stride. Got ${pad} with stride ${stride}.`,
      fix: say`Use an output_padding between 0 and stride − 1.`,
      read: "stride",
    })],
    [/Given input with spatial size \(([\d, ]+)\), kernel_size=\(([\d, ]+)\), dilation=\(([\d, ]+)\), padding=\(([\d, ]+)\).*sliding blocks as \(([-\d, ]+)\)/, (x, k, d, p) => {
      const padding = numbers(p), dilation = numbers(d);
      const input = numbers(x).map((size, axis) => size + 2 * padding[axis]);
      const window = numbers(k).map((size, axis) => dilation[axis] * (size - 1) + 1);
      const wrong = input.flatMap((size, axis) => (size < window[axis] ? [axis] : []));
      return {
        name: say`The window does not fit into the image`,
        shapes: [shape(say`image with its padding`, input, [say`height`, say`width`], wrong), shape(say`window with its dilation`, window, [say`height`, say`width`], wrong)],
        cause: say`A window of ${by(window)} does not fit into ${by(input)}, so there is no position for it.`,
        fix: say`Use a smaller window, or padding.`,
        read: "error-kernel-size",
      };
    }],
    [/expected size of input's dimension (\d) to match the calculated number of sliding blocks .*?= (\d+), but got input\.size\(\d\)=(\d+)/,
      (axis, wanted, got) => ({
        name: say`The number of windows does not fit the size that fold should make`,
        cause: say`With these sizes the window has ${wanted} positions, but the input has ${got} on axis ${axis}.`,
        fix: say`Give fold the same window, stride, padding and dilation as unfold had, and the size of the image as output_size.`,
        read: "error-kernel-size",
      })],
  );
})(globalThis);
