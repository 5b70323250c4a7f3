"""Believes that a Python list of layers belongs to the network."""
HINT = "Print how many parameters your network has. Does it know the layers in your list?"
READ = "book/05-lenet-shapes#layers-in-init"
EXPECTED = {"LeNet": 0}

import torch
import torch.nn.functional as F
from torch import nn


class LeNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.convolutions = [nn.Conv2d(3, 6, 5), nn.Conv2d(6, 16, 5)]
        self.linears = [nn.Linear(400, 120), nn.Linear(120, 84), nn.Linear(84, 10)]

    def forward(self, x):
        for convolution in self.convolutions:
            x = F.max_pool2d(F.relu(convolution(x)), 2)
        x = x.flatten(1)
        for linear in self.linears[:-1]:
            x = F.relu(linear(x))
        return self.linears[-1](x)
