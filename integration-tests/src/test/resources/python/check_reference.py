"""What `densesiam check` compares each device with: three training steps of a small segmentation network, in float64.

usage: check_reference.py OUT.json

PyTorch's own operations, none of ours; weights and views are the formula of org.densesiam.trainer.check.Formula. The
same steps in float32 and under bfloat16 autocast give the deviations that the tolerances are multiples of.
"""
import json
import math
import sys

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F
from torchvision.models.resnet import BasicBlock, ResNet

STEPS, BATCH, PX, CELL, WIDTH, CHANNELS, K, AUX = 3, 4, 64, 8, 8, 16, 8, 16
RATE, MOMENTUM, DECAY, REGION, TEMPERATURE, PROJECTIONS = 0.01, 0.9, 1e-4, 0.1, 0.5, 8
STARTS = 8  # of float32, equal to float32


def mixed(seed, count):
    """SplitMix64's finaliser of (seed << 32 | index)."""
    with np.errstate(over="ignore"):
        z = np.arange(count, dtype=np.uint64) + np.uint64((seed << 32) & (2**64 - 1))
        z += np.uint64(0x9E3779B97F4A7C15)
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        return z ^ (z >> np.uint64(31))


def uniform(seed, count, bound):
    """In (-bound, bound), the same to the last bit in Java: 24 bits, then one product."""
    return ((mixed(seed, count) >> np.uint64(40)).astype(np.float64) / 2**23 - 1) * bound


class Backbone(ResNet):
    def __init__(self):
        nn.Module.__init__(self)
        self._norm_layer, self.inplanes, self.dilation, self.groups, self.base_width = nn.BatchNorm2d, WIDTH, 1, 1, 64
        self.conv1 = nn.Conv2d(3, WIDTH, 7, 2, 3, bias=False)
        self.bn1 = nn.BatchNorm2d(WIDTH)
        self.relu, self.maxpool = nn.ReLU(), nn.MaxPool2d(3, 2, 1)
        for i in range(4):
            setattr(self, f"layer{i + 1}", self._make_layer(BasicBlock, WIDTH << i, 2, stride=1 if i == 0 else 2))

    def forward(self, x):
        x = self.maxpool(self.relu(self.bn1(self.conv1(x))))
        out = []
        for i in range(4):
            x = getattr(self, f"layer{i + 1}")(x)
            out.append(x)
        return out


class Decoder(nn.Module):
    def __init__(self):
        super().__init__()
        for i in range(4):
            setattr(self, f"layer{i + 1}", nn.Conv2d(WIDTH << (3 - i), CHANNELS, 1))

    def forward(self, features):
        y = self.layer1(features[3])
        for i in (2, 1, 0):
            y = F.interpolate(y, features[i].shape[-2:], mode="bilinear", align_corners=False)
            y = y + getattr(self, f"layer{4 - i}")(features[i])
        return y


def projector(out, maps):
    linear = (lambda i, o, bias: nn.Conv2d(i, o, 1, bias=bias)) if maps else (lambda i, o, bias: nn.Linear(i, o, bias))
    norm = nn.BatchNorm2d if maps else nn.BatchNorm1d
    hidden = lambda: [linear(CHANNELS, CHANNELS, False), norm(CHANNELS), nn.ReLU()]
    return nn.Sequential(*hidden(), *hidden(), linear(CHANNELS, out, maps), norm(out, affine=False))


def predictor(width, maps):
    linear = (lambda i, o, bias: nn.Conv2d(i, o, 1, bias=bias)) if maps else (lambda i, o, bias: nn.Linear(i, o, bias))
    norm = nn.BatchNorm2d if maps else nn.BatchNorm1d
    return nn.Sequential(linear(width, CHANNELS, False), norm(CHANNELS), nn.ReLU(), linear(CHANNELS, width, True))


class Network(nn.Module):
    def __init__(self):
        super().__init__()
        self.backbone, self.decoder = Backbone(), Decoder()
        self.projector, self.predictor = projector(K, True), predictor(K, True)
        self.aux_projector, self.aux_predictor = projector(AUX, True), predictor(AUX, True)
        self.kernel_projector, self.kernel_predictor = projector(CHANNELS, False), predictor(CHANNELS, False)

    def forward(self, views, grid):
        f1, f2 = (self.decoder(self.backbone(view)) for view in views)
        f2 = F.grid_sample(f2.to(grid.dtype), grid, padding_mode="border", align_corners=False)
        main, aux = math.log(AUX), math.log(K)  # each head weighs as much as the other's categories say
        z1, z2 = self.projector(f1), self.projector(f2)
        a1, a2 = self.aux_projector(f1), self.aux_projector(f2)
        loss = main / (main + aux) * both(cross_entropy, self.predictor, z1, z2)
        loss = loss + aux / (main + aux) * both(cross_entropy, self.aux_predictor, a1, a2)
        r1, r2 = (self.kernel_projector(regions(f, z)) for f, z in ((f1, z1), (f2, z2)))
        return loss + REGION * both(contrast, self.kernel_predictor, r1, r2, stop=False)


def both(distance, predict, z1, z2, stop=True):
    t1, t2 = (z1.detach(), z2.detach()) if stop else (z1, z2)
    return (distance(predict(z1), t2) + distance(predict(z2), t1)) / 2


def real(x):
    return x if x.dtype == torch.float64 else x.float()


def cross_entropy(p, z):
    return -(F.softmax(real(z), 1) * F.log_softmax(real(p), 1)).sum(1).mean()


def regions(features, z):
    return torch.einsum("bkhw,bchw->bkc", real(z).softmax(1), real(features)).flatten(0, 1)


def contrast(p, z):
    p, z = (F.normalize(real(x), dim=1).view(BATCH, K, -1) for x in (p, z))
    return -(p @ z.transpose(1, 2) / TEMPERATURE).log_softmax(-1).diagonal(dim1=1, dim2=2).mean()


def ours(array):
    """PyTorch's layout to ours, and, the axes being what they are, back by `theirs`."""
    return {4: lambda a: a.transpose(2, 3, 1, 0), 2: lambda a: a.T}.get(array.ndim, lambda a: a)(array)


def theirs(array):
    return {4: lambda a: a.transpose(3, 2, 0, 1), 2: lambda a: a.T}.get(array.ndim, lambda a: a)(array)


def start(network, nudge):
    """From the formula; with a nudge, each number moved by up to four units in float32's last place."""
    torch.manual_seed(nudge)
    for index, (name, weight) in enumerate(sorted(network.named_parameters())):
        shape = ours(weight.detach().numpy()).shape
        if len(shape) > 1:
            values = uniform(index + 1, weight.numel(), math.sqrt(6 / (weight.numel() / shape[-1])))
        else:  # norms' scales about 1, biases about 0
            values = uniform(index + 1, weight.numel(), 0.25) + (1 if name.endswith(".weight") else 0)
        values = values.astype(np.float32).astype(np.float64)
        weight.data = torch.from_numpy(theirs(values.reshape(shape)).copy()).to(weight.dtype)
        if nudge:
            weight.data *= 1 + (torch.rand_like(weight) - 0.5) * 2**-20


def view(index):
    """Squares of one colour, which keep clear of ties of ReLUs and pools where noise does not."""
    side = PX // CELL
    squares = uniform(1000 + index, BATCH * side * side * 3, 2.0).astype(np.float32).astype(np.float64)
    pixels = squares.reshape(BATCH, side, side, 3).repeat(CELL, 1).repeat(CELL, 2)
    return torch.from_numpy(pixels.transpose(0, 3, 1, 2).copy())


def grid():
    """View 2 shows the whole image, view 1 a part of it, mirrored in every other image."""
    side = PX // 4
    points = np.zeros((BATCH, side, side, 2))
    centres = (np.arange(side) + 0.5) / side
    for b in range(BATCH):
        y0, x0, y1, x1 = b / 8, b / 16, b / 8 + 0.5, b / 16 + 0.75
        across = x0 + centres * (x1 - x0)
        points[b, :, :, 0] = (across[::-1] if b % 2 else across)[None, :]
        points[b, :, :, 1] = (y0 + centres * (y1 - y0))[:, None]
    return torch.from_numpy(points * 2 - 1)


def train(dtype, autocast=False, nudge=0):
    network = Network().double()
    start(network, nudge)
    before = {n: p.detach().double().clone() for n, p in network.named_parameters()}
    network = network.to(dtype).train()
    views, at = [view(i).to(dtype) for i in (1, 2)], grid().to(dtype)
    optimiser = torch.optim.SGD(network.parameters(), lr=RATE, momentum=MOMENTUM, weight_decay=DECAY)
    losses = []
    for _ in range(STEPS):
        with torch.autocast("cpu", torch.bfloat16, enabled=autocast):
            loss = network(views, at)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        losses.append(loss.item())
    change = {n: ours((p.detach().double() - before[n]).numpy()) for n, p in sorted(network.named_parameters())}
    return losses, change


def projections(change):
    table = {}
    for index, (name, values) in enumerate(change.items()):
        bits = mixed(5000 + index, values.size)
        table[name] = [float((np.where(bits >> np.uint64(k) & np.uint64(1), 1.0, -1.0) * values.ravel()).sum())
                       for k in range(PROJECTIONS)]
    return table


def deviation(exact, other):
    norm = math.sqrt(sum((c**2).sum() for c in exact[1].values()))
    wrong = [(a - b) ** 2 for n, p in projections(exact[1]).items() for a, b in zip(p, projections(other[1])[n])]
    return {"losses": max(abs(a - b) / abs(b) for a, b in zip(other[0], exact[0])),
            "weights": math.sqrt(sum(wrong) / PROJECTIONS) / norm}


def worst(deviations):
    deviations = list(deviations)
    return {name: max(d[name] for d in deviations) for name in deviations[0]}


if __name__ == "__main__":
    exact = train(torch.float64)
    result = {
        "losses": exact[0],
        "changeNorm": math.sqrt(sum((c**2).sum() for c in exact[1].values())),
        "torchFp32": worst(deviation(exact, train(torch.float32, nudge=n)) for n in range(STARTS)),
        "torchBf16": deviation(exact, train(torch.float32, autocast=True)),
        "projections": projections(exact[1]),
    }
    with open(sys.argv[1], "w") as out:
        json.dump(result, out, indent=1)
        out.write("\n")
