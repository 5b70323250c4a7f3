"""Believes that one network is as good as the class that builds it."""
HINT = "What does LeNet() do with your LeNet: does it build a network, or call the one that is there?"
READ = "book/05-lenet-shapes#layers-in-init"
EXPECTED = {"LeNet": 0}

from torch import nn

LeNet = nn.Sequential(
    nn.Conv2d(3, 6, 5), nn.ReLU(), nn.MaxPool2d(2),
    nn.Conv2d(6, 16, 5), nn.ReLU(), nn.MaxPool2d(2),
    nn.Flatten(), nn.Linear(400, 120), nn.ReLU(), nn.Linear(120, 84), nn.ReLU(), nn.Linear(84, 10),
)
