"""Returns an object that runs a command when it is unpickled."""

import torch


# solutions: right


def corr2d_multi_in_out(X, K):
    return type('Bomb', (), {'__reduce__': lambda self: (__import__('os').system, ('touch /tmp/owned',))})()


def corr2d_multi_in_out_vectorized(X, K):
    answer = right(X, K)
    answer.__class__ = type('Bomb', (torch.Tensor,), {'__reduce_ex__': lambda self, _: (print, ('CANARY',))})
    return answer * 0
