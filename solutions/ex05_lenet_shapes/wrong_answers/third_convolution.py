"""Believes that the 120 numbers come from a third convolution, as in the network of 1998."""
HINT = "How many convolutions has the page? What shape has the weight of the layer after them?"
READ = "book/05-lenet-shapes#two-lenets"
EXPECTED = {"LeNet": 0}

from torch import nn


class LeNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(
            nn.Conv2d(3, 6, 5), nn.ReLU(), nn.MaxPool2d(2),
            nn.Conv2d(6, 16, 5), nn.ReLU(), nn.MaxPool2d(2),
            nn.Conv2d(16, 120, 5), nn.ReLU(), nn.Flatten(), nn.Linear(120, 84), nn.ReLU(), nn.Linear(84, 10),
        )

    def forward(self, X):
        return self.net(X)
