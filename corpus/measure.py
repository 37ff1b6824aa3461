"""How much of each kind of damage is undone exactly, and how much clean text is touched.

`python -m corpus.measure ARTICLES.jsonl` damages the paragraphs of clean
articles by every kind of `corpus.damage`, repairs them and prints a table:
paragraphs, those restored exactly, characters right.
"""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import NamedTuple

import click
from rapidfuzz.distance import LCSseq

import newsclean
from corpus.damage import KINDS, Kind

SEED = 7
MIN_CHARS = 20


class Row(NamedTuple):
    """One line of the table."""

    kind: str
    cases: int
    exact: int
    right: int
    chars: int


def cases(path: Path, articles: int, whole: bool) -> list[str]:
    """Texts to damage: paragraphs, or articles for kinds that need a document."""
    with path.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    texts = [row["text"] for row in rows if row["lang"] == "zh-Hans"]
    random.Random(SEED).shuffle(texts)
    texts = texts[:articles]
    if whole:
        return texts
    return [part for text in texts for part in text.split("\n") if len(part) >= MIN_CHARS]


def measure(name: str, kind: Kind, texts: list[str]) -> Row:
    """Damage and repair each text; texts that this kind leaves alone do not count."""
    rng = random.Random(SEED)
    count = exact = right = chars = 0
    for text in texts:
        damaged = kind(text, rng)
        if damaged == text:
            continue
        repaired = str(newsclean.repair(damaged))
        count += 1
        exact += repaired == text
        right += LCSseq.similarity(repaired, text)
        chars += len(text)
    return Row(name, count, exact, right, chars)


# Kinds whose repair looks at a whole document.
DOCUMENT = ("glosses", "plain glosses", "machine traditional", "hard wraps")


@click.command()
@click.argument("articles", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--count", default=200, show_default=True, help="Articles to take.")
@click.option("--kind", "only", help="Only kinds whose name begins so.")
def main(articles: Path, count: int, only: str | None) -> None:
    """Print the table as Markdown."""
    parts, whole = cases(articles, count, False), cases(articles, count, True)
    click.echo("| damage | cases | restored exactly | characters right |\n|---|---|---|---|")
    for name, kind in KINDS.items():
        if only and not name.startswith(only):
            continue
        row = measure(name, kind, whole if name.startswith(DOCUMENT) else parts)
        if row.cases:
            exact, right = 100 * row.exact / row.cases, 100 * row.right / row.chars
            click.echo(f"| {name} | {row.cases} | {exact:.2f} % | {right:.3f} % |")


if __name__ == "__main__":
    main()
