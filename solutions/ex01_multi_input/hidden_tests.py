"""Hidden tests of ex01: the expected values come from PyTorch, never from the solution."""

import torch
import torch.nn.functional as F

from autograder.testing import expect_close, oracle, small_inputs, task, telling_inputs


def one_plane(X, K):
    """The map of one plane and one slice, from PyTorch's own operation."""
    return F.conv2d(X[None, None], K[None, None])[0, 0]


def one_map(X, K):
    """The map of all planes and one filter, from PyTorch's own operation."""
    return F.conv2d(X[None], K[None])[0, 0]


def check_plane(answer, X, K, message):
    """The map of one plane is right, up to the rounding of the products that are added."""
    expect_close(answer.corr2d(X, K), one_plane(X, K), message, magnitude=one_plane(X.abs(), K.abs()))


def check_map(answer, X, K, message):
    """The map of all planes is right, up to the rounding of the products that are added."""
    expect_close(answer.corr2d_multi_in(X, K), one_map(X, K), message, magnitude=one_map(X.abs(), K.abs()))


oracle("corr2d")(one_plane)
oracle("corr2d_multi_in")(one_map)


# ---------------------------------------------------------------- corr2d


@task("corr2d")
def wide_images_and_wide_kernels(answer, draw):
    """Images and slices that are wider than high."""
    X, K = draw.tensor(5, 9), draw.tensor(2, 4)

    check_plane(answer, X, K, "a 2×4 slice on a 5×9 image is not right; look at the windows you cut")


@task("corr2d")
def high_images_and_high_kernels(answer, draw):
    """Images and slices that are higher than wide."""
    X, K = draw.tensor(10, 6), draw.tensor(4, 3)

    check_plane(answer, X, K, "a 4×3 slice on a 10×6 image is not right; height and width each have their own number")


@task("corr2d")
def square_kernels_on_any_image(answer, draw):
    """A square slice whose numbers all differ, on images that are not square."""
    for height, width in [(4, 7), (7, 4)]:
        X, K = draw.tensor(height, width), draw.tensor(3, 3)

        check_plane(answer, X, K, "lay the slice on the first window: which number of it meets the upper left pixel?")


@task("corr2d")
def the_smallest_and_the_largest_kernels(answer, draw):
    """1×1 slices, slices as large as the image, images of one pixel, one row, one column."""
    for image, kernel in [((3, 5), (1, 1)), ((3, 4), (3, 4)), ((1, 1), (1, 1)), ((1, 7), (1, 3)), ((6, 1), (2, 1))]:
        X, K = draw.tensor(*image), draw.tensor(*kernel)

        check_plane(answer, X, K, f"a {kernel[0]}×{kernel[1]} slice on a {image[0]}×{image[1]} image is not right")


@task("corr2d")
def the_last_row_and_column_count(answer, draw):
    """The slice goes all the way to the lower right corner and not further."""
    X, K = torch.zeros(4, 6), draw.tensor(2, 3)
    X[3, 5] = 1.5

    check_plane(answer, X, K, "only the last pixel is not zero; only the last window sees it")


@task("corr2d")
def a_sum_and_nothing_else(answer, draw):
    """Zeros give zeros; negative numbers and fractions stay as they are."""
    X, K = draw.tensor(3, 5).abs() + 0.25, -draw.tensor(2, 3).abs() - 0.25

    zeros, once, twice = (answer.corr2d(factor * X, K) for factor in (0, 1, 2))

    expect_close(zeros, torch.zeros(2, 3), "an image of zeros should give zeros only")
    expect_close(once, one_plane(X, K), "bright pixels under negative weights should give negative, fractional numbers")
    expect_close(twice, 2 * one_plane(X, K), "with every pixel doubled, every number of the map should double")


@task("corr2d")
def linear_in_the_kernel(answer, draw):
    """The map of a sum of two slices is the sum of their maps."""
    X, K, L = draw.tensor(4, 6), draw.tensor(2, 3), draw.tensor(2, 3)

    first, second, both = answer.corr2d(X, K), answer.corr2d(X, L), answer.corr2d(X, K + L)

    expect_close(first, one_plane(X, K), "the map of the first slice is not right")
    expect_close(second, one_plane(X, L), "the map of the second slice is not right")
    expect_close(both, one_plane(X, K) + one_plane(X, L), "the map of both slices added is not the sum of their maps")


@task("corr2d")
def any_size(answer, draw):
    """New random sizes for each submission, some far larger than the others."""
    for height, width, kernel_height, kernel_width in [
        (draw.size(6, 12), draw.size(70, 110), draw.size(2, 4), draw.size(3, 6)),
        (draw.size(70, 110), draw.size(6, 12), draw.size(3, 6), draw.size(2, 4)),
        (draw.size(24, 30), draw.size(24, 30), draw.size(18, 22), draw.size(18, 22)),
        (draw.size(3, 9), draw.size(3, 9), draw.size(1, 3), draw.size(1, 3)),
    ]:
        X, K = draw.tensor(height, width), draw.tensor(kernel_height, kernel_width)
        check_plane(answer, X, K, f"a {kernel_height}×{kernel_width} slice on a {height}×{width} image is not right")


@task("corr2d")
def numbers_that_are_equal_or_large(answer, draw):
    """Slices and images in which numbers occur twice, zeros among them; numbers in the thousands, and tiny ones."""
    for shape in [(2, 3), (3, 3), (4, 2)]:
        check_plane(answer, draw.repeated(6, 8), draw.repeated(*shape), "several numbers of the slice are equal here; each has its own position")
    check_plane(answer, draw.tensor(6, 8), torch.full((2, 3), draw.choice([-0.5, 1.0, 1.5])), "all numbers of the slice are equal here")
    check_plane(answer, draw.large(6, 8), draw.tensor(2, 3), "some pixels are very bright here; use them as they are")
    check_plane(answer, draw.tensor(6, 8), draw.large(2, 3), "some weights are large here; use them as they are")


# ---------------------------------------------------------------- corr2d_multi_in


@task("corr2d_multi_in")
def all_sizes_different(answer, draw):
    """Three planes, a wide image, a wide filter: no two sizes are equal."""
    X, K = draw.image(3, 5, 9), draw.tensor(3, 2, 6)

    check_map(answer, X, K, "three planes of 5×9 and slices of 2×6 are not right; name the axes of X and of K")


@task("corr2d_multi_in")
def high_stacks(answer, draw):
    """Two planes, a high image, a high filter."""
    X, K = draw.image(2, 10, 6), draw.tensor(2, 4, 3)

    check_map(answer, X, K, "two planes of 10×6 and slices of 4×3 are not right")


@task("corr2d_multi_in")
def any_number_of_planes(answer, draw):
    """One plane, two, three, five: each one counts."""
    for channels in (1, 2, 3, 5):
        X, K = draw.image(channels, 4, 6), draw.tensor(channels, 2, 3)

        check_map(answer, X, K, f"{channels} plane(s) are not right; follow what happens to each of them")


@task("corr2d_multi_in")
def each_plane_meets_its_own_slice(answer, draw):
    """When only one plane is bright, only its own slice matters."""
    K = draw.tensor(3, 2, 2)
    for channel in range(3):
        X = torch.zeros(3, 3, 4)
        X[channel] = draw.tensor(3, 4)

        check_map(answer, X, K, f"only plane {channel} is not zero, so only slice {channel} should matter")


@task("corr2d_multi_in")
def the_smallest_and_the_largest_filters(answer, draw):
    """1×1 slices, slices as large as the image, images of one pixel, one row, one column."""
    for image, kernel in [((3, 5), (1, 1)), ((3, 4), (3, 4)), ((1, 1), (1, 1)), ((1, 7), (1, 3)), ((6, 1), (2, 1))]:
        X, K = draw.image(4, *image), draw.tensor(4, *kernel)

        check_map(answer, X, K, f"slices of {kernel[0]}×{kernel[1]} on planes of {image[0]}×{image[1]} are not right")


@task("corr2d_multi_in")
def nothing_in_nothing_out(answer, draw):
    """Zeros give zeros; negative numbers and fractions stay as they are."""
    X, K = draw.image(2, 3, 5).abs() + 0.25, -draw.tensor(2, 2, 3).abs() - 0.25

    zeros, once, twice = (answer.corr2d_multi_in(factor * X, K) for factor in (0, 1, 2))

    expect_close(zeros, torch.zeros(2, 3), "an image of zeros should give zeros only: nothing is added")
    expect_close(once, one_map(X, K), "bright pixels under negative weights should give negative, fractional numbers")
    expect_close(twice, 2 * one_map(X, K), "with every pixel doubled, every number of the map should double")


@task("corr2d_multi_in")
def moves_with_its_input(answer, draw):
    """When the image moves one row down, the map moves one row down."""
    high, K = draw.image(2, 8, 5), draw.tensor(2, 3, 2)

    upper, lower = (answer.corr2d_multi_in(high[:, start : start + 7].contiguous(), K) for start in (0, 1))

    expected = one_map(high, K)
    expect_close(upper, expected[:5], "the map of the upper part is not right")
    expect_close(lower, expected[1:], "the image moved by one row, but the map did not")


@task("corr2d_multi_in")
def any_number_and_any_size(answer, draw):
    """New random numbers and sizes for each submission, some far larger than the others."""
    for channels, height, width, kernel_height, kernel_width in [
        (draw.size(2, 4), draw.size(6, 9), draw.size(50, 80), draw.size(2, 3), draw.size(3, 5)),
        (draw.size(2, 4), draw.size(50, 80), draw.size(6, 9), draw.size(3, 5), draw.size(2, 3)),
        (draw.size(20, 40), draw.size(4, 6), draw.size(4, 6), draw.size(2, 3), draw.size(2, 3)),
        (2, draw.size(24, 30), draw.size(24, 30), draw.size(18, 22), draw.size(18, 22)),
    ]:
        X, K = draw.image(channels, height, width), draw.tensor(channels, kernel_height, kernel_width)
        check_map(answer, X, K, f"{channels} planes of {height}×{width} with slices of {kernel_height}×{kernel_width} are not right")


@task("corr2d_multi_in")
def planes_with_equal_and_with_large_numbers(answer, draw):
    """Slices and planes in which numbers occur twice, equal slices, equal planes; numbers in the thousands."""
    X, K = draw.image(3, 5, 7), draw.tensor(3, 2, 3)

    check_map(answer, draw.repeated(3, 5, 7), draw.repeated(3, 2, 3), "several numbers are equal here; each has its own position")
    check_map(answer, X, K[:1].repeat(3, 1, 1), "all slices are equal here; each of them counts")
    check_map(answer, X[:1].repeat(3, 1, 1), K, "all planes are equal here; each of them counts")
    check_map(answer, draw.large(3, 5, 7), K, "some pixels are very bright here; use them as they are")
    check_map(answer, X, draw.large(3, 2, 3), "some weights are large here; use them as they are")


# ---------------------------------------------------------------- inputs for counterexamples and for naming


def whole(rng, *shape):
    """Small whole numbers, no two equal while there are enough of them."""
    count = int(torch.Size(shape).numel())
    values = rng.sample(range(-4, 10), count) if count <= 14 else rng.choices(range(-9, 10), k=count)
    return torch.tensor(values, dtype=torch.float32).reshape(shape)


def fitting(largest):
    """Sizes (height, width, slice height, slice width) of which the slice fits into the image."""
    return [
        (height, width, kernel_height, kernel_width)
        for height in range(1, largest + 1) for width in range(1, largest + 1)
        for kernel_height in range(1, height + 1) for kernel_width in range(1, width + 1)
    ]


@small_inputs("corr2d")
def small_planes(rng):
    """From the smallest up, in whole numbers; a few with halves at the end."""
    yield {"X": torch.zeros(1, 1), "K": torch.ones(1, 1)}
    sizes = [size for size in fitting(4) if size[0] * size[1] + size[2] * size[3] <= 12]
    sizes.sort(key=lambda size: (size[0] * size[1] + size[2] * size[3], size[2] * size[3]))
    for height, width, kernel_height, kernel_width in sizes:
        yield {"X": whole(rng, height, width), "K": whole(rng, kernel_height, kernel_width)}
    for height, width, kernel_height, kernel_width in sizes[::6]:
        yield {"X": whole(rng, height, width) / 2, "K": whole(rng, kernel_height, kernel_width) / 2}


@telling_inputs("corr2d")
def telling_planes(rng):
    """Inputs on which no two of the known mistakes do the same."""
    for height, width, kernel_height, kernel_width in [
        (3, 3, 2, 2), (3, 5, 2, 3), (5, 3, 2, 2), (4, 6, 3, 2), (6, 4, 3, 3), (4, 4, 2, 3), (4, 6, 1, 3), (5, 4, 3, 1),
    ]:
        yield {"X": whole(rng, height, width), "K": whole(rng, kernel_height, kernel_width)}
    yield {"X": whole(rng, 4, 5) / 4, "K": whole(rng, 2, 3) / 4}
    yield {"X": torch.zeros(3, 4), "K": whole(rng, 2, 3)}
    yield {"X": 50 * whole(rng, 3, 4), "K": whole(rng, 2, 2)}  # brighter than a picture can be


@small_inputs("corr2d_multi_in")
def small_stacks(rng):
    """From the smallest up, in whole numbers; a few with halves at the end."""
    yield {"X": torch.zeros(1, 1, 1), "K": torch.ones(1, 1, 1)}
    sizes = [(channels, *size) for channels in (1, 2, 3, 4) for size in fitting(3)]

    def numbers(size):
        channels, height, width, kernel_height, kernel_width = size
        return channels * (height * width + kernel_height * kernel_width)

    small = sorted((size for size in sizes if numbers(size) <= 12), key=numbers)
    for channels, height, width, kernel_height, kernel_width in small:
        yield {"X": whole(rng, channels, height, width), "K": whole(rng, channels, kernel_height, kernel_width)}
    for channels, height, width, kernel_height, kernel_width in small[:: len(small) // 8]:
        yield {
            "X": whole(rng, channels, height, width) / 2,
            "K": whole(rng, channels, kernel_height, kernel_width) / 2,
        }


@telling_inputs("corr2d_multi_in")
def telling_stacks(rng):
    """Inputs on which no two of the known mistakes do the same."""
    for channels, height, width, kernel_height, kernel_width in [
        (2, 3, 3, 2, 2), (2, 3, 5, 2, 3), (3, 5, 3, 2, 2), (3, 4, 6, 3, 2), (4, 6, 4, 3, 3), (3, 4, 4, 2, 3),
        (2, 4, 6, 1, 3), (3, 5, 4, 3, 1), (1, 3, 4, 2, 2), (4, 4, 4, 2, 2), (3, 3, 4, 1, 1), (4, 4, 4, 4, 4),
    ]:
        yield {"X": whole(rng, channels, height, width), "K": whole(rng, channels, kernel_height, kernel_width)}
    yield {"X": whole(rng, 2, 4, 5) / 4, "K": whole(rng, 2, 2, 3) / 4}
    yield {"X": torch.zeros(2, 3, 4), "K": whole(rng, 2, 2, 3)}
    yield {"X": 50 * whole(rng, 2, 3, 4), "K": whole(rng, 2, 2, 2)}  # brighter than a picture can be
