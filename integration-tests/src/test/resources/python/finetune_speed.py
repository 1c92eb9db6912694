"""Time one step of densesiam finetune's network in PyTorch (CPU, float32, channels last), views already in memory.

python finetune_speed.py BATCH PX STEPS     11 classes, ResNet-18, pyramid of 128 channels
"""

import sys
import time

import torch
import torch.nn.functional as F
from segmenter_net import Segmenter

batch, side, steps = (int(argument) for argument in sys.argv[1:4])
torch.manual_seed(0)
net = Segmenter().to(memory_format=torch.channels_last)
sgd = torch.optim.SGD(net.parameters(), 0.02, momentum=0.9, weight_decay=1e-4)
images = torch.randn(batch, 3, side, side).to(memory_format=torch.channels_last)
labels = torch.randint(0, 11, (batch, side, side))


def step():
    loss = F.cross_entropy(net(images), labels, ignore_index=255)
    sgd.zero_grad()
    loss.backward()
    sgd.step()


for _ in range(3):
    step()
times = []
for _ in range(steps):
    begin = time.perf_counter()
    step()
    times.append(time.perf_counter() - begin)
times.sort()
print(f"median {1000 * times[len(times) // 2]:.0f} ms a step, fastest {1000 * times[0]:.0f} ms")
