"""Believes that the channels may be added before they are weighed."""
HINT = "Take two tins a, b with weights c, d. Is (a + b)(c + d) what the card says?"
READ = "book/01-multi-input-channels#add-over-channels"
EXPECTED = {"corr2d_multi_in_out_1x1": 0}

import torch


def corr2d_multi_in_out_1x1(X, K):
    return X.sum(dim=0) * K.sum(dim=1)
