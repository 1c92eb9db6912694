"""Loss and gradients of a step of densesiam finetune, by PyTorch's cross_entropy: python finetune_step.py WEIGHTS CASE

In float64, so that what differs is Java's rounding alone. A gradient is judged as a whole: the length of the
difference over the length of the gradient.
"""

import sys

import torch
import torch.nn.functional as F
from compare import close
from safetensors.torch import load_file
from segmenter_net import Segmenter

weights, case = load_file(sys.argv[1]), load_file(sys.argv[2])
net = Segmenter(classes=weights["classifier.weight"].shape[0], channels=weights["classifier.weight"].shape[1])
missing, left = net.load_state_dict(weights, strict=False)
assert not left and all(name.endswith("num_batches_tracked") for name in missing), (missing, left)
net.double().train()
loss = F.cross_entropy(net(case["images"].permute(0, 3, 1, 2).double()), case["labels"].long(), ignore_index=255)
loss.backward()
print("loss", close(loss.detach(), case["loss"].double().reshape(()), 1e-5, "loss"))
worst = 0.0
for name, weight in net.named_parameters():
    ours = case["gradient/" + name].double()
    off = float((ours - weight.grad).norm() / weight.grad.norm())
    assert off <= float(sys.argv[3]), f"gradient of {name}: off by {off:.2e}"
    worst = max(worst, off)
print("gradients", worst)
