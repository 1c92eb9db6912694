"""Images as the world has them, to a backbone: python odd_images.py MODEL SIDE"""

import sys

import tensorflow as tf
from oddities import check_files, check_pixels

side = int(sys.argv[2])
signatures = tf.saved_model.load(sys.argv[1]).signatures


def of_pixels(images):
    return signatures["serving_default"](images=tf.constant(images))["pooled"].numpy()


def of_files(*files):
    return signatures["image_bytes"](image_bytes=tf.constant(list(files), tf.string))["pooled"].numpy()


check_files(of_files, side, side, of_pixels)
check_pixels(of_pixels)
print("all answered or named")
