#!/bin/sh
# Serves this model with TensorFlow Serving in Docker: gRPC on 8500, REST on 8501. An example; not run by DenseSiam's tests.
exec docker run --rm -p 8500:8500 -p 8501:8501 \
    -v "@FOLDER@:/models/@NAME@:ro" \
    tensorflow/serving:2.18.0 \
    --model_config_file="/models/@NAME@/config/models.config" \
    --file_system_poll_wait_seconds=30
