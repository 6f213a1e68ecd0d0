"""Writes the fixture of AdaFactorParityTest: parameters after each step of optax's and transformers' AdaFactor.

Needs numpy, optax, jax[cpu], torch and transformers. Run: python adafactor.py > FIXTURE
Each line is a name, a colon and the values in row-major order.
"""

import jax
import numpy as np
import optax
import torch
from transformers.optimization import Adafactor

STEPS = 5
SHAPE = (8, 12)
RATE = 0.02


def line(name, values):
    print(name + ":", *(repr(float(value)) for value in np.asarray(values, np.float32).ravel()))


def gradients(random):
    return [random.normal(size=SHAPE).astype(np.float32) * scale for scale in (1, 3, 0.2, 1, 10)]


def optax_steps(start, grads, momentum, scaled):
    rule = optax.adafactor(
        RATE,
        min_dim_size_to_factor=8,
        decay_rate=0.8,
        multiply_by_parameter_scale=scaled,
        clipping_threshold=1.0,
        momentum=momentum,
        eps=1e-30,
    )
    value, state = start, rule.init(start)
    for gradient in grads:
        move, state = rule.update(gradient, state, value)
        value = optax.apply_updates(value, move)
        yield value


def transformers_steps(start, grads):
    value = torch.nn.Parameter(torch.tensor(start))
    rule = Adafactor(
        [value],
        lr=RATE,
        scale_parameter=False,
        relative_step=False,
        warmup_init=False,
        weight_decay=0.1,
        clip_threshold=1.0,
    )
    for gradient in grads:
        value.grad = torch.tensor(gradient)
        rule.step()
        yield value.detach().numpy().copy()


def main():
    jax.config.update("jax_platforms", "cpu")
    random = np.random.default_rng(7)
    start = random.normal(size=SHAPE).astype(np.float32)
    grads = gradients(random)
    line("start", start)
    for step, gradient in enumerate(grads, 1):
        line(f"gradient{step}", gradient)
    runs = {
        "optax-momentum": optax_steps(start, grads, 0.9, False),
        "optax-scaled": optax_steps(start, grads, None, True),
        "transformers-decay": transformers_steps(start, grads),
    }
    for name, run in runs.items():
        line(name, list(run)[-1])


if __name__ == "__main__":
    main()
