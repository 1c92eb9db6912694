"""Runs the calls of savedmodel-export/README.md as they stand: python readme.py README FOLDER

FOLDER has models/first, models/streets and backbone.safetensors. A block is the indented lines under a
heading from a given first line to the next blank one. Only ports are rewritten: to the stand-in's.
"""

import io
import json
import os
import subprocess
import sys

import numpy as np
import tensorflow as tf
import torch
from compare import close
from PIL import Image
from stand_in import StandIn

lines = open(sys.argv[1]).read().splitlines()
os.chdir(sys.argv[2])


def block(heading, first):
    """The block's text, less its indent."""
    begin = lines.index(heading)
    begin = next(i for i in range(begin, len(lines)) if lines[i].startswith("    " + first))
    end = next(i for i in range(begin, len(lines)) if not lines[i].startswith("    "))
    text = "\n".join(line[4:] for line in lines[begin:end])
    for port, free in [(8500, served.grpc_port), (8501, served.rest_port)]:
        text = text.replace(f"localhost:{port}", f"localhost:{free}")
    return text


def python(heading, first, **given):
    """Runs in one namespace for all, as a reader would who goes on typing."""
    typed.update(given)
    exec(compile(block(heading, first), f"{sys.argv[1]}, {heading}, {first}", "exec"), typed)


def rest(heading):
    done = subprocess.run(["sh", "-c", block(heading, "# REST")], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)["outputs"]


def answers(model, signature, **fed):
    found = models[model].signatures[signature](**fed)
    return {name: value.numpy() for name, value in found.items()}


# A file that is too large for a shell's argument once it is base64, as photographs are.
random = np.random.default_rng(1)
photograph = io.BytesIO()
Image.fromarray(random.integers(0, 256, [400, 600, 3], np.uint8)).save(photograph, "JPEG", quality=90)
assert len(photograph.getvalue()) > 128 * 1024
open("a.jpg", "wb").write(photograph.getvalue())
file = tf.constant([photograph.getvalue()])
pixels = random.integers(0, 256, [4, 64, 96, 3], np.uint8)
images = tf.constant(pixels)

tf.random.set_seed(1)
typed = {}
models = {name: tf.saved_model.load(f"models/{name}/1") for name in ["first", "streets"]}
with StandIn(models) as served:
    expected = answers("first", "image_bytes", image_bytes=file)
    found = rest("## Serve")
    assert set(found) == set(expected)
    close(found["pooled"], expected["pooled"], 1e-5, "REST pooled")
    python("## Serve", "# gRPC")
    close(typed["pooled"], expected["pooled"], 1e-5, "gRPC pooled")

    size = tf.constant([[256, 352]])
    expected = answers("streets", "image_bytes_sized", image_bytes=file, size=size)
    found = rest("## Serve a segmenter")
    assert set(found) == set(expected)
    assert (found["labels"] == expected["labels"]).mean() > 0.999
    python("## Serve a segmenter", "# gRPC")
    assert (typed["labels"] == expected["labels"]).mean() > 0.999
    outputs = typed["stub"].Predict(typed["request"]).outputs
    assert set(outputs) == {"labels"}, set(outputs)

    python("## Serve a segmenter", "# Python", images=images)
    expected = answers("streets", "serving_default", images=images)["labels"]
    assert np.array_equal(typed["labels"], expected)

    pooled = answers("first", "serving_default", images=images)["pooled"]
    normalised = (pixels / 255 - [0.485, 0.456, 0.406]) / [0.229, 0.224, 0.225]
    normalised = torch.tensor(normalised, dtype=torch.float32).permute(0, 3, 1, 2)
    python("## From Python", "import torch", images=normalised)
    close(typed["pooled"].detach(), pooled, 1e-4, "torchvision pooled")

    labels = tf.constant([0, 1, 2, 0])
    python("## From Python", "import tensorflow", images=images, labels=labels)
    tuned = typed["backbone"](images=images)["pooled"] @ typed["head"]
    after = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels, tuned))
    assert after < typed["loss"], (after, typed["loss"])
print("README's calls are answered")
