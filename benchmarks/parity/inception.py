"""Makes the fixture of the Inception that FID is defined on: features by pytorch-fid of weights that a formula gives.

    pip install torch torchvision pytorch-fid numpy
    python benchmarks/parity/inception.py

Writes tpu-worker/src/test/resources/org/pieria/worker/evaluation/inception.json. The formula stands for the 24 million
published weights, so that no file of them is needed: the test makes the same.
"""

import json
import pathlib
import sys
import zlib

# A script beside this one may have the name of a library; this folder must not be searched for it.
sys.path.pop(0)

import numpy as np
import torch
import torchvision
from pytorch_fid import inception

ROOT = pathlib.Path(__file__).resolve().parents[2]
FILE = ROOT / "tpu-worker/src/test/resources/org/pieria/worker/evaluation/inception.json"
SIDES = [(64, 64), (320, 260)]
EVERY = 16


def uniform(name, count):
    """In [-0.5, 0.5), a function of the name and the place."""
    x = np.arange(count, dtype=np.uint32) + np.uint32(zlib.crc32(name.encode()))
    x *= np.uint32(0x9E3779B1)
    x ^= x >> np.uint32(15)
    x *= np.uint32(0x85EBCA77)
    x ^= x >> np.uint32(13)
    x *= np.uint32(0xC2B2AE3D)
    x ^= x >> np.uint32(16)
    return (x >> np.uint32(8)).astype(np.float32) * np.float32(2.0 ** -24) - np.float32(0.5)


def weight(name, shape):
    u = uniform(name, int(np.prod(shape)))
    if name.endswith(".conv.weight"):
        values = u * np.float32(2 * np.sqrt(6 / np.prod(shape[1:])))
    elif name.endswith((".bn.weight", ".bn.running_var")):
        values = u * np.float32(0.5) + np.float32(1)
    else:
        values = u * np.float32(0.5)
    return torch.tensor(values.reshape(shape))


def given(*_, **__):
    """In place of the download."""
    bare = torchvision.models.inception_v3(num_classes=1008, aux_logits=False, init_weights=False).state_dict()
    return {n: v if n.endswith("num_batches_tracked") else weight(n, tuple(v.shape)) for n, v in bare.items()}


def picture(number, width, height):
    """Made by whole numbers alone, so that the tests make the same."""
    y, x, c = np.mgrid[0:height, 0:width, 0:3]
    values = x * (5 + c) + y * (3 + number) + (x // 5 + y // 4) % 2 * 90 + x * y * (c + 1) // 16
    return (values & 255).astype(np.uint8)


def main():
    inception.load_state_dict_from_url = given
    network = inception.InceptionV3([3]).eval().double()
    features = []
    for number, (width, height) in enumerate(SIDES):
        planes = torch.tensor(picture(number, width, height)).permute(2, 0, 1)[None].double() / 255
        with torch.no_grad():
            features.append(network(planes)[0].reshape(-1)[::EVERY].tolist())
    FILE.write_text(json.dumps({"sizes": SIDES, "every": EVERY, "features": features}) + "\n")
    print([(min(row), max(row), float(np.std(row))) for row in features])


if __name__ == "__main__":
    main()
