"""Makes the fixtures of the evaluation tests: distances, resizing and CLIP preprocessing by public implementations.

    pip install numpy scipy torch torchvision torchmetrics pytorch-fid clean-fid transformers pillow onnx
    python benchmarks/parity/evaluation.py

Writes model/src/test/resources/org/pieria/model/evaluation and tpu-worker/src/test/resources/org/pieria/worker/evaluation.
The ONNX files are toys with the shapes of an Inception and of a CLIP; they hold no weights of anybody.
"""

import base64
import json
import pathlib
import sys
import types

# A script beside this one has the name of a library; this folder must not be searched for it.
sys.path.pop(0)

import numpy as np
import torch
from PIL import Image

ROOT = pathlib.Path(__file__).resolve().parents[2]
DISTANCES = ROOT / "model/src/test/resources/org/pieria/model/evaluation"
PICTURES = ROOT / "tpu-worker/src/test/resources/org/pieria/worker/evaluation"
CLIP_MEAN = [0.48145466, 0.4578275, 0.40821073]
CLIP_STD = [0.26862954, 0.26130258, 0.27577711]


def write(folder, name, value):
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(json.dumps(value) + "\n")


def sets(count_a, count_b, width):
    random = np.random.default_rng(20240607)
    mixing = random.normal(size=(width, width))
    a = (random.normal(size=(count_a, width)) @ mixing).astype(np.float32)
    b = (0.7 * random.normal(size=(count_b, width)) @ mixing.T + 0.5).astype(np.float32)
    return a, b


def torchmetrics_distances(a, b):
    from torchmetrics.image.fid import FrechetInceptionDistance
    from torchmetrics.image.kid import KernelInceptionDistance

    class Given(torch.nn.Module):
        """The features themselves stand for the images."""

        num_features = a.shape[1]

        def forward(self, x):
            return x.reshape(len(x), -1)

    results = {}
    shape = (3, 1, a.shape[1] // 3)
    metrics = {
        "fid": FrechetInceptionDistance(feature=Given(), input_img_size=shape, normalize=False),
        "kid": KernelInceptionDistance(feature=Given(), subsets=1, subset_size=min(len(a), len(b)), normalize=False),
    }
    for name, metric in metrics.items():
        metric.set_dtype(torch.float64)
        metric.update(torch.tensor(a).double().reshape(-1, *shape), real=True)
        metric.update(torch.tensor(b).double().reshape(-1, *shape), real=False)
        value = metric.compute()
        results[name] = float(value[0] if name == "kid" else value)
    return results


def distances():
    from pytorch_fid.fid_score import calculate_frechet_distance

    a, b = sets(40, 40, 9)
    moments = [m for x in (a, b) for m in (x.astype(np.float64).mean(0), np.cov(x.astype(np.float64), rowvar=False))]
    few = sets(6, 7, 9)
    rank = [m for x in few for m in (x.astype(np.float64).mean(0), np.cov(x.astype(np.float64), rowvar=False))]
    ours = torchmetrics_distances(a, b)
    write(DISTANCES, "distances.json", {
        "first": a.tolist(),
        "second": b.tolist(),
        "fewFirst": few[0].tolist(),
        "fewSecond": few[1].tolist(),
        "pytorchFid": float(calculate_frechet_distance(*moments)),
        "pytorchFidOfFew": float(calculate_frechet_distance(*rank)),
        "torchmetricsFid": ours["fid"],
        "torchmetricsKid": ours["kid"],
        "cleanFidKernelDistance": clean_fid_kernel_distance(a, b),
    })


def clean_fid_kernel_distance(a, b):
    """Of one subset that is the whole set, which no drawing changes."""
    sys.modules.setdefault("requests", types.ModuleType("requests"))
    from cleanfid.fid import kernel_distance

    return float(kernel_distance(a.astype(np.float64), b.astype(np.float64), num_subsets=1, max_subset_size=len(a)))


def picture():
    """[28, 40, 3]: waves with edges and noise."""
    y, x = np.mgrid[0:28, 0:40]
    waves = np.stack([127 + 120 * np.sin(x / 3.0 + y / 7.0), 255.0 * ((x // 5 + y // 4) % 2), x * 6.0], axis=-1)
    noise = np.random.default_rng(7).integers(-20, 21, waves.shape)
    return np.clip(waves + noise, 0, 255).astype(np.uint8)


def torch_resize(pixels, size, mode):
    planes = torch.tensor(pixels).permute(2, 0, 1)[None].float() / 255
    return torch.nn.functional.interpolate(planes, size=size, mode=mode, align_corners=False)[0]


def pil_resize(pixels, size, filter):
    return np.asarray(Image.fromarray(pixels).resize((size[1], size[0]), filter))


def clip_torchvision(pixels, side):
    from torchvision import transforms

    return transforms.Compose([
        transforms.Resize(side, interpolation=transforms.InterpolationMode.BICUBIC),
        transforms.CenterCrop(side),
        transforms.ToTensor(),
        transforms.Normalize(CLIP_MEAN, CLIP_STD),
    ])(Image.fromarray(pixels))


def clip_transformers(pixels, side):
    from transformers import CLIPImageProcessorPil

    processor = CLIPImageProcessorPil(size={"shortest_edge": side}, crop_size={"height": side, "width": side})
    return torch.tensor(np.asarray(processor(Image.fromarray(pixels))["pixel_values"][0]))


def octets(array):
    return base64.b64encode(np.ascontiguousarray(array, dtype=np.uint8).tobytes()).decode()


def rounded(tensor):
    return [float(np.float32(v)) for v in tensor.reshape(-1).tolist()]


def pictures():
    pixels = picture()
    cases = []
    for size in ((9, 11), (56, 50)):
        for name, filter in (("bilinear", Image.Resampling.BILINEAR), ("bicubic", Image.Resampling.BICUBIC)):
            cases.append({
                "height": size[0],
                "width": size[1],
                "filter": name,
                "antialiased": octets(pil_resize(pixels, size, filter)),
                "plain": [round(v, 6) for v in rounded(torch_resize(pixels, size, name)[:, ::5, ::5])],
            })
    full = clip_torchvision(pixels, 224)
    write(PICTURES, "pictures.json", {
        "height": pixels.shape[0],
        "width": pixels.shape[1],
        "rgb": octets(pixels),
        "resized": cases,
        "clipSmall": rounded(clip_torchvision(pixels, 12)),
        "clipSmallByTransformers": rounded(clip_transformers(pixels, 12)),
        "clipEvery499th": rounded(full.reshape(-1)[::499]),
    })


def toys():
    """Networks that average every channel: features, 2048 of them, and of images too small."""
    import onnx
    from onnx import TensorProto, helper, numpy_helper

    def save(name, inputs, outputs, nodes, constants=()):
        initial = [numpy_helper.from_array(value, key) for key, value in constants]
        graph = helper.make_graph(nodes, name, inputs, outputs, initial)
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
        onnx.checker.check_model(model)
        PICTURES.mkdir(parents=True, exist_ok=True)
        onnx.save(model, PICTURES / (name + ".onnx"))

    def images(side, batch="batch"):
        return [helper.make_tensor_value_info("images", TensorProto.FLOAT, [batch, 3, side, side])]

    def result(name, width, batch="batch"):
        return [helper.make_tensor_value_info(name, TensorProto.FLOAT, [batch, width])]

    axes = helper.make_node("ReduceMean", ["images"], ["means"], axes=[2, 3], keepdims=0)
    pad = ("widths", np.array([0, 0, 0, 2045], dtype=np.int64))
    save("means", images(8), result("means", 3), [axes])
    save("inception-shaped", images(299, 4), result("features", 2048, 4),
         [axes, helper.make_node("Pad", ["means", "widths"], ["features"])], [pad])
    save("clip-image", images(224), result("means", 3), [axes])


if __name__ == "__main__":
    distances()
    pictures()
    toys()
