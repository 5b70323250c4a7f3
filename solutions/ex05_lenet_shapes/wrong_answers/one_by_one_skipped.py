"""Believes that a layer with a 1×1 kernel changes nothing, not even by its stride."""
HINT = "A 1×1 layer with stride 2 leaves out every second pixel. How far apart are its neighbours?"
READ = "book/05-lenet-shapes#receptive-field"
EXPECTED = {"receptive_field": 0}

def receptive_field(layers):
    seen, apart = 1, 1
    for kernel, stride, dilation in layers:
        if kernel == 1:
            continue
        seen += (kernel - 1) * dilation * apart
        apart *= stride
    return seen
