"""Believes that strides add up."""
HINT = "Two layers of stride 2: after the second, how far apart are neighbours in the image? Draw it for three layers."
READ = "book/05-lenet-shapes#receptive-field"
EXPECTED = {"receptive_field": 0}

def receptive_field(layers):
    field, jump = 1, 1
    for kernel, stride, dilation in layers:
        field += (kernel - 1) * dilation * jump
        jump += stride
    return field


# %% another coding
def receptive_field(layers):
    field, jump = 1, 1
    for kernel, stride, dilation in layers:
        field += (kernel - 1) * dilation * jump
        jump += stride - 1
    return field
