"""Writes the fixture of TransformerParityTest: logits, loss and gradients of the base transformer in PyTorch.

Needs numpy and torch. Run: python transformer.py > FIXTURE
Each line is a name, a colon and the values in row-major order. Built from PyTorch's own attention, RMS norm and GELU.
"""

import numpy as np
import torch
import torch.nn.functional as F

BATCH, SIDE, CODES, WORDS, TEXT = 2, 4, 7, 3, 5
LAYERS, WIDTH, MLP, HEADS = 2, 8, 12, 2
TOKENS = SIDE * SIDE


def line(name, values):
    print(name + ":", *(f"{value:.8g}" for value in np.asarray(values, np.float64).ravel()))


def parameters(random):
    shapes = {
        "text": (TEXT, WIDTH),
        "norm-text": (WIDTH,),
        "embedding": (CODES + 1, WIDTH),
        "positions/rows": (SIDE, WIDTH),
        "positions/columns": (SIDE, WIDTH),
        "norm": (WIDTH,),
        "head/in": (WIDTH, WIDTH),
        "head/out": (WIDTH, CODES),
        "head/bias": (CODES,),
    }
    for layer in range(LAYERS):
        shapes |= {
            f"layer{layer}/{name}": shape
            for name, shape in {
                "norm-self": (WIDTH,),
                "self/full/qkv": (WIDTH, 3 * WIDTH),
                "self/out": (WIDTH, WIDTH),
                "norm-cross": (WIDTH,),
                "cross/query": (WIDTH, WIDTH),
                "cross/key-value": (WIDTH, 2 * WIDTH),
                "cross/out": (WIDTH, WIDTH),
                "norm-mlp": (WIDTH,),
                "mlp/in": (WIDTH, MLP),
                "mlp/out": (MLP, WIDTH),
            }.items()
        }
    return {
        name: torch.tensor(random.normal(size=shape).astype(np.float32) * 0.5, dtype=torch.float64, requires_grad=True)
        for name, shape in shapes.items()
    }


def heads(rows, count):
    return rows.reshape(BATCH, count, HEADS, WIDTH // HEADS).transpose(1, 2)


def joined(mixed):
    return mixed.transpose(1, 2).reshape(BATCH, TOKENS, WIDTH)


def norm(w, name, rows):
    return F.rms_norm(rows, (WIDTH,), w[name], 1e-6)


def layer(w, at, x, context, text_mask):
    q, k, v = (norm(w, at + "norm-self", x) @ w[at + "self/full/qkv"]).chunk(3, -1)
    mixed = F.scaled_dot_product_attention(heads(q, TOKENS), heads(k, TOKENS), heads(v, TOKENS))
    x = x + joined(mixed) @ w[at + "self/out"]
    q = norm(w, at + "norm-cross", x) @ w[at + "cross/query"]
    k, v = (context @ w[at + "cross/key-value"]).chunk(2, -1)
    mask = text_mask.bool()[:, None, None, :]
    told = joined(F.scaled_dot_product_attention(heads(q, TOKENS), heads(k, WORDS), heads(v, WORDS), attn_mask=mask))
    told = torch.where(text_mask.bool().any(1)[:, None, None], told, torch.zeros(()))
    x = x + told @ w[at + "cross/out"]
    hidden = F.gelu(norm(w, at + "norm-mlp", x) @ w[at + "mlp/in"], approximate="tanh")
    return x + hidden @ w[at + "mlp/out"]


def forward(w, tokens, text, text_mask):
    places = w["positions/rows"][:, None] + w["positions/columns"][None]
    x = w["embedding"][tokens] + places.reshape(TOKENS, WIDTH)
    context = norm(w, "norm-text", text @ w["text"])
    for number in range(LAYERS):
        x = layer(w, f"layer{number}/", x, context, text_mask)
    hidden = F.gelu(norm(w, "norm", x) @ w["head/in"], approximate="tanh")
    return hidden @ w["head/out"] + w["head/bias"]


def main():
    random = np.random.default_rng(11)
    w = parameters(random)
    tokens = torch.tensor(random.integers(0, CODES, (BATCH, TOKENS)))
    mask = torch.tensor((random.random((BATCH, TOKENS)) < 0.6).astype(np.float64))
    text = torch.tensor(random.normal(size=(BATCH, WORDS, TEXT)).astype(np.float32), dtype=torch.float64)
    text_mask = torch.tensor([[1.0, 1.0, 0.0], [1.0, 1.0, 1.0]], dtype=torch.float64)
    logits = forward(w, torch.where(mask > 0, CODES, tokens), text, text_mask)
    surprise = F.cross_entropy(logits.reshape(-1, CODES), tokens.reshape(-1), reduction="none").reshape(BATCH, TOKENS)
    loss = ((surprise * mask).sum(1) / mask.sum(1)).mean()
    loss.backward()
    for name, values in {"tokens": tokens, "mask": mask, "text": text, "textMask": text_mask}.items():
        line("feed/" + name, values)
    for name, values in w.items():
        line("parameter/base/" + name, values.detach())
        line("gradient/base/" + name, values.grad)
    line("loss", loss.detach())


if __name__ == "__main__":
    main()
