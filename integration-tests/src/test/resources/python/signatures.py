"""Runs every signature of a SavedModel on Java's inputs: python signatures.py MODEL CASES

A case is a .safetensors file: its metadata names the signature, its array `images` (pixels) or the
files beside it are the input, its other arrays are what Java's training graph computes.
"""

import pathlib
import sys

import tensorflow as tf
from compare import close
from safetensors import safe_open

model = tf.saved_model.load(sys.argv[1])
covered = set()
worst = 0.0
for case in sorted(pathlib.Path(sys.argv[2]).glob("*.safetensors")):
    with safe_open(case, "np") as arrays:
        about = arrays.metadata()
        expected = {name: arrays.get_tensor(name) for name in arrays.keys()}
    if "files" in about:
        files = [(case.parent / name).read_bytes() for name in about["files"].split(",")]
        fed = {"image_bytes": tf.constant(files)}
        if "size" in about:
            size = [int(px) for px in about["size"].split(",")]
            fed["size"] = tf.constant([size] * len(files))
    else:
        fed = {"images": tf.cast(expected.pop("images"), tf.uint8)}
    found = model.signatures[about["signature"]](**fed)
    assert set(found) == set(expected), f"{case.name}: {set(found)}, Java has {set(expected)}"
    for name, value in expected.items():
        if name.endswith("labels"):
            assert (found[name].numpy() == value).mean() > 0.999, f"{case.name}: labels differ"
        else:
            worst = max(worst, close(found[name], value, 1e-5, f"{case.name} {name}"))
    covered.add(about["signature"])
assert covered == set(model.signatures), f"cases for {covered} only of {set(model.signatures)}"
print(f"worst relative difference {worst:.2e}")
