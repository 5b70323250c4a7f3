"""Kills itself in a scratch cell; the functions are right."""

# %%
import os

import torch

# %%
os._exit(0)

# %%
os.abort()


# %%
# solutions: both
