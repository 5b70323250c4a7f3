"""Believes that only the stride of the layer before matters."""
HINT = "Three layers of stride 2: how far apart are neighbours after the second one?"
READ = "book/05-lenet-shapes#receptive-field"
EXPECTED = {"receptive_field": 0}

def receptive_field(layers):
    field, jump = 1, 1
    for kernel, stride, dilation in layers:
        field += (kernel - 1) * dilation * jump
        jump = stride
    return field
