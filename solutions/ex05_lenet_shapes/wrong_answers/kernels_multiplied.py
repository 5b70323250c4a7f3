"""Believes that receptive fields multiply."""
HINT = "Two 3×3 layers in a row: draw them. Is it really 9?"
READ = "book/05-lenet-shapes#receptive-field"
EXPECTED = {"receptive_field": 0}

def receptive_field(layers):
    field = 1
    for kernel, stride, dilation in layers:
        field *= dilation * (kernel - 1) + 1
    return field


# %% another coding
def receptive_field(layers):
    field = 1
    for kernel, stride, dilation in layers:
        field *= kernel
    return field
