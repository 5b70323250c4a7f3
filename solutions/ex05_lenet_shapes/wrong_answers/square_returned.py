"""Believes that the field has two sides, and both are asked for."""
HINT = "How many numbers did the page ask for?"
READ = "book/05-lenet-shapes#receptive-field"
EXPECTED = {"receptive_field": 0}

def receptive_field(layers):
    seen, apart = 1, 1
    for kernel, stride, dilation in layers:
        seen += (kernel - 1) * dilation * apart
        apart *= stride
    return seen, seen
