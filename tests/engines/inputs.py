"""What the engines get: specimens of pages, some of them damaged, some as HTML in GBK."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable
from functools import cache
from itertools import islice
from typing import Any

import newsclean
from corpus.damage import KINDS
from corpus.lines import specimens

PAGES = 60
OPTIONS: dict[str, Any] = {
    "document": ("html", "text"),
    "content_type": "header",
    "config": newsclean.Config(disable={"wrap"}),
}


@cache
def rows() -> tuple[dict[str, Any], ...]:
    """Rows of `id`, `url`, `title`, `text`, `html` as bytes, and its `header`."""
    rng = random.Random(7)
    kinds = list(KINDS.values())
    found: list[dict[str, Any]] = []
    for number, page in enumerate(islice(specimens(), 0, None, 4)):
        if number == PAGES:
            break
        as_html = number % 4 == 0
        found.append(
            {
                "id": number,
                "url": f"https://{page.site}.example/{number}" if number % 3 else None,
                "title": f"第{number}页",
                "text": None if as_html else kinds[number % len(kinds)](page.text, rng),
                "html": _html(page.text) if as_html else None,
                "header": "text/html; charset=gbk" if as_html else None,
            }
        )
    missing = {**dict.fromkeys(found[0]), "id": len(found)}
    return (*found, missing)


def _html(text: str) -> bytes:
    paragraphs = "".join(f"<p>{line}</p>\n" for line in text.split("\n"))
    return f"<html><body>{paragraphs}</body></html>".encode("gb18030")


def as_bytes(found: Iterable[dict[str, Any]]) -> bytes:
    """Rows by their `id` as JSON lines: the same bytes for the same values."""
    ordered = sorted(found, key=lambda row: row["id"])
    lines = [json.dumps(row, sort_keys=True, default=bytes.hex) for row in ordered]
    return "\n".join(lines).encode()
