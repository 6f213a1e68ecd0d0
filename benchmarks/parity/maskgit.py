"""Writes the fixture of MaskGitParityTest: the tokens before each step of decoding and after the last.

A port of parallel_decode.py and mask_schedule.py of google-research/maskgit (cosine schedule) to numpy float64, with
guidance as in section 2.7 of Muse, and of the counter-based random numbers that Pieria feeds it. The one difference: a
code is drawn from the same categorical distribution by inverting its cumulative sum, with a given uniform number.
Needs numpy. Run: python maskgit.py > FIXTURE
Each line is a name, a colon and the values in row-major order.
"""

import numpy as np

MASK64 = (1 << 64) - 1
GOLDEN = 0x9E3779B97F4A7C15
IMAGES, TOKENS, CODES, STEPS = 2, 16, 6, 8
CHOICE_TEMPERATURE, GUIDANCE, SEED = 4.5, 3.0, 11


def mix(z):
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK64
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK64
    return z ^ (z >> 31)


def at(key, coordinate):
    if isinstance(coordinate, str):
        name, coordinate = coordinate, len(coordinate)
        for letter in name:
            coordinate = mix((coordinate * 31 + ord(letter)) & MASK64)
    return mix(key ^ mix((coordinate + GOLDEN) & MASK64))


def bits(key, index):
    return mix((key + (index + 1) * GOLDEN) & MASK64)


def uniforms(key, count):
    return np.array([(bits(key, i) >> 11) * 2.0**-53 for i in range(count)])


def gumbels(key, count):
    values = np.array([((bits(key, i) >> 11) | 1) * 2.0**-53 for i in range(count)])
    return -np.log(-np.log(values))


def schedule(ratio):
    return np.clip(np.cos(np.pi / 2.0 * ratio), 1e-6, 1.0)


def softmax(logits):
    shifted = np.exp(logits - logits.max(-1, keepdims=True))
    return shifted / shifted.sum(-1, keepdims=True)


def categorical(probabilities, uniform):
    cumulative = np.cumsum(probabilities, -1)
    return (cumulative > uniform[..., None] * cumulative[..., -1:]).argmax(-1)


def mask_by_random_topk(mask_len, probs, temperature, gumbel):
    with np.errstate(divide="ignore"):
        confidence = np.log(probs) + temperature * gumbel
    cut_off = np.take_along_axis(np.sort(confidence, -1), mask_len, -1)
    return confidence < cut_off


def guided(logits, step):
    scale = GUIDANCE * step / (STEPS - 1)
    return (1 + scale) * logits[0] - scale * logits[1]


def decode(ids, logits, keys):
    """Yields the ids that the model sees in each step, then the answer. logits: [steps, 2, images, tokens, codes]."""
    unknown_at_start = (ids == CODES).sum(-1)
    for step in range(STEPS):
        yield ids
        unknown = ids == CODES
        probabilities = softmax(guided(logits[step].astype(np.float64), step))
        uniform = np.stack([uniforms(at(at(key, step), "code"), TOKENS) for key in keys])
        gumbel = np.stack([gumbels(at(at(key, step), "order"), TOKENS) for key in keys])
        sampled = np.where(unknown, categorical(probabilities, uniform), ids)
        ratio = (step + 1) / STEPS
        selected = np.take_along_axis(probabilities, sampled[..., None], -1)[..., 0]
        selected = np.where(unknown, selected, np.inf)
        mask_len = np.floor(unknown_at_start * schedule(ratio)).astype(int)[:, None]
        mask_len = np.maximum(1, np.minimum(unknown.sum(-1, keepdims=True) - 1, mask_len))
        masking = mask_by_random_topk(mask_len, selected, CHOICE_TEMPERATURE * (1 - ratio), gumbel)
        ids = np.where(masking, CODES, sampled)
    yield sampled


def line(name, values):
    print(name + ":", *(repr(float(value)) for value in np.asarray(values, np.float32).ravel()))


def main():
    random = np.random.default_rng(5)
    ids = np.full((IMAGES, TOKENS), CODES)
    ids[1, 3:8] = random.integers(0, CODES, 5)
    logits = random.normal(size=(STEPS, 2, IMAGES, TOKENS, CODES)).astype(np.float32).round(3) * 2
    root = mix(SEED ^ 0x506965726961)
    seen = list(decode(ids, logits, [at(root, image) for image in range(IMAGES)]))
    for step in range(STEPS):
        line(f"conditional{step}", logits[step, 0])
        line(f"unconditional{step}", logits[step, 1])
    for step, tokens in enumerate(seen):
        line(f"tokens{step}", tokens)


if __name__ == "__main__":
    main()
