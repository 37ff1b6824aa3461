"""Labelled pages for training and scoring, from every place that has some.

A page is its lines in order with the class of each: body, title, meta,
furniture or spam, or None where the answer is not known. Real pages give
figures only; none of their text goes into the project.
"""

from __future__ import annotations

import hashlib
import json
import re
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from newsclean import page
from newsclean.labels.model import CLASSES

HERE = Path(__file__).parent
PAGES = HERE / "pages"
# The labels of the specimens and of the real pages, as classes. A certain caption
# stays out of the body by its own rule; a doubtful one is body: no class is taught.
CLASS_OF = {
    "TITLE": "title",
    "META": "meta",
    "BODY": "body",
    "CAPTION": None,
    "NAV": "furniture",
    "NAVIGATION": "furniture",
    "RELATED": "furniture",
    "PROMPT": "furniture",
    "LEGAL": "furniture",
    "ADVERT": "furniture",
    "RESIDUE": "furniture",
    "BOILERPLATE": "furniture",
    "SPAM": "spam",
}
GRAM = 8
MIN_SHARE = 0.8  # of a line's characters found in the gold body
MAX_SHARE = 0.2


class Page(NamedTuple):
    """A page: its site, and its lines with their class."""

    id: str
    site: str
    lines: list[tuple[str, str | None]]
    title: str | None = None

    @property
    def text(self) -> str:
        """The page as text."""
        return "\n".join(line for line, _ in self.lines)


def specimens(root: Path = PAGES) -> Iterator[Page]:
    """The project's own pages: `LABEL<TAB>line` under a header of `# key: value`."""
    for path in sorted(root.rglob("*.txt")):
        head: dict[str, str] = {}
        lines: list[tuple[str, str | None]] = []
        for row in path.read_text(encoding="utf-8").split("\n"):
            key = re.match(r"# (\w+): (.*)", row)
            label, tab, line = row.partition("\t")
            if key and not lines:
                head[key.group(1)] = key.group(2)
            elif label == "BLANK":
                lines.append(("", None))
            elif tab:
                lines.append((line, CLASS_OF[label]))
        yield Page(path.stem, head.get("site", path.stem), lines, head.get("title"))


def held_out(site: str) -> bool:
    """Whether a site's pages are kept from training, to score on. One in five."""
    return zlib.crc32(site.encode()) % 5 == 0


def digest(paths: Sequence[Path] | None = None) -> str:
    """One SHA-256 over the contents of files, the specimens by default."""
    total = hashlib.sha256()
    for path in sorted(PAGES.rglob("*.txt")) if paths is None else paths:
        total.update(path.read_bytes())
    return total.hexdigest()


def labelled(path: Path) -> Iterator[Page]:
    """Real pages with labelled lines: rows with `raw` and `lines`.

    Pages without a body are left out: prose of a farm reads like prose.
    """
    for row in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
        if not row.get("body"):
            continue
        labels: dict[str, list[str]] = {}
        for line in row["lines"]:
            labels.setdefault(line["text"].strip(), []).append(line["label"])
        lines: list[tuple[str, str | None]] = []
        for line in row["raw"].split("\n"):
            found = labels.get(line.strip())
            label = (found.pop(0) if len(found) > 1 else found[0]) if found else None
            lines.append((line, CLASS_OF[label.upper()] if label else None))
        yield Page(row["id"], row["id"], lines)


def articles(path: Path, every: int) -> Iterator[Page]:
    """Clean articles, one in `every`: all of it is body."""
    for index, row in enumerate(map(json.loads, path.read_text(encoding="utf-8").splitlines())):
        if index % every == 0:
            lines: list[tuple[str, str | None]] = [
                (line, "body") for line in row["text"].split("\n")
            ]
            yield Page(row["id"], row["id"], lines)


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
            lines = page.read(markup).text.split("\n")
            yield Page(row["id"], site, [(line, classify(line, row)) for line in lines])


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


assert {name for name in CLASS_OF.values() if name} == set(CLASSES)
