"""What densesiam finetune does, in PyTorch: preset camvid's views, rate and epochs, from random weights.

python finetune_torch.py CAMVID EPOCHS SEED     CAMVID has train, trainannot, val, valannot

Prints mIoU and accuracy on the held-out images. Not a test: integration-tests/src/experiments/finetune.sh runs it beside
ours.
"""

import math
import random
import sys
import time
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
import torchvision.transforms.functional as T
from PIL import Image
from segmenter_net import Segmenter

root, epochs, seed = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
P, B, K, RATE = 128, 16, 11, 0.02
MEAN, STD = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)
random.seed(seed)
torch.manual_seed(seed)


def load(split):
    pairs = []
    for file in sorted((root / split).iterdir()):
        image = Image.open(file).convert("RGB")
        labels = np.array(Image.open(root / f"{split}annot" / (file.stem + ".png")))
        pairs.append((image, Image.fromarray(np.where(labels < K, labels, 255).astype(np.uint8))))
    return pairs


def tensors(image, labels):
    return T.normalize(T.to_tensor(image), MEAN, STD), torch.from_numpy(np.array(labels)).long()


def view(image, labels):
    scale = math.exp(random.uniform(math.log(0.75), math.log(2))) * P / min(image.size)
    size = [max(1, round(s * scale)) for s in image.size]
    image, labels = image.resize(size, Image.BILINEAR), labels.resize(size, Image.NEAREST)
    x, y = ((1 if s >= P else -1) * random.randint(0, abs(s - P)) for s in size)
    image = image.crop((x, y, x + P, y + P))
    inside = Image.new("L", (P, P), 255)
    inside.paste(labels, (-x, -y))
    if random.random() < 0.5:
        image, inside = T.hflip(image), T.hflip(inside)
    for change, strength in ((T.adjust_brightness, 0.3), (T.adjust_contrast, 0.3), (T.adjust_saturation, 0.3)):
        if random.random() < 0.8:
            image = change(image, random.uniform(1 - strength, 1 + strength))
    if random.random() < 0.8:
        image = T.adjust_hue(image, random.uniform(-0.05, 0.05))
    return tensors(image, inside)


def centre(image, labels):
    short = min(image.size)
    size = [s * P // short for s in image.size]
    image, labels = image.resize(size, Image.BILINEAR), labels.resize(size, Image.NEAREST)
    return tensors(T.center_crop(image, P), T.center_crop(labels, P))


def evaluate(net, held_out):
    net.eval()
    counts = torch.zeros(K, K, dtype=torch.long)
    with torch.no_grad():
        for pair in held_out:
            image, labels = centre(*pair)
            answer, known = net(image[None]).argmax(1)[0], labels < K
            counts += torch.bincount(labels[known] * K + answer[known], minlength=K * K).reshape(K, K)
    net.train()
    right = counts.diag().double()
    either = counts.sum(0) + counts.sum(1) - counts.diag()
    return float((right / either)[either > 0].mean()), float(right.sum() / counts.sum())


train, held_out = load("train"), load("val")
net = Segmenter(classes=K).to(memory_format=torch.channels_last)
sgd = torch.optim.SGD(net.parameters(), RATE, momentum=0.9, weight_decay=1e-4)
per_epoch = len(train) // B
total, step, begin = per_epoch * epochs, 0, time.time()
for epoch in range(epochs):
    order = random.sample(train, len(train))
    for i in range(per_epoch):
        progress = (step - per_epoch) / max(1, total - per_epoch)
        rate = RATE * (step + 1) / per_epoch if step < per_epoch else RATE * (1 - progress) ** 0.9
        for group in sgd.param_groups:
            group["lr"] = rate
        images, labels = zip(*(view(*pair) for pair in order[i * B : (i + 1) * B]))
        images = torch.stack(images).to(memory_format=torch.channels_last)
        loss = F.cross_entropy(net(images), torch.stack(labels), ignore_index=255)
        sgd.zero_grad()
        loss.backward()
        sgd.step()
        step += 1
    print(f"epoch {epoch + 1}, loss {loss.item():.3f}, {time.time() - begin:.0f} s", file=sys.stderr, flush=True)
miou, accuracy = evaluate(net, held_out)
print(f"seed {seed} mIoU {100 * miou:.1f} accuracy {100 * accuracy:.1f} seconds {time.time() - begin:.0f}")
