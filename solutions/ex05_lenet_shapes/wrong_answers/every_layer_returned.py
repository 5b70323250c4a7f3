"""Believes that the field after each layer is asked for."""
HINT = "How many numbers did the task ask for? Which of yours is the last?"
READ = "book/05-lenet-shapes#receptive-field"
EXPECTED = {"receptive_field": 0}

def receptive_field(layers):
    fields, field, jump = [], 1, 1
    for kernel, stride, dilation in layers:
        field += (kernel - 1) * dilation * jump
        jump *= stride
        fields.append(field)
    return fields
