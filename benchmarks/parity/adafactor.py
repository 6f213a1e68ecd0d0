"""Writes the fixture of AdaFactorParityTest: parameters after several steps of optax's and transformers' AdaFactor.

Needs numpy, optax, jax[cpu], torch and transformers. Run: python -P adafactor.py > FIXTURE (-P: the safetensors.py here is not theirs)
Each line is a name, a colon and the values in row-major order. A run's name is LIBRARY-OPTIONS-SHAPE.
"""

import jax
import jax.numpy as jnp
import numpy as np
import optax
import torch
from transformers.optimization import Adafactor

RATE = 0.02
SHAPES = {"matrix": (8, 12), "vector": (7,), "stack": (12, 2, 8, 3)}
SCALES = (1, 3, 0.2, 1, 10)


def line(name, values):
    print(name + ":", *(f"{value:.9g}" for value in np.asarray(values, np.float32).ravel()))


def start_and_gradients(shape):
    random = np.random.default_rng(7)
    start = random.normal(size=shape).astype(np.float32)
    return start, [random.normal(size=shape).astype(np.float32) * np.float32(scale) for scale in SCALES]


def last(rule, start, gradients):
    value, state = start, rule.init(start)
    for gradient in gradients:
        move, state = rule.update(gradient, state, value)
        value = optax.apply_updates(value, move)
    return value


def optax_run(momentum=None, scaled=True, decay=None, clip=1.0):
    rule = optax.adafactor(
        RATE,
        min_dim_size_to_factor=8,
        decay_rate=0.8,
        multiply_by_parameter_scale=scaled,
        clipping_threshold=clip,
        momentum=momentum,
        weight_decay_rate=decay,
        eps=1e-30,
    )
    return lambda start, gradients: last(rule, start, gradients)


def big_vision_run(kept):
    """The chain of big_vision's scale_by_adafactor, of optax's parts."""
    cap = lambda step, exponent: jnp.minimum(0.999, 1 - (step + 1.0) ** -exponent)
    rule = optax.chain(
        optax.scale_by_factored_rms(min_dim_size_to_factor=8, decay_rate=0.8, epsilon=1e-30, decay_rate_fn=cap),
        optax.ema(0.9, debias=False, accumulator_dtype=kept),
        optax.scale(-RATE),
    )
    return lambda start, gradients: last(rule, start, gradients)


def transformers_run(beta1=None, scaled=True, decay=0.0):
    def run(start, gradients):
        value = torch.nn.Parameter(torch.tensor(start))
        rule = Adafactor(
            [value],
            lr=RATE,
            beta1=beta1,
            scale_parameter=scaled,
            relative_step=False,
            warmup_init=False,
            weight_decay=decay,
            clip_threshold=1.0,
        )
        for gradient in gradients:
            value.grad = torch.tensor(gradient)
            rule.step()
        return value.detach().numpy()

    return run


def main():
    jax.config.update("jax_platforms", "cpu")
    runs = {
        "optax": optax_run(),
        "optax-momentum": optax_run(momentum=0.9, scaled=False),
        "optax-decay": optax_run(decay=0.05),
        "optax-unclipped": optax_run(scaled=False, clip=None),
        "optax-bigvision-float32": big_vision_run(jnp.float32),
        "optax-bigvision-bfloat16": big_vision_run(jnp.bfloat16),
        "transformers": transformers_run(),
        "transformers-decay": transformers_run(decay=0.1),
        "transformers-momentum": transformers_run(beta1=0.9, scaled=False, decay=0.1),
    }
    for shape, sizes in SHAPES.items():
        start, gradients = start_and_gradients(sizes)
        line(f"start-{shape}", start)
        for step, gradient in enumerate(gradients, 1):
            line(f"gradient{step}-{shape}", gradient)
        for name, run in runs.items():
            line(f"{name}-{shape}", run(start, gradients))


if __name__ == "__main__":
    main()
