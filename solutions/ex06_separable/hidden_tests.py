"""Hidden tests of ex06: the expected values come from PyTorch's grouped convolution, never from the solution."""

import torch
import torch.nn.functional as F
from torch import nn

from autograder.testing import expect_close, expect_equal, oracle, small_inputs, task, telling_inputs


@oracle("depthwise")
def filtered(X, K):
    """As many groups as channels: each filter sees one channel."""
    return F.conv2d(X[None], K[:, None], groups=len(K))[0]


@oracle("pointwise")
def mixed(X, W):
    """Windows of one pixel."""
    return F.conv2d(X[None], W[:, :, None, None])[0]


@oracle("separable")
def in_a_row(X, depthwise_weight, pointwise_weight):
    """The one after the other."""
    return mixed(filtered(X, depthwise_weight), pointwise_weight)


def check_filtered(Y, X, K, message):
    """Up to the rounding of the products that are added."""
    expect_close(Y, filtered(X, K), message, magnitude=filtered(X.abs(), K.abs()))


def check_mixed(Y, X, W, message):
    """Up to the rounding of the products that are added."""
    expect_close(Y, mixed(X, W), message, magnitude=mixed(X.abs(), W.abs()))


def check_both(Y, X, K, W, message):
    """Up to the rounding of the products that are added."""
    expect_close(Y, in_a_row(X, K, W), message, magnitude=in_a_row(X.abs(), K.abs(), W.abs()))


@oracle("separable_savings")
def weights(in_channels, out_channels, kernel_size):
    """Build the layers and look at their weights."""
    full = nn.Conv2d(in_channels, out_channels, kernel_size, bias=False)
    first = nn.Conv2d(in_channels, in_channels, kernel_size, groups=in_channels, bias=False)
    second = nn.Conv2d(in_channels, out_channels, 1, bias=False)
    return full.weight.numel(), first.weight.numel() + second.weight.numel()


# ---------------------------------------------------------------- depthwise


@task("depthwise")
def each_channel_has_its_own_slice(answer, draw):
    """Each channel meets its own slice (wide image, wide slice)."""
    X, K = draw.image(3, 5, 9), draw.tensor(3, 2, 6)

    Y = answer.depthwise(X, K)

    check_filtered(Y, X, K, "three channels, three slices; compare the results one by one")


@task("depthwise")
def high_images_and_high_kernels(answer, draw):
    """Images higher than wide, slices higher than wide."""
    X, K = draw.image(2, 10, 6), draw.tensor(2, 4, 3)

    Y = answer.depthwise(X, K)

    check_filtered(Y, X, K, "height and width are different here; look at where each of them is used")


@task("depthwise")
def any_number_of_channels(answer, draw):
    """One channel, two channels, five channels: as many come out as went in."""
    for channels in (1, 2, 5):
        X, K = draw.image(channels, 4, 6), draw.tensor(channels, 2, 3)

        Y = answer.depthwise(X, K)

        check_filtered(Y, X, K, f"{channels} channel(s) should stay {channels}, each with its own slice")


@task("depthwise")
def sizes_that_are_alike(answer, draw):
    """Three channels, 3×3 slices, a square image: the first axis of K counts the channels."""
    X, K = draw.image(3, 5, 5), draw.tensor(3, 3, 3)

    Y = answer.depthwise(X, K)

    check_filtered(Y, X, K, "the sizes do not show here which axis of K is which, but the numbers do")


@task("depthwise")
def the_smallest_and_the_largest_kernels(answer, draw):
    """1×1 slices, slices as large as the image, images of one pixel, one row, one column."""
    for (height, width), (kernel_height, kernel_width) in [
        ((3, 5), (1, 1)), ((3, 4), (3, 4)), ((1, 1), (1, 1)), ((1, 7), (1, 3)), ((6, 1), (2, 1)),
    ]:
        X, K = draw.image(4, height, width), draw.tensor(4, kernel_height, kernel_width)

        Y = answer.depthwise(X, K)

        check_filtered(
            Y, X, K,
            f"an image of {height}×{width} with slices of {kernel_height}×{kernel_width} is not right",
        )

    X, K = draw.image(1, 3, 4), draw.tensor(1, 1, 1)
    check_filtered(answer.depthwise(X, K), X, K, "one channel under a 1×1 slice is not right")


@task("depthwise")
def channels_do_not_hear_each_other(answer, draw):
    """When one channel changes, only its own result changes."""
    X, K = draw.image(3, 4, 5), draw.tensor(3, 2, 3)
    changed = X.clone()
    changed[1] += 2

    before, after = answer.depthwise(X, K), answer.depthwise(changed, K)

    expect_close(before, filtered(X, K), "the results are not right before the channel changes")
    expect_close(after, filtered(changed, K), "channel 1 was changed; its result should change, the others should not")


@task("depthwise")
def sums_of_products_and_nothing_else(answer, draw):
    """Zeros give zeros; negative results and fractions stay as they are."""
    X, K = draw.image(2, 4, 5).abs() + 0.25, -draw.tensor(2, 2, 3).abs() - 0.25

    zeros, once = (answer.depthwise(factor * X, K) for factor in (0, 1))

    expect_close(zeros, torch.zeros(2, 3, 3), "channels of zeros should give zeros only: nothing is added")
    expect_close(once, filtered(X, K), "positive pixels under negative weights give negative, fractional numbers")


@task("depthwise")
def any_number_and_any_size(answer, draw):
    """New random numbers and sizes for each submission, some far larger than the others; equal numbers, large numbers."""
    for channels, height, width, kernel_height, kernel_width in [
        (2, draw.size(5, 7), draw.size(60, 90), 2, draw.size(3, 5)), (2, draw.size(60, 90), draw.size(5, 7), draw.size(3, 5), 2),
        (draw.size(20, 40), draw.size(4, 6), draw.size(4, 6), 2, 3), (2, draw.size(20, 24), draw.size(20, 24), 17, 16),
    ]:
        X, K = draw.image(channels, height, width), draw.tensor(channels, kernel_height, kernel_width)
        Y = answer.depthwise(X, K)
        check_filtered(Y, X, K, f"{channels} channels of {height}×{width} with slices of {kernel_height}×{kernel_width} are not right")
    for X, K in [(draw.repeated(3, 5, 7), draw.repeated(3, 2, 3)), (draw.large(3, 5, 7), draw.tensor(3, 2, 3)),
                 (draw.tensor(3, 5, 7), draw.large(3, 2, 3)), (draw.tensor(3, 5, 7), draw.tensor(1, 2, 3).repeat(3, 1, 1))]:
        Y = answer.depthwise(X, K)
        check_filtered(Y, X, K, "some numbers are equal here, or large; each has its own position, and is used as it is")


# ---------------------------------------------------------------- pointwise


@task("pointwise")
def more_channels_out_than_in(answer, draw):
    """Three channels into five, a wide image: no two sizes are equal."""
    X, W = draw.image(3, 4, 7), draw.tensor(5, 3)

    Y = answer.pointwise(X, W)

    check_mixed(Y, X, W, "follow one pixel: which numbers of W meet its channels?")


@task("pointwise")
def fewer_channels_out_than_in(answer, draw):
    """Five channels into two, an image higher than wide."""
    X, W = draw.image(5, 6, 3), draw.tensor(2, 5)

    Y = answer.pointwise(X, W)

    check_mixed(Y, X, W, "on a 6×3 image the mixed channels are not right")


@task("pointwise")
def one_channel_and_equal_numbers(answer, draw):
    """One channel in, one channel out, as many out as in."""
    for channels, outputs in [(1, 1), (1, 4), (4, 1), (2, 2), (3, 3)]:
        X, W = draw.image(channels, 2, 5), draw.tensor(outputs, channels)

        Y = answer.pointwise(X, W)

        check_mixed(Y, X, W, f"{channels} channel(s) mixed into {outputs} are not right")


@task("pointwise")
def small_and_square_images(answer, draw):
    """One pixel, one row, one column, a square."""
    for height, width in [(1, 1), (1, 6), (7, 1), (3, 3)]:
        X, W = draw.image(3, height, width), draw.tensor(2, 3)

        Y = answer.pointwise(X, W)

        check_mixed(Y, X, W, f"an image of {height}×{width} is not right")


@task("pointwise")
def weighted_sums_and_nothing_else(answer, draw):
    """Zeros give zeros; negative results and fractions stay as they are."""
    X, W = draw.image(2, 3, 4).abs() + 0.25, -draw.tensor(3, 2).abs() - 0.25

    zeros, once = (answer.pointwise(X, factor * W) for factor in (0, 1))

    expect_close(zeros, torch.zeros(3, 3, 4), "weights of zero should give zeros only")
    expect_close(once, mixed(X, W), "positive pixels under negative weights give negative, fractional numbers")


@task("pointwise")
def many_channels_and_many_pixels(answer, draw):
    """New random numbers and sizes for each submission, some far larger than the others; equal numbers, large numbers."""
    for channels, outputs, height, width in [
        (2, 3, draw.size(3, 6), draw.size(150, 250)), (3, 2, draw.size(150, 250), draw.size(3, 6)),
        (draw.size(30, 60), 2, draw.size(2, 5), draw.size(2, 5)), (2, draw.size(30, 60), draw.size(2, 5), draw.size(2, 5)),
    ]:
        X, W = draw.image(channels, height, width), draw.tensor(outputs, channels)
        Y = answer.pointwise(X, W)
        check_mixed(Y, X, W, f"{channels} channels of {height}×{width} mixed into {outputs} are not right")
    for X, W in [(draw.repeated(3, 4, 5), draw.repeated(4, 3)), (draw.large(3, 4, 5), draw.tensor(4, 3)),
                 (draw.tensor(3, 4, 5), draw.large(4, 3)), (draw.tensor(3, 4, 5), draw.tensor(1, 3).repeat(4, 1))]:
        Y = answer.pointwise(X, W)
        check_mixed(Y, X, W, "some numbers are equal here, or large; each has its own position, and is used as it is")


# ---------------------------------------------------------------- separable


@task("separable")
def both_steps_to_more_channels(answer, draw):
    """Two channels into five: no two sizes are equal, wide image and wide slice."""
    X, K, W = draw.image(2, 6, 9), draw.tensor(2, 3, 4), draw.tensor(5, 2)

    Y = answer.separable(X, K, W)

    check_both(Y, X, K, W, "write down the shape after the first step and after the second")


@task("separable")
def both_steps_to_fewer_channels(answer, draw):
    """Five channels into three, images and slices higher than wide."""
    X, K, W = draw.image(5, 8, 4), draw.tensor(5, 4, 2), draw.tensor(3, 5)

    Y = answer.separable(X, K, W)

    check_both(Y, X, K, W, "write down the shape after the first step and after the second")


@task("separable")
def as_many_out_as_in(answer, draw):
    """Three channels into three: the order of the steps matters, and the sizes do not show it."""
    X, K, W = draw.image(3, 4, 7), draw.tensor(3, 2, 3), draw.tensor(3, 3)

    Y = answer.separable(X, K, W)

    check_both(Y, X, K, W, "the numbers are not right; which of the two steps meets the image first?")


@task("separable")
def one_channel_in_or_out(answer, draw):
    """One channel in, one channel out, both."""
    for channels, outputs in [(1, 1), (1, 4), (4, 1)]:
        X, K, W = draw.image(channels, 5, 4), draw.tensor(channels, 2, 3), draw.tensor(outputs, channels)

        Y = answer.separable(X, K, W)

        check_both(Y, X, K, W, f"{channels} channel(s) into {outputs} are not right")


@task("separable")
def smallest_and_largest_kernels_in_a_row(answer, draw):
    """1×1 slices, slices as large as the image, images of one row, one column."""
    for (height, width), (kernel_height, kernel_width) in [
        ((3, 5), (1, 1)), ((3, 4), (3, 4)), ((1, 7), (1, 3)), ((6, 1), (2, 1)),
    ]:
        X, K, W = draw.image(3, height, width), draw.tensor(3, kernel_height, kernel_width), draw.tensor(2, 3)

        Y = answer.separable(X, K, W)

        check_both(
            Y, X, K, W,
            f"an image of {height}×{width} with slices of {kernel_height}×{kernel_width} is not right",
        )


@task("separable")
def one_full_layer_does_the_same(answer, draw):
    """One full convolution with the right weight gives the same maps, negative ones too."""
    X, K, W = draw.image(3, 6, 5).abs() + 0.25, -draw.tensor(3, 3, 2).abs() - 0.25, draw.tensor(4, 3)

    Y = answer.separable(X, K, W)

    full = F.conv2d(X[None], torch.einsum("oc,chw->ochw", W, K))[0]
    expect_close(Y, full, "what leaves the first step is negative here, and should reach the second step as it is")


@task("separable")
def both_steps_of_any_size(answer, draw):
    """New random numbers and sizes for each submission, some far larger than the others; equal numbers, large numbers."""
    for channels, outputs, height, width, kernel_height, kernel_width in [
        (2, 3, draw.size(5, 7), draw.size(60, 90), 2, draw.size(3, 5)), (3, 2, draw.size(60, 90), draw.size(5, 7), draw.size(3, 5), 2),
        (draw.size(20, 40), 2, draw.size(4, 6), draw.size(4, 6), 2, 3), (2, draw.size(20, 40), draw.size(4, 6), draw.size(4, 6), 3, 2),
    ]:
        X, K, W = draw.image(channels, height, width), draw.tensor(channels, kernel_height, kernel_width), draw.tensor(outputs, channels)
        Y = answer.separable(X, K, W)
        check_both(Y, X, K, W, f"{channels} channels of {height}×{width} into {outputs} are not right")
    for X, K, W in [(draw.repeated(3, 5, 7), draw.repeated(3, 2, 3), draw.repeated(4, 3)), (draw.large(3, 5, 7), draw.tensor(3, 2, 3), draw.tensor(4, 3)),
                    (draw.tensor(3, 5, 7), draw.tensor(3, 2, 3), draw.large(4, 3))]:
        Y = answer.separable(X, K, W)
        check_both(Y, X, K, W, "some numbers are equal here, or large; each has its own position, and is used as it is")


# ---------------------------------------------------------------- separable_savings


def check_savings(answer, *arguments):
    expect_equal(answer.separable_savings(*arguments), weights(*arguments), f"asked for {arguments}")


@task("separable_savings")
def layers_of_networks(answer, draw):
    """Layers as networks have them: many channels, small square windows."""
    for kernel in (3, 5, 7):
        check_savings(answer, draw.size(30, 300), draw.size(30, 300), kernel)


@task("separable_savings")
def any_sizes(answer, draw):
    """Any numbers of channels, any square window."""
    for _ in range(6):
        channels, outputs = draw.random.sample(range(2, 20), 2)
        check_savings(answer, channels, outputs, draw.choice([2, 4, 6, 8, draw.size(9, 15)]))


@task("separable_savings")
def kernels_that_are_not_square(answer, draw):
    """The `kernel_size` may be a pair, of equal numbers too."""
    side = draw.size(2, 5)
    for pair in [(draw.size(1, 3), draw.size(4, 9)), (draw.size(4, 9), draw.size(1, 3)), (1, draw.size(2, 6)), (side, side)]:
        check_savings(answer, *draw.random.sample(range(2, 30), 2), pair)


@task("separable_savings")
def the_ends(answer, draw):
    """One channel in, one channel out, a window of one pixel: there the separable layer may be the larger one."""
    many, side = draw.size(4, 12), draw.size(3, 6)
    for arguments in [(1, 1, 1), (1, many, side), (many, 1, side), (many, many + 2, 1), (side, side, side)]:
        check_savings(answer, *arguments)


# ---------------------------------------------------------------- inputs for counterexamples and for naming


def whole(rng, *shape):
    """Small whole numbers, no two equal while there are enough of them."""
    count = int(torch.Size(shape).numel())
    values = rng.sample(range(-4, 10), count) if count <= 14 else rng.choices(range(-9, 10), k=count)
    return torch.tensor(values, dtype=torch.float32).reshape(shape)


IMAGES = [(1, 1), (1, 2), (2, 1), (1, 3), (3, 1), (2, 2), (2, 3), (3, 2), (1, 4)]


@small_inputs("depthwise")
def small_tracks(rng):
    """From the smallest up, in whole numbers; a few with halves at the end."""
    yield {"X": torch.zeros(1, 1, 1), "K": torch.ones(1, 1, 1)}
    sizes = sorted(
        (
            (channels, height, width, rows, columns)
            for channels in (1, 2, 3, 4) for height, width in IMAGES
            for rows in range(1, height + 1) for columns in range(1, width + 1)
            if channels * (height * width + rows * columns) <= 12
        ),
        key=lambda size: (size[0] * (size[1] * size[2] + size[3] * size[4]), size),
    )
    for channels, height, width, rows, columns in sizes:
        yield {"X": whole(rng, channels, height, width), "K": whole(rng, channels, rows, columns)}
    for channels, height, width, rows, columns in sizes[::8]:
        yield {"X": whole(rng, channels, height, width) / 2, "K": whole(rng, channels, rows, columns) / 2}


@telling_inputs("depthwise")
def telling_tracks(rng):
    """Inputs on which no two of the known mistakes do the same."""
    for channels, height, width, rows, columns in [
        (3, 4, 5, 2, 3), (2, 5, 4, 3, 2), (3, 4, 4, 2, 2), (4, 3, 5, 1, 2), (2, 5, 3, 2, 1),
        (1, 3, 4, 2, 2), (3, 5, 5, 3, 3), (2, 4, 4, 1, 1), (5, 3, 3, 2, 2), (2, 4, 6, 2, 4),
    ]:
        yield {"X": whole(rng, channels, height, width), "K": whole(rng, channels, rows, columns)}
    yield {"X": whole(rng, 2, 3, 4) / 4, "K": whole(rng, 2, 2, 2) / 4}
    yield {"X": torch.zeros(2, 3, 4), "K": whole(rng, 2, 2, 3)}


@small_inputs("pointwise")
def small_desks(rng):
    """From the smallest up, in whole numbers; a few with halves at the end."""
    yield {"X": torch.zeros(1, 1, 1), "W": torch.ones(1, 1)}
    sizes = sorted(
        (
            (channels, outputs, height, width)
            for channels in (1, 2, 3) for outputs in (1, 2, 3) for height, width in IMAGES
            if channels * (outputs + height * width) <= 12
        ),
        key=lambda size: (size[0] * (size[1] + size[2] * size[3]), size),
    )
    for channels, outputs, height, width in sizes:
        yield {"X": whole(rng, channels, height, width), "W": whole(rng, outputs, channels)}
    for channels, outputs, height, width in sizes[::8]:
        yield {"X": whole(rng, channels, height, width) / 2, "W": whole(rng, outputs, channels) / 2}


@telling_inputs("pointwise")
def telling_desks(rng):
    """Inputs on which no two of the known mistakes do the same; some with sizes at which a wrong product fits."""
    for channels, outputs, height, width in [
        (3, 2, 2, 4), (2, 3, 3, 2), (4, 4, 2, 2), (2, 2, 1, 2), (2, 2, 2, 1), (3, 3, 3, 1),
        (1, 3, 2, 3), (3, 1, 4, 2), (3, 3, 3, 3), (2, 4, 4, 2), (6, 3, 2, 3),
    ]:
        yield {"X": whole(rng, channels, height, width), "W": whole(rng, outputs, channels)}
    yield {"X": whole(rng, 2, 2, 3) / 4, "W": whole(rng, 3, 2) / 4}
    yield {"X": torch.zeros(2, 2, 3), "W": whole(rng, 3, 2)}


def both_steps(rng, channels, outputs, height, width, rows, columns, divide=1):
    """Arguments of one call of `separable`."""
    return {
        "X": whole(rng, channels, height, width) / divide,
        "depthwise_weight": whole(rng, channels, rows, columns) / divide,
        "pointwise_weight": whole(rng, outputs, channels) / divide,
    }


@small_inputs("separable")
def small_studios(rng):
    """From the smallest up, in whole numbers; a few with halves at the end."""
    yield {"X": torch.zeros(1, 1, 1), "depthwise_weight": torch.ones(1, 1, 1), "pointwise_weight": torch.ones(1, 1)}
    sizes = sorted(
        (
            (channels, outputs, height, width, rows, columns)
            for channels in (1, 2, 3) for outputs in (1, 2, 3) for height, width in IMAGES
            for rows in range(1, height + 1) for columns in range(1, width + 1)
            if channels * (height * width + rows * columns + outputs) <= 12
        ),
        key=lambda size: (size[0] * (size[2] * size[3] + size[4] * size[5] + size[1]), size),
    )
    for size in sizes:
        yield both_steps(rng, *size)
    for size in sizes[::8]:
        yield both_steps(rng, *size, divide=2)


@telling_inputs("separable")
def telling_studios(rng):
    """Inputs on which no two of the known mistakes do the same."""
    for size in [
        (3, 2, 4, 5, 2, 3), (2, 3, 5, 4, 3, 2), (3, 3, 4, 4, 2, 2), (2, 2, 3, 5, 1, 2), (4, 4, 5, 3, 2, 1),
        (1, 3, 3, 4, 2, 2), (3, 1, 5, 5, 3, 3), (2, 4, 4, 4, 1, 1), (5, 2, 3, 3, 2, 2), (2, 2, 4, 6, 2, 4),
        (3, 3, 5, 5, 3, 3),
    ]:
        yield both_steps(rng, *size)
    yield both_steps(rng, 2, 3, 3, 4, 2, 2, divide=4)
    yield both_steps(rng, 2, 3, 3, 4, 2, 3) | {"X": torch.zeros(2, 3, 4)}


@small_inputs("separable_savings")
def small_counts(rng):
    """Small layers with square windows from the smallest up, then pairs."""
    for kernel_size in (1, 2, 3):
        for channels, outputs in [(1, 1), (1, 2), (2, 1), (2, 2), (2, 3), (3, 2), (3, 3), (4, 3)]:
            yield {"in_channels": channels, "out_channels": outputs, "kernel_size": kernel_size}
    for kernel_size in [(1, 1), (1, 2), (2, 1), (2, 2), (2, 3), (3, 1)]:
        for channels, outputs in [(1, 1), (1, 2), (2, 1), (2, 3)]:
            yield {"in_channels": channels, "out_channels": outputs, "kernel_size": kernel_size}


@telling_inputs("separable_savings")
def telling_counts(rng):
    """Inputs on which no two of the known mistakes do the same."""
    for channels, outputs in [(6, 12), (12, 5), (7, 7), (1, 8), (8, 1), (64, 128)]:
        for kernel_size in [3, 4, (2, 5), (5, 2)]:
            yield {"in_channels": channels, "out_channels": outputs, "kernel_size": kernel_size}
