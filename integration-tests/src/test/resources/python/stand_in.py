"""Answers as TensorFlow Serving does, by the same protocols; it is not TensorFlow Serving.

gRPC: PredictionService.Predict with model_spec and output_filter. REST: the column format,
{"signature_name": ..., "inputs": {name: array}} to {"outputs": {name: array}}, {"b64": ...} being bytes.
"""

import base64
import http.server
import json
import threading
from concurrent import futures

import grpc
import tensorflow as tf
from tensorflow_serving.apis import predict_pb2, prediction_service_pb2_grpc


class StandIn(prediction_service_pb2_grpc.PredictionServiceServicer):
    """models: SavedModels by name. Serves each while `with` lasts, at ports that are free."""

    def __init__(self, models):
        self.models = models
        self.grpc = grpc.server(futures.ThreadPoolExecutor(2))
        prediction_service_pb2_grpc.add_PredictionServiceServicer_to_server(self, self.grpc)
        self.grpc_port = self.grpc.add_insecure_port("localhost:0")
        self.http = http.server.ThreadingHTTPServer(("localhost", 0), self.rest())
        self.rest_port = self.http.server_address[1]

    def __enter__(self):
        self.grpc.start()
        threading.Thread(target=self.http.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.grpc.stop(0)
        self.http.shutdown()
        self.http.server_close()

    def run(self, model, signature, inputs):
        call = self.models[model].signatures[signature]
        (_, wanted) = call.structured_input_signature
        return call(**{name: tf.constant(inputs[name], wanted[name].dtype) for name in wanted})

    def Predict(self, request, context):
        inputs = {name: tf.make_ndarray(value) for name, value in request.inputs.items()}
        found = self.run(request.model_spec.name, request.model_spec.signature_name, inputs)
        return predict_pb2.PredictResponse(model_spec=request.model_spec, outputs={
            name: tf.make_tensor_proto(found[name]) for name in request.output_filter or found})

    def rest(stand_in):
        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                model = self.path.removeprefix("/v1/models/").removesuffix(":predict")
                body = self.rfile.read(int(self.headers["Content-Length"]))
                request = json.loads(body, object_hook=bytes_of)
                found = stand_in.run(model, request["signature_name"], request["inputs"])
                outputs = {name: value.numpy().tolist() for name, value in found.items()}
                self.send_response(200)
                self.end_headers()
                self.wfile.write(json.dumps({"outputs": outputs}).encode())

            def log_message(self, *_):
                pass

        return Handler


def bytes_of(value):
    return base64.b64decode(value["b64"]) if set(value) == {"b64"} else value
