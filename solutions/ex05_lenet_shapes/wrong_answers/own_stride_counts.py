"""Believes that a layer's stride already spreads its own kernel."""
HINT = "One layer (3, 2, 1): how many pixels does its kernel cover? Does the next step change that?"
READ = "book/05-lenet-shapes#receptive-field"
EXPECTED = {"receptive_field": 0}

def receptive_field(layers):
    field, jump = 1, 1
    for kernel, stride, dilation in layers:
        jump *= stride
        field += (kernel - 1) * dilation * jump
    return field
