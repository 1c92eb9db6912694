"""Our backbone in torchvision's ResNet: python torchvision_features.py NETWORK WEIGHTS CASE"""

import sys

import torch
import torchvision
from compare import close
from safetensors.torch import load_file

network = getattr(torchvision.models, sys.argv[1])()
network.fc = torch.nn.Identity()
network.load_state_dict(load_file(sys.argv[2]))  # strict: no name may be missing or left over
network.eval()
features = torchvision.models._utils.IntermediateLayerGetter(network, {"layer4": "res5"})
case = load_file(sys.argv[3])
with torch.no_grad():
    res5 = features(case["images"].permute(0, 3, 1, 2))["res5"].permute(0, 2, 3, 1)
    pooled = network(case["images"].permute(0, 3, 1, 2))
print(close(res5, case["res5"], 1e-4, "res5"), close(pooled, case["res5"].mean((1, 2)), 1e-4, "pooled"))
