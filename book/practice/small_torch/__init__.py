"""A torch of a few hundred lines for the answer boxes of the book: plain Python, the same in CPython and MicroPython.

Tensors are real views (storage, offset, strides), numbers are rounded to their dtype after each operation, and common
errors are torch's own. What it does not know raises `errors.UnknownHere`, never a guess.

    errors       UnknownHere, and which errors are known to be torch's
    dtypes       element types, promotion, casts
    layout       shapes, strides and offsets: what a view is
    tensor       the Tensor class: attributes, indexing, operators
    elementwise  operations number by number, in place too
    shaping      views, copies, joining and cutting
    reducing     sums, products, means, extremes
    products     matrix products, einsum
    functional   torch.nn.functional
    layers       torch.nn: parameters and linear layers
    modules      what `import torch` and `from d2l import torch as d2l` give
"""
