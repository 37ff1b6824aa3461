"""How much of each kind of damage is undone exactly, and how much clean text is touched.

`python -m corpus.measure ARTICLES.jsonl` damages the paragraphs of clean
articles by every kind of `corpus.damage`, repairs them and prints a table:
paragraphs, those restored exactly, characters right. Big5 is written by
traditional articles, everything else by simplified ones.

The shipped model was learned from the articles that are measured. To measure
what it has not seen:

    python -m corpus.bigrams ARTICLES.jsonl --leave-out 10 -o MODEL.npz
    python -m corpus.measure ARTICLES.jsonl --leave-out 10 --model MODEL.npz
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import NamedTuple

import click
import numpy as np
from rapidfuzz.distance import LCSseq

import newsclean
from corpus.damage import KINDS
from corpus.misread import Kind
from newsclean import language

SEED = 7
MIN_CHARS = 20
# Kinds whose repair looks at a whole document.
DOCUMENT = ("glosses", "plain glosses", "machine traditional", "hard wraps")

Repair = Callable[[str], str]


class Row(NamedTuple):
    """One line of the table."""

    kind: str
    cases: int
    exact: int
    right: int
    chars: int


@cache
def articles_of(path: Path, lang: str, leave_out: int = 0) -> list[str]:
    """The texts of a language, shuffled; with `leave_out` those that `corpus.bigrams` left out."""
    with path.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    if leave_out:
        rows = rows[::leave_out]
    texts = [str(row["text"]) for row in rows if row["lang"] == lang]
    random.Random(SEED).shuffle(texts)
    return texts


def cases(path: Path, articles: int, name: str, leave_out: int = 0) -> list[str]:
    """Texts to damage by the kind `name`: paragraphs, or articles where it needs a document."""
    lang = "zh-Hant" if name.startswith("big5") else "zh-Hans"
    texts = articles_of(path, lang, leave_out)[:articles]
    if name.startswith(DOCUMENT):
        return texts
    return [part for text in texts for part in text.split("\n") if len(part) >= MIN_CHARS]


def own_repair(text: str) -> str:
    """What newsclean makes of a text."""
    return str(newsclean.repair(text))


def measure(name: str, kind: Kind, texts: list[str], repair: Repair = own_repair) -> Row:
    """Damage and repair each text; texts that this kind leaves alone do not count."""
    rng = random.Random(SEED)
    count = exact = right = chars = 0
    for text in texts:
        damaged = kind(text, rng)
        if damaged == text:
            continue
        repaired = repair(damaged)
        count += 1
        exact += repaired == text
        right += LCSseq.similarity(repaired, text)
        chars += len(text)
    return Row(name, count, exact, right, chars)


def use_model(path: Path) -> None:
    """Let newsclean read this model instead of the shipped one, for the rest of the process.

    The function `language_model` is replaced in every module that has it, so
    this comes after all imports and before anybody has asked the model.
    """
    if language.language_model.cache_info().currsize:
        raise RuntimeError("the shipped model has been read already")
    with np.load(path, allow_pickle=False) as arrays:
        model = language.LanguageModel(dict(arrays))
    shipped = language.language_model
    for name, module in list(sys.modules.items()):
        if name.startswith("newsclean") and getattr(module, "language_model", None) is shipped:
            setattr(module, "language_model", lambda: model)  # noqa: B010  # mypy wants setattr


@click.command()
@click.argument("articles", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--count", default=200, show_default=True, help="Articles to take.")
@click.option("--kind", "only", help="Only kinds whose name begins so.")
@click.option("--leave-out", default=0, help="Measure on every Nth article only.")
@click.option("--model", type=click.Path(exists=True, path_type=Path), help="Another model.")
def main(articles: Path, count: int, only: str | None, leave_out: int, model: Path | None) -> None:
    """Print the table as Markdown."""
    if model:
        use_model(model)
    click.echo("| damage | cases | restored exactly | characters right |\n|---|---|---|---|")
    for name, kind in KINDS.items():
        if only and not name.startswith(only):
            continue
        row = measure(name, kind, cases(articles, count, name, leave_out))
        if row.cases:
            exact, right = 100 * row.exact / row.cases, 100 * row.right / row.chars
            click.echo(f"| {name} | {row.cases} | {exact:.2f} % | {right:.3f} % |")


if __name__ == "__main__":
    main()
