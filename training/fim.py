"""Fill-in-the-middle examples of a dataset as tokens, in the form in which Latent asks: prefix, suffix, then the middle."""

import json
import random
from dataclasses import dataclass
from pathlib import Path

# The markers of the two families, as llama.cpp knows them: begin of the prefix, of the suffix, of the middle, and the end.
MARKERS = {
    "qwen": ("<|fim_prefix|>", "<|fim_suffix|>", "<|fim_middle|>", "<|endoftext|>"),
    "deepseek": ("<｜fim▁begin｜>", "<｜fim▁hole｜>", "<｜fim▁end｜>", "<｜end▁of▁sentence｜>"),
}
# Labels of tokens that nothing is learned of.
IGNORED = -100


@dataclass(frozen=True)
class Form:
    """How a tokenizer writes the markers."""

    beginning: list[int]
    prefix: int
    suffix: int
    middle: int
    end: int


def form_of(tokenizer) -> Form:
    """The markers that the tokenizer has. Raises ValueError for a model that was not trained to fill in the middle."""
    vocabulary = tokenizer.get_vocab()
    for family, markers in MARKERS.items():
        if all(marker in vocabulary for marker in markers):
            prefix, suffix, middle, end = (vocabulary[marker] for marker in markers)
            beginning = [tokenizer.bos_token_id] if family == "deepseek" else []
            return Form(beginning, prefix, suffix, middle, end)
    raise ValueError("the tokenizer has no markers for filling in the middle")


def read_examples(folder: Path, split: str, most: int, seed: int) -> list[dict]:
    """At most so many examples of a part, drawn by the seed: the same ones each time."""
    lines = (folder / f"fim.{split}.jsonl").read_text(encoding="utf-8").splitlines()
    random.Random(seed).shuffle(lines)
    return [json.loads(line) for line in lines[:most]]


def tokens_of(example: dict, tokenizer, form: Form, most: int) -> dict:
    """
    One example of at most `most` tokens. Only the middle and its end are learned. What is too long loses the far ends of prefix and
    suffix, two thirds to one third; a middle that is longer than half is cut. Code is read as code, never as markers.
    """

    def read(text: str) -> list[int]:
        return tokenizer(text, add_special_tokens=False, split_special_tokens=True)["input_ids"]

    middle = read(example["middle"])
    is_whole = len(middle) <= most // 2
    learned = middle[: most // 2] + ([form.end] if is_whole else [])
    room = most - len(learned) - len(form.beginning) - 3
    suffix = read(example["suffix"])[: room // 3]
    prefix = read(example["prefix"])
    prefix = prefix[max(0, len(prefix) - (room - len(suffix))) :]
    prompt = [*form.beginning, form.prefix, *prefix, form.suffix, *suffix, form.middle]
    return {"input_ids": prompt + learned, "labels": [IGNORED] * len(prompt) + learned}
