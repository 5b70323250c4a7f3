'''LeNet in PyTorch: the source's own class, pasted as it stands; plain arithmetic for the other two.'''
import torch.nn as nn
import torch.nn.functional as F

class LeNet(nn.Module):
    def __init__(self):
        super(LeNet, self).__init__()
        self.conv1 = nn.Conv2d(3, 6, 5)
        self.conv2 = nn.Conv2d(6, 16, 5)
        self.fc1   = nn.Linear(16*5*5, 120)
        self.fc2   = nn.Linear(120, 84)
        self.fc3   = nn.Linear(84, 10)

    def forward(self, x):
        out = F.relu(self.conv1(x))
        out = F.max_pool2d(out, 2)
        out = F.relu(self.conv2(out))
        out = F.max_pool2d(out, 2)
        out = out.view(out.size(0), -1)
        out = F.relu(self.fc1(out))
        out = F.relu(self.fc2(out))
        out = self.fc3(out)
        return out


def lenet_shapes(height, width):
    h1, w1 = height - 4, width - 4
    h2, w2 = h1 // 2, w1 // 2
    h3, w3 = h2 - 4, w2 - 4
    h4, w4 = h3 // 2, w3 // 2
    if h4 <= 0 or w4 <= 0:
        raise ValueError('image too small')
    return [(6, h1, w1), (6, h2, w2), (16, h3, w3), (16, h4, w4), 16 * h4 * w4]


def receptive_field(layers):
    r, j = 1, 1
    for k, s, d in layers:
        r = r + (k - 1) * d * j
        j = j * s
    return r
