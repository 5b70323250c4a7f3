"""Believes that pixels between the taps are not in the field: only those that are touched count."""
HINT = "With dilation 2, how far is it from the first pixel that is seen to the last? Is that what the page calls the field?"
READ = "book/05-lenet-shapes#receptive-field"
EXPECTED = {"receptive_field": 0}

def receptive_field(layers):
    places = {0}
    for kernel, stride, dilation in reversed(layers):
        places = {place * stride + tap * dilation for place in places for tap in range(kernel)}
    return len(places)
