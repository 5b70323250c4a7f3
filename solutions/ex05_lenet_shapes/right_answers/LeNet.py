"""Right answers to `LeNet`, one style a cell; wrong answers start from them."""
import torch
import torch.nn.functional as F
from torch import nn

# %% line_by_line
class LeNet(nn.Module):
    def __init__(self):
        super(LeNet, self).__init__()
        self.conv1 = nn.Conv2d(3, 6, 5)
        self.conv2 = nn.Conv2d(6, 16, 5)
        self.fc1 = nn.Linear(16 * 5 * 5, 120)
        self.fc2 = nn.Linear(120, 84)
        self.fc3 = nn.Linear(84, 10)

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

# %% nested_calls
class LeNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 6, 5)
        self.conv2 = nn.Conv2d(6, 16, 5)
        self.fc1 = nn.Linear(16 * 5 * 5, 120)
        self.fc2 = nn.Linear(120, 84)
        self.fc3 = nn.Linear(84, 10)

    def forward(self, x):
        out = F.max_pool2d(F.relu(self.conv1(x)), 2)
        out = F.max_pool2d(F.relu(self.conv2(out)), 2)
        out = out.flatten(start_dim=1)
        out = F.relu(self.fc1(out))
        out = F.relu(self.fc2(out))
        return self.fc3(out)

# %% features_and_classifier
class LeNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.features = nn.Sequential(
            nn.Conv2d(3, 6, 5), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(6, 16, 5), nn.ReLU(), nn.MaxPool2d(2)
        )
        self.classifier = nn.Sequential(
            nn.Flatten(), nn.Linear(400, 120), nn.ReLU(), nn.Linear(120, 84), nn.ReLU(), nn.Linear(84, 10)
        )

    def forward(self, x):
        return self.classifier(self.features(x))

# %% module_lists
class LeNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.convolutions = nn.ModuleList([nn.Conv2d(3, 6, 5), nn.Conv2d(6, 16, 5)])
        self.linears = nn.ModuleList([nn.Linear(400, 120), nn.Linear(120, 84), nn.Linear(84, 10)])

    def forward(self, x):
        for convolution in self.convolutions:
            x = F.max_pool2d(convolution(x).relu(), kernel_size=2, stride=2)
        x = torch.flatten(x, 1)
        *hidden, last = self.linears
        for linear in hidden:
            x = linear(x).clamp_min(0)
        return last(x)

# %% sequential_subclass
class LeNet(nn.Sequential):
    def __init__(self):
        super().__init__(
            *self.block(3, 6), *self.block(6, 16), nn.Flatten(),
            nn.Linear(400, 120), nn.ReLU(), nn.Linear(120, 84), nn.ReLU(), nn.Linear(84, 10),
        )

    @staticmethod
    def block(c_in, c_out):
        return nn.Conv2d(c_in, c_out, kernel_size=5), nn.ReLU(inplace=True), nn.MaxPool2d(2, 2)

# %% module_dict
class LeNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.ModuleDict(
            {
                "c1": nn.Conv2d(3, 6, (5, 5)),
                "c2": nn.Conv2d(6, 16, (5, 5)),
                "f1": nn.Linear(16 * 5 * 5, 120),
                "f2": nn.Linear(120, 84),
                "f3": nn.Linear(84, 10),
            }
        )

    def forward(self, x):
        layer = self.layers
        x = F.relu(F.max_pool2d(layer["c1"](x), 2))  # the largest stays the largest: pooling may come first
        x = F.relu(F.max_pool2d(layer["c2"](x), 2))
        x = x.reshape(x.shape[0], -1)
        return layer["f3"](F.relu(layer["f2"](F.relu(layer["f1"](x)))))

# %% blocks_of_its_own
class Block(nn.Module):
    def __init__(self, c_in, c_out):
        super().__init__()
        self.convolution = nn.Conv2d(c_in, c_out, 5)

    def forward(self, x):
        x = torch.maximum(self.convolution(x), torch.zeros(()))
        return x.unfold(2, 2, 2).unfold(3, 2, 2).amax((-1, -2))


class LeNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.first, self.second = Block(3, 6), Block(6, 16)
        self.hidden = nn.Sequential(nn.Linear(400, 120), nn.ReLU(), nn.Linear(120, 84), nn.ReLU())
        self.scores = nn.Linear(84, 10)

    def forward(self, images):
        return self.scores(self.hidden(self.second(self.first(images)).flatten(start_dim=1)))
