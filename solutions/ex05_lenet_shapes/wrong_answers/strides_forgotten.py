"""Believes that each layer adds k - 1, whatever the strides before it."""
HINT = "After a step of two, how far apart are neighbours in the original image?"
READ = "book/05-lenet-shapes#receptive-field"
EXPECTED = {"receptive_field": 0}

def receptive_field(layers):
    field, jump = 1, 1
    for kernel, stride, dilation in layers:
        field += (kernel - 1) * dilation
        jump *= stride
    return field
