"""Believes that the layers may be walked from the end with the same two rules."""
HINT = "Which layers does a stride reach: those before it or those after it?"
READ = "book/05-lenet-shapes#receptive-field"
EXPECTED = {"receptive_field": 0}

def receptive_field(layers):
    field, jump = 1, 1
    for kernel, stride, dilation in reversed(layers):
        field += (kernel - 1) * dilation * jump
        jump *= stride
    return field
