"""Believes that dilation does not change what is seen."""
HINT = "Spread three fingers: from the first to the last, how wide is that?"
READ = "book/05-lenet-shapes#receptive-field"
EXPECTED = {"receptive_field": 0}

def receptive_field(layers):
    field, jump = 1, 1
    for kernel, stride, dilation in layers:
        field += (kernel - 1) * jump
        jump *= stride
    return field
