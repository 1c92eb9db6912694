"""TensorFlow Serving's contract by its own protos: python serving.py MODEL CONFIG"""

import pathlib
import sys

import kubernetes_validate
import tensorflow as tf
import yaml
from google.protobuf import (
    descriptor_pb2, descriptor_pool, message_factory, text_format, wrappers_pb2)
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

# The same weights with the signatures that stack: what two clients send makes one batch.
batched = model.parent / "batched" / model.name
view = saved_model_pb2.SavedModel.FromString((batched / "saved_model.pb").read_bytes())
assert list(view.meta_graphs[0].signature_def) == ["image_bytes"]
for file in (model / "variables").iterdir():
    assert file.samefile(batched / "variables" / file.name), file
requests = [prediction_log_pb2.PredictionLog.FromString(record.numpy()).predict_log.request
            for record in tf.data.TFRecordDataset(
                str(batched / "assets.extra" / "tf_serving_warmup_requests"))]
assert [r.model_spec.name for r in requests] == [model.parent.name + "-batched"]
(file,) = tf.make_ndarray(requests[0].inputs["image_bytes"])
call = tf.saved_model.load(str(batched)).signatures["image_bytes"]
one, two = call(image_bytes=tf.constant([file])), call(image_bytes=tf.constant([file, file]))
for name in one:
    assert two[name].shape[0] == 2 and one[name].shape[1:] == two[name].shape[1:], name

# Configuration.
served = text_format.Parse(
    (config / "models.config").read_text(), model_server_config_pb2.ModelServerConfig())
assert [m.name for m in served.model_config_list.config] == [
    model.parent.name, model.parent.name + "-batched"]
for m in served.model_config_list.config:
    assert dict(m.version_labels) == {"stable": int(model.name)}, m
    assert list(m.model_version_policy.specific.versions) == [int(model.name)], m

# Serving's Python package lacks these two protos: the fields of session_bundle_config.proto and
# monitoring_config.proto that we use, by the names that text files have.
wrapped = ".google.protobuf.Int64Value"
fields = descriptor_pb2.FieldDescriptorProto


def message(name, *members):
    made = descriptor_pb2.DescriptorProto(name=name)
    for number, (member, kind, of) in enumerate(members, 1):
        made.field.add(name=member, number=number, type=kind, type_name=of, label=(
            fields.LABEL_REPEATED if member == "allowed_batch_sizes" else fields.LABEL_OPTIONAL))
    return made


pool = descriptor_pool.Default()
pool.Add(descriptor_pb2.FileDescriptorProto(
    name="configs.proto", package="configs", syntax="proto3",
    dependency=[wrappers_pb2.DESCRIPTOR.name],
    message_type=[
        message("BatchingParameters",
                ("max_batch_size", fields.TYPE_MESSAGE, wrapped),
                ("batch_timeout_micros", fields.TYPE_MESSAGE, wrapped),
                ("max_enqueued_batches", fields.TYPE_MESSAGE, wrapped),
                ("num_batch_threads", fields.TYPE_MESSAGE, wrapped),
                ("allowed_batch_sizes", fields.TYPE_INT64, None)),
        message("PrometheusConfig",
                ("enable", fields.TYPE_BOOL, None), ("path", fields.TYPE_STRING, None)),
        message("MonitoringConfig",
                ("prometheus_config", fields.TYPE_MESSAGE, ".configs.PrometheusConfig"))]))


def parse(file, kind):
    described = pool.FindMessageTypeByName("configs." + kind)
    return text_format.Parse(file.read_text(), message_factory.GetMessageClass(described)())


batching = parse(batched / "batching_params.pbtxt", "BatchingParameters")
assert batching.allowed_batch_sizes[-1] == batching.max_batch_size.value  # Serving refuses others
assert list(batching.allowed_batch_sizes) == sorted(batching.allowed_batch_sizes)
assert parse(config / "batching.config", "BatchingParameters").num_batch_threads.value == 2
monitoring = parse(config / "monitoring.config", "MonitoringConfig").prometheus_config
assert monitoring.enable

# Kubernetes: each manifest by the schemas of several releases, and what must agree with what.
for name in ["kubernetes.yaml", "kubernetes-gpu.yaml"]:
    deployment, service = yaml.safe_load_all((config / name).read_text())
    for resource in [deployment, service]:
        for release in ["1.25", "1.31", "1.36"]:
            kubernetes_validate.validate(resource, release, strict=True)
    template = deployment["spec"]["template"]
    (container,) = template["spec"]["containers"]
    assert template["metadata"]["annotations"]["prometheus.io/path"] == monitoring.path
    assert service["spec"]["selector"].items() <= template["metadata"]["labels"].items()
    paths = [a.partition("=")[2] for a in container["args"] if "_file=" in a]
    paths += [container[p]["exec"]["command"][1]
              for p in ["startupProbe", "readinessProbe", "livenessProbe"]]
    for path in paths:
        inside = pathlib.PurePosixPath(path).relative_to(f"/models/{model.parent.name}")
        assert (config.parent / inside).is_file(), path
print(sorted(warmed))
