# Loops over everything; patches and one matrix product.
# %% answer="corr2d_multi_in_out"
def corr2d_multi_in_out(image, weight):
    filters, channels, kernel_height, kernel_width = weight.shape
    height, width = image.shape[1] - kernel_height + 1, image.shape[2] - kernel_width + 1
    result = torch.zeros(filters, height, width)
    for o in range(filters):
        for i in range(height):
            for j in range(width):
                result[o, i, j] = (image[:, i:i + kernel_height, j:j + kernel_width] * weight[o]).sum()
    print("done:", result.shape)
    return result
# %% answer="corr2d_multi_in_out_vectorized"
import torch.nn.functional as F


def corr2d_multi_in_out_vectorized(image, weight):
    filters, _, kernel_height, kernel_width = weight.shape
    patches = F.unfold(image[None], (kernel_height, kernel_width))[0]
    product = weight.reshape(filters, -1) @ patches
    return product.reshape(filters, image.shape[1] - kernel_height + 1, -1)
