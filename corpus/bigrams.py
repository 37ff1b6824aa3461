"""Learn `newsclean/data/bigrams.npz` from clean text.

`python -m corpus.bigrams ARTICLES.jsonl...` reads rows with a `text` or a `body`, counts
characters and pairs in the model's own symbols and stores what remains after
pruning. Only counts go in; no text can be read out of them.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path

import click
import numpy as np

from newsclean.language import UNIT, symbols

TARGET = Path(__file__).parents[1] / "newsclean" / "data" / "bigrams.npz"
MIN_CHAR = 3  # a character seen less often says nothing about its neighbours
MIN_PAIR = 2  # pairs seen once are half of the file and mostly names
DISCOUNT = 0.75
UNKNOWN_BITS = 14.0  # an unknown character is one of some 16,000


def count(texts: Iterable[str]) -> tuple[Counter[str], Counter[str]]:
    """Characters and pairs. The end of a paragraph is one line break, a symbol like others."""
    single: Counter[str] = Counter()
    pairs: Counter[str] = Counter()
    for text in texts:
        lines = [line.strip() for line in symbols(text).split("\n")]
        whole = "\n" + "\n".join(line for line in lines if line) + "\n"
        single.update(whole)
        pairs.update(map("".join, pairwise(whole)))
    return single, pairs


def learn(texts: Iterable[str], header: dict[str, object]) -> dict[str, np.ndarray]:
    """The arrays of a `LanguageModel`, as stored."""
    single, pairs = count(texts)
    chars = sorted(char for char, times in single.items() if times >= MIN_CHAR)
    number = {char: index for index, char in enumerate(chars, 1)}
    size = len(chars) + 1
    total = sum(single.values())
    seen = np.array([0, *(single[char] for char in chars)], dtype=np.float64)
    seen[0] = max(total - seen.sum(), 1)
    chance = seen / seen.sum()

    kept = {pair: n for pair, n in pairs.items() if n >= MIN_PAIR and set(pair) <= number.keys()}
    keys = np.array([number[pair[0]] * size + number[pair[1]] for pair in kept], dtype=np.int64)
    times = np.array(list(kept.values()), dtype=np.float64)
    order = np.argsort(keys)
    keys, times = keys[order], times[order]
    first, second = np.divmod(keys, size)
    left = np.bincount(first, minlength=size)  # kinds of successors
    spare = 1 - np.bincount(first, weights=times - DISCOUNT, minlength=size) / seen
    backoff = np.log2(np.where(left > 0, np.clip(spare, 1e-3, 1), 1))
    value = np.log2((times - DISCOUNT) / seen[first] / chance[second] + 2 ** backoff[first])
    cost = -np.log2(chance)
    cost[0] += UNKNOWN_BITS
    return {
        "header": np.frombuffer(json.dumps(header, ensure_ascii=False).encode(), dtype=np.uint8),
        "chars": np.array([ord(char) for char in chars], dtype=np.uint32),
        "unigram": np.clip(np.round(cost * UNIT), 0, 255).astype(np.uint8),
        "backoff": np.round(backoff * UNIT).astype(np.int8),
        "keys": np.diff(keys, prepend=0).astype(np.uint32),
        "values": np.clip(np.round(value * UNIT), -127, 127).astype(np.int8),
    }


def read(path: Path) -> list[str]:
    """The `text`, or else the `body`, of every row of a JSON Lines file."""
    with path.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [row.get("text") or row.get("body") or "" for row in rows]


@click.command()
@click.argument(
    "articles",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
@click.option("-o", "--output", default=TARGET, type=click.Path(path_type=Path))
@click.option("--leave-out", default=0, help="Leave out every Nth article, to measure on.")
def main(articles: tuple[Path, ...], output: Path, leave_out: int) -> None:
    """Learn the bigram model from ARTICLES and write it to OUTPUT."""
    texts = [
        text
        for path in articles
        for index, text in enumerate(read(path))
        if not leave_out or index % leave_out
    ]
    header: dict[str, object] = {
        "what": "character bigrams of news text, simplified view",
        "source": "clean news articles and bodies of news pages, both scripts, 2011-2026",
        "sha256": [hashlib.sha256(path.read_bytes()).hexdigest() for path in articles],
        "articles": len(texts),
        "command": "python -m corpus.bigrams ARTICLES.jsonl...",
        "unit": f"1/{UNIT} bit",
    }
    arrays = learn(texts, header)
    part = output.with_suffix(".part")
    with part.open("wb") as stream:
        np.savez_compressed(stream, **arrays)  # type: ignore[arg-type]
    part.replace(output)
    pairs, size = len(arrays["keys"]), output.stat().st_size
    click.echo(f"{len(arrays['chars'])} characters, {pairs} pairs, {size / 1e3:.0f} kB")


if __name__ == "__main__":
    main()
