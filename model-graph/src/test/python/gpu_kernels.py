"""Which operations have kernels for GPUs, for GpuKernels.java.

    python gpu_kernels.py > ../resources/org/densesiam/model/testing/gpu-kernels.txt

Ran with the package tensorflow 2.18.1, the CUDA build, which registers its kernels without a GPU too.
"""
import os

os.environ["CUDA_VISIBLE_DEVICES"] = ""

from collections import defaultdict

import tensorflow as tf
from tensorflow.python.framework import kernels


def types(constraint):
    return tuple(sorted(tf.dtypes.as_dtype(t).name for t in constraint.allowed_values.list.type))


def differing(a, b):
    """Index of the one attribute in which two kernels differ, if it is one."""
    if [name for name, _ in a] != [name for name, _ in b]:
        return None
    differences = [i for i in range(len(a)) if a[i] != b[i]]
    return differences[0] if len(differences) == 1 else None


def merged(all_kernels):
    """Two kernels that differ in one attribute become one that takes the types of both."""
    rest, done = sorted(all_kernels), []
    while rest:
        kernel = rest.pop(0)
        for other in rest:
            i = differing(kernel, other)
            if i is not None:
                both = (kernel[i][0], tuple(sorted(set(kernel[i][1]) | set(other[i][1]))))
                rest.remove(other)
                rest.insert(0, kernel[:i] + (both,) + kernel[i + 1:])
                break
        else:
            done.append(kernel)
    return [()] if () in done else sorted(done)


by_op = defaultdict(set)
for kernel in kernels.get_all_registered_kernels().kernel:
    # Any device falls back to DEFAULT. A kernel with a label is taken by nobody who does not ask for it.
    if kernel.device_type in ("GPU", "DEFAULT") and not kernel.label:
        by_op[kernel.op].add(tuple(sorted((c.name, types(c)) for c in kernel.constraint)))

print(f"# Written by src/test/python/gpu_kernels.py, tensorflow {tf.__version__} (CUDA build): operations that have kernels")
print('# for GPUs, with the types that a kernel takes by attribute; several kernels are separated by "|". An attribute that')
print("# is not named takes every type.")
for op in sorted(by_op):
    alternatives = "|".join(";".join(f"{name}={','.join(ts)}" for name, ts in kernel) for kernel in merged(merged(by_op[op])))
    print(f"{op} {alternatives}".strip())
