"""Believes that any function that bends will do in the place of ReLU."""
HINT = "What does ReLU make of -1? And what does yours?"
READ = "book/05-lenet-shapes#two-lenets"
EXPECTED = {"LeNet": 0}

import torch.nn.functional as F
from torch import nn


class LeNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 6, 5)
        self.conv2 = nn.Conv2d(6, 16, 5)
        self.fc1 = nn.Linear(16 * 5 * 5, 120)
        self.fc2 = nn.Linear(120, 84)
        self.fc3 = nn.Linear(84, 10)

    def forward(self, x):
        out = F.max_pool2d(F.leaky_relu(self.conv1(x)), 2)
        out = F.max_pool2d(F.leaky_relu(self.conv2(out)), 2)
        out = out.flatten(start_dim=1)
        out = F.leaky_relu(self.fc1(out))
        out = F.leaky_relu(self.fc2(out))
        return self.fc3(out)


# %% another coding
import torch.nn.functional as F
from torch import nn


class LeNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 6, 5)
        self.conv2 = nn.Conv2d(6, 16, 5)
        self.fc1 = nn.Linear(16 * 5 * 5, 120)
        self.fc2 = nn.Linear(120, 84)
        self.fc3 = nn.Linear(84, 10)

    def forward(self, x):
        out = F.max_pool2d(F.gelu(self.conv1(x)), 2)
        out = F.max_pool2d(F.gelu(self.conv2(out)), 2)
        out = out.flatten(start_dim=1)
        out = F.gelu(self.fc1(out))
        out = F.gelu(self.fc2(out))
        return self.fc3(out)


# %% another coding
import torch.nn.functional as F
from torch import nn


class LeNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 6, 5)
        self.conv2 = nn.Conv2d(6, 16, 5)
        self.fc1 = nn.Linear(16 * 5 * 5, 120)
        self.fc2 = nn.Linear(120, 84)
        self.fc3 = nn.Linear(84, 10)

    def forward(self, x):
        out = F.max_pool2d(F.elu(self.conv1(x)), 2)
        out = F.max_pool2d(F.elu(self.conv2(out)), 2)
        out = out.flatten(start_dim=1)
        out = F.elu(self.fc1(out))
        out = F.elu(self.fc2(out))
        return self.fc3(out)


# %% another coding
import torch.nn.functional as F
from torch import nn


class LeNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 6, 5)
        self.conv2 = nn.Conv2d(6, 16, 5)
        self.fc1 = nn.Linear(16 * 5 * 5, 120)
        self.fc2 = nn.Linear(120, 84)
        self.fc3 = nn.Linear(84, 10)

    def forward(self, x):
        out = F.max_pool2d(F.relu6(self.conv1(x)), 2)
        out = F.max_pool2d(F.relu6(self.conv2(out)), 2)
        out = out.flatten(start_dim=1)
        out = F.relu6(self.fc1(out))
        out = F.relu6(self.fc2(out))
        return self.fc3(out)
