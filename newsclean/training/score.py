"""What newsclean makes of a labelled page, in figures.

Every character of a labelled line is looked up in the record, by its place in
the source, so that nothing is compared by its looks.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from statistics import mean

from newsclean.article import Article
from newsclean.labels.model import CLASSES
from newsclean.training.pages import Page

__all__ = ["Counts", "counts", "means", "page_scores", "report"]

DIGITS = 4
Counts = Counter[tuple[str, bool]]


def counts(page: Page, article: Article) -> Counts:
    """Characters, blanks and controls aside, by class and whether they were kept."""
    kept = _kept_places(article)
    found: Counts = Counter()
    for name, start, end in _places(page, article.source_text):
        for at in range(start, end):
            char = article.source_text[at]
            if char.isprintable() and not char.isspace():
                found[name, bool(kept[at])] += 1
    return found


def page_scores(page: Page, article: Article) -> dict[str, float]:
    """Body F1, body kept, furniture and spam removed, in characters of one page; the title."""
    found = counts(page, article)
    body, lost = found["body", True], found["body", False]
    wrong = sum(found[name, True] for name in CLASSES if name != "body")
    scores = {"body F1": 2 * body / (2 * body + lost + wrong)} if body + lost else {}
    for name, of, wanted in (
        ("body kept", "body", True),
        ("furniture removed", "furniture", False),
        ("spam removed", "spam", False),
    ):
        size = found[of, True] + found[of, False]
        if size:
            scores[name] = found[of, wanted] / size
    if page.title:
        scores["title"] = float((str(article.title) if article.title else "") == page.title)
    return scores


def means(pages: Iterable[dict[str, float]]) -> dict[str, float]:
    """The mean of each score over the pages that have it."""
    rows: dict[str, list[float]] = defaultdict(list)
    for scores in pages:
        for name, value in scores.items():
            rows[name].append(value)
    return {name: round(mean(values), DIGITS) for name, values in sorted(rows.items())}


def report(found: Counts) -> str:
    """Shares in percent: of the body what was kept, of the other classes what was removed."""
    parts = []
    for name in CLASSES:
        size = found[name, True] + found[name, False]
        right = found[name, name == "body"]
        parts.append(f"{name} {100 * right / size:6.2f} % of {size}" if size else f"{name} -")
    return "   ".join(parts)


def _kept_places(article: Article) -> bytearray:
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


def _places(page: Page, source: str) -> Iterator[tuple[str, int, int]]:
    """Each line's class and where it stands in the source; lines are in order."""
    at = 0
    for text, name in page.lines:
        if not text.strip():
            continue
        start = source.find(text, at)
        if start >= 0:
            at = start + len(text)
            if name:
                yield name, start, at
