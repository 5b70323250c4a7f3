"""What chapter 5 teaches: public, in the book's boxes that order lines and fill gaps."""

# %% for lenet_shapes
def sides(side):
    """The sides of LeNet's four maps, for a square image that is large enough."""
    found = []
    for k, s in [(5, 1), (2, 2), (5, 1), (2, 2)]:
        # or pooling_forgotten: for k, s in [(5, 1), (2, 2), (5, 1)]:
        # or pooling_takes_steps_of_one: for k, s in [(5, 1), (2, 1), (5, 1), (2, 1)]:
        side = (side - k) // s + 1
        # or convolution_takes_five: side = (side - k) // s
        found.append(side)
    return found

# %% for receptive_field, fades
def sees(layers):
    """How many image columns one number sees after layers [(kernel_size, stride), …]."""
    seen, step = 1, 1
    # or starts_at_zero: seen, step = 0, 1
    for kernel, stride in layers:
        seen = seen + (kernel - 1) * step
        # or whole_kernel_added: seen = seen + kernel * step
        step = step * stride
        # or strides_added: step = step + stride
    return seen

# %% questions
import torch
import torch.nn.functional as F

from autograder.testing import oracle, small_inputs


@oracle("sides")
def four_maps(side):
    """Send an image without contents through the layers."""
    out, found = torch.empty(1, 1, side, side, device="meta"), []
    for _ in range(2):
        out = F.conv2d(out, torch.empty(1, 1, 5, 5, device="meta"))
        found.append(out.shape[2])
        out = F.max_pool2d(out, 2)
        found.append(out.shape[2])
    return found


@small_inputs("sides")
def images(rng):
    """From the smallest possible side up."""
    for side in [16, 17, 18, 19, 20, 28, 32, 33, 40, 224]:
        yield {"side": side}


@oracle("sees")
def reached(layers):
    """Poison one column after the other: from the first that reaches the first number to the last."""
    size, ill = 1, []
    for kernel, stride in reversed(layers):
        size = (size - 1) * stride + kernel
    for column in range(size):
        line = torch.zeros(1, 1, size)
        line[..., column] = float("nan")
        for kernel, stride in layers:
            line = F.avg_pool1d(line, kernel, stride)
        if line[0, 0, 0].isnan():
            ill.append(column)
    return ill[-1] - ill[0] + 1


@small_inputs("sees")
def stacks(rng):
    """No layer, one, then several."""
    for layers in [[], [(1, 1)], [(2, 1)], [(3, 1)], [(1, 2)], [(3, 2)], [(2, 1), (2, 1)], [(3, 1), (3, 1)], [(2, 2), (2, 1)], [(3, 2), (3, 1)], [(2, 3), (3, 1)], [(2, 2), (2, 2), (2, 1)], [(5, 1), (2, 2), (5, 1), (2, 2)]]:
        yield {"layers": layers}
