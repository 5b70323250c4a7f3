"""Four and five plain loops with other argument names; prints every window; preallocated zeros with +=."""
import torch


def corr2d(input, Kernel):
    H, W = input.shape
    h, w = Kernel.shape
    result = torch.zeros(H - h + 1, W - w + 1)
    for i in range(H - h + 1):
        for j in range(W - w + 1):
            s = 0
            for a in range(h):
                for b in range(w):
                    s = s + input[i + a][j + b] * Kernel[a][b]
            print("window", i, j, "gives", s)
            result[i][j] = s
    return result


def corr2d_multi_in(input, Kernel):
    result = torch.zeros(input.shape[1] - Kernel.shape[1] + 1, input.shape[2] - Kernel.shape[2] + 1)
    for c in range(input.shape[0]):
        result += corr2d(input[c], Kernel[c])
    return result
