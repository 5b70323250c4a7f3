"""Hidden tests of ex02: the expected values come from PyTorch, never from the solution."""

import torch
import torch.nn.functional as F

from autograder.testing import expect, expect_close, oracle, small_inputs, task, telling_inputs


def reference(X, K):
    """All maps, from PyTorch's own operation."""
    return F.conv2d(X[None], K)[0]


def check(Y, X, K, message):
    """Y holds all maps, up to the rounding of the products that are added."""
    expect_close(Y, reference(X, K), message, magnitude=reference(X.abs(), K.abs()))


def sizes(draw):
    """(channels, filters, height, width, slice height, slice width), drawn; in each, something is far larger."""
    return [
        (2, draw.size(2, 3), draw.size(5, 7), draw.size(30, 45), 2, draw.size(3, 5)),
        (2, draw.size(2, 3), draw.size(30, 45), draw.size(5, 7), draw.size(3, 5), 2),
        (draw.size(12, 24), draw.size(2, 3), draw.size(4, 6), draw.size(4, 6), 2, 3),
        (2, draw.size(15, 30), draw.size(4, 6), draw.size(4, 6), 3, 2),
        (2, 2, draw.size(15, 18), draw.size(15, 18), draw.size(11, 13), draw.size(11, 13)),
    ]


def check_any_size(function, draw):
    """Right for random sizes."""
    for channels, filters, height, width, kernel_height, kernel_width in sizes(draw):
        X, K = draw.image(channels, height, width), draw.filters(filters, channels, kernel_height, kernel_width)
        check(
            function(X, K), X, K,
            f"{channels} planes of {height}×{width} with {filters} filters of {kernel_height}×{kernel_width} are not right",
        )


def check_any_numbers(function, draw):
    """Right for numbers that are equal, and for large ones."""
    X, K = draw.image(3, 5, 7), draw.filters(4, 3, 2, 3)
    for image, kernel, message in [
        (draw.repeated(3, 5, 7), draw.repeated(4, 3, 2, 3), "several numbers are equal here; each has its own position"),
        (X, K[:1].repeat(4, 1, 1, 1), "all filters are equal here; each of them makes a map"),
        (X, K[:, :1].repeat(1, 3, 1, 1), "all slices of a filter are equal here; each of them counts"),
        (X[:1].repeat(3, 1, 1), K, "all planes are equal here; each of them counts"),
        (draw.large(3, 5, 7), K, "some pixels are very bright here; use them as they are"),
        (X, draw.large(4, 3, 2, 3), "some weights are large here; use them as they are"),
    ]:
        check(function(image, kernel), image, kernel, message)


@oracle("corr2d_multi_in_out")
def _(X, K):
    return reference(X, K)


@oracle("corr2d_multi_in_out_vectorized")
def _(X, K):
    return reference(X, K)


# ---------------------------------------------------------------- corr2d_multi_in_out


@task("corr2d_multi_in_out")
def each_filter_makes_its_own_map(answer, draw):
    """Each filter makes its own output channel (wide image, wide slice)."""
    X, K = draw.image(3, 5, 9), draw.filters(4, 3, 2, 6)

    Y = answer.corr2d_multi_in_out(X, K)

    check(Y, X, K, "with 3 planes and 4 filters the maps are not right; compare them one by one")


@task("corr2d_multi_in_out")
def high_images_and_high_kernels(answer, draw):
    """Images higher than wide, slices higher than wide."""
    X, K = draw.image(2, 10, 6), draw.filters(5, 2, 4, 3)

    Y = answer.corr2d_multi_in_out(X, K)

    check(Y, X, K, "height and width are different here; look at where each of them is used")


@task("corr2d_multi_in_out")
def any_number_of_filters(answer, draw):
    """One filter, two filters, five filters: as many maps as filters."""
    X = draw.image(3, 4, 6)
    for filters in (1, 2, 5):
        K = draw.filters(filters, 3, 2, 3)

        Y = answer.corr2d_multi_in_out(X, K)

        check(Y, X, K, f"{filters} filter(s) should give {filters} map(s)")


@task("corr2d_multi_in_out")
def any_number_of_input_channels(answer, draw):
    """One plane, two planes, four planes: each filter looks at all of them."""
    for channels in (1, 2, 4):
        X, K = draw.image(channels, 5, 4), draw.filters(3, channels, 2, 1)

        Y = answer.corr2d_multi_in_out(X, K)

        check(Y, X, K, f"with {channels} input channel(s) the maps are not right")

    X, K = draw.image(1, 4, 5), draw.filters(3, 1, 1, 1)
    check(answer.corr2d_multi_in_out(X, K), X, K, "one plane under 1×1 slices is not right")


@task("corr2d_multi_in_out")
def as_many_filters_as_channels(answer, draw):
    """Three planes, three filters: axis 0 of K counts the filters, axis 1 the planes."""
    X, K = draw.image(3, 4, 7), draw.filters(3, 3, 2, 2)

    Y = answer.corr2d_multi_in_out(X, K)

    check(Y, X, K, "the sizes do not show here which axis of K is which, but the numbers do")


@task("corr2d_multi_in_out")
def the_smallest_and_the_largest_kernels(answer, draw):
    """1×1 slices, slices as large as the image, images of one pixel, one row, one column."""
    for (height, width), (kernel_height, kernel_width) in [
        ((3, 5), (1, 1)), ((3, 4), (3, 4)), ((1, 1), (1, 1)), ((1, 7), (1, 3)), ((6, 1), (2, 1)),
    ]:
        X, K = draw.image(2, height, width), draw.filters(4, 2, kernel_height, kernel_width)

        Y = answer.corr2d_multi_in_out(X, K)

        check(
            Y, X, K,
            f"an image of {height}×{width} with slices of {kernel_height}×{kernel_width} is not right",
        )


@task("corr2d_multi_in_out")
def a_map_depends_on_its_own_filter(answer, draw):
    """When one filter changes, only its own map changes."""
    X, K = draw.image(2, 4, 5), draw.filters(3, 2, 2, 3)
    changed = K.clone()
    changed[1] = draw.tensor(2, 2, 3) + 2

    before, after = answer.corr2d_multi_in_out(X, K), answer.corr2d_multi_in_out(X, changed)

    expect_close(before, reference(X, K), "the maps are not right before the filter changes")
    expect_close(after, reference(X, changed), "filter 1 was changed; its map should change, the others should not")


@task("corr2d_multi_in_out")
def nothing_in_nothing_out(answer, draw):
    """An image of zeros gives maps of zeros; twice the image gives twice the maps."""
    X, K = draw.image(2, 4, 3), draw.filters(3, 2, 3, 2)

    zeros, once, twice = (answer.corr2d_multi_in_out(factor * X, K) for factor in (0, 1, 2))

    expect_close(zeros, torch.zeros(3, 2, 2), "an image of zeros should give zeros only: nothing is added, there is no bias")
    expect_close(once, reference(X, K), "the maps are not right")
    expect_close(twice, 2 * reference(X, K), "with every pixel doubled, every number of the maps should double")


@task("corr2d_multi_in_out")
def maps_can_be_negative(answer, draw):
    """Results below zero and fractions stay as they are."""
    X, K = draw.image(2, 3, 4).abs() + 0.25, -draw.filters(3, 2, 2, 3).abs() - 0.25

    Y = answer.corr2d_multi_in_out(X, K)

    check(Y, X, K, "bright pixels under negative weights should give negative, fractional numbers")


@task("corr2d_multi_in_out")
def moves_with_its_input(answer, draw):
    """When the image moves one column, the maps move one column."""
    wide, K = draw.image(2, 4, 8), draw.filters(3, 2, 3, 2)

    left, right = answer.corr2d_multi_in_out(wide[:, :, :7].contiguous(), K), answer.corr2d_multi_in_out(
        wide[:, :, 1:].contiguous(), K
    )

    expected = reference(wide, K)
    expect_close(left, expected[:, :, :6], "the maps of the left part are not right")
    expect_close(right, expected[:, :, 1:], "the image moved by one column, but the maps did not")


@task("corr2d_multi_in_out")
def any_number_and_any_size(answer, draw):
    """New random numbers and sizes for each submission, some far larger than the others."""
    check_any_size(answer.corr2d_multi_in_out, draw)


@task("corr2d_multi_in_out")
def equal_numbers_and_large_numbers(answer, draw):
    """Equal numbers, equal filters, equal planes; numbers in the thousands, and tiny ones."""
    check_any_numbers(answer.corr2d_multi_in_out, draw)


# ---------------------------------------------------------------- corr2d_multi_in_out_vectorized


@task("corr2d_multi_in_out_vectorized")
def the_same_maps_without_loops(answer, draw):
    """The same maps as with loops (wide image, wide slice)."""
    X, K = draw.image(3, 5, 9), draw.filters(4, 3, 2, 6)

    Y = answer.corr2d_multi_in_out_vectorized(X, K)

    check(Y, X, K, "with 3 planes and 4 filters the maps are not right; compare with your first function")


@task("corr2d_multi_in_out_vectorized")
def high_images_without_loops(answer, draw):
    """Images higher than wide, slices higher than wide."""
    X, K = draw.image(2, 10, 6), draw.filters(5, 2, 4, 3)

    Y = answer.corr2d_multi_in_out_vectorized(X, K)

    check(Y, X, K, "height and width are different here; look at the order of your axes")


@task("corr2d_multi_in_out_vectorized")
def any_number_of_channels_and_filters(answer, draw):
    """One to four planes, one to five filters, as many filters as planes."""
    for channels, filters in [(1, 1), (1, 4), (2, 1), (3, 3), (4, 5)]:
        X, K = draw.image(channels, 4, 6), draw.filters(filters, channels, 3, 2)

        Y = answer.corr2d_multi_in_out_vectorized(X, K)

        check(Y, X, K, f"{channels} plane(s) and {filters} filter(s) are not right")

    X, K = draw.image(1, 4, 5), draw.filters(3, 1, 1, 1)
    check(answer.corr2d_multi_in_out_vectorized(X, K), X, K, "one plane under 1×1 slices is not right")


@task("corr2d_multi_in_out_vectorized")
def smallest_and_largest_kernels_without_loops(answer, draw):
    """1×1 slices, slices as large as the image, images of one pixel, one row, one column."""
    for (height, width), (kernel_height, kernel_width) in [
        ((3, 5), (1, 1)), ((3, 4), (3, 4)), ((1, 1), (1, 1)), ((1, 7), (1, 3)), ((6, 1), (2, 1)),
    ]:
        X, K = draw.image(2, height, width), draw.filters(4, 2, kernel_height, kernel_width)

        Y = answer.corr2d_multi_in_out_vectorized(X, K)

        check(
            Y, X, K,
            f"an image of {height}×{width} with slices of {kernel_height}×{kernel_width} is not right",
        )


@task("corr2d_multi_in_out_vectorized")
def linear_without_loops(answer, draw):
    """Zeros give zeros; negative and fractional results stay as they are."""
    X, K = draw.image(2, 4, 5).abs() + 0.25, -draw.filters(3, 2, 2, 3).abs() - 0.25

    zeros, maps = (answer.corr2d_multi_in_out_vectorized(factor * X, K) for factor in (0, 1))

    expect_close(zeros, torch.zeros(3, 3, 3), "an image of zeros should give zeros only")
    expect_close(maps, reference(X, K), "bright pixels under negative weights should give negative numbers")


@task("corr2d_multi_in_out_vectorized")
def any_size_without_loops(answer, draw):
    """New random numbers and sizes for each submission, some far larger than the others."""
    check_any_size(answer.corr2d_multi_in_out_vectorized, draw)


@task("corr2d_multi_in_out_vectorized")
def any_numbers_without_loops(answer, draw):
    """Equal numbers, equal filters, equal planes; numbers in the thousands, and tiny ones."""
    check_any_numbers(answer.corr2d_multi_in_out_vectorized, draw)


@task("corr2d_multi_in_out_vectorized", shows="loop_over_pixels")
def work_does_not_grow_with_the_image(answer, draw):
    """No step is repeated for each row, column or pixel: a high and a wide image take as many as a small one."""
    K = draw.filters(2, 2, 2, 3)
    small, large = (5, 8), [(draw.size(60, 70), 5), (6, draw.size(60, 70))]

    for height, width in [small, *large]:  # a table of positions may be kept for each size
        answer.corr2d_multi_in_out_vectorized(draw.image(2, height, width), K)
    few = answer.corr2d_multi_in_out_vectorized.operations(draw.image(2, *small), K)[1]
    for height, width in large:
        X = draw.image(2, height, width)
        Y, many = answer.corr2d_multi_in_out_vectorized.operations(X, K)
        check(Y, X, K, f"the maps of an image of {height}×{width} are not right")
        longest = max(height, width)
        expect(
            many < few + 0.75 * longest,  # blocks of some rows are no loop over rows
            f"for a {height}×{width} image, {many.what} were counted {many:.0f} times, and for a {small[0]}×{small[1]} "
            f"image {few:.0f} times: somewhere a loop still walks over rows, columns or pixels of the image",
        )


# ---------------------------------------------------------------- inputs for counterexamples and for naming


def whole(rng, *shape):
    """Small whole numbers, no two equal while there are enough of them."""
    count = int(torch.Size(shape).numel())
    values = rng.sample(range(-4, 10), count) if count <= 14 else rng.choices(range(-9, 10), k=count)
    return torch.tensor(values, dtype=torch.float32).reshape(shape)


def small_pairs(rng):
    """Images and filters from the smallest up, in whole numbers; a few with halves at the end."""
    sizes = [
        (channels, filters, height, width, kernel_height, kernel_width)
        for channels in (1, 2, 3) for filters in (1, 2, 3)
        for height, width in [(1, 1), (1, 2), (2, 1), (1, 3), (3, 1), (2, 2), (2, 3), (3, 2)]
        for kernel_height in range(1, height + 1) for kernel_width in range(1, width + 1)
    ]

    def numbers(size):
        channels, filters, height, width, kernel_height, kernel_width = size
        return channels * height * width + filters * channels * kernel_height * kernel_width

    yield {"X": torch.zeros(1, 1, 1), "K": torch.ones(1, 1, 1, 1)}
    small = sorted((size for size in sizes if numbers(size) <= 10), key=numbers)
    for channels, filters, height, width, kernel_height, kernel_width in small:
        yield {
            "X": whole(rng, channels, height, width),
            "K": whole(rng, filters, channels, kernel_height, kernel_width),
        }
    for channels, filters, height, width, kernel_height, kernel_width in small[:: len(small) // 8]:
        yield {
            "X": whole(rng, channels, height, width) / 2,
            "K": whole(rng, filters, channels, kernel_height, kernel_width) / 2,
        }


def telling_pairs(rng):
    """Inputs on which no two of the known mistakes do the same."""
    for channels, filters, height, width, kernel_height, kernel_width in [
        (2, 2, 3, 4, 2, 3), (3, 3, 4, 3, 3, 2), (2, 3, 4, 5, 2, 1), (3, 2, 5, 4, 1, 3), (3, 1, 3, 5, 2, 2),
        (1, 3, 4, 4, 2, 2), (2, 4, 3, 6, 3, 3), (4, 3, 4, 4, 3, 3), (2, 1, 5, 3, 2, 3), (3, 3, 3, 3, 1, 1),
    ]:
        yield {
            "X": whole(rng, channels, height, width),
            "K": whole(rng, filters, channels, kernel_height, kernel_width),
        }
    yield {"X": whole(rng, 2, 4, 5) / 4, "K": whole(rng, 3, 2, 2, 3) / 4}
    yield {"X": torch.zeros(2, 3, 4), "K": whole(rng, 3, 2, 2, 3)}


for name in ("corr2d_multi_in_out", "corr2d_multi_in_out_vectorized"):
    small_inputs(name)(small_pairs)
    telling_inputs(name)(telling_pairs)
