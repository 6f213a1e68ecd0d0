"""Writes the fixtures of TransformerParityTest: loss and gradients of a transformer in PyTorch, in float64.

Needs numpy and torch. Run: python transformer.py base > FIXTURE, python transformer.py superres > FIXTURE
superres adds low-resolution tokens with a layer of their own, and multi-axis attention by masks over the whole grid.
Each line is a name, a colon and the values in row-major order. Built from PyTorch's own attention, RMS norm and GELU.
"""

import sys

import numpy as np
import torch
import torch.nn.functional as F

BATCH, SIDE, CODES, WORDS, TEXT = 2, 4, 7, 3, 5
LAYERS, WIDTH, MLP, HEADS = 2, 8, 12, 2
TOKENS = SIDE * SIDE
LOW_SIDE, LOW_CODES, LOW_LAYERS, BLOCK = 2, 6, 1, 2
LOW = LOW_SIDE * LOW_SIDE


def line(name, values):
    print(name + ":", *(f"{value:.8g}" for value in np.asarray(values, np.float64).ravel()))


def layer_shapes(at, axes, cross):
    share = WIDTH // len(axes)
    shapes = {at + "norm-self": (WIDTH,)}
    shapes |= {f"{at}self/{axis}/qkv": (WIDTH, 3 * share) for axis in axes}
    shapes[at + "self/out"] = (WIDTH, WIDTH)
    if cross:
        shapes |= {
            at + "norm-cross": (WIDTH,),
            at + "cross/query": (WIDTH, WIDTH),
            at + "cross/key-value": (WIDTH, 2 * WIDTH),
            at + "cross/out": (WIDTH, WIDTH),
        }
    return shapes | {at + "norm-mlp": (WIDTH,), at + "mlp/in": (WIDTH, MLP), at + "mlp/out": (MLP, WIDTH)}


def grid_shapes(at, vocabulary, side):
    return {
        at + "embedding": (vocabulary, WIDTH),
        at + "positions/rows": (side, WIDTH),
        at + "positions/columns": (side, WIDTH),
        at + "norm": (WIDTH,),
    }


def parameters(random, axes):
    shapes = {"text": (TEXT, WIDTH), "norm-text": (WIDTH,)}
    shapes |= grid_shapes("", CODES + 1, SIDE)
    shapes |= {"head/in": (WIDTH, WIDTH), "head/out": (WIDTH, CODES), "head/bias": (CODES,)}
    for number in range(LAYERS):
        shapes |= layer_shapes(f"layer{number}/", axes, True)
    if "within" in axes:
        shapes |= grid_shapes("low/", LOW_CODES, LOW_SIDE)
        for number in range(LOW_LAYERS):
            shapes |= layer_shapes(f"low/layer{number}/", {"full": None}, False)
    return {
        name: torch.tensor(random.normal(size=shape).astype(np.float32) * 0.5, dtype=torch.float64, requires_grad=True)
        for name, shape in shapes.items()
    }


def multi_axis():
    """Who may attend to whom: the tokens of one block, and the tokens of one cell of all blocks."""
    rows, columns = np.divmod(np.arange(TOKENS), SIDE)
    block = rows // BLOCK * SIDE + columns // BLOCK
    cell = rows % BLOCK * BLOCK + columns % BLOCK
    return {name: torch.tensor(key[:, None] == key[None]) for name, key in (("within", block), ("across", cell))}


def heads(rows):
    depth = WIDTH // HEADS
    return rows.reshape(BATCH, rows.shape[1], rows.shape[2] // depth, depth).transpose(1, 2)


def joined(mixed):
    return mixed.transpose(1, 2).flatten(2)


def norm(w, name, rows):
    return F.rms_norm(rows, (WIDTH,), w[name], 1e-6)


def attention(w, at, x, axes):
    parts = []
    for axis, allowed in axes.items():
        q, k, v = (heads(part) for part in (x @ w[f"{at}{axis}/qkv"]).chunk(3, -1))
        parts.append(joined(F.scaled_dot_product_attention(q, k, v, attn_mask=allowed)))
    return torch.cat(parts, -1) @ w[at + "out"]


def layer(w, at, x, axes, context=None, present=None):
    x = x + attention(w, at + "self/", norm(w, at + "norm-self", x), axes)
    if context is not None:
        q = norm(w, at + "norm-cross", x) @ w[at + "cross/query"]
        k, v = (context @ w[at + "cross/key-value"]).chunk(2, -1)
        mask = present.bool()[:, None, None, :]
        told = joined(F.scaled_dot_product_attention(heads(q), heads(k), heads(v), attn_mask=mask))
        told = torch.where(present.bool().any(1)[:, None, None], told, torch.zeros(()))
        x = x + told @ w[at + "cross/out"]
    hidden = F.gelu(norm(w, at + "norm-mlp", x) @ w[at + "mlp/in"], approximate="tanh")
    return x + hidden @ w[at + "mlp/out"]


def embedded(w, at, tokens):
    places = w[at + "positions/rows"][:, None] + w[at + "positions/columns"][None]
    return w[at + "embedding"][tokens] + places.reshape(-1, WIDTH)


def low_context(w, tokens):
    x = embedded(w, "low/", tokens)
    for number in range(LOW_LAYERS):
        x = layer(w, f"low/layer{number}/", x, {"full": None})
    return norm(w, "low/norm", x)


def forward(w, feeds, axes):
    x = embedded(w, "", torch.where(feeds["mask"] > 0, CODES, feeds["tokens"]))
    context = norm(w, "norm-text", feeds["text"] @ w["text"])
    present = feeds["textMask"]
    if "lowTokens" in feeds:
        weight = feeds["lowWeight"][:, None]
        context = torch.cat([low_context(w, feeds["lowTokens"]), context], 1)
        present = torch.cat([weight.expand(BATCH, LOW), present], 1)
    for number in range(LAYERS):
        x = layer(w, f"layer{number}/", x, axes, context, present)
    hidden = F.gelu(norm(w, "norm", x) @ w["head/in"], approximate="tanh")
    return hidden @ w["head/out"] + w["head/bias"]


def drawn(random, low):
    feeds = {
        "tokens": torch.tensor(random.integers(0, CODES, (BATCH, TOKENS))),
        "mask": torch.tensor((random.random((BATCH, TOKENS)) < 0.6).astype(np.float64)),
        "text": torch.tensor(random.normal(size=(BATCH, WORDS, TEXT)).astype(np.float32), dtype=torch.float64),
        "textMask": torch.tensor([[1.0, 1.0, 0.0], [1.0, 1.0, 1.0]], dtype=torch.float64),
    }
    if low:
        feeds["lowTokens"] = torch.tensor(random.integers(0, LOW_CODES, (BATCH, LOW)))
        feeds["lowWeight"] = torch.tensor([1.0, 0.0], dtype=torch.float64)
    return feeds


def main(model):
    random = np.random.default_rng(11)
    axes = multi_axis() if model == "superres" else {"full": None}
    w = parameters(random, axes)
    feeds = drawn(random, model == "superres")
    logits = forward(w, feeds, axes)
    labels = feeds["tokens"].reshape(-1)
    surprise = F.cross_entropy(logits.reshape(-1, CODES), labels, reduction="none").reshape(BATCH, TOKENS)
    loss = ((surprise * feeds["mask"]).sum(1) / feeds["mask"].sum(1)).mean()
    loss.backward()
    for name, values in feeds.items():
        line("feed/" + name, values)
    for name, values in w.items():
        line("parameter/base/" + name, values.detach())
        line("gradient/base/" + name, values.grad)
    line("loss", loss.detach())


if __name__ == "__main__":
    main(sys.argv[1])
