"""What newsclean makes of a labelled page, in figures.

Every character of a labelled line is looked up in the record, by its place in
the source, so that nothing is compared by its looks. Only a body that a page
gives as text is compared with the result as text.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from statistics import mean

from newsclean.article import Article
from newsclean.config import Config
from newsclean.extras import need
from newsclean.labels.model import CLASSES
from newsclean.pipeline import clean
from newsclean.training.pages import Page

__all__ = ["Counts", "counts", "means", "page_scores", "report", "score"]

DIGITS = 4
_SECOND = 19  # characters of 2023-05-06T09:12:00
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
    """The scores of one page, each from 0 to 1, as far as the page says what is right.

    Body precision, recall and F1 compare the text of the body where the page
    has it, by the longest common subsequence of characters; else they count the
    characters of labelled lines. Body kept, furniture and spam removed count the
    latter. Title and other metadata are right or not.
    """
    found = counts(page, article)
    scores = {}
    for name, of, wanted in (
        ("body kept", "body", True),
        ("furniture removed", "furniture", False),
        ("spam removed", "spam", False),
    ):
        size = found[of, True] + found[of, False]
        if size:
            scores[name] = found[of, wanted] / size
    if page.body:
        scores |= _body(*_overlap(page.body, article.body))
    elif page.has_body:
        body, all_kept = found["body", True], sum(found[name, True] for name in CLASSES)
        scores |= _body(body, body + found["body", False], all_kept)
    if page.title:
        scores["title"] = float((str(article.title) if article.title else "") == page.title)
    return scores | {name: _fact(name, gold, article) for name, gold in page.facts.items()}


def score(
    pages: Iterable[Page], config: Config = Config()
) -> Iterator[tuple[str, dict[str, float]]]:
    """The id and the scores of each page, cleaned with `config`."""
    for page in pages:
        yield page.id, page_scores(page, clean(page.text, config=config))


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


def _body(common: int, gold: int, found: int) -> dict[str, float]:
    return {
        "body P": common / found if found else 0.0,
        "body R": common / gold if gold else 0.0,
        "body F1": 2 * common / (gold + found) if gold + found else 1.0,
    }


def _overlap(gold: str, found: str) -> tuple[int, int, int]:
    """The characters that two texts have in common, in order, and how many each has."""
    left, right = _tight(gold), _tight(found)
    common = need("rapidfuzz.distance", "train").LCSseq.similarity(left, right)
    return common, len(left), len(right)


def _tight(text: str) -> str:
    return "".join(char for char in text if char.isprintable() and not char.isspace())


def _fact(name: str, gold: str, article: Article) -> float:
    """Whether a value is found: of times to the precision given, of lists all and no more."""
    found = getattr(article, name)
    if isinstance(found, tuple):
        return float(set(map(str, found)) == {one.strip() for one in gold.split(",")})
    value = str(found) if found else ""
    if name == "published":
        wanted = gold.replace(" ", "T")[:_SECOND]
        return float(bool(wanted) and value.startswith(wanted))
    return float(value == gold)


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
