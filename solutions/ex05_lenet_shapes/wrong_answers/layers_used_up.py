"""Believes that a function may empty the list that it was given."""
HINT = "Somebody may need the list of layers after your function. How long is it then?"
READ = "book/01-multi-input-channels#arguments-stay"
EXPECTED = {"receptive_field": 0}

def receptive_field(layers):
    seen = 1
    while layers:
        kernel, stride, dilation = layers.pop()
        seen = (seen - 1) * stride + (kernel - 1) * dilation + 1
    return seen
