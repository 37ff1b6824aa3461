"""newsclean beside other tools, as far as they are installed: the tables of docs/comparison.md.

`python -m corpus.measure_tools` prints, for the held-out specimens of the
project: what cleaners of text make of clean bodies, what they undo of each kind
of damage, and what they leave of furniture and planted spam. `--html ROOT` adds
the bodies of real HTML pages by each reader; ROOT is as for `corpus.train`.
`--tool NAME` measures these alone, since not all can be installed together.
"""

from __future__ import annotations

import contextlib
import io
import json
import logging
import random
import re
import time
import unicodedata
import warnings
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from statistics import mean
from typing import TypeVar

import click
from rapidfuzz.distance import LCSseq

from corpus.damage import KINDS
from corpus.kits import SCORE_SEED, spammed
from corpus.lines import held_out, specimens
from corpus.tools import CLEANERS, READERS, Cleaner, Reader
from newsclean.training.pages import Page

SEED = 7
DAMAGE = (
    "utf8-as-latin1",
    "gbk-as-latin1",
    "utf8-as-gbk, holes as U+FFFD",
    "glosses",
    "machine traditional",
    "frame slip",
    "controls",
    "entities",
    "hard wraps",
)
LINE = 8  # characters of a line that are looked for in a result; fewer stand there by chance
LOW = 0.5  # F1 of a page whose article was not found
_TIGHT = re.compile(r"[\s\u200b-\u200f\u2060\ufeff\u00ad]+")

Tool = TypeVar("Tool", Reader, Cleaner)


def installed(tools: dict[str, Callable[[], Tool]], only: tuple[str, ...]) -> dict[str, Tool]:
    """The tools that are there; the others are named on standard error."""
    found = {}
    for name, make in tools.items():
        if only and name not in only:
            continue
        try:
            with contextlib.redirect_stdout(io.StringIO()):  # some greet
                found[name] = make()
        except ImportError as error:
            click.echo(f"{name} is not installed: {error}", err=True)
    return found


def tight(text: str) -> str:
    """A text without blanks and forms of characters, for comparison."""
    return _TIGHT.sub("", unicodedata.normalize("NFKC", text))


def overlap(found: str, gold: str) -> tuple[float, float, float]:
    """Precision, recall and F1 of characters in order (LCS)."""
    common = LCSseq.similarity(found, gold)
    precision, recall = common / max(len(found), 1), common / max(len(gold), 1)
    return precision, recall, 2 * common / max(len(found) + len(gold), 1)


def percent(values: Iterable[float]) -> str:
    """The mean as a share."""
    return f"{100 * mean(values):.1f} %"


def table(title: str, head: Iterable[str], rows: Iterable[Iterable[str]]) -> None:
    """Print a Markdown table."""
    names = list(head)
    click.echo(f"## {title}\n\n| {' | '.join(names)} |\n|{'---|' * len(names)}")
    for row in rows:
        click.echo(f"| {' | '.join(row)} |")
    click.echo()


def body(page: Page) -> str:
    """The lines of a specimen that are body."""
    return "\n".join(line for line, name in page.lines if name == "body")


def clean_texts(cleaners: dict[str, Cleaner], texts: list[str]) -> Iterator[list[str]]:
    """Clean bodies: how many come back changed, and the share of their characters."""
    for name, clean in cleaners.items():
        results = [clean(text).strip("\n") for text in texts]
        changed = sum(found != text for found, text in zip(results, texts))
        lost = (
            1 - LCSseq.similarity(found, text) / len(text) for found, text in zip(results, texts)
        )
        yield [name, f"{changed} of {len(texts)}", percent(lost)]


def damage(cleaners: dict[str, Cleaner], texts: list[str]) -> Iterator[list[str]]:
    """Damaged bodies: F1 of characters with the body as it was, blanks included."""
    for kind in DAMAGE:
        rng = random.Random(SEED)
        pairs = [(KINDS[kind](text, rng), text) for text in texts]
        pairs = [(bad, text) for bad, text in pairs if bad != text]
        before = percent(overlap(bad, text)[2] for bad, text in pairs)
        yield [kind, str(len(pairs)), before] + [
            percent(overlap(clean(bad), text)[2] for bad, text in pairs)
            for clean in cleaners.values()
        ]


def left(found: str, page: Page, kind: str) -> list[float]:
    """Of each long line of a class whether it is still there."""
    lines = (tight(line) for line, name in page.lines if name == kind)
    return [float(line in found) for line in lines if len(line) >= LINE]


def pages_as_text(cleaners: dict[str, Cleaner], pages: list[Page]) -> Iterator[list[str]]:
    """Pages with planted spam: body precision and recall, lines of furniture and spam left."""
    for name, clean in cleaners.items():
        scores: dict[str, list[float]] = defaultdict(list)
        for page in pages:
            found = tight(clean(page.text))
            precision, recall, both = overlap(found, tight(body(page)))
            for what, value in (("P", precision), ("R", recall), ("F1", both)):
                scores[what].append(value)
            for kind in ("furniture", "spam"):
                scores[kind] += left(found, page, kind)
        yield [name, *(percent(scores[what]) for what in ("P", "R", "F1", "furniture", "spam"))]


def as_html(cleaner: Reader) -> Cleaner:
    """A reader at work on text: each line is a paragraph of a bare page."""

    def clean(text: str) -> str:
        lines = "".join(f"<p>{line}</p>\n" for line in text.split("\n") if line.strip())
        return cleaner(f"<html><head><title></title></head><body>{lines}</body></html>")[1]

    return clean


def gold(root: Path) -> Iterator[tuple[str, str, str]]:
    """Markup, title and body of real pages; forums, and pages set apart, are left out."""
    for path in sorted(root.glob("*/gold.jsonl")):
        if "forum" in path.parent.name:
            continue
        for row in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
            if row.get("challenge") or not row.get("body"):
                continue
            data = (path.parent / f"{row['id']}.html").read_bytes()
            markup = data.decode(row.get("charset") or "utf-8", "replace").lstrip("\ufeff")
            # lxml refuses a declaration of the charset in text that is decoded.
            markup = re.sub(r"^\s*<\?xml[^>]*\?>", "", markup).replace("\0", "")
            yield markup, row.get("title") or "", row["body"]


def real_pages(
    readers: dict[str, Reader], pages: list[tuple[str, str, str]]
) -> Iterator[list[str]]:
    """Bodies of real pages by each reader. An error of a reader is a page without a body."""
    for name, read in readers.items():
        scores, low, failed = [], 0, 0
        start = time.process_time()
        results = []
        for markup, _, _ in pages:
            try:
                results.append(read(markup))
            except Exception:  # whatever a reader raises
                results.append(("", ""))
                failed += 1
        took = 1e3 * (time.process_time() - start) / len(pages)
        for (_, found), (_, title, text) in zip(results, pages):
            head = tight(title)
            scores.append(overlap(tight(found).removeprefix(head), tight(text).removeprefix(head)))
            low += scores[-1][2] < LOW
        means = [f"{mean(one):.3f}" for one in zip(*scores)]
        share = f"{100 * low / len(pages):.1f} %"
        yield [name, means[2], means[0], means[1], share, str(failed), f"{took:.0f}"]


@click.command()
@click.option("--tool", "only", multiple=True, help="Only these.")
@click.option("--html", "root", type=click.Path(exists=True, path_type=Path), help="Real pages.")
def main(only: tuple[str, ...], root: Path | None) -> None:
    """Print the tables as Markdown."""
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    readers, cleaners = installed(READERS, only), installed(CLEANERS, only)
    if root:
        head = ("reader", "F1", "precision", "recall", "pages below .5", "errors", "ms a page")
        table("Bodies of real HTML pages", head, real_pages(readers, list(gold(root))))
    pages = [page for page in specimens() if held_out(page.site) and body(page)]
    texts = [body(page) for page in pages]
    repairs = {name: clean for name, clean in cleaners.items() if name != "newsclean.clean"}
    table("Clean bodies", ("tool", "changed", "characters lost"), clean_texts(repairs, texts))
    table("Damage", ("damage", "texts", "damaged", *repairs), damage(repairs, texts))
    whole = {name: clean for name, clean in cleaners.items() if name != "newsclean.repair"}
    whole |= {name: as_html(read) for name, read in readers.items() if name != "newsclean"}
    columns = ("tool", "body P", "body R", "body F1", "furniture left", "spam left")
    planted = list(spammed(pages, share=1.0, seed=SCORE_SEED))
    table("Pages as text, with planted spam", columns, pages_as_text(whole, planted))


if __name__ == "__main__":
    main()
