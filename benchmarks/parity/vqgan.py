"""Writes what PyTorch makes of the VQGAN's layers, losses, gradients and optimizer, in double precision.

The tests of the model module compare the graphs with it. Weights and inputs are not stored: both sides compute them from
the tensor's name by `values`. Of a tensor its first values, its norm and its product with another such tensor are kept.

    pip install torch numpy
    python vqgan.py > ../../model/src/test/resources/org/pieria/model/vqgan/parity.json
"""

import json
import math

import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)


def values(name, shape):
    """Numbers in [-1, 1) of a tensor, from its name and the place in it, rounded to float32; in Pieria's layout."""
    key = sum((place + 1) * ord(letter) for place, letter in enumerate(name)) % 1000
    count = math.prod(shape)
    numbers = [2 * ((math.sin(12.9898 * i + key) * 43758.5453) % 1) - 1 for i in range(count)]
    return torch.tensor(numbers, dtype=torch.float32).double().reshape(shape)


class Weights:
    """Named parameters, made when they are first asked for."""

    def __init__(self):
        self.by_name = {}

    def get(self, name, *shape):
        if name not in self.by_name:
            self.by_name[name] = self.first(name, shape).float().double().requires_grad_()
        return self.by_name[name]

    @staticmethod
    def first(name, shape):
        drawn = values(name, shape)
        if name.endswith("scale"):
            return 1 + 0.25 * drawn
        if name.endswith("bias"):
            return 0.25 * drawn
        if name.endswith("codebook"):
            return drawn
        return drawn * 2 / math.sqrt(math.prod(shape[:-1]))


def groups(channels):
    count = min(32, channels // 4)
    return count if channels % count == 0 else channels // 4


def nchw(x):
    return x.permute(0, 3, 1, 2)


def nhwc(x):
    return x.permute(0, 2, 3, 1)


def conv(w, name, x, size, channels, bias):
    kernel = w.get(name + "/kernel", size, size, x.shape[3], channels).permute(3, 2, 0, 1)
    offset = w.get(name + "/bias", channels) if bias else None
    return nhwc(F.conv2d(nchw(x), kernel, offset, padding=size // 2))


def norm(w, name, x, count):
    channels = x.shape[3]
    scale, bias = w.get(name + "/scale", channels), w.get(name + "/bias", channels)
    return nhwc(F.group_norm(nchw(x), count, scale, bias, eps=1e-5))


def activate(w, name, x):
    return F.silu(norm(w, name, x, groups(x.shape[3])))


def block(w, name, x, channels):
    y = conv(w, name + "/0/conv", activate(w, name + "/0/norm", x), 3, channels, False)
    y = conv(w, name + "/1/conv", activate(w, name + "/1/norm", y), 3, channels, False)
    skip = x if x.shape[3] == channels else conv(w, name + "/shortcut", x, 1, channels, False)
    return skip + y


def fold(x, patch):
    b, h, w, c = x.shape
    x = x.reshape(b, h // patch, patch, w // patch, patch, c).permute(0, 1, 3, 2, 4, 5)
    return x.reshape(b, h // patch, w // patch, patch * patch * c)


def unfold(x, patch):
    b, h, w, c = x.shape
    x = x.reshape(b, h, w, patch, patch, c // patch // patch).permute(0, 1, 3, 2, 4, 5)
    return x.reshape(b, h * patch, w * patch, c // patch // patch)


def encode(w, name, x, shape):
    x = conv(w, name + "/stem", fold(2 * x - 1, shape["patch"]), 3, shape["channels"][0], True)
    for level, channels in enumerate(shape["channels"]):
        if level > 0:
            x = nhwc(F.avg_pool2d(nchw(x), 2))
        x = block(w, f"{name}/level{level}/block0", x, channels)
    return conv(w, name + "/out", activate(w, name + "/norm", x), 1, shape["depth"], True)


def decode(w, name, codes, shape):
    last = len(shape["channels"]) - 1
    x = conv(w, name + "/stem", codes, 3, shape["channels"][last], True)
    for level in range(last, -1, -1):
        channels = shape["channels"][level]
        x = block(w, f"{name}/level{level}/block0", x, channels)
        if level > 0:
            x = nhwc(F.interpolate(nchw(x), scale_factor=2, mode="nearest"))
            x = conv(w, f"{name}/level{level}/up", x, 3, channels, True)
    colours = 3 * shape["patch"] ** 2
    x = conv(w, name + "/out", activate(w, name + "/norm", x), 3, colours, True)
    return (unfold(x, shape["patch"]) + 1) / 2


def entropy(distances):
    chances = torch.softmax(-distances / 0.01, 1)
    own = -(chances * torch.log_softmax(-distances / 0.01, 1)).sum(1).mean()
    mean = chances.mean(0)
    return own + (mean * torch.log(mean + 1e-5)).sum()


def vqgan(w, images, shape):
    z = encode(w, "tiny/encoder", images, shape)
    vectors = z.reshape(-1, shape["depth"])
    codebook = w.get("tiny/codebook", shape["codes"], shape["depth"])
    distances = ((vectors[:, None] - codebook[None]) ** 2).sum(2)
    tokens = distances.argmin(1)
    codes = codebook[tokens]
    passed = (vectors + (codes - vectors).detach()).reshape(z.shape)
    image = decode(w, "tiny/decoder", passed, shape)
    terms = {
        "mse": F.mse_loss(image, images),
        "commitment": F.mse_loss(vectors, codes.detach()),
        "codebook": F.mse_loss(codes, vectors.detach()),
        "entropy": entropy(distances),
    }
    return tokens, image, terms


class Detached:
    """Weights that no gradient reaches."""

    def __init__(self, weights):
        self.weights = weights

    def get(self, name, *shape):
        return self.weights.get(name, *shape).detach()


def blur_half(x):
    taps = torch.tensor([1.0, 3.0, 3.0, 1.0])
    channels = x.shape[3]
    kernel = (taps[:, None] * taps[None] / 64).expand(channels, 1, 4, 4)
    return nhwc(F.conv2d(nchw(x), kernel, stride=2, padding=1, groups=channels))


def equalised_conv(w, name, x, size, channels, bias):
    kernel = w.get(name + "/kernel", size, size, x.shape[3], channels).permute(3, 2, 0, 1)
    offset = w.get(name + "/bias", channels) if bias else None
    return nhwc(F.conv2d(nchw(x), kernel / math.sqrt(size * size * x.shape[3]), offset, padding=size // 2))


def equalised_dense(w, name, x, width):
    return x @ w.get(name + "/kernel", x.shape[1], width) / math.sqrt(x.shape[1]) + w.get(name + "/bias", width)


def leaky(x):
    return F.leaky_relu(x, 0.2) * math.sqrt(2)


def judge(w, x, patch, channels, most):
    x = leaky(equalised_conv(w, "d/stem", fold(2 * x - 1, patch), 1, channels, True))
    number = 0
    while x.shape[1] > 4:
        channels = min(2 * channels, most)
        y = leaky(equalised_conv(w, f"d/block{number}/0", x, 3, x.shape[3], True))
        y = leaky(equalised_conv(w, f"d/block{number}/1", blur_half(y), 3, channels, True))
        x = (equalised_conv(w, f"d/block{number}/shortcut", blur_half(x), 1, channels, False) + y) / math.sqrt(2)
        number += 1
    x = leaky(equalised_conv(w, "d/last", x, 3, channels, True))
    hidden = leaky(equalised_dense(w, "d/hidden", x.reshape(x.shape[0], -1), channels))
    return equalised_dense(w, "d/out", hidden, 1)[:, 0]


def adversarial_case():
    w = Weights()
    fake = w.get("fake", 2, 16, 16, 3)
    real = ((values("images", (2, 16, 16, 3)) + 1) / 2).requires_grad_()
    shape = (2, 8, 12)
    seen = judge(Detached(w), fake, *shape)
    real_logits = judge(w, real, *shape)
    fake_logits = judge(w, fake.detach(), *shape)
    slope, = torch.autograd.grad(real_logits.sum(), real, create_graph=True)
    terms = {
        "generator": 0.5 * F.softplus(-seen).mean(),
        "discriminator": F.softplus(-real_logits).mean() + F.softplus(fake_logits).mean(),
        "r1": (slope ** 2).sum((1, 2, 3)).mean(),
        "lecam": (F.relu(real_logits) ** 2).mean() + (F.relu(-fake_logits) ** 2).mean(),
    }
    loss = 0.1 * terms["generator"] + terms["discriminator"] + 5 * terms["r1"] + 0.3 * terms["lecam"]
    return case(w, {"loss": loss, **terms}, loss)


def lpips_case():
    """The distance of richzhang/PerceptualSimilarity over two small stages; weights as parameters of the same names."""
    w = Weights()
    fake = w.get("fake", 2, 8, 8, 3)
    real = (values("images", (2, 8, 8, 3)) + 1) / 2
    shift, scale = torch.tensor([-0.030, -0.088, -0.188]), torch.tensor([0.458, 0.448, 0.450])
    x, y = (2 * real - 1 - shift) / scale, (2 * fake - 1 - shift) / scale
    frozen, total = {}, 0
    for stage, layers in enumerate([[(0, 4), (2, 5)], [(5, 6)]]):
        if stage > 0:
            x, y = (nhwc(F.max_pool2d(nchw(z), 2)) for z in (x, y))
        for place, channels in layers:
            kernel = Weights.first(f"p/features.{place}/kernel", (3, 3, x.shape[3], channels)).float().double()
            bias = Weights.first(f"p/features.{place}/bias", (channels,)).float().double()
            x, y = (nhwc(F.relu(F.conv2d(nchw(z), kernel.permute(3, 2, 0, 1), bias, padding=1))) for z in (x, y))
        lin = values(f"p/lin{stage}", (x.shape[3],)) ** 2
        unit = [z / torch.sqrt((z ** 2).sum(3, keepdim=True) + 1e-8) for z in (x, y)]
        total = total + ((unit[0] - unit[1]) ** 2 * lin).sum(3).mean((1, 2)).mean()
    return case(w, {"distance": total}, total)


def kept(name, tensor):
    flat = tensor.detach().reshape(-1)
    return {
        "first": flat[:4].tolist(),
        "norm": flat.norm().item(),
        "product": (flat * values("product/" + name, flat.shape)).sum().item(),
    }


def case(w, outputs, loss):
    names = sorted(w.by_name)
    gradients = torch.autograd.grad(loss, [w.by_name[name] for name in names])
    return {
        "outputs": {name: kept(name, output) for name, output in outputs.items()},
        "gradients": {name: kept(name, gradient) for name, gradient in zip(names, gradients)},
    }


def layer_case(apply, shape):
    w = Weights()
    x = w.get("x", *shape)
    y = apply(w, x)
    return case(w, {"y": y}, (y * values("weights", y.shape)).sum())


def vqgan_case():
    shape = {"patch": 2, "channels": [8, 16], "depth": 4, "codes": 16}
    w = Weights()
    images = (values("images", (2, 8, 8, 3)) + 1) / 2
    tokens, image, terms = vqgan(w, images, shape)
    loss = terms["mse"] + 0.25 * terms["commitment"] + terms["codebook"] + 0.1 * terms["entropy"]
    outputs = {"image": image.clamp(0, 1), "tokens": tokens.double(), "loss": loss, **terms}
    return case(w, outputs, loss)


def adam_case():
    p = values("p", (3, 4)).requires_grad_()
    adam = torch.optim.AdamW([p], betas=(0.9, 0.99), eps=1e-8, weight_decay=0.045)
    steps = []
    for step in range(1, 7):
        p.grad = values(f"g{step}", (3, 4))
        adam.param_groups[0]["lr"] = 0.1 * (step / 2 if step <= 2 else (1 + math.cos(math.pi * (step - 2) / 4)) / 2)
        adam.step()
        steps.append(kept(f"p{step}", p))
    return steps


print(json.dumps(
    {
        "groupNorm": layer_case(lambda w, x: norm(w, "layer", x, 2), (2, 4, 3, 8)),
        "residualBlock": layer_case(lambda w, x: block(w, "layer", x, 12), (2, 4, 3, 8)),
        "vqgan": vqgan_case(),
        "adversarial": adversarial_case(),
        "perceptual": lpips_case(),
        "adam": adam_case(),
    },
    indent=1))
