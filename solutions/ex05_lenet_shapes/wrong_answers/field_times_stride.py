"""Believes that a stride multiplies all that was seen so far."""
HINT = "A stride spreads what comes after it. Does it change what was seen before?"
READ = "book/05-lenet-shapes#receptive-field"
EXPECTED = {"receptive_field": 0}

def receptive_field(layers):
    field = 1
    for kernel, stride, dilation in layers:
        field = field * stride + (kernel - 1) * dilation
    return field


# %% another coding
def receptive_field(layers):
    field = 1
    for kernel, stride, dilation in layers:
        field = (field + (kernel - 1) * dilation) * stride
    return field
