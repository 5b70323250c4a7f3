"""Believes that a number of pixels may be a float."""
HINT = "Print type(result). Where does your code leave the whole numbers?"
READ = "book/05-lenet-shapes#receptive-field"
EXPECTED = {"receptive_field": 0}

def receptive_field(layers):
    seen, apart = 1, 1
    for kernel, stride, dilation in layers:
        seen += (kernel - 1) * dilation * apart
        apart *= stride
    return float(seen)
