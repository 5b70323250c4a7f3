"""Believes that a layer adds its whole kernel to what was seen."""
HINT = "One layer with a kernel of 1: how many more pixels does it see?"
READ = "book/05-lenet-shapes#receptive-field"
EXPECTED = {"receptive_field": 0}

def receptive_field(layers):
    field, jump = 1, 1
    for kernel, stride, dilation in layers:
        field += kernel * dilation * jump
        jump *= stride
    return field
