"""Fine-tunes a SavedModel with a new head: python fine_tune.py MODEL VARIABLES CHANNELS"""

import sys

import tensorflow as tf

model = tf.saved_model.load(sys.argv[1])
names = {variable.name.removesuffix(":0") for variable in model.variables}
expected = set(open(sys.argv[2]).read().split())
assert names == expected, f"missing {expected - names}, unexpected {names - expected}"

backbone = model.signatures["serving_default"]
weights = [v for v in model.variables if "running_" not in v.name]
head = tf.Variable(tf.random.stateless_normal([int(sys.argv[3]), 3], [1, 2]))
images = tf.cast(tf.random.stateless_uniform([6, 64, 64, 3], [3, 4], 0, 256), tf.uint8)
classes = tf.constant([0, 1, 2, 0, 1, 2])


def step(rate):
    with tf.GradientTape() as tape:
        logits = backbone(images=images)["pooled"] @ head
        loss = tf.reduce_mean(
            tf.nn.sparse_softmax_cross_entropy_with_logits(labels=classes, logits=logits))
    for variable, gradient in zip([head] + weights, tape.gradient(loss, [head] + weights)):
        if gradient is not None:  # heads of other signatures
            variable.assign_sub(rate * gradient)
    return float(loss)


stem = next(v for v in model.variables if v.name == "backbone.conv1.weight:0")
before = tf.identity(stem)
losses = [step(1e-3) for _ in range(5)]
assert losses[-1] < losses[0], losses
assert float(tf.reduce_max(tf.abs(stem - before))) > 0, "the first convolution has not learned"
print(losses)
