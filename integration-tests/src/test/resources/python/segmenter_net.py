"""The network of densesiam finetune in PyTorch, under the same names: ResNet, feature pyramid, 1x1 classifier."""

import torch.nn as nn
import torch.nn.functional as F
import torchvision


class Segmenter(nn.Module):
    def __init__(self, depth="resnet18", classes=11, channels=128):
        super().__init__()
        self.backbone = getattr(torchvision.models, depth)()
        self.backbone.fc = nn.Identity()
        expansion = self.backbone.layer1[0].expansion
        ins = [512 * expansion, 256 * expansion, 128 * expansion, 64 * expansion]
        self.decoder = nn.ModuleDict({f"layer{i + 1}": nn.Conv2d(c, channels, 1) for i, c in enumerate(ins)})
        self.classifier = nn.Conv2d(channels, classes, 1)

    def forward(self, x):  # [B, 3, P, P] -> logits [B, K, P, P]
        net, size, maps = self.backbone, x.shape[-2:], []
        x = net.maxpool(net.relu(net.bn1(net.conv1(x))))
        for layer in (net.layer1, net.layer2, net.layer3, net.layer4):
            x = layer(x)
            maps.append(x)
        y = self.decoder["layer1"](maps[3])
        for i in (2, 3, 4):
            m = maps[4 - i]
            y = F.interpolate(y, m.shape[-2:], mode="bilinear", align_corners=False) + self.decoder[f"layer{i}"](m)
        return F.interpolate(self.classifier(y), size, mode="bilinear", align_corners=False)
