"""A run's files with Python's own tools: python run_files.py SHARDS RUN CHECKPOINT"""

import json
import pathlib
import sys

import tensorflow as tf
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

shards, run, checkpoint = map(pathlib.Path, sys.argv[1:])

# Records, by tf.data.
manifest = json.loads((shards / "manifest.json").read_text())
records = tf.data.TFRecordDataset(sorted(map(str, shards.glob("*.tfrecord"))))
features = {"image/encoded": tf.io.FixedLenFeature([], tf.string)}
images = records.map(lambda r: tf.io.decode_image(tf.io.parse_single_example(r, features)["image/encoded"]))
shapes = [image.shape for image in images]
assert len(shapes) == manifest["records"], (len(shapes), manifest)
assert all(len(shape) == 3 and shape[2] == 3 for shape in shapes)

# A checkpoint, by tf.train.
described = json.loads((checkpoint.parent / "checkpoint.json").read_text())["variables"]
reader = tf.train.load_checkpoint(str(checkpoint))
assert reader.get_variable_to_shape_map() == described
assert reader.get_tensor("backbone.conv1.weight").std() > 0

# Events, by TensorBoard.
events = EventAccumulator(str(run / "events"))
events.Reload()
logged = [json.loads(line) for line in (run / "metrics.jsonl").read_text().splitlines()]
shown = {event.step: event.value for event in events.Scalars("loss/total")}
for line in logged:
    if "loss/total" in line:
        assert abs(shown[line["step"]] - line["loss/total"]) < 1e-5, (line, shown)
assert shown
print(len(shapes), len(described), sorted(shown))
