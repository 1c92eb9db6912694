"""Views as the released code makes them of a square: python released_views.py CASE MEAN WORST

CASE holds what Java drew and the views it made; Pillow makes them anew, change by change
(github.com/ZwwWayne/DenseSiam, ReplayRandom* and ClusterReplayDataset). Fails where a view is off by
more than MEAN levels of 255 on average, or a number of it by more than WORST; where hue was turned,
whose 256 places are 8 levels apart in a strong colour, by HUE_MEAN and HUE_WORST.
"""

import sys

import numpy as np
from PIL import Image, ImageEnhance, ImageFilter
from safetensors.numpy import load_file

JITTER, FACTOR, GREY, BLUR, SIGMA = 0, 4, 9, 10, 11  # as ColourDraws has them
CHANCE, GREY_CHANCE, BLUR_CHANCE = 0.8, 0.2, 0.5
STRENGTH, HUE_STRENGTH = 0.3, 0.1
HUE_MEAN, HUE_WORST = 3, 18


def turned(image, turn):
    """torchvision's adjust_hue of a PIL image: hue in whole numbers, and it wraps."""
    hue, saturation, value = image.convert("HSV").split()
    moved = (np.array(hue).astype(int) + int(turn * 255)) % 256
    return Image.merge("HSV", (Image.fromarray(moved.astype(np.uint8)), saturation, value)).convert("RGB")


def coloured(pixels, draws, sigma_min, sigma_max):
    image = Image.fromarray(pixels)
    enhancers = (ImageEnhance.Brightness, ImageEnhance.Contrast, ImageEnhance.Color)
    for change, enhancer in enumerate(enhancers):
        if draws[JITTER + change] < CHANCE:
            image = enhancer(image).enhance(1 + STRENGTH * (2 * float(draws[FACTOR + change]) - 1))
    if draws[JITTER + 3] < CHANCE:
        image = turned(image, HUE_STRENGTH * (2 * float(draws[FACTOR + 3]) - 1))
    if draws[GREY] < GREY_CHANCE:
        image = Image.merge("RGB", (image.convert("L"),) * 3)
    if draws[BLUR] < BLUR_CHANCE:
        image = image.filter(ImageFilter.GaussianBlur(sigma_min + float(draws[SIGMA]) * (sigma_max - sigma_min)))
    return image


def interpolated(part, size):
    """torch's interpolate(part, size, mode="bilinear", align_corners=False)."""
    at = np.clip((np.arange(size) + 0.5) * len(part) / size - 0.5, 0, len(part) - 1)
    low = np.floor(at).astype(int)
    high, share = np.minimum(low + 1, len(part) - 1), at - low
    rows = part[low] * (1 - share)[:, None, None] + part[high] * share[:, None, None]
    return rows[:, low] * (1 - share)[None, :, None] + rows[:, high] * share[None, :, None]


case = load_file(sys.argv[1])
mean_allowed, worst_allowed = map(float, sys.argv[2:4])
squares = case["squares"].astype(np.uint8)  # [B, 2P, 2P, 3]
size = squares.shape[1] // 2
for i, square in enumerate(squares):
    blur = case["sigmas"].tolist()
    top, left, side = case["crops"][i].astype(int)
    first = np.array(coloured(square, case["draws"][i, 0], *blur), dtype=float)
    first = interpolated(first[top : top + side, left : left + side], size)
    if case["flips"][i]:
        first = first[:, ::-1]
    second = coloured(square, case["draws"][i, 1], *blur).resize((size, size), Image.BILINEAR)
    for view, (name, expected) in enumerate((("view1", first), ("view2", np.array(second, dtype=float)))):
        off = np.abs(expected - case[name][i] * 255)
        report = f"{name} of image {i}: off by {off.mean():.2f} levels on average, {off.max():.1f} at most"
        print(report)
        hue_turned = case["draws"][i, view, JITTER + 3] < CHANCE
        mean, worst = (HUE_MEAN, HUE_WORST) if hue_turned else (mean_allowed, worst_allowed)
        assert off.mean() <= mean and off.max() <= worst, report
