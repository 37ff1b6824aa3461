"""Labelled pages, for training and scoring.

Two formats are read: specimens, one text file a page, and JSON lines with
`raw` and `lines`. Both become `Page`: lines in order with the class of each.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import deque
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from newsclean.article import Label
from newsclean.errors import BadData
from newsclean.labels.model import CLASS_OF

__all__ = ["Page", "digest", "jsonl", "read", "specimen"]

_HEADER = re.compile(r"# (\w+): (.*)")
# What people write beside the names of the labels.
_ALSO = {"nav": "furniture", "boilerplate": "furniture", "furniture": "furniture"}
FACTS = ("source", "published", "authors", "correspondents", "editors", "keywords", "dateline")


class Page(NamedTuple):
    """A page: its site, and its lines, each with its class, None where that is not known.

    `title`, `body` and `facts`, the other metadata, are what is to come out, as
    far as the page says so. `raw` is the page as found, where it is more than its lines.
    """

    id: str
    site: str
    lines: list[tuple[str, str | None]]
    title: str | None = None
    body: str | None = None
    facts: dict[str, str] = {}  # noqa: RUF012 - never changed
    raw: str | None = None

    @property
    def text(self) -> str:
        """The page as it was found."""
        return "\n".join(line for line, _ in self.lines) if self.raw is None else self.raw

    @property
    def has_body(self) -> bool:
        """Whether a line of it is known to be body."""
        return any(name == "body" for _, name in self.lines)


def read(paths: Iterable[Path]) -> Iterator[Page]:
    """The pages of folders of specimens (`*.txt`, `*.jsonl`, at any depth) and of files.

    Raises `BadData` for a file that is no such page.
    """
    for path in paths:
        found = sorted(path.rglob("*")) if path.is_dir() else [path]
        for file in found:
            if file.suffix == ".jsonl":
                yield from jsonl(file)
            elif file.suffix == ".txt":
                yield specimen(file)


def digest(paths: Iterable[Path]) -> str:
    """One SHA-256 over the contents of files."""
    total = hashlib.sha256()
    for path in paths:
        total.update(path.read_bytes())
    return total.hexdigest()


def specimen(path: Path) -> Page:
    """A page of rows `LABEL<TAB>line` under a header of `# key: value`."""
    head: dict[str, str] = {}
    lines: list[tuple[str, str | None]] = []
    for number, row in enumerate(_text(path).split("\n"), 1):
        key = _HEADER.fullmatch(row)
        label, tab, line = row.partition("\t")
        if key and not lines:
            head[key.group(1)] = key.group(2)
        elif label == "BLANK":
            lines.append(("", None))
        elif tab:
            lines.append((line, _class_of(label, path, number)))
        elif row.strip():
            raise BadData("no header, and no row of a label, a tab and a line", str(path), number)
    if not lines:
        raise BadData("no labelled lines in it", str(path))
    facts = {name: head[name] for name in FACTS if name in head}
    site = head.get("site", path.parent.name)
    return Page(path.stem, site, lines, head.get("title"), None, facts)


def jsonl(path: Path) -> Iterator[Page]:
    """Pages of a file of JSON lines.

    `raw` is the page, as text or markup; `lines` its lines that are not blank, in
    order, each with `text` and `label`; `body` what is to come out. `lines` or
    `body` may be missing, and `id`, `site`, `title` and the facts too.
    """
    for number, text in enumerate(_text(path).split("\n"), 1):
        if text.strip():
            row = _row(text, path, number)
            lines = _lines(row, path, number)
            id = str(row.get("id", f"{path.stem}-{number}"))
            facts = {name: _value(row[name]) for name in FACTS if row.get(name)}
            site = str(row.get("site", id))
            yield Page(id, site, lines, row.get("title"), row.get("body"), facts, row["raw"])


def _row(text: str, path: Path, number: int) -> dict[str, Any]:
    try:
        row = json.loads(text)
    except ValueError as error:
        raise BadData(f"not JSON: {error}", str(path), number) from None
    if not isinstance(row, dict) or not isinstance(row.get("raw"), str):
        raise BadData("a row needs `raw`, the page as text", str(path), number)
    return row


def _lines(row: dict[str, Any], path: Path, number: int) -> list[tuple[str, str | None]]:
    """The lines of `raw` with their classes; pieces of them, if those are what is labelled."""
    named: list[tuple[str, str | None]] = []
    for line in row.get("lines", ()):
        if not isinstance(line, dict) or not {"text", "label"} <= line.keys():
            raise BadData("`lines` are objects with `text` and `label`", str(path), number)
        named.append((str(line["text"]), _class_of(str(line["label"]), path, number)))
    left = deque(named)
    found: list[tuple[str, str | None]] = []
    for text in row["raw"].split("\n"):
        same = bool(left) and text.strip() == left[0][0].strip()
        found.append((text, left.popleft()[1] if same else None))
    return named if left else found


def _class_of(label: str, path: Path, number: int) -> str | None:
    """The class that a label is taught as.

    A certain caption stays out of the body by its own rule, and a doubtful one
    is body: no class is taught.
    """
    name = label.lower()
    if name == Label.CAPTION.value:
        return None
    try:
        return _ALSO.get(name) or CLASS_OF[Label(name)]
    except ValueError:
        valid = ", ".join([*(one.value for one in Label), *_ALSO])
        raise BadData(f"no label {label!r}; valid: {valid}", str(path), number) from None


def _value(value: object) -> str:
    return ",".join(map(str, value)) if isinstance(value, list) else str(value)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise BadData("not UTF-8", str(path)) from None
    except OSError as error:
        raise BadData(error.strerror or "cannot be read", str(path)) from None
