"""Believes that a function hands back what it computed last, without being told (or that printing is the same)."""
HINT = "What does your function hand back? Put print() around a call and look."
READ = "book/05-lenet-shapes#from-32-to-400"
EXPECTED = {"lenet_shapes": 0, "receptive_field": 0}

def lenet_shapes(height, width):
    shapes = []
    h, w = height, width
    for channels in (6, 16):
        h, w = h - 4, w - 4
        shapes.append((channels, h, w))
        h, w = h // 2, w // 2
        shapes.append((channels, h, w))
    if h < 1 or w < 1:
        raise ValueError("the image is too small")
    print([*shapes, 16 * h * w])


def receptive_field(layers):
    field, jump = 1, 1
    for kernel, stride, dilation in layers:
        field += (kernel - 1) * dilation * jump
        jump *= stride
    print(field)
