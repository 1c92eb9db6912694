"""Python TensorFlow beside `densesiam benchmark --model`: python model_speed.py MODEL SIGNATURE SIDE BATCH CALLS THREADS"""

import sys
import threading
import time

import numpy as np
import tensorflow as tf

folder, signature = sys.argv[1:3]
side, batch, calls, threads = map(int, sys.argv[3:7])
run = tf.saved_model.load(folder).signatures[signature]
blocks = np.random.default_rng(1).integers(0, 256, [batch, side // 8 + 1, side // 8 + 1, 3], np.uint8)
pixels = blocks.repeat(8, 1).repeat(8, 2)[:, :side, :side]
if signature == "image_bytes":
    fed = {"image_bytes": [tf.io.encode_jpeg(image).numpy() for image in pixels]}
else:
    fed = {"images": pixels}


def times(count):
    """Wall time of each call; what comes out is brought to NumPy as Java brings it to its heap."""
    left, taken = iter(range(count)), []

    def work():
        for _ in left:
            begin = time.perf_counter()
            answer = run(**{name: tf.constant(value) for name, value in fed.items()})
            {name: value.numpy() for name, value in answer.items()}
            taken.append(time.perf_counter() - begin)

    workers = [threading.Thread(target=work) for _ in range(threads)]
    [worker.start() for worker in workers]
    [worker.join() for worker in workers]
    return np.array(taken) * 1e3 / batch


times(max(1, calls // 10))
begin = time.perf_counter()
taken = times(calls)
wall = time.perf_counter() - begin
print(f"{batch * calls / wall:.1f} images/s; an image takes {np.quantile(taken, .5):.2f} ms (p50), {np.quantile(taken, .99):.2f} ms (p99)")
