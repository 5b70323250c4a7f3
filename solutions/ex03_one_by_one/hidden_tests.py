"""Hidden tests of ex03: the expected values come from PyTorch, never from the solution."""

import torch
import torch.nn.functional as F

from autograder.testing import ask, expect, expect_close, oracle, small_inputs, task, telling_inputs


@oracle("corr2d_multi_in_out_1x1")
def reference(X, K):
    """All maps, from PyTorch's own operation."""
    return F.conv2d(X[None], K)[0]


def mixed(K, pixels):
    """The pixels (..., c_in) after the layer: (..., c_out)."""
    return torch.einsum("oc,...c->...o", K[:, :, 0, 0], pixels)


def check(Y, X, K, message):
    """Y holds all maps, up to the rounding of the products that are added."""
    expect_close(Y, reference(X, K), message, magnitude=reference(X.abs(), K.abs()))


def check_pixels(got, K, pixels, message):
    """The layer's answer to these pixels, up to the rounding of the products that are added."""
    expect_close(got, mixed(K, pixels), message, magnitude=mixed(K.abs(), pixels.abs()))


def pure_pixels(K):
    """A dark pixel, and for each channel a pixel that holds 1 there alone: together they show all of a linear layer."""
    return torch.cat([torch.zeros(1, K.shape[1]), torch.eye(K.shape[1])])


@oracle("linear_from_1x1")
def _(K):
    return mixed(K, pure_pixels(K))


@ask("linear_from_1x1")
def _(answer, K):
    return answer.linear_output(K, pure_pixels(K))


# ---------------------------------------------------------------- corr2d_multi_in_out_1x1


@task("corr2d_multi_in_out_1x1")
def all_sizes_different(answer, draw):
    """Three planes, five filters, a wide image: no two sizes are equal."""
    X, K = draw.image(3, 4, 7), draw.filters(5, 3, 1, 1)

    Y = answer.corr2d_multi_in_out_1x1(X, K)

    check(Y, X, K, "follow one pixel: which numbers of K meet its channels?")


@task("corr2d_multi_in_out_1x1")
def high_images(answer, draw):
    """Five planes, two filters, an image higher than wide."""
    X, K = draw.image(5, 6, 3), draw.filters(2, 5, 1, 1)

    Y = answer.corr2d_multi_in_out_1x1(X, K)

    check(Y, X, K, "on a 6×3 image the maps are not right")


@task("corr2d_multi_in_out_1x1")
def any_number_of_channels(answer, draw):
    """One plane, one filter, as many filters as planes."""
    for channels, filters in [(1, 1), (1, 4), (4, 1), (2, 2), (3, 3)]:
        X, K = draw.image(channels, 2, 5), draw.filters(filters, channels, 1, 1)

        Y = answer.corr2d_multi_in_out_1x1(X, K)

        check(Y, X, K, f"{channels} plane(s) and {filters} filter(s) are not right")


@task("corr2d_multi_in_out_1x1")
def small_images(answer, draw):
    """One pixel, one row, one column, a square."""
    for height, width in [(1, 1), (1, 6), (7, 1), (3, 3)]:
        X, K = draw.image(3, height, width), draw.filters(2, 3, 1, 1)

        Y = answer.corr2d_multi_in_out_1x1(X, K)

        check(Y, X, K, f"an image of {height}×{width} is not right")


@task("corr2d_multi_in_out_1x1")
def every_pixel_for_itself(answer, draw):
    """When one pixel changes, only the same pixel of the maps changes."""
    X, K = draw.image(3, 3, 4), draw.filters(2, 3, 1, 1)
    changed = X.clone()
    changed[:, 1, 2] += 3

    before, after = answer.corr2d_multi_in_out_1x1(X, K), answer.corr2d_multi_in_out_1x1(changed, K)

    expect_close(before, reference(X, K), "the maps are not right")
    expect_close(after, reference(changed, K), "one pixel was changed; only the same pixel of each map should change")


@task("corr2d_multi_in_out_1x1")
def a_weighted_sum_and_nothing_else(answer, draw):
    """Zeros give zeros; negative results and fractions stay as they are."""
    X, K = draw.image(2, 3, 4).abs() + 0.25, -draw.filters(3, 2, 1, 1).abs() - 0.25

    zeros, once, twice = (answer.corr2d_multi_in_out_1x1(X, factor * K) for factor in (0, 1, 2))

    expect_close(zeros, torch.zeros(3, 3, 4), "weights of zero should give zeros only")
    expect_close(once, reference(X, K), "bright pixels under negative weights should give negative, fractional numbers")
    expect_close(twice, 2 * reference(X, K), "with every weight doubled, every number of the maps should double")


@task("corr2d_multi_in_out_1x1", shows="loop_over_pixels")
def one_product_for_all_pixels(answer, draw):
    """No step is repeated for each row, column or pixel: one matrix product, no loop over pixels."""
    K = draw.filters(4, 3, 1, 1)
    sizes = [(4, 5), (34, 5), (4, 35)]  # a loop over rows alone shows in the high one, over columns in the wide one

    for height, width in sizes:  # a table of positions may be kept for each size
        answer.corr2d_multi_in_out_1x1(draw.image(3, height, width), K)
    steps = []
    for height, width in sizes:
        X = draw.image(3, height, width)
        Y, counted = answer.corr2d_multi_in_out_1x1.operations(X, K)
        expect_close(Y, reference(X, K), f"the maps of an image of {height}×{width} are not right")
        steps.append(counted)

    few, (many, (height, width)) = steps[0], max(zip(steps[1:], sizes[1:]))
    expect(
        many <= few + 10,
        f"for a {height}×{width} image, {many.what} were counted {many:.0f} times, and for a {sizes[0][0]}×{sizes[0][1]} "
        f"image {few:.0f} times: somewhere a loop still walks over rows, columns or pixels; a matrix product is asked for",
    )


@task("corr2d_multi_in_out_1x1")
def any_number_and_any_size(answer, draw):
    """New random numbers and sizes for each submission, some far larger than the others."""
    for channels, filters, height, width in [
        (2, 3, draw.size(3, 6), draw.size(150, 250)), (3, 2, draw.size(150, 250), draw.size(3, 6)),
        (draw.size(30, 60), 2, draw.size(2, 5), draw.size(2, 5)), (2, draw.size(30, 60), draw.size(2, 5), draw.size(2, 5)),
    ]:
        X, K = draw.image(channels, height, width), draw.filters(filters, channels, 1, 1)
        Y = answer.corr2d_multi_in_out_1x1(X, K)
        check(Y, X, K, f"{channels} planes of {height}×{width} and {filters} filters are not right")


@task("corr2d_multi_in_out_1x1")
def equal_numbers_and_large_numbers(answer, draw):
    """Equal numbers, equal planes, equal filters; numbers in the thousands, and tiny ones."""
    X, K = draw.image(4, 3, 5), draw.filters(3, 4, 1, 1)
    for image, kernel, message in [
        (draw.repeated(4, 3, 5), draw.repeated(3, 4, 1, 1), "several numbers are equal here; each has its own position"),
        (X, K[:1].repeat(3, 1, 1, 1), "all filters are equal here; each of them makes a map"),
        (X[:1].repeat(4, 1, 1), K, "all planes are equal here; each of them counts"),
        (draw.large(4, 3, 5), K, "some pixels are very bright here; use them as they are"),
        (X, draw.large(3, 4, 1, 1), "some weights are large here; use them as they are"),
    ]:
        Y = answer.corr2d_multi_in_out_1x1(image, kernel)
        check(Y, image, kernel, message)


# ---------------------------------------------------------------- linear_from_1x1


@task("linear_from_1x1")
def a_layer_for_pixels(answer, draw):
    """The layer maps a list of pixels, three channels to five."""
    K, pixels = draw.filters(5, 3, 1, 1), draw.tensor(7, 3)

    got = answer.linear_output(K, pixels)

    check_pixels(got, K, pixels, "the layer does not do with a pixel what the 1×1 filters do")


@task("linear_from_1x1")
def fewer_and_equal_channels(answer, draw):
    """More channels in than out, as many in as out, one in, one out."""
    for filters, channels in [(2, 5), (3, 3), (4, 1), (1, 4), (1, 1)]:
        K, pixels = draw.filters(filters, channels, 1, 1), draw.tensor(6, channels)

        got = answer.linear_output(K, pixels)

        check_pixels(got, K, pixels, f"{channels} channel(s) in and {filters} out are not right")


@task("linear_from_1x1")
def no_bias(answer, draw):
    """A pixel of zeros stays zero: the layer adds nothing."""
    K, pixels = draw.filters(2, 3, 1, 1), torch.zeros(4, 3)

    got = answer.linear_output(K, pixels)

    expect_close(got, torch.zeros(4, 2), "a pixel of zeros should give zeros; what else does your layer add?")


@task("linear_from_1x1")
def images_with_channels_last(answer, draw):
    """The layer works on one pixel, on an image (H, W, c_in), on a batch of them."""
    K = draw.filters(2, 3, 1, 1)
    for shape in [(3,), (4, 5, 3), (2, 4, 5, 3)]:
        pixels = draw.tensor(*shape)

        got = answer.linear_output(K, pixels)

        check_pixels(got, K, pixels, f"input of shape {shape} should work: the last axis holds the channels")


@task("linear_from_1x1")
def many_pixels_and_many_channels(answer, draw):
    """New random numbers of channels and pixels for each submission, some far larger; equal and large numbers."""
    for channels, filters, count in [(3, 2, draw.size(300, 600)), (draw.size(30, 60), 3, 5), (3, draw.size(30, 60), 4)]:
        K, pixels = draw.filters(filters, channels, 1, 1), draw.tensor(count, channels)
        got = answer.linear_output(K, pixels)
        check_pixels(got, K, pixels, f"{count} pixels, {channels} channels in and {filters} out are not right")
    for K, pixels in [(draw.repeated(4, 3, 1, 1), draw.repeated(8, 3)), (draw.large(4, 3, 1, 1), draw.tensor(8, 3)),
                      (draw.filters(4, 3, 1, 1), draw.large(8, 3))]:
        got = answer.linear_output(K, pixels)
        check_pixels(got, K, pixels, "some numbers are equal here, or large; use them as they are")


@task("linear_from_1x1")
def gradients_go_through_the_layer(answer, draw):
    """The layer can be part of a network that learns: a gradient goes back through it to the pixels."""
    K, pixels = draw.filters(4, 3, 1, 1), draw.tensor(6, 3)

    got = answer.linear_gradient(K, pixels)

    expected = mixed(K.transpose(0, 1), mixed(K, pixels))  # of half the sum of squares
    sizes = mixed(K.abs().transpose(0, 1), mixed(K.abs(), pixels.abs()))
    expect_close(got, expected, "the gradient that the layer hands back to its pixels is not right", magnitude=sizes)


# ---------------------------------------------------------------- inputs for counterexamples and for naming


def whole(rng, *shape):
    """Small whole numbers, no two equal while there are enough of them."""
    count = int(torch.Size(shape).numel())
    values = rng.sample(range(-4, 10), count) if count <= 14 else rng.choices(range(-9, 10), k=count)
    return torch.tensor(values, dtype=torch.float32).reshape(shape)


def small_sizes():
    """(channels, filters, height, width) of at most 12 numbers, the smallest first."""
    sizes = [(c, o, h, w) for c in (1, 2, 3, 4) for o in (1, 2, 3) for h in (1, 2, 3) for w in (1, 2, 3)]
    return sorted(
        (size for size in sizes if size[0] * (size[1] + size[2] * size[3]) <= 12),
        key=lambda size: (size[0] * (size[1] + size[2] * size[3]), size),
    )


@small_inputs("corr2d_multi_in_out_1x1")
def small_walls(rng):
    """From the smallest up, in whole numbers; a few with halves at the end."""
    yield {"X": torch.zeros(1, 1, 1), "K": torch.ones(1, 1, 1, 1)}
    sizes = small_sizes()
    for channels, filters, height, width in sizes:
        yield {"X": whole(rng, channels, height, width), "K": whole(rng, filters, channels, 1, 1)}
    for channels, filters, height, width in sizes[::8]:
        yield {"X": whole(rng, channels, height, width) / 2, "K": whole(rng, filters, channels, 1, 1) / 2}


@telling_inputs("corr2d_multi_in_out_1x1")
def telling_walls(rng):
    """Inputs on which no two of the known mistakes do the same; some with sizes at which a wrong product fits."""
    for channels, filters, height, width in [
        (3, 2, 2, 4), (2, 3, 3, 2), (4, 4, 2, 2), (2, 2, 1, 2), (2, 2, 2, 1), (3, 3, 3, 1), (1, 3, 2, 3), (3, 1, 4, 2),
        (3, 3, 3, 3), (2, 4, 2, 2), (2, 4, 4, 2), (4, 2, 2, 4), (6, 3, 2, 3),
    ]:
        yield {"X": whole(rng, channels, height, width), "K": whole(rng, filters, channels, 1, 1)}
    yield {"X": whole(rng, 2, 2, 3) / 4, "K": whole(rng, 3, 2, 1, 1) / 4}
    yield {"X": torch.zeros(2, 2, 3), "K": whole(rng, 3, 2, 1, 1)}


@small_inputs("linear_from_1x1")
def small_cards(rng):
    """Cards from the smallest up, in whole numbers; a few with halves at the end."""
    yield {"K": torch.ones(1, 1, 1, 1)}
    sizes = sorted(((c, o) for c in (1, 2, 3, 4) for o in (1, 2, 3, 4)), key=lambda size: (size[0] * size[1], size))
    for channels, filters in sizes:
        for _ in range(2):
            yield {"K": whole(rng, filters, channels, 1, 1)}
    for channels, filters in sizes[::3]:
        yield {"K": whole(rng, filters, channels, 1, 1) / 2}


@telling_inputs("linear_from_1x1")
def telling_cards(rng):
    """Inputs on which no two of the known mistakes do the same."""
    for channels, filters in [(3, 2), (2, 3), (3, 3), (1, 2), (2, 1), (4, 2), (2, 2), (2, 4)]:
        yield {"K": whole(rng, filters, channels, 1, 1)}
    yield {"K": whole(rng, 3, 2, 1, 1) / 4}
