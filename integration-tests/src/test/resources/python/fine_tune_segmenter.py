"""A segmenter learns from labels: python fine_tune_segmenter.py MODEL VARIABLES"""

import sys

import tensorflow as tf

model = tf.saved_model.load(sys.argv[1])
names = {variable.name.removesuffix(":0") for variable in model.variables}
expected = set(open(sys.argv[2]).read().split())
assert names == expected, f"missing {expected - names}, unexpected {names - expected}"

segment = model.signatures["serving_default"]
weights = [v for v in model.variables if "running_" not in v.name]
images = tf.cast(tf.random.stateless_uniform([4, 32, 32, 3], [3, 4], 0, 256), tf.uint8)
truth = tf.random.stateless_uniform([4, 8, 8], [5, 6], 0, 3, tf.int32)


def step(rate):
    with tf.GradientTape() as tape:
        logits = segment(images=images)["logits"]
        loss = tf.reduce_mean(
            tf.nn.sparse_softmax_cross_entropy_with_logits(labels=truth, logits=logits))
    for variable, gradient in zip(weights, tape.gradient(loss, weights)):
        variable.assign_sub(rate * gradient)
    return float(loss)


losses = [step(1e-3) for _ in range(5)]
assert losses[-1] < losses[0], losses
print(losses)
