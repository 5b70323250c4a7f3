"""Believes that receptive fields are the sum of the kernels."""
HINT = "Two 3×3 layers in a row: draw them. Is it really 6?"
READ = "book/05-lenet-shapes#receptive-field"
EXPECTED = {"receptive_field": 0}

def receptive_field(layers):
    return sum(kernel for kernel, stride, dilation in layers)


# %% another coding
def receptive_field(layers):
    if not layers:
        return 1
    return sum(kernel for kernel, stride, dilation in layers)


# %% another coding
def receptive_field(layers):
    if not layers:
        return 1
    return sum(dilation * (kernel - 1) + 1 for kernel, stride, dilation in layers)


# %% another coding
def receptive_field(layers):
    field, jump = 0, 1
    for kernel, stride, dilation in layers:
        field += (dilation * (kernel - 1) + 1) * jump
        jump *= stride
    return field or 1
