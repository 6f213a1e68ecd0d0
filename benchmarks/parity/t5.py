"""Writes the fixtures of T5ParityTest and SentencePiecesTest: a tiny T5 v1.1 encoder, its tokenizer, and what they give.

Needs numpy, torch, transformers, safetensors and sentencepiece. Run: python -P t5.py DIRECTORY (safetensors.py lies beside it)
  model.safetensors  random weights of transformers' T5EncoderModel, F32
  spiece.model       500 unigram pieces, trained here with T5's normalisation
  hidden.json        a padded batch of ids and the encoder's outputs at the real tokens, computed in float64
  pieces.json        texts and their ids, without the end
"""

import io
import json
import pathlib
import sys

import numpy as np
import sentencepiece
import torch
from safetensors.torch import save_file
from transformers import T5Config, T5EncoderModel

VOCABULARY, LENGTHS = 512, [150, 37, 1]
COLOURS = "red green blue yellow orange purple black white brown golden silver pale dark bright".split()
THINGS = "apple dog cat house flag smile face hand heart star moon sun tree flower car boat train cup shoe hat".split()
PLACES = "on a white background|in the rain|under a tree|near the sea|with medium skin tone|at night|from above".split("|")
TEXTS = [
    "a red apple on a white background",
    "waving hand: medium-dark skin tone",
    "",
    " ",
    "  many   blanks\tand\nlines  ",
    "The flag of Côte d’Ivoire",
    "ﬁne ｆｕｌｌ ｗｉｄｔｈ ① ½ …",
    "Zürich naïve coöperate e\u0301",
    "日本の旗",
    "привет мир",
    "smile 😀 and 👩‍🚀 and 🇳🇴",
    "x😀",
    "unknown ☃☃☃ runs ☃ of ☃them",
    "</s> <unk> <pad> <extra_id_0>",
    "zero\u200bwidth soft\u00adhyphen nbsp\u00a0here",
    "UPPER lower 0123456789 !@#$%^&*()",
    "a" * 60,
]


def corpus():
    random = np.random.default_rng(5)
    syllables = [a + b for a in "bdfgklmnprstvz" for b in ["a", "e", "i", "o", "u", "an", "el", "is", "or"]]
    words = ["".join(random.choice(syllables, random.integers(2, 5))) for _ in range(600)]
    for _ in range(4000):
        yield f"a {random.choice(COLOURS)} {random.choice(THINGS)} {random.choice(PLACES)}"
        yield " ".join(random.choice(words, 6))
    for text in TEXTS[:2] + TEXTS[5:8] + TEXTS[15:16]:
        yield from [text] * 20


def tokenizer(directory):
    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=corpus(), model_writer=model, model_type="unigram", vocab_size=500,
        pad_id=0, eos_id=1, unk_id=2, bos_id=-1, minloglevel=2,
    )
    (directory / "spiece.model").write_bytes(model.getvalue())
    processor = sentencepiece.SentencePieceProcessor(model_proto=model.getvalue())
    pairs = [{"text": text, "ids": processor.encode(text)} for text in TEXTS]
    (directory / "pieces.json").write_text(
        json.dumps({"size": processor.get_piece_size(), "texts": pairs}, ensure_ascii=True, indent=1) + "\n")


def encoder(directory):
    torch.manual_seed(7)
    model = T5EncoderModel(T5Config(
        vocab_size=VOCABULARY, d_model=16, d_kv=6, d_ff=24, num_layers=3, num_heads=2,
        feed_forward_proj="gated-gelu", is_gated_act=True, dropout_rate=0.0,
    )).eval()
    with torch.no_grad():
        for name, value in model.named_parameters():
            value.copy_(torch.randn_like(value) * 0.4 + (1 if "norm" in name else 0))
    state = {name: value.contiguous() for name, value in model.state_dict().items() if "embed_tokens" not in name}
    save_file(state, directory / "model.safetensors", metadata={"format": "pt"})
    ids = torch.zeros(len(LENGTHS), max(LENGTHS), dtype=torch.long)
    mask = torch.zeros_like(ids)
    for row, length in enumerate(LENGTHS):
        ids[row, :length] = torch.randint(1, VOCABULARY, (length,))
        mask[row, :length] = 1
    with torch.no_grad():
        hidden = model.double()(input_ids=ids, attention_mask=mask).last_hidden_state
    real = [[float(f"{value:.8g}") for value in hidden[row, :length].flatten()] for row, length in enumerate(LENGTHS)]
    fixture = {"ids": [ids[row, :length].tolist() for row, length in enumerate(LENGTHS)], "hidden": real}
    (directory / "hidden.json").write_text(json.dumps(fixture) + "\n")


def main():
    directory = pathlib.Path(sys.argv[1])
    directory.mkdir(parents=True, exist_ok=True)
    tokenizer(directory)
    encoder(directory)


main()
