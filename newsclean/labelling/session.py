"""The documents that are labelled, and the files that their answers are saved to.

A document is cleaned once, and its lines are shown with the labels found. What
the person decides is saved as one JSON line in a file of the output folder,
with the fields that `newsclean train` and `newsclean eval` read.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import newsclean
from newsclean.article import Article, Label
from newsclean.atomic import whole
from newsclean.config import Config
from newsclean.errors import BadInput

__all__ = ["FACTS", "Session"]

FACTS = ("title", "source", "published", "authors", "correspondents", "editors", "keywords")
_LISTS = ("authors", "correspondents", "editors", "keywords")
_SLUG = re.compile(r"[^\w.-]+")
_NAME = 60  # characters of a document's name in the name of its file
_LABELS = {label.value for label in Label}


class Line(NamedTuple):
    """A block as it is labelled: the source, the repaired text, the label found."""

    source: str
    text: str
    label: str


class Session:
    """Documents in order, each labelled or not.

    paths: files with one document each. folder: where answers go; it is made.
    Answers that are there already are shown again.
    """

    def __init__(self, paths: Sequence[Path], folder: Path, config: Config = Config()) -> None:
        self.paths = list(paths)
        self.folder = folder
        self.config = config
        folder.mkdir(parents=True, exist_ok=True)
        self._article = lru_cache(maxsize=8)(self._clean)

    def documents(self) -> list[dict[str, Any]]:
        """The name of each document, and whether it has an answer."""
        return [
            {"name": str(path), "done": self._file(index).exists()}
            for index, path in enumerate(self.paths)
        ]

    def page(self, index: int) -> dict[str, Any]:
        """A document as it is shown: its lines, labels, texts and facts.

        Raises `IndexError` for a document that is not there, `OSError` for one
        that cannot be read any more.
        """
        article = self._article(self._known(index))
        lines = _lines(article)
        shown = {
            "name": str(self.paths[index]),
            "site": "",
            "status": article.status.value,
            "source": [line.source for line in lines],
            "labels": [line.label for line in lines],
            "texts": [line.text for line in lines],
            "facts": {name: _fact(article, name) for name in FACTS},
        }
        saved = self._file(index)
        if saved.exists():
            shown |= json.loads(saved.read_text(encoding="utf-8"))["answer"]
        return shown

    def save(self, index: int, answer: object) -> Path:
        """Write the answer to a document: `labels`, `texts`, `facts` and `site`.

        Raises `BadInput` for an answer that does not fit the document.
        """
        article = self._article(self._known(index))
        lines = _lines(article)
        checked = _checked(answer, len(lines))
        pairs = list(zip(lines, checked["labels"], checked["texts"]))
        body = [text.rstrip("\n") for _, label, text in pairs if label == Label.BODY.value]
        facts = checked["facts"]
        row = {
            "id": self._file(index).stem,
            "site": checked["site"] or self.paths[index].stem,
            **{name: _listed(name, facts.get(name, "")) for name in FACTS if facts.get(name)},
            "raw": article.source_text,
            "lines": [
                {"text": part, "label": label}
                for line, label, _ in pairs
                for part in line.source.split("\n")
                if part.strip()
            ],
            "body": "\n".join(body),
            "answer": checked,
        }
        return _write(self._file(index), json.dumps(row, ensure_ascii=False) + "\n")

    def _known(self, index: int) -> int:
        if not 0 <= index < len(self.paths):
            raise IndexError(index)
        return index

    def _clean(self, index: int) -> Article:
        return newsclean.clean(self.paths[index].read_bytes(), config=self.config)

    def _file(self, index: int) -> Path:
        """Named after the document and its folder: the same in every session."""
        path = self.paths[index]
        mark = hashlib.sha256(str(path.resolve()).encode("utf-8", "surrogateescape")).hexdigest()
        return self.folder / f"{_SLUG.sub('-', path.stem)[:_NAME]}-{mark[:8]}.jsonl"


def _lines(article: Article) -> list[Line]:
    """The blocks that hold text."""
    found = []
    for block in article.blocks:
        source = article.source_text[slice(*block.text.span)]
        if source.strip():
            found.append(Line(source.strip("\n"), block.text.value.strip("\n"), block.label.value))
    return found


def _fact(article: Article, name: str) -> str:
    value = getattr(article, name)
    if isinstance(value, tuple):
        return "、".join(map(str, value))
    return "" if value is None else str(value)


def _listed(name: str, value: str) -> str | list[str]:
    if name not in _LISTS:
        return value
    return [one for one in re.split(r"[\s、,，;；]+", value) if one]


def _checked(answer: object, size: int) -> dict[str, Any]:
    """The answer, if it is one to a document of so many lines."""
    if not isinstance(answer, dict):
        raise BadInput("an answer is an object with labels, texts, facts and site")
    labels, texts, facts = answer.get("labels"), answer.get("texts"), answer.get("facts", {})
    if not (isinstance(labels, list) and len(labels) == size and set(labels) <= _LABELS):
        raise BadInput(f"labels must be {size} of: {', '.join(sorted(_LABELS))}")
    if not (isinstance(texts, list) and len(texts) == size and _strings(texts)):
        raise BadInput(f"texts must be {size} strings")
    if not (isinstance(facts, dict) and set(facts) <= set(FACTS) and _strings(facts.values())):
        raise BadInput(f"facts must be strings under: {', '.join(FACTS)}")
    site = answer.get("site", "")
    if not isinstance(site, str):
        raise BadInput("site must be a string")
    return {"labels": labels, "texts": texts, "facts": facts, "site": site.strip()}


def _strings(values: Any) -> bool:
    return all(isinstance(value, str) for value in values)


def _write(path: Path, text: str) -> Path:
    with whole(path) as stream:
        stream.write(text.encode("utf-8", "replace"))  # half a surrogate pair has no UTF-8
    return path
