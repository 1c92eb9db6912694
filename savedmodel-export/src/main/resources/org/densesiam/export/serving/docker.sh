#!/bin/sh
# Serves this model with TensorFlow Serving in Docker: gRPC on 8500, REST on 8501. Not run by DenseSiam's tests.
#   sh docker.sh          on the CPU
#   GPU=1 sh docker.sh    on all GPUs; needs NVIDIA's container toolkit
set -eu
folder=$(CDPATH= cd -P "$(dirname "$0")/.." && pwd)
image=tensorflow/serving:2.18.0
[ "${GPU:-0}" != 1 ] || { image=tensorflow/serving:2.18.0-gpu; set -- --gpus all; }
exec docker run --rm -p 8500:8500 -p 8501:8501 "$@" \
    --user "$(id -u):$(id -g)" --read-only --tmpfs /tmp --cap-drop ALL --security-opt no-new-privileges \
    -e TF_ENABLE_ONEDNN_OPTS=1 \
    -v "$folder:/models/@NAME@:ro" \
    "$image" \
    --model_config_file="/models/@NAME@/config/models.config" \
    --model_config_file_poll_wait_seconds=60 \
    --allow_version_labels_for_unavailable_models=true \
    --enable_batching=true \
    --enable_per_model_batching_parameters=true \
    --batching_parameters_file="/models/@NAME@/config/batching.config" \
    --monitoring_config_file="/models/@NAME@/config/monitoring.config"
