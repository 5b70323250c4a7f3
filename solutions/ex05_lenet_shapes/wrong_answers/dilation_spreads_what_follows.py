"""Believes that dilation moves neighbours apart for the layers that follow, as a stride does."""
HINT = "After a layer with dilation 2 and stride 1, how far apart are two neighbouring numbers of its map?"
READ = "book/05-lenet-shapes#receptive-field"
EXPECTED = {"receptive_field": 0}

def receptive_field(layers):
    seen, apart = 1, 1
    for kernel, stride, dilation in layers:
        seen += (kernel - 1) * dilation * apart
        apart *= stride * dilation
    return seen


# %% another coding
def receptive_field(layers):
    seen, apart = 1, 1
    for kernel, stride, dilation in layers:
        seen += (kernel - 1) * apart
        apart *= stride * dilation
    return seen
