"""Believes that there is always a first layer."""
HINT = "Call it with an empty list. What should a pixel of the image see?"
READ = "book/05-lenet-shapes#receptive-field"
EXPECTED = {"receptive_field": 0}

def receptive_field(layers):
    kernel, stride, dilation = layers[0]
    field, jump = dilation * (kernel - 1) + 1, stride
    for kernel, stride, dilation in layers[1:]:
        field += (kernel - 1) * dilation * jump
        jump *= stride
    return field


# %% another coding
def receptive_field(layers):
    field, jump = 0, 1
    for i, (kernel, stride, dilation) in enumerate(layers):
        field = dilation * (kernel - 1) + 1 if i == 0 else field + (kernel - 1) * dilation * jump
        jump *= stride
    return field
