"""Score newsclean on labelled pages: what was kept of the body, what removed of the rest.

`python -m corpus.score PAGES.jsonl [--per-page]`. Each row has `raw`, the page
as text, and `lines`, its lines in order with a `label`: title, meta, body,
boilerplate or spam. Every character of a line is looked up in the record, by
its place in the source, so nothing is compared by its looks.

`python -m corpus.score --clean ARTICLES.jsonl` counts the articles whose
`text` comes back as it was.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

import newsclean
from newsclean.article import Article

LABELS = ("body", "title", "meta", "boilerplate", "spam")


def kept_places(article: Article) -> bytearray:
    """One byte a source character: 1 where it, or what it became, is in the body."""
    kept = bytearray(len(article.source_text))
    for block in article.blocks:
        if not block.kept:
            continue
        for piece in block.text.pieces:
            if piece.text:
                start, end = piece.span
                kept[start:end] = b"\1" * (end - start)
    return kept


def places(raw: str, lines: list[dict[str, str]]) -> Iterator[tuple[str, int, int]]:
    """Each line's label and where it stands; lines are in order."""
    at = 0
    for line in lines:
        start = raw.find(line["text"], at)
        if start >= 0:
            at = start + len(line["text"])
            yield line["label"], start, at


def score_page(row: dict[str, Any]) -> Counter[tuple[str, bool]]:
    """Characters, blanks and controls aside, by label and whether they were kept."""
    article = newsclean.clean(row["raw"])
    kept = kept_places(article)
    counts: Counter[tuple[str, bool]] = Counter()
    for label, start, end in places(row["raw"], row["lines"]):
        for at in range(start, end):
            char = row["raw"][at]
            if char.isprintable() and not char.isspace():
                counts[label, bool(kept[at])] += 1
    return counts


def report(counts: Counter[tuple[str, bool]]) -> str:
    """Shares in percent: of the body what was kept, of the other labels what was removed."""
    parts = []
    for label in LABELS:
        size = counts[label, True] + counts[label, False]
        right = counts[label, label == "body"]
        parts.append(f"{label} {100 * right / size:6.2f} % of {size}" if size else f"{label} -")
    return "   ".join(parts)


@click.command()
@click.argument("pages", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--per-page", is_flag=True, help="A line for each page too.")
@click.option("--clean", "is_clean", is_flag=True, help="Rows are clean articles.")
def main(pages: Path, per_page: bool, is_clean: bool) -> None:
    """Score newsclean on the rows of PAGES."""
    rows = [json.loads(line) for line in pages.read_text(encoding="utf-8").splitlines()]
    if is_clean:
        changed = [row for row in rows if str(newsclean.clean(row["text"])) != row["text"]]
        if per_page:
            for row in changed:
                click.echo(row["id"])
        click.echo(f"{len(rows)} articles, {len(rows) - len(changed)} identical")
        return
    total: Counter[tuple[str, bool]] = Counter()
    for row in rows:
        counts = score_page(row)
        total += counts
        if per_page:
            click.echo(f"{row['id']:18} {report(counts)}")
    click.echo(f"{len(rows)} pages   {report(total)}")


if __name__ == "__main__":
    main()
