def receptive_field(layers):
    seen, step = 1, 1
    for kernel, stride, dilation in layers:
        seen += (kernel - 1) * dilation * step
        step *= stride
    return seen
