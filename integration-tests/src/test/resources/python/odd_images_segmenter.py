"""Images as the world has them, to a segmenter: python odd_images_segmenter.py MODEL SIDE"""

import sys

import numpy as np
import tensorflow as tf
from oddities import COLOUR, PLAIN, check_files, check_pixels, near, refused

side = int(sys.argv[2])
signatures = tf.saved_model.load(sys.argv[1]).signatures


def run(signature, **fed):
    return {name: value.numpy() for name, value in signatures[signature](**fed).items()}


def logits(found, count, height, width):
    """[N, H/4, W/4, K], once all outputs are seen to fit each other."""
    clusters = found["logits"].shape[3]
    assert found["logits"].shape[:3] == (count, -(-height // 4), -(-width // 4)), found["logits"].shape
    for name in set(found) - {"logits"}:
        assert found[name].shape == (count, height, width), (name, found[name].shape)
    assert 0 <= found["labels"].min() and found["labels"].max() < clusters
    assert 1 / clusters - 1e-6 <= found["confidence"].min() and found["confidence"].max() <= 1
    return found["logits"]


def of_pixels(images):
    return logits(run("serving_default", images=tf.constant(images)), *images.shape[:3])


def of_files(*files):
    found = run("image_bytes", image_bytes=tf.constant(list(files), tf.string))
    return logits(found, len(files), side, side)


def sized(files, sizes):
    fed = {"image_bytes": tf.constant(files, tf.string), "size": tf.constant(sizes, tf.int32)}
    found = run("image_bytes_sized", **fed)
    return logits(found, len(files), *sizes[0])


def of_files_at_a_size(*files):
    return sized(list(files), np.full([len(files), 2], [48, 64]))


check_files(of_files, side, side, of_pixels)
check_files(of_files_at_a_size, 48, 64, of_pixels)
check_pixels(of_pixels)

# Sizes that are none, or not one for all.
for sizes in [[48, 64], [48, 65]], [[0, 8]] * 2, [[8, 5000]] * 2, [[-1, 8]] * 2:
    refused(lambda: sized([PLAIN] * 2, sizes), "size must be one (height, width)", "each 1 to 4096")
for sizes in [[8, 8]], [[8, 8, 8]] * 2, [[8]] * 2, [[8, 8]] * 3:
    refused(lambda: sized([PLAIN] * 2, sizes), "size must be [N, 2], a row for each image")
refused(lambda: sized([PLAIN] * 2, [8, 8]), "Shape of tensor size", "[2]")
near("a file at its size", sized([PLAIN], [[48, 64]]), of_pixels(np.asarray(COLOUR)[None]), 1e-5)
near("one pixel", sized([PLAIN], [[1, 1]])[:, 0, 0], sized([PLAIN, PLAIN], [[1, 1]] * 2)[1:, 0, 0], 1e-5)
print("all answered or named")
