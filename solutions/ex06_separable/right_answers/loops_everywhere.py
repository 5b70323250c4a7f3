"""Python loops and a tensor of zeros; other names for the arguments; prints on the way; one count after the other."""
import torch


def depthwise(image, kernels):
    c, h, w = kernels.shape
    result = torch.zeros(c, image.shape[1] - h + 1, image.shape[2] - w + 1)
    for channel in range(c):
        for i in range(result.shape[1]):
            for j in range(result.shape[2]):
                result[channel, i, j] = torch.sum(image[channel, i : i + h, j : j + w] * kernels[channel])
    return result


def pointwise(image, weights):
    result = torch.zeros(weights.shape[0], *image.shape[1:])
    for o, row in enumerate(weights):
        for c, weight in enumerate(row):
            result[o] += weight * image[c]
    return result


def separable(image, kernels, weights):
    filtered = depthwise(image, kernels)
    print("after the first step:", filtered.shape)
    return pointwise(filtered, weights)


def separable_savings(c_in, c_out, kernel_size):
    area = 1
    for side in (kernel_size if not isinstance(kernel_size, int) else [kernel_size, kernel_size]):
        area *= side
    counts = []
    for shape in [(c_out, c_in, area), (c_in, area), (c_out, c_in)]:
        count = 1
        for size in shape:
            count *= size
        counts.append(count)
    print(counts)
    return [counts[0], counts[1] + counts[2]]
