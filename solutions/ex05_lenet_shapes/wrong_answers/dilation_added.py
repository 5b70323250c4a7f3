"""Believes that dilation adds to a kernel once, whatever its size."""
HINT = "Three taps with one gap between neighbours: how many gaps are there?"
READ = "book/04-conv2d-parameters#dilation"
EXPECTED = {"receptive_field": 0}

def receptive_field(layers):
    seen, apart = 1, 1
    for kernel, stride, dilation in layers:
        seen += (kernel - 1 + dilation - 1) * apart
        apart *= stride
    return seen
