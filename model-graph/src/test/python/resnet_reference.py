"""What torchvision's residual networks compute, for ResNetNumericsTest.

    python resnet_reference.py > ../resources/org/densesiam/model/backbone/resnet-reference.txt

Ran with torch 2.8.0 and torchvision 0.23.0 in float64. Weights and images come from a formula (below and in
FormulaNumbers.java), so that none need be stored.
"""
import zlib

import numpy as np
import torch
import torchvision
from torch import nn
from torchvision.models.resnet import BasicBlock, Bottleneck, ResNet


def formula(name, shape, scale, offset=0.0):
    """Numbers uniform in offset +- scale from splitmix64 of (CRC-32 of the name, index in torch's order)."""
    z = np.uint64(zlib.crc32(name.encode()) << 32) + np.arange(np.prod(shape), dtype=np.uint64)
    z += np.uint64(0x9E3779B97F4A7C15)
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    z ^= z >> np.uint64(31)
    unit = (z >> np.uint64(40)).astype(np.float64) / 2**23 - 1
    return torch.from_numpy((offset + scale * unit).astype(np.float32).reshape(shape)).double()


class Narrow(ResNet):
    """torchvision's network from `width` channels on: its own constructor has no such option."""

    def __init__(self, block, layers, width):
        nn.Module.__init__(self)
        self._norm_layer, self.inplanes, self.dilation = nn.BatchNorm2d, width, 1
        self.groups, self.base_width = 1, 64
        self.conv1 = nn.Conv2d(3, width, 7, stride=2, padding=3, bias=False)
        self.bn1 = nn.BatchNorm2d(width)
        self.relu = nn.ReLU()
        self.maxpool = nn.MaxPool2d(3, 2, 1)
        for i, count in enumerate(layers):
            stage = self._make_layer(block, width << i, count, stride=1 if i == 0 else 2)
            setattr(self, f"layer{i + 1}", stage)

    def forward(self, x):
        x = self.maxpool(self.relu(self.bn1(self.conv1(x))))
        outputs = []
        for i in range(4):
            x = getattr(self, f"layer{i + 1}")(x)
            outputs.append(x)
        return outputs


def fill(net):
    state = {}
    for name, old in net.state_dict().items():
        if name.endswith("num_batches_tracked"):
            state[name] = old
        elif old.dim() == 4:
            fan_out = old.shape[0] * old.shape[2] * old.shape[3]
            state[name] = formula(name, old.shape, (6 / fan_out) ** 0.5)
        elif name.endswith("weight"):
            state[name] = formula(name, old.shape, 0.25, 1)
        elif name.endswith("running_var"):
            state[name] = formula(name, old.shape, 0.5, 1)
        else:
            state[name] = formula(name, old.shape, 0.1)
    net.double().load_state_dict(state)
    return net


def show(name, tensor):
    if tensor.dim() == 4:
        tensor = tensor.permute(0, 2, 3, 1)
    shape = "x".join(str(n) for n in tensor.shape)
    print(name, shape, " ".join(f"{v:.7g}" for v in tensor.detach().flatten().tolist()))


print(f"# Written by src/test/python/resnet_reference.py, torch {torch.__version__.split('+')[0]},"
      f" torchvision {torchvision.__version__.split('+')[0]}, float64. Name, shape (NHWC), values.")
for case, block, layers, side in (("basic", BasicBlock, (2, 2, 2, 2), 64), ("bottleneck", Bottleneck, (3, 4, 6, 3), 61)):
    net = fill(Narrow(block, layers, 4))
    view1, view2 = (formula(view, (4, 3, side, side), 1.5) for view in ("view1", "view2"))
    with torch.no_grad():
        for i, output in enumerate(net.eval()(view1)):
            show(f"{case}/inference/res{i + 2}", output if i == 3 else output.mean((2, 3)))
    if case == "bottleneck":
        continue  # training mode meets the same layers
    net.train()
    first, second = net(view1)[3], net(view2)[3]
    show(f"{case}/training/first", first)
    show(f"{case}/training/second", second)
    for norm in ("bn1", "layer1.0.bn1", "layer2.0.downsample.1", "layer4.1.bn2"):
        for statistic in ("running_mean", "running_var"):
            show(f"{case}/after/{norm}.{statistic}", net.state_dict()[f"{norm}.{statistic}"])
    # Both views count in the gradient, each position of the map by a number of its own.
    (first * formula("weights", first.shape, 1) + second * formula("weights", first.shape, 1)).sum().backward()
    for weight in ("conv1.weight", "layer2.0.conv2.weight", "layer3.0.bn1.bias"):
        gradient = dict(net.named_parameters())[weight].grad
        if gradient.dim() == 4:
            gradient = gradient.permute(2, 3, 1, 0).flatten()  # OIHW to HWIO
        show(f"{case}/gradient/{weight}", gradient)
