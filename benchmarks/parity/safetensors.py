"""Checks our safetensors files against the public library, both ways.

    pip install safetensors numpy
    python benchmarks/parity/safetensors.py write checkpointing/src/test/resources/theirs.safetensors
    python benchmarks/parity/safetensors.py check checkpointing/src/test/resources/ours.safetensors

The first makes a file for our reader. The second reads the file whose bytes our writer is tested to write.
"""

import sys

# This script has the library's name; its own folder must not be searched for it.
sys.path.pop(0)

import numpy
from safetensors import TensorSpec, safe_open, serialize_file


def entry(dtype, array, stored=None):
    """The array under the library's own name of its type; numpy has no bfloat16, so its bits may be stored instead."""
    data = array if stored is None else stored
    return TensorSpec(dtype=dtype, shape=array.shape, data_ptr=data.ctypes.data, data_len=data.nbytes)


def write(path):
    ramp = numpy.array([[0.0, -1.5, 2.25], [3e-40, 1e38, -0.0]], dtype="<f4")
    brain = numpy.array([1.0, -2.5, 3.140625, float("inf")], dtype="<f4")
    # The entries hold addresses only, so the arrays must outlive them.
    half = numpy.array([1.0, -0.333251953125, 65504.0, 6e-8], dtype="<f2")
    bits = (brain.view("<u4") >> 16).astype("<u2")
    tokens = numpy.array([[1, -2], [2147483647, -2147483648]], dtype="<i4")
    scalar = numpy.array(7.5, dtype="<f4")
    empty = numpy.zeros((0, 4), dtype="<f4")
    octets = numpy.arange(5, dtype="u1")
    tensors = {
        "layer/weight": entry("float32", ramp),
        "layer/half": entry("float16", half),
        "layer/brain": entry("bfloat16", brain, bits),
        "tokens": entry("int32", tokens),
        "scalar": entry("float32", scalar),
        "empty": entry("float32", empty),
        "bytes": entry("uint8", octets),
    }
    serialize_file(tensors, path, {"origin": "the public library"})


def check(path):
    expected = {
        "base/embedding": numpy.array([[0.5, -0.25, 1e-45], [float("inf"), -0.0, 3.4028234663852886e38]], dtype="<f4"),
        "base/counts": numpy.array([3, -1, 2147483647], dtype="<i4"),
        "scalar": numpy.array(-1.25, dtype="<f4"),
        "empty": numpy.zeros((2, 0), dtype="<f4"),
        "naïve/größe": numpy.array([42.0], dtype="<f4"),
    }
    with safe_open(path, framework="numpy") as file:
        assert sorted(file.keys()) == sorted(expected), file.keys()
        assert file.metadata() == {"phase": "base", "step": "12"}, file.metadata()
        for name, array in expected.items():
            found = file.get_tensor(name)
            assert found.dtype == array.dtype and found.shape == array.shape, name
            assert found.tobytes() == array.tobytes(), name
    print("equal:", ", ".join(expected))


if __name__ == "__main__":
    {"write": write, "check": check}[sys.argv[1]](sys.argv[2])
