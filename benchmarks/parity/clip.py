"""Makes a tiny CLIP with random weights and its scores by transformers and torchmetrics, for the tests of the CLIP score.

    pip install torch transformers torchmetrics tokenizers onnx onnxscript safetensors pillow numpy
    python benchmarks/parity/clip.py

Writes tpu-worker/src/test/resources/org/pieria/worker/evaluation/clip. The weights are nobody's.
"""

import json
import pathlib
import shutil
import sys
import tempfile

# A script beside this one has the name of a library; this folder must not be searched for it.
sys.path.pop(0)

import numpy as np
import onnx
import torch
from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers
from tokenizers import Regex
from transformers import CLIPConfig, CLIPImageProcessorPil, CLIPModel, CLIPProcessor, CLIPTokenizerFast

ROOT = pathlib.Path(__file__).resolve().parents[2]
FOLDER = ROOT / "tpu-worker/src/test/resources/org/pieria/worker/evaluation/clip"
CAPTIONS = [
    "a red apple",
    "The flag of Zambia, waving!",
    "two small dogs and a cat on a blue background",
    "caf\u00e9 at night",
    " ".join(["a very long caption that is cut"] * 20),
]
SIDES = [(64, 64), (300, 240), (96, 128), (224, 224), (40, 31)]
START, END = "<|startoftext|>", "<|endoftext|>"


def tokenizer():
    """Built as the published one is: lower case, byte-level pairs with the mark of a word's end."""
    made = Tokenizer(models.BPE(continuing_subword_prefix="", end_of_word_suffix="</w>", unk_token=END))
    made.normalizer = normalizers.Sequence(
        [normalizers.NFC(), normalizers.Replace(Regex(r"\s+"), " "), normalizers.Lowercase()])
    made.pre_tokenizer = pre_tokenizers.Sequence([
        pre_tokenizers.Split(
            Regex(r"<\|startoftext\|>|<\|endoftext\|>|'s|'t|'re|'ve|'m|'ll|'d|[\p{L}]+|[\p{N}]|[^\s\p{L}\p{N}]+"),
            behavior="removed", invert=True),
        pre_tokenizers.ByteLevel(add_prefix_space=False),
    ])
    made.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=640, special_tokens=[START, END], end_of_word_suffix="</w>", show_progress=False,
        initial_alphabet=sorted(pre_tokenizers.ByteLevel.alphabet()))
    made.train_from_iterator(CAPTIONS * 3, trainer)
    start, end = made.token_to_id(START), made.token_to_id(END)
    made.post_processor = processors.RobertaProcessing(
        (END, end), (START, start), trim_offsets=False, add_prefix_space=False)
    return CLIPTokenizerFast(
        tokenizer_object=made, bos_token=START, eos_token=END, unk_token=END, pad_token=END, model_max_length=77)


def model(words):
    torch.manual_seed(20240607)
    tower = dict(hidden_size=16, intermediate_size=24, num_hidden_layers=2, num_attention_heads=2, projection_dim=12)
    config = CLIPConfig(
        text_config=dict(
            tower, vocab_size=len(words), max_position_embeddings=77, bos_token_id=words.bos_token_id,
            eos_token_id=words.eos_token_id, pad_token_id=words.pad_token_id),
        vision_config=dict(tower, image_size=224, patch_size=16),
        projection_dim=12)
    made = CLIPModel(config).eval()
    with torch.no_grad():
        for name, value in made.named_parameters():
            scale = 0.4 if value.ndim > 1 else 0.1
            value.copy_(torch.randn_like(value) * scale + (1 if "norm" in name and name.endswith("weight") else 0))
    return made


class Image(torch.nn.Module):
    def __init__(self, clip):
        super().__init__()
        self.clip = clip
        self.eval()

    def forward(self, pixel_values):
        return self.clip.visual_projection(self.clip.vision_model(pixel_values=pixel_values).pooler_output)


class Text(torch.nn.Module):
    def __init__(self, clip):
        super().__init__()
        self.clip = clip
        self.eval()

    def forward(self, input_ids):
        return self.clip.text_projection(self.clip.text_model(input_ids=input_ids).pooler_output)


def export(module, example, names, file):
    torch.onnx.export(
        module, (example,), file, input_names=[names[0]], output_names=[names[1]], dynamo=True, external_data=False,
        dynamic_shapes={names[0]: {0: torch.export.Dim("batch", min=1, max=64)}})
    made = onnx.load(file)
    for node in made.graph.node:
        node.doc_string = ""
        del node.metadata_props[:]
    del made.graph.metadata_props[:], made.metadata_props[:]
    for value in list(made.graph.value_info) + list(made.graph.input) + list(made.graph.output):
        del value.metadata_props[:]
    for value in made.graph.initializer:
        del value.metadata_props[:]
    onnx.save(made, file)


def pictures():
    """Made by whole numbers alone, so that the tests make the same: ramps with edges, of several sizes."""
    made = []
    for i, (width, height) in enumerate(SIDES):
        y, x, c = np.mgrid[0:height, 0:width, 0:3]
        made.append(((x * (5 + c) + y * (3 + i) + (x // 5 + y // 4) % 2 * 90 + x * y * (c + 1) // 16) & 255).astype(np.uint8))
    return made


def by_transformers(clip, processor, images):
    from PIL import Image as Pillow

    fed = processor(
        text=CAPTIONS, images=[Pillow.fromarray(image) for image in images], return_tensors="pt",
        padding="max_length", max_length=77, truncation=True)
    with torch.no_grad():
        out = clip.double()(**{k: v.double() if v.is_floating_point() else v for k, v in fed.items()})
    image = out.image_embeds / out.image_embeds.norm(dim=-1, keepdim=True)
    text = out.text_embeds / out.text_embeds.norm(dim=-1, keepdim=True)
    return fed["input_ids"].tolist(), (image * text).sum(-1).tolist()


def by_torchmetrics(clip, processor, images):
    # The public function makes negative scores 0; this is what it calls before.
    from torchmetrics.functional.multimodal.clip_score import _clip_score_update

    class Cut:
        """The same processor, which cuts captions that are too long: torchmetrics leaves that to it."""

        tokenizer = processor.tokenizer
        image_processor = processor.image_processor

        def __call__(self, text=None, images=None, **options):
            options["padding"] = True
            cut = {"truncation": True, "max_length": 77} if text is not None else {}
            return processor(text=text, images=images, **options, **cut)

    class Vectors(torch.nn.Module):
        """torchmetrics takes bare vectors, as the model gave them before version 5 of transformers."""

        def __init__(self):
            super().__init__()
            self.clip = clip.float()
            self.config, self.device = clip.config, clip.device

        def get_image_features(self, *args, **options):
            return self.clip.get_image_features(*args, **options).pooler_output

        def get_text_features(self, *args, **options):
            return self.clip.get_text_features(*args, **options).pooler_output

    scores = []
    for image, caption in zip(images, CAPTIONS):
        planes = torch.tensor(image).permute(2, 0, 1)
        with torch.no_grad():
            scores.append(float(_clip_score_update(planes, caption, Vectors(), Cut())[0]) / 100)
    return scores


def main():
    FOLDER.mkdir(parents=True, exist_ok=True)
    words = tokenizer()
    clip = model(words)
    export(Image(clip), torch.zeros(2, 3, 224, 224), ("pixel_values", "image_embeds"), FOLDER / "image.onnx")
    export(Text(clip), torch.full((2, 77), words.eos_token_id), ("input_ids", "text_embeds"), FOLDER / "text.onnx")
    with tempfile.TemporaryDirectory() as saved:
        words.save_pretrained(saved)
        shutil.copy(pathlib.Path(saved) / "tokenizer.json", FOLDER / "tokenizer.json")
    processor = CLIPProcessor(image_processor=CLIPImageProcessorPil(), tokenizer=words)
    images = pictures()
    ids, cosines = by_transformers(clip, processor, images)
    (FOLDER / "scores.json").write_text(json.dumps({
        "captions": CAPTIONS,
        "sizes": SIDES,
        "ids": ids,
        "transformers": cosines,
        "torchmetrics": by_torchmetrics(clip, processor, images),
    }) + "\n")


if __name__ == "__main__":
    main()
