"""Hidden tests of ex04: the expected values come from PyTorch, never from the solution."""

import torch
import torch.nn.functional as F
from torch import nn

from autograder.testing import ask, expect_close, expect_equal, expect_raises, oracle, small_inputs, task, telling_inputs


@oracle("conv2d_output_shape")
def shape(height, width, kernel_size, stride=1, padding=0, dilation=1):
    """Convolve an image without contents and look at the size; what PyTorch refuses is a ValueError here."""
    kernel = (kernel_size, kernel_size) if isinstance(kernel_size, int) else kernel_size
    image, weight = torch.empty(1, 1, height, width, device="meta"), torch.empty(1, 1, *kernel, device="meta")
    try:
        result = F.conv2d(image, weight, stride=stride, padding=padding, dilation=dilation)
    except RuntimeError as error:
        raise ValueError(str(error)) from error
    return tuple(result.shape[2:])


@oracle("conv2d_parameter_count")
def count(in_channels, out_channels, kernel_size, bias=True, groups=1):
    """Build the layer and count what it learns."""
    layer = nn.Conv2d(in_channels, out_channels, kernel_size, bias=bias, groups=groups, device="meta")
    return sum(parameter.numel() for parameter in layer.parameters())


@oracle("conv2d")
def reference(X, weight, bias=None, stride=1, padding=0, dilation=1, groups=1):
    """PyTorch's own operation."""
    return F.conv2d(X, weight, bias, stride, padding, dilation, groups)


@ask("conv2d_output_shape")
def _(answer, height, width, kernel_size, **settings):
    return answer.conv2d_output_shape(height, width, kernel_size, **settings)


@ask("conv2d_parameter_count")
def _(answer, in_channels, out_channels, kernel_size, **settings):
    return answer.conv2d_parameter_count(in_channels, out_channels, kernel_size, **settings)


@ask("conv2d")
def _(answer, X, weight, **settings):
    return answer.conv2d(X, weight, **settings)


def in_words(arguments, settings):
    """How a student would write the call's arguments."""
    return ", ".join([*map(str, arguments), *(f"{name}={value}" for name, value in settings.items())])


# ---------------------------------------------------------------- conv2d_output_shape


def check_shapes(answer, *questions):
    """Each question: positional arguments, settings."""
    for arguments, settings in questions:
        got = answer.conv2d_output_shape(*arguments, **settings)

        expect_equal(got, shape(*arguments, **settings), f"conv2d_output_shape({in_words(arguments, settings)}) is not right")


def sides(draw):
    """Height and width of an image, drawn, never alike; large enough for the windows below."""
    height, width = draw.random.sample(range(24, 60), 2)
    return height, width


@task("conv2d_output_shape")
def positions_of_a_plain_kernel(answer, draw):
    """Without settings: how often does the window fit, in height and in width?"""
    side = draw.size(2, 9)
    questions = [((*sides(draw), kernel), {}) for kernel in (1, 2, 3, 4, 5, draw.size(6, 11))]
    check_shapes(answer, *questions, ((side, side, side), {}), ((1, 1, 1), {}), ((1, side, 1), {}), ((side, 1, 1), {}))


@task("conv2d_output_shape")
def strides_that_do_and_do_not_divide(answer, draw):
    """Steps that end at the edge, and steps that would end beyond it."""
    for kernel, stride in [(3, 2), (2, 2), (4, 3), (1, 3), (draw.size(2, 5), draw.size(4, 8))]:
        height, width = sides(draw)
        check_shapes(answer, *(((height + more, width, kernel), {"stride": stride}) for more in range(stride)))


@task("conv2d_output_shape")
def padding_on_both_sides(answer, draw):
    """Padding, alone and with strides; even windows, too."""
    pairs = [(3, 1), (5, 2), (2, 1), (4, 2), (1, 1), (4, 1), (draw.size(5, 9), draw.size(3, 8))]
    check_shapes(answer, *(((*sides(draw), kernel), {"padding": padding}) for kernel, padding in pairs))
    check_shapes(
        answer,
        *(((*sides(draw), kernel), {"stride": stride, "padding": padding})
          for kernel, stride, padding in [(3, 2, 1), (5, 3, 1), (7, 2, 3), (4, draw.size(2, 5), draw.size(2, 6))]),
    )


@task("conv2d_output_shape")
def dilated_kernels(answer, draw):
    """Dilated windows, alone and with padding and strides."""
    pairs = [(3, 2), (3, 3), (1, 3), (2, 4), (draw.size(2, 4), draw.size(2, 6))]
    check_shapes(answer, *(((*sides(draw), kernel), {"dilation": dilation}) for kernel, dilation in pairs))
    check_shapes(
        answer, ((*sides(draw), 3), {"dilation": 2, "padding": 2}), ((*sides(draw), 3), {"stride": 2, "padding": 1, "dilation": 2}),
        ((*sides(draw), 4), {"stride": 3, "padding": 2, "dilation": draw.size(2, 5)}),
    )


@task("conv2d_output_shape")
def pairs_height_first(answer, draw):
    """Each argument as a pair: the first number for the height, the second for the width."""
    check_shapes(
        answer, ((*sides(draw), (3, 2)), {}), ((*sides(draw), (2, 5)), {}), ((*sides(draw), (1, draw.size(3, 7))), {"padding": (2, 0)}),
        *(((*sides(draw), 3), {name: pair})
          for name, pair in [("stride", (2, 1)), ("stride", (1, 2)), ("padding", (1, 0)), ("padding", (0, 2)), ("dilation", (1, 2)),
                             ("dilation", (3, 1)), ("stride", (draw.size(2, 4), draw.size(5, 7))), ("padding", (draw.size(3, 5), 1))]),
    )


@task("conv2d_output_shape")
def numbers_and_pairs_mixed(answer, draw):
    """Any mixture of numbers and pairs."""
    questions = []
    while len(questions) < 12:
        settings = {
            name: draw.choice([low, low + 1, (low, low + 2), (low + 1, low), (low + 2, low + 1)])
            for name, low in [("stride", 1), ("padding", 0), ("dilation", 1)]
        }
        kernel = draw.choice([2, 3, (1, 3), (3, 2), (4, 1)])
        questions.append(((draw.random.randint(10, 20), draw.random.randint(21, 33), kernel), settings))
    check_shapes(answer, *questions)


@task("conv2d_output_shape")
def images_of_any_size(answer, draw):
    """Photographs, large windows, long steps, wide borders: the same sum for all of them."""
    for _ in range(6):
        kernel, settings = (draw.size(1, 40), draw.size(1, 40)), {"stride": draw.size(1, 30), "padding": draw.size(0, 50), "dilation": draw.size(1, 9)}
        check_shapes(answer, ((draw.size(400, 5000), draw.size(400, 5000), kernel), settings))


@task("conv2d_output_shape")
def a_kernel_that_just_fits(answer, draw):
    """A window that fits exactly gives one position, also thanks to padding."""
    kernel, padding, dilation = draw.size(3, 9), draw.size(1, 3), draw.size(2, 4)
    reach, more = dilation * (kernel - 1) + 1, draw.size(1, 7)
    check_shapes(
        answer, ((kernel, kernel + more, kernel), {}), ((kernel + more, kernel, kernel), {"stride": 3}), ((reach, reach + more, kernel), {"dilation": dilation}),
        ((kernel, kernel + more, kernel + 2 * padding), {"padding": padding}), ((kernel, kernel + 3, kernel + 2), {"padding": 1, "stride": 2}),
        ((kernel + more, kernel, (2, kernel)), {"stride": 2}), ((reach + more, reach, kernel), {"dilation": dilation}),
        ((kernel + 2 * padding, kernel, kernel + 2 * padding), {"padding": padding}), ((reach, reach, kernel), {"dilation": dilation}),
        ((kernel, kernel, kernel + 2 * padding), {"padding": padding}),
    )


@task("conv2d_output_shape")
def a_kernel_that_does_not_fit(answer, draw):
    """A window larger than the padded image is refused with a ValueError."""
    side, more, padding, dilation = draw.size(2, 9), draw.size(3, 9), draw.size(1, 3), draw.size(2, 4)
    reach, padded, wide = dilation * 2, side + 2 * padding + 1, 2 * side + 2 * more + 2 * padding
    for arguments, settings in [
        ((side, wide, side + 1), {}), ((wide, side, side + 1), {}), ((side, side, side + more), {}), ((side, wide, side + 1), {"stride": 2}),
        ((wide, side, side + 1), {"stride": 3}), ((reach, wide, 3), {"dilation": dilation}), ((wide, reach, 3), {"dilation": dilation}),
        ((side, wide, padded), {"padding": padding}), ((wide, side, padded), {"padding": padding, "stride": 2}),
        ((wide, side, (3, side + 1)), {}), ((side, wide, (side + 1, 3)), {"stride": 5}),
    ]:
        expect_raises(
            ValueError,
            lambda: answer.conv2d_output_shape(*arguments, **settings),  # noqa: B023  called at once
            f"conv2d_output_shape({in_words(arguments, settings)}): the window does not fit, and a ValueError is asked for",
        )


# ---------------------------------------------------------------- conv2d_parameter_count


def check_counts(answer, *questions):
    """Each question: positional arguments, settings."""
    for arguments, settings in questions:
        got = answer.conv2d_parameter_count(*arguments, **settings)

        expect_equal(got, count(*arguments, **settings), f"conv2d_parameter_count({in_words(arguments, settings)}) is not right")


@task("conv2d_parameter_count")
def weights_and_biases(answer, draw):
    """Plain layers: one channel, several, more in than out and more out than in."""
    more, fewer, kernel = draw.size(9, 20), draw.size(3, 8), draw.size(2, 6)
    check_counts(
        answer,
        ((1, 1, kernel), {}), ((1, more, kernel), {}), ((more, fewer, 2), {}), ((fewer, more, 4), {}), ((fewer, 1, 3), {}),
        ((fewer, fewer, kernel), {}), ((fewer, more, 1), {}), ((draw.size(200, 900), draw.size(200, 900), draw.size(7, 13)), {}),
    )


@task("conv2d_parameter_count")
def without_biases(answer, draw):
    """With bias=False only the weights are left."""
    for channels, filters in [(1, 1), (draw.size(2, 9), draw.size(2, 9)), (draw.size(2, 9), 1), (draw.size(60, 300), draw.size(60, 300))]:
        for bias in (False, True):
            check_counts(answer, ((channels, filters, draw.size(1, 5)), {"bias": bias}))


@task("conv2d_parameter_count")
def kernels_that_are_not_square(answer, draw):
    """Windows given as pairs."""
    side = draw.size(2, 4)
    for pair in [(side, side + 1), (side + 3, 1), (1, side + 5), (side, side)]:
        check_counts(answer, ((draw.size(2, 5), draw.size(6, 9), pair), {}), ((draw.size(6, 9), draw.size(2, 5), pair), {"bias": False}))


@task("conv2d_parameter_count")
def groups_that_do_not_talk(answer, draw):
    """Groups of channels, up to one channel a group, with and without bias."""
    for groups in (1, 2, 3, draw.size(4, 6), draw.size(16, 40)):
        channels, filters = groups * draw.size(2, 5), groups * draw.size(1, 4)
        check_counts(answer, ((channels, filters, draw.size(2, 4)), {"groups": groups}))
        check_counts(answer, ((channels, filters, (2, draw.size(3, 5))), {"groups": groups, "bias": False}))
    alone = draw.size(4, 9)
    check_counts(answer, ((alone, alone, 3), {"groups": alone}), ((alone, 2 * alone, 3), {"groups": alone}))


# ---------------------------------------------------------------- conv2d


def check(Y, X, weight, message, bias=None, **settings):
    """Y holds the maps, up to the rounding of the products that are added."""
    sizes = reference(X.abs(), weight.abs(), bias if bias is None else bias.abs(), **settings)
    expect_close(Y, reference(X, weight, bias, **settings), message, magnitude=sizes)


def check_maps(answer, X, weight, message, **settings):
    check(answer.conv2d(X, weight, **settings), X, weight, message, **settings)


@task("conv2d")
def a_batch_without_settings(answer, draw):
    """A batch of different images, no two sizes are equal."""
    check_maps(answer, draw.tensor(2, 3, 6, 11), draw.filters(5, 3, 4, 7), "two wide images without settings are not right")
    check_maps(answer, draw.tensor(3, 2, 9, 5), draw.filters(4, 2, 3, 1), "three high images without settings are not right")


@task("conv2d")
def one_of_everything(answer, draw):
    """One image, one channel, one filter, one pixel; a window as large as the image."""
    for image, filters in [((1, 1, 4, 5), (1, 1, 2, 3)), ((1, 3, 4, 5), (1, 3, 1, 1)), ((2, 1, 1, 1), (3, 1, 1, 1)),
                           ((2, 2, 3, 4), (3, 2, 3, 4)), ((4, 2, 1, 6), (2, 2, 1, 2))]:
        check_maps(answer, draw.tensor(*image), draw.filters(*filters), f"X {image} with weight {filters} is not right")


@task("conv2d")
def a_bias_for_each_map(answer, draw):
    """One bias for each output channel, also where the result is as wide as there are channels."""
    X, weight, bias = draw.tensor(2, 3, 5, 6), draw.filters(4, 3, 2, 3), draw.tensor(4)

    with_bias, without = answer.conv2d(X, weight, bias=bias), answer.conv2d(X, weight, bias=None)

    check(without, X, weight, "bias=None is not right")
    check(with_bias, X, weight, "each map should be shifted by its own bias, once", bias=bias)
    check_maps(answer, draw.tensor(3, 3, 5, 5), draw.filters(3, 3, 3, 3), "3 maps of 3×3 with 3 biases are not right", bias=draw.tensor(3))


@task("conv2d")
def steps(answer, draw):
    """Strides, that divide and that do not; as a number and as a pair."""
    X, weight = draw.tensor(2, 3, 9, 12), draw.filters(4, 3, 3, 2)
    for stride in (2, 3, (2, 1), (1, 3), (4, 2)):
        check_maps(answer, X, weight, f"stride={stride} is not right", stride=stride)


@task("conv2d")
def borders(answer, draw):
    """Padding with zeros on both sides; as a number and as a pair."""
    X, weight = draw.tensor(2, 3, 4, 6), draw.filters(4, 3, 3, 2)
    for padding in (1, 2, (1, 0), (0, 1), (2, 3)):
        check_maps(answer, X, weight, f"padding={padding} is not right", padding=padding)
    for padding in ((1, 0), (0, 2)):
        check_maps(answer, X, draw.filters(4, 3, 1, 1), f"a 1×1 window with padding={padding} is not right", padding=padding)


@task("conv2d")
def gaps(answer, draw):
    """Dilation; as a number and as a pair."""
    X, weight = draw.tensor(2, 3, 9, 12), draw.filters(4, 3, 3, 2)
    for dilation in (2, 3, (2, 1), (1, 3), (4, 2)):
        check_maps(answer, X, weight, f"dilation={dilation} is not right", dilation=dilation)


@task("conv2d")
def teams(answer, draw):
    """Groups: several outputs a group, several inputs a group, one channel a group."""
    for channels, filters, groups in [(4, 6, 2), (6, 3, 3), (4, 4, 4), (3, 6, 3), (4, 8, 1)]:
        X, weight = draw.tensor(2, channels, 4, 5), draw.filters(filters, channels // groups, 2, 3)
        check_maps(answer, X, weight, f"{channels} channels, {filters} filters, groups={groups} is not right", groups=groups)


@task("conv2d")
def everything_at_once(answer, draw):
    """All settings together, numbers and pairs mixed."""
    X = draw.tensor(2, 4, 10, 13)
    for settings in [
        {"stride": 2, "padding": 1, "dilation": 2, "groups": 2},
        {"stride": (2, 3), "padding": (1, 2), "dilation": (3, 1), "groups": 4},
        {"stride": (1, 2), "padding": 2, "dilation": (1, 2), "groups": 1},
        {"stride": 3, "padding": (0, 3), "dilation": 1, "groups": 2},
    ]:
        weight, bias = draw.filters(8, 4 // settings["groups"], 3, 2), draw.tensor(8)
        check_maps(answer, X, weight, f"{in_words((), settings)} is not right", bias=bias, **settings)


@task("conv2d")
def images_do_not_mix(answer, draw):
    """When one image of the batch changes, the others stay; zeros give the bias."""
    X, weight, bias = draw.tensor(3, 2, 5, 4), draw.filters(4, 2, 2, 3), draw.tensor(4)
    changed = X.clone()
    changed[1] += 2

    before, after = answer.conv2d(X, weight, bias=bias), answer.conv2d(changed, weight, bias=bias)
    dark = answer.conv2d(torch.zeros(1, 2, 5, 4), weight, bias=bias)

    check(before, X, weight, "the maps are not right", bias=bias)
    expect_close(after, reference(changed, weight, bias), "image 1 was changed; its maps should change, the others should not")
    expect_close(dark, bias.reshape(1, 4, 1, 1).expand(1, 4, 4, 2).contiguous(), "an image of zeros should give each map's bias everywhere")


@task("conv2d")
def any_number_and_any_size(answer, draw):
    """Many images, many channels, many filters, large images, large windows, random for each submission."""
    for images, channels, filters, height, width, kernel in [
        (draw.size(16, 40), 2, 3, 5, 4, (2, 3)), (2, draw.size(12, 24), 2, 4, 6, (3, 2)), (2, 2, draw.size(16, 30), 6, 4, (2, 3)),
        (1, 2, 3, draw.size(5, 7), draw.size(50, 90), (2, 4)), (1, 2, 3, draw.size(50, 90), draw.size(5, 7), (4, 2)),
        (1, 2, 2, draw.size(18, 22), draw.size(18, 22), (draw.size(13, 16), draw.size(13, 16))),
    ]:
        X, weight = draw.tensor(images, channels, height, width), draw.filters(filters, channels, *kernel)
        check_maps(answer, X, weight, f"{images} images of {channels} channels of {height}×{width} with {filters} filters of {kernel} are not right", bias=draw.tensor(filters))
    settings = {"stride": (draw.size(4, 7), draw.size(2, 5)), "padding": (draw.size(3, 6), draw.size(7, 9)), "dilation": (draw.size(2, 5), draw.size(3, 6))}
    check_maps(answer, draw.tensor(2, 2, 21, 26), draw.filters(3, 2, 3, 3), f"{in_words((), settings)} is not right", **settings)


@task("conv2d")
def equal_numbers_and_large_numbers(answer, draw):
    """Equal numbers, equal filters, equal images; numbers in the thousands, and tiny ones."""
    X, weight = draw.tensor(2, 4, 6, 7), draw.filters(4, 2, 2, 3)
    for image, kernel, bias in [
        (draw.repeated(2, 4, 6, 7), draw.repeated(4, 2, 2, 3), draw.repeated(4)), (X, weight[:1].repeat(4, 1, 1, 1), draw.tensor(4)),
        (X[:1].repeat(2, 1, 1, 1), weight, torch.zeros(4)), (draw.large(2, 4, 6, 7), weight, draw.tensor(4)), (X, draw.large(4, 2, 2, 3), draw.large(4)),
    ]:
        check_maps(answer, image, kernel, "some numbers are equal here, or large; each has its own position, and is used as it is", bias=bias, groups=2, padding=1, stride=2)


# ---------------------------------------------------------------- inputs for counterexamples and for naming


@small_inputs("conv2d_output_shape")
def small_shapes(rng):
    """Without settings, then what does not fit, then one setting after the other, then several."""

    def question(height, width, kernel_size, **settings):
        return {"height": height, "width": width, "kernel_size": kernel_size} | settings

    for arguments in [(1, 1, 1), (2, 2, 2), (3, 3, 2), (3, 5, 2), (5, 3, 3), (3, 4, (1, 2)), (4, 3, (2, 1)), (5, 7, (3, 2)), (5, 4, (2, 2))]:
        yield question(*arguments)
    for arguments in [(1, 1, 2), (2, 3, 3), (3, 2, 3), (2, 2, 5), (1, 4, (2, 1)), (4, 1, (1, 2))]:
        yield question(*arguments)
    for stride in (2, 3, (1, 2), (2, 1), (2, 2)):
        for arguments in [(4, 4, 2), (5, 5, 3), (5, 6, 2), (7, 9, 3)]:
            yield question(*arguments, stride=stride)
    for padding in (1, 2, (1, 0), (0, 1), (1, 1)):
        for arguments in [(3, 3, 1), (4, 4, 2), (5, 6, 3)]:
            yield question(*arguments, padding=padding)
    for dilation in (2, 3, (1, 2), (2, 1), (2, 2)):
        for arguments in [(3, 3, 1), (4, 5, 2), (9, 7, 3)]:
            yield question(*arguments, dilation=dilation)
    for arguments, settings in [
        ((2, 3, 3), {"stride": 2}), ((3, 2, 3), {"stride": 2}), ((3, 3, 4), {"stride": 4}), ((1, 1, 4), {"padding": 1}), ((1, 4, 3), {"padding": 1}),
        ((2, 2, 4), {"padding": 1}), ((3, 4, 3), {"dilation": 2}), ((2, 2, 2), {"dilation": 2}), ((4, 3, 2), {"dilation": 3}),
    ]:
        yield question(*arguments, **settings)
    for _ in range(24):
        yield question(
            rng.randint(6, 12), rng.randint(6, 12), rng.choice([2, 3, (1, 3), (3, 2)]), stride=rng.choice([1, 2, 3, (1, 2), (2, 1)]),
            padding=rng.choice([0, 1, 2, (1, 0), (0, 1)]), dilation=rng.choice([1, 2, (1, 2), (2, 1)]),
        )


@telling_inputs("conv2d_output_shape")
def telling_shapes(rng):
    """Inputs on which no two of the known mistakes do the same."""
    for arguments in [(9, 12, 3), (12, 9, 3), (8, 8, 2), (7, 10, (3, 2)), (7, 7, (2, 2))]:
        for settings in [{}, {"stride": 2}, {"padding": 1}, {"dilation": 2}, {"stride": (1, 2)}, {"padding": (1, 0)},
                         {"dilation": (1, 2)}, {"stride": 3, "padding": 1}, {"stride": 2, "padding": 2, "dilation": 2}]:
            yield dict(zip(("height", "width", "kernel_size"), arguments)) | settings
    for arguments, settings in [((3, 8, 4), {}), ((8, 3, 4), {"stride": 2}), ((3, 8, 7), {"stride": 2}), ((2, 8, 4), {"padding": 1}),
                                ((4, 8, 3), {"dilation": 2}), ((4, 8, 2), {"dilation": 4}), ((3, 3, 9), {"stride": 2}), ((4, 4, 9), {"stride": 2}),
                                ((5, 9, 5), {}), ((3, 9, 5), {"padding": 1}), ((9, 4, 2), {"dilation": 4}),
                                ((6, 9, 3), {"padding": (1, 0), "stride": (2, 1)}),
                                ((8, 9, (3, 2)), {"stride": (1, 2), "padding": (1, 0), "dilation": (2, 1)})]:
        yield dict(zip(("height", "width", "kernel_size"), arguments)) | settings


@small_inputs("conv2d_parameter_count")
def small_counts(rng):
    """Plain layers from the smallest up, then each setting, then all."""
    plain = [(1, 1, 1), (1, 1, 2), (1, 2, 1), (2, 1, 1), (2, 2, 1), (2, 2, 2), (2, 3, 2), (3, 2, 3), (1, 2, (1, 2)), (2, 3, (2, 1)),
             (2, 2, (1, 3)), (3, 2, (2, 2))]
    for settings in [{}, {"bias": False}, {"bias": True}]:
        for arguments in plain:
            yield dict(zip(("in_channels", "out_channels", "kernel_size"), arguments)) | settings
    for arguments in [(2, 2, 1), (2, 4, 1), (4, 2, 1), (4, 4, 2), (4, 6, 3), (6, 2, (1, 2))]:
        for settings in [{"groups": 2}, {"bias": False, "groups": 2}, {"bias": True, "groups": 1}]:
            yield dict(zip(("in_channels", "out_channels", "kernel_size"), arguments)) | settings
    for channels in (3, 4):
        for settings in [{"groups": channels}, {"groups": channels, "bias": False}]:
            yield {"in_channels": channels, "out_channels": 2 * channels, "kernel_size": 3} | settings


@telling_inputs("conv2d_parameter_count")
def telling_counts(rng):
    """Inputs on which no two of the known mistakes do the same."""
    for arguments in [(6, 12, 3), (12, 6, (2, 5)), (6, 6, 4), (1, 5, 3), (30, 30, 5)]:
        for settings in [{}, {"bias": False}, {"groups": 1, "bias": True}]:
            yield dict(zip(("in_channels", "out_channels", "kernel_size"), arguments)) | settings
    for arguments in [(6, 12, 3), (12, 6, (2, 5)), (6, 6, 4)]:
        for settings in [{"groups": 2}, {"groups": 3, "bias": False}, {"groups": 6}]:
            yield dict(zip(("in_channels", "out_channels", "kernel_size"), arguments)) | settings


def whole(rng, *sizes):
    """Small whole numbers, no two equal while there are enough of them."""
    amount = int(torch.Size(sizes).numel())
    values = rng.sample(range(-4, 10), amount) if amount <= 14 else rng.choices(range(-9, 10), k=amount)
    return torch.tensor(values, dtype=torch.float32).reshape(sizes)


SETTINGS = [
    {}, {"bias": True}, {"stride": 2}, {"padding": 1}, {"dilation": 2}, {"groups": 2}, {"stride": (1, 2)}, {"stride": (2, 1)},
    {"padding": (1, 0)}, {"padding": (0, 1)}, {"dilation": (1, 2)}, {"dilation": (2, 1)}, {"bias": True, "groups": 2},
    {"stride": 2, "padding": 1}, {"stride": 2, "dilation": 2}, {"padding": 1, "dilation": 2},
]


def layer_inputs(rng, sizes, settings, divide=1):
    """Arguments of one call: images, weight and settings; `bias` becomes a tensor."""
    images, channels, height, width, filters, kernel_height, kernel_width = sizes
    groups = settings.get("groups", 1)
    arguments = {
        "X": whole(rng, images, channels * groups, height, width) / divide,
        "weight": whole(rng, filters * groups, channels, kernel_height, kernel_width) / divide,
    }
    if settings.get("bias"):
        arguments["bias"] = whole(rng, filters * groups) / divide
    return arguments | {name: value for name, value in settings.items() if name != "bias"}


def amount(sizes, settings):
    """How many numbers the arguments of such a call hold."""
    images, channels, height, width, filters, kernel_height, kernel_width = sizes
    groups = settings.get("groups", 1)
    tensors = groups * channels * (images * height * width + filters * kernel_height * kernel_width)
    options = sum(len(value) if isinstance(value, tuple) else 1 for name, value in settings.items() if name != "bias")
    return tensors + options + (filters * groups if settings.get("bias") else 0)


def both(value):
    return value if isinstance(value, tuple) else (value, value)


def places(sizes, settings):
    """Rows and columns of the result. By arithmetic: this is asked thousands of times, within a search of seconds."""
    _, _, height, width, _, kernel_height, kernel_width = sizes
    stride, padding, dilation = both(settings.get("stride", 1)), both(settings.get("padding", 0)), both(settings.get("dilation", 1))
    return [
        (size + 2 * border - spread * (kernel - 1) - 1) // step + 1
        for size, kernel, step, border, spread in zip((height, width), (kernel_height, kernel_width), stride, padding, dilation)
    ]


def fits(sizes, settings):
    """Whether the window has at least one position."""
    return min(places(sizes, settings)) > 0


def kind(sizes, settings):
    """What a call can show: how many there are of everything, the window, and the directions in which it moves."""
    images, channels, _, _, filters, *kernel = sizes
    return images, channels, filters, *kernel, *(count > 1 for count in places(sizes, settings))


@small_inputs("conv2d")
def small_layers(rng):
    """For each setting the smallest call of each kind, in whole numbers; a few with halves at the end."""
    everything = [
        (n, c, h, w, o, kh, kw)
        for n, c, o in [(1, 1, 1), (2, 1, 1), (1, 2, 1), (1, 1, 2), (1, 2, 2)]
        for h, w in [(1, 1), (1, 2), (2, 1), (2, 2), (1, 3), (3, 1), (1, 4), (2, 3), (3, 2), (1, 5), (3, 3)]
        for kh, kw in [(1, 1), (1, 2), (2, 1), (2, 2)]
    ]
    questions = []
    for settings in SETTINGS:
        many, seen = (16 if settings.keys() <= {"bias"} else 12), set()
        for sizes in sorted((s for s in everything if fits(s, settings)), key=lambda s: (amount(s, settings), s)):
            if len(seen) < many and kind(sizes, settings) not in seen:
                seen.add(kind(sizes, settings))
                questions.append((amount(sizes, settings), sizes, settings))
    questions.sort(key=lambda question: question[0])
    for _, sizes, settings in questions:
        yield layer_inputs(rng, sizes, settings)
    for _, sizes, settings in questions[::20]:
        yield layer_inputs(rng, sizes, settings, divide=2)


@telling_inputs("conv2d")
def telling_layers(rng):
    """Inputs on which no two of the known mistakes do the same."""
    for sizes in [(2, 2, 6, 7, 3, 2, 3), (1, 3, 7, 6, 2, 3, 2), (2, 3, 5, 5, 3, 2, 2)]:
        for settings in [*SETTINGS, {"groups": 3, "bias": True}, {"stride": 2, "padding": (1, 2), "dilation": (2, 1), "bias": True}]:
            if fits(sizes, settings):
                yield layer_inputs(rng, sizes, settings)
    for settings in [{"stride": 2}, {"padding": 1}, {"dilation": 2}]:  # for answers that need a bias
        for sizes in [(1, 1, 3, 4, 2, 2, 2), (1, 2, 4, 3, 2, 2, 1), (1, 1, 5, 5, 3, 2, 2)]:
            yield layer_inputs(rng, sizes, settings | {"bias": True})
    yield layer_inputs(rng, (2, 2, 4, 5, 3, 2, 3), {"bias": True, "padding": 1}, divide=4)
    yield layer_inputs(rng, (2, 2, 4, 5, 2, 2, 3), {"bias": True})  # as many images as biases
    yield layer_inputs(rng, (3, 1, 5, 6, 1, 2, 2), {"bias": True})
