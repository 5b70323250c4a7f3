"""A torch of a few hundred lines for the answer boxes of the book: plain Python, the same in CPython and MicroPython.

Tensors are real views (storage, offset, strides), numbers are rounded to their dtype after each operation, and common
errors are torch's own. What it does not know raises `errors.UnknownHere`, never a guess.

    errors       UnknownHere, and which errors are known to be torch's
    dtypes       element types, promotion, casts
    layout       shapes, strides and offsets: what a view is
    tensor       the Tensor class: what it is, reading it
    data         tensors of lists, numbers and sizes
    writing      in-place operations: torch's rules, and the writing itself
    indexing     t[…] and t[…] = …
    arithmetic   one number and another: broadcasting, dtypes, in place too
    unary        functions of one number
    elementwise  what torch and Tensor call them
    copying      copies: in another order, repeated, in another dtype
    shaping      views, and cutting
    joining      many tensors into one
    creating     new tensors, and new numbers in old ones
    methods      what torch and Tensor call the four above
    reducing     sums, products, means, extremes
    contracting  sums of products over letters
    einsum       einsum and tensordot
    products     matrix products, and the names of all three
    functional   torch.nn.functional
    layers       torch.nn: parameters and linear layers
    modules      what `import torch` and `from d2l import torch as d2l` give
"""
