"""Right answers to `receptive_field`, one style a cell; wrong answers start from them."""
# %% field_and_jump
def receptive_field(layers):
    field, jump = 1, 1
    for kernel, stride, dilation in layers:
        field += (kernel - 1) * dilation * jump
        jump *= stride
    return field

# %% seen_and_apart
def receptive_field(layers):
    seen, apart = 1, 1
    for kernel, stride, dilation in layers:
        seen += (kernel - 1) * dilation * apart
        apart *= stride
    return seen
