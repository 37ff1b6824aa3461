"""Pages for training and scoring, from every place that has some.

The project's specimens, and real pages and articles given as files. Real pages
give figures only; none of their text goes into the project.
"""

from __future__ import annotations

import json
import random
import re
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from newsclean import page
from newsclean.training.pages import Page, jsonl, read
from newsclean.training.pages import digest as digest_of

HERE = Path(__file__).parent
PAGES = HERE / "pages"
FOLDS = 5
GRAM = 8
MIN_SHARE = 0.8  # of a line's characters found in the gold body
MAX_SHARE = 0.2


def specimens(root: Path = PAGES) -> Iterator[Page]:
    """The project's own pages."""
    return read([root])


def held_out(site: str) -> bool:
    """Whether a site's pages are kept from training, to score on. One in five."""
    return zlib.crc32(site.encode()) % 5 == 0


def fold_of(site: str) -> int:
    """The fold of a site, whatever else there is."""
    return zlib.crc32(f"fold {site}".encode()) % FOLDS


def digest() -> str:
    """One SHA-256 over the specimens and what spam is made of."""
    return digest_of([*sorted(PAGES.rglob("*.txt")), HERE / "kits.tsv"])


def labelled(path: Path) -> Iterator[Page]:
    """Real pages with labelled lines, to train on.

    Of pages without a body, finished sentences teach nothing: prose of a farm
    reads like prose.
    """
    for one in jsonl(path):
        known = [(text, None if text.rstrip().endswith("。") else name) for text, name in one.lines]
        yield one if one.body and one.has_body else one._replace(lines=known)


def articles(path: Path, every: int) -> Iterator[Page]:
    """Clean articles, one in `every`: all of it is body."""
    for index, row in enumerate(map(json.loads, path.read_text(encoding="utf-8").splitlines())):
        if index % every == 0:
            lines: list[tuple[str, str | None]] = [
                (line, "body") for line in row["text"].split("\n")
            ]
            yield Page(row["id"], row["id"], lines)


def framed(found: Iterable[Page], frames: Iterable[Page], seed: int) -> Iterator[Page]:
    """Articles in the furniture of pages of the same fold, where these have their own body."""
    rng = random.Random(seed)
    by_fold: dict[int, list[Page]] = defaultdict(list)
    for frame in frames:
        if frame.has_body:
            by_fold[fold_of(frame.site)].append(frame)
    for article in found:
        lines = rng.choice(by_fold[fold_of(article.site)]).lines
        body = [at for at, (_, name) in enumerate(lines) if name == "body"]
        yield article._replace(lines=[*lines[: body[0]], *article.lines, *lines[body[-1] + 1 :]])


def html_pages(root: Path) -> Iterator[Page]:
    """The visible lines of HTML pages, compared with their gold bodies."""
    for gold in sorted(root.glob("*/gold.jsonl")):
        if "forum" in gold.parent.name:
            continue
        for row in map(json.loads, gold.read_text(encoding="utf-8").splitlines()):
            path = gold.parent / f"{row['id']}.html"
            if not row.get("body") or not path.is_file():
                continue
            site = row["id"].split("_")[1] if row["id"].count("_") > 1 else row["id"]
            markup = path.read_bytes().decode(row.get("charset") or "utf-8", "replace")
            shown = page.read(markup)
            lines = [
                (line, classify(line, row))
                for line, at in zip(shown.text.split("\n"), shown.lines)
                if not at.hidden
            ]
            yield Page(row["id"], site, lines)


def classify(line: str, gold: dict[str, str]) -> str | None:
    """The class of a line by the gold title and body; None where they half agree."""
    tight = _tight(line)
    if not tight:
        return None
    title = _tight(gold.get("title") or "")
    if title and (tight == title or (len(title) > 6 and tight.startswith(title))):
        return "title"
    body = _tight(gold["body"])
    if len(tight) < GRAM:
        whole = {_tight(one) for one in gold["body"].split("\n")}
        return "body" if tight in whole else "furniture"
    grams = [tight[at : at + GRAM] for at in range(len(tight) - GRAM + 1)]
    share = sum(gram in body for gram in grams) / len(grams)
    if share >= MIN_SHARE:
        return "body"
    return "furniture" if share <= MAX_SHARE else None


def _tight(text: str) -> str:
    return re.sub(r"\s+", "", text)
