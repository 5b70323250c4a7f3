"""Hidden tests of ex05: the expected values come from PyTorch, never from the solution."""

import torch
import torch.nn.functional as F

from autograder.testing import (
    Draw, ask, asks_for, expect, expect_close, expect_equal, expect_raises, oracle, small_inputs, task, telling_inputs,
)

WEIGHT_SHAPES = [(6, 3, 5, 5), (6,), (16, 6, 5, 5), (16,), (120, 400), (120,), (84, 120), (84,), (10, 84), (10,)]


@oracle("lenet_shapes")
def shapes(height, width):
    """Send an image without contents through the real operations; what PyTorch refuses is a ValueError here."""
    image, seen = torch.empty(1, 3, height, width, device="meta"), []
    try:
        for filters in (6, 16):
            image = F.conv2d(image, torch.empty(filters, image.shape[1], 5, 5, device="meta"))
            seen.append(tuple(image.shape[1:]))
            image = F.max_pool2d(image, 2)
            seen.append(tuple(image.shape[1:]))
    except RuntimeError as error:
        raise ValueError(str(error)) from error
    return [*seen, image[0].numel()]


@oracle("receptive_field")
def seen_pixels(layers):
    """Walk back from one number to the pixels that reach it, and measure from the first to the last."""
    places = {0}
    for kernel, stride, dilation in reversed(layers):
        places = {place * stride + tap * dilation for place in places for tap in range(kernel)}
    return max(places) - min(places) + 1


def network(images, weights):
    """The network of the page, from PyTorch's functions."""
    conv1, bias1, conv2, bias2, fc1, bias3, fc2, bias4, fc3, bias5 = weights
    maps = F.max_pool2d(F.conv2d(images, conv1, bias1).clamp(min=0), 2)
    maps = F.max_pool2d(F.conv2d(maps, conv2, bias2).clamp(min=0), 2)
    hidden = (maps.reshape(len(images), 400) @ fc1.T + bias3).clamp(min=0)
    hidden = (hidden @ fc2.T + bias4).clamp(min=0)
    return hidden @ fc3.T + bias5


def weights(draw):
    """Weights of the right shapes, small enough that the answers stay near 1."""
    return [draw.tensor(*shape) / max(1, torch.Size(shape[1:]).numel()) ** 0.5 for shape in WEIGHT_SHAPES]


# ---------------------------------------------------------------- lenet_shapes


def check_slips(answer, *sizes):
    for height, width in sizes:
        got = answer.lenet_shapes(height, width)

        expect_equal(got, shapes(height, width), f"lenet_shapes({height}, {width}) is not right; follow both sides, step by step")


@task("lenet_shapes")
def square_images(answer, draw):
    """Square images whose sides halve exactly, small and large."""
    check_slips(answer, *((side, side) for side in (4 * draw.size(5, 8), 4 * draw.size(9, 16), 4 * draw.size(50, 300))))


@task("lenet_shapes")
def odd_sides(answer, draw):
    """Sides that do not halve exactly."""
    check_slips(answer, *((4 * draw.size(5, 40) + more,) * 2 for more in (1, 2, 3)), *((4 * draw.size(4, 9) + more, 4 * draw.size(4, 9)) for more in (1, 2, 3)))


@task("lenet_shapes")
def images_that_are_not_square(answer, draw):
    """Wide and high images, photographs among them."""
    check_slips(
        answer, *((draw.size(20, 60), draw.size(61, 120)) for _ in range(2)), *((draw.size(61, 120), draw.size(20, 60)) for _ in range(2)),
        (draw.size(400, 3000), draw.size(20, 60)), (draw.size(16, 19), draw.size(400, 3000)),
    )


@task("lenet_shapes")
def the_smallest_image(answer, draw):
    """The smallest image that is large enough, on one side or on both."""
    side = draw.size(20, 60)
    check_slips(answer, (16, 16), (16, side), (side, 16), (17, 16), (18, 19))


@task("lenet_shapes")
def images_that_are_too_small(answer, draw):
    """Too small on either side is refused with a ValueError."""
    side = draw.size(16, 200)
    for height, width in [(15, 15), (15, side), (side, 15), (draw.size(12, 14), side), (side, draw.size(12, 14)), (draw.size(5, 11),) * 2,
                          (draw.size(1, 4),) * 2, (draw.size(1, 4), side), (side, draw.size(5, 11))]:
        expect_raises(
            ValueError,
            lambda: answer.lenet_shapes(height, width),  # noqa: B023  called at once
            f"lenet_shapes({height}, {width}): such an image does not reach the end, and a ValueError is asked for",
        )


# ---------------------------------------------------------------- receptive_field


def check_fields(answer, *stacks):
    for layers in stacks:
        got = answer.receptive_field(layers)

        expect_equal(got, seen_pixels(layers), f"receptive_field({layers}) is not right; walk back from one number, layer by layer")


@task("receptive_field")
def no_layer_and_one_layer(answer, draw):
    """No layer at all; one layer, whatever its stride; one layer with dilation."""
    kernel = draw.size(3, 9)
    check_fields(
        answer, [], [(1, 1, 1)], [(kernel, 1, 1)], [(kernel, draw.size(2, 5), 1)], [(2, 3, 1)], [(kernel, 1, draw.size(2, 6))],
        [(draw.size(4, 30), 2, draw.size(3, 9))], [(1, 2, draw.size(2, 9))],
    )


@task("receptive_field")
def layers_in_a_row(answer, draw):
    """Several layers without strides, with dilation, with 1×1 layers between."""
    kernel = draw.size(3, 7)
    check_fields(
        answer, [(kernel, 1, 1)] * 2, [(kernel, 1, 1)] * 3, [(draw.size(2, 9), 1, 1) for _ in range(4)], [(3, 1, 1), (3, 1, 2), (3, 1, 4)],
        [(kernel, 1, 1), (1, 1, 1), (4, 1, 1)], [(1, 1, 1)] * draw.size(3, 9), [(3, 1, 1)] * draw.size(15, 40),
    )


@task("receptive_field")
def strides_before_between_and_after(answer, draw):
    """A stride matters for the layers after it, and only for those."""
    stride, kernel = draw.size(2, 4), draw.size(3, 6)
    check_fields(
        answer, [(kernel, stride, 1), (3, 1, 1)], [(3, 1, 1), (kernel, stride, 1)], [(3, 1, 1), (2, stride, 1), (kernel, 1, 1)], [(3, 2, 1)] * 3,
        [(1, stride, 1), (kernel, 1, 1)], [(5, 1, 1), (2, 2, 1), (kernel, 1, 1), (2, 2, 1)], [(7, 2, 1), (3, 2, 1), (3, 1, 1), (3, 3, 1), (2, 1, 1)],
        [(draw.size(2, 5), 2, 1) for _ in range(draw.size(6, 9))],
    )


@task("receptive_field")
def strides_with_dilation(answer, draw):
    """Stride and dilation together, in stacks that are drawn."""
    stacks = [
        [(draw.random.randint(1, 5), draw.random.randint(1, 3), draw.random.randint(1, 3)) for _ in range(length)]
        for length in (2, 3, 3, 4, 7)
    ]
    check_fields(answer, [(3, 2, 2), (3, 1, 2)], [(2, 3, 1), (3, 2, 3), (4, 1, 2)], *stacks)


# ---------------------------------------------------------------- LeNet


@task("LeNet")
def parameters_before_the_first_image(answer, draw):
    """A new network already has its parameters, of the shapes on the page."""
    got = answer.lenet_parameter_shapes()

    expect_equal(got, sorted(WEIGHT_SHAPES), "the parameters are not those of the five layers on the page (their shapes, in order of size); compare layer by layer")


@task("LeNet")
def two_images(answer, draw):
    """Two different images, with weights that were set, in training and in evaluation."""
    loaded, images = weights(draw), draw.tensor(2, 3, 32, 32)
    for training, message in [
        (False, "with known weights the answers in evaluation are not right"),
        (True, "with known weights the answers in training are not right"),
    ]:
        got = answer.lenet_output(images, training, *loaded)

        expect_close(got, network(images, loaded), message)


@task("LeNet")
def any_batch(answer, draw):
    """One image, three images, many: each gets its own ten numbers."""
    loaded = weights(draw)
    for batch in (1, 3, draw.size(20, 50)):
        images = draw.tensor(batch, 3, 32, 32)

        got = answer.lenet_output(images, False, *loaded)

        expect_close(got, network(images, loaded), f"a batch of {batch} is not right")


@task("LeNet")
def it_can_be_trained(answer, draw):
    """One backward pass gives every parameter its gradient."""
    loaded, images = weights(draw), draw.tensor(4, 3, 32, 32)
    for weight in loaded:
        weight.requires_grad_()
    network(images, loaded).square().sum().backward()

    gradients = answer.lenet_gradients(images, *(weight.detach() for weight in loaded))

    expect(
        isinstance(gradients, list | tuple) and len(gradients) == len(loaded) and all(isinstance(one, torch.Tensor) for one in gradients),
        "after one backward pass some parameters have no gradient: does something on the way cut the network off from them?",
    )
    for weight, got in zip(loaded, gradients):
        expected = weight.grad
        expect_close(got / expected.abs().max(), expected / expected.abs().max(), f"the gradient of the parameter of shape {tuple(weight.shape)} is not right")


@task("LeNet")
def images_never_mix(answer, draw):
    """25 images of 28×28 end in an error, never in 16 answers to 25 questions."""
    got = answer.lenet_output_shape(draw.tensor(25, 3, 28, 28))

    # a network that pools to 5×5 whatever comes in may answer: each image still gets its own ten numbers
    if not isinstance(got, str):
        expect_equal(got, (25, 10), "25 images of 28×28 went in: where your network flattens, which axis does it leave open?")


# ---------------------------------------------------------------- inputs for counterexamples and for naming


@small_inputs("lenet_shapes")
def small_images(rng):
    """The smallest images that pass, then the largest that do not."""
    for height, width in [(16, 16), (16, 17), (17, 16), (16, 18), (18, 16), (16, 20), (20, 16), (17, 17), (18, 18), (19, 19), (20, 20)]:
        yield {"height": height, "width": width}
    for height, width in [(15, 16), (16, 15), (15, 15), (14, 16), (16, 14), (13, 13), (12, 12), (11, 11), (11, 16), (10, 10), (8, 16), (5, 5), (4, 4),
                          (4, 16), (16, 4), (1, 1), (3, 3)]:
        yield {"height": height, "width": width}
    for height, width in [(28, 28), (28, 36), (30, 30), (32, 32), (32, 28), (36, 36), (40, 24), (33, 35)]:
        yield {"height": height, "width": width}


@telling_inputs("lenet_shapes")
def telling_images(rng):
    """Inputs on which no two of the known mistakes do the same."""
    for height, width in [(32, 32), (28, 36), (36, 28), (30, 30), (35, 45), (45, 35), (20, 64), (16, 16), (17, 18), (31, 29),
                          (15, 15), (15, 32), (32, 15), (14, 14), (11, 11), (12, 40), (40, 12), (8, 8), (4, 4), (13, 16)]:
        yield {"height": height, "width": width}


@small_inputs("receptive_field")
def small_stacks(rng):
    """One layer, two layers, three, with small numbers."""
    yield {"layers": []}
    for layer in [(1, 1, 1), (2, 1, 1), (3, 1, 1), (2, 2, 1), (3, 2, 1), (2, 1, 2), (3, 1, 2), (3, 2, 2)]:
        yield {"layers": [layer]}
    several = [(2, 1, 1), (2, 2, 1), (2, 1, 2), (3, 2, 1), (1, 2, 1)]
    for first in several:
        for second in several:
            yield {"layers": [first, second]}
    yield {"layers": [(2, 2, 1)] * 3}
    for _ in range(12):
        yield {"layers": [rng.choice(several) for _ in range(3)]}


@asks_for("lenet_shapes")
def beyond_a_square_image(height, width):
    """What may be forgotten."""
    if height != width:
        yield "an image that is not square"


@asks_for("receptive_field")
def beyond_plain_layers(layers):
    """What may be forgotten."""
    if not layers:
        yield "an empty list"
    if any(stride > 1 for _, stride, _ in layers):
        yield "a stride"
    if any(dilation > 1 for _, _, dilation in layers):
        yield "a dilation"


@telling_inputs("receptive_field")
def telling_stacks(rng):
    """Inputs on which no two of the known mistakes do the same."""
    yield from (
        {"layers": layers}
        for layers in (
            [], [(3, 1, 1)], [(3, 2, 1), (3, 1, 1)], [(3, 1, 1), (3, 2, 1)], [(3, 1, 2), (3, 1, 4)], [(5, 1, 1), (2, 2, 1), (5, 1, 1), (2, 2, 1)],
            [(3, 2, 1)] * 3, [(4, 3, 2), (3, 2, 3), (2, 1, 2)], [(2, 3, 1), (5, 2, 2)], [(1, 1, 1)], [(7, 2, 3)], [(3, 1, 1)] * 3,
        )
    )


# The behaviour of a network, for naming a mistake: what it says to fixed questions, with fixed images and weights.
# There are no small inputs: a counterexample would be too large to read.
FIXED = weights(Draw(b"public", "weights"))


def fixed_images(shape):
    """Images of this shape, the same each time."""
    return Draw(b"public", "images", *map(str, shape)).tensor(*shape)


@oracle("LeNet")
def _(asked, images, training):
    if asked == "parameters":
        return sorted(WEIGHT_SHAPES)
    if asked == "twice":
        return True
    if images[2:] in ((28, 28), (36, 36)):
        if asked == "shape":
            return "an error"
        raise Exception("other than 400 features do not fit")  # any error will do
    return (images[0], 10) if asked == "shape" else network(fixed_images(images), FIXED)


@ask("LeNet")
def _(answer, asked, images, training):
    if asked == "parameters":
        return answer.lenet_parameter_shapes()
    if asked == "twice":
        return answer.lenet_agrees_with_itself(fixed_images(images))
    if asked == "shape":
        shape = answer.lenet_output_shape(fixed_images(images))
        return "an error" if isinstance(shape, str) else shape
    return answer.lenet_output(fixed_images(images), training, *FIXED)


@telling_inputs("LeNet")
def telling_questions(rng):
    """Questions to which no two of the known mistakes say the same."""
    yield {"asked": "parameters", "images": (1, 3, 32, 32), "training": False}
    yield {"asked": "twice", "images": (2, 3, 32, 32), "training": False}
    for images in [(2, 3, 32, 32), (1, 3, 32, 32), (25, 3, 28, 28), (2, 3, 36, 36)]:
        yield {"asked": "shape", "images": images, "training": False}
    for images in [(2, 3, 32, 32), (1, 3, 32, 32), (3, 3, 33, 35), (25, 3, 28, 28)]:
        for training in (False, True):
            yield {"asked": "answers", "images": images, "training": training}
