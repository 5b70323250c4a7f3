"""Believes that without any layer nothing is seen."""
HINT = "No layer at all: how many pixels does a pixel see?"
READ = "book/05-lenet-shapes#receptive-field"
EXPECTED = {"receptive_field": 0}

def receptive_field(layers):
    field, jump = 0, 1
    for kernel, stride, dilation in layers:
        field += (kernel - 1) * dilation * jump
        jump *= stride
    return field
