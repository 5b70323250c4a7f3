"""Believes that a number sees what its own kernel covers, and no more."""
HINT = "Its kernel covers numbers of the layer before. What did those see?"
READ = "book/05-lenet-shapes#receptive-field"
EXPECTED = {"receptive_field": 0}

def receptive_field(layers):
    field = 1
    for kernel, stride, dilation in layers:
        field = dilation * (kernel - 1) + 1
    return field
