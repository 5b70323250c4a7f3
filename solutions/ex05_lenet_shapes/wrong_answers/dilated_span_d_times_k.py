"""Believes that a dilated kernel spans d · k."""
HINT = "Draw three taps with one gap between neighbours. How many places from the first to the last?"
READ = "book/04-conv2d-parameters#dilation"
EXPECTED = {"receptive_field": 0}

def receptive_field(layers):
    field, jump = 1, 1
    for kernel, stride, dilation in layers:
        field += (kernel * dilation - 1) * jump
        jump *= stride
    return field
