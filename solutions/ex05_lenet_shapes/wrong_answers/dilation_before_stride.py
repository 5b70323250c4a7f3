"""Believes that the second number of a layer is its dilation."""
HINT = "In which order does the page name the three numbers of a layer?"
READ = "book/05-lenet-shapes#receptive-field"
EXPECTED = {"receptive_field": 0}

def receptive_field(layers):
    seen, apart = 1, 1
    for kernel, dilation, stride in layers:
        seen += (kernel - 1) * dilation * apart
        apart *= stride
    return seen
