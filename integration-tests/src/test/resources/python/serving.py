"""TensorFlow Serving's contract by its own protos: python serving.py MODEL CONFIG"""

import pathlib
import sys

import tensorflow as tf
from google.protobuf import text_format
from tensorflow.core.protobuf import saved_model_pb2
from tensorflow_serving.apis import prediction_log_pb2
from tensorflow_serving.config import model_server_config_pb2

model, config = map(pathlib.Path, sys.argv[1:])

# Signatures: method name, tensors that are there, of the type and rank that is said.
saved = saved_model_pb2.SavedModel.FromString((model / "saved_model.pb").read_bytes())
(meta,) = saved.meta_graphs
assert list(meta.meta_info_def.tags) == ["serve"]
graph = tf.Graph()
with graph.as_default():
    tf.import_graph_def(meta.graph_def, name="")
for name, signature in meta.signature_def.items():
    assert signature.method_name == "tensorflow/serving/predict", name
    for key, info in list(signature.inputs.items()) + list(signature.outputs.items()):
        tensor = graph.get_tensor_by_name(info.name)
        assert tensor.dtype == tf.as_dtype(info.dtype), (name, key)
        assert len(info.tensor_shape.dim) == tensor.shape.rank, (name, key)
        assert info.tensor_shape.dim[0].size == -1, f"{name} {key}: the batch is not free"
used = {op.type for op in graph.get_operations()}
assert not any("ResourceApply" in kind for kind in used), "an optimiser came along"

# Requests to warm up with: each runs.
loaded = tf.saved_model.load(str(model))
warmed = set()
for record in tf.data.TFRecordDataset(str(model / "assets.extra" / "tf_serving_warmup_requests")):
    log = prediction_log_pb2.PredictionLog.FromString(record.numpy())
    request = log.predict_log.request
    assert request.model_spec.name == model.parent.name, request.model_spec
    inputs = {key: tf.make_ndarray(value) for key, value in request.inputs.items()}
    outputs = loaded.signatures[request.model_spec.signature_name](
        **{key: tf.constant(value) for key, value in inputs.items()})
    assert all(value.shape[0] == 1 for value in outputs.values())
    warmed.add(request.model_spec.signature_name)
assert warmed == set(meta.signature_def), warmed

# Configuration.
served = text_format.Parse(
    (config / "models.config").read_text(), model_server_config_pb2.ModelServerConfig())
assert [m.name for m in served.model_config_list.config] == [model.parent.name]
print(sorted(warmed))
