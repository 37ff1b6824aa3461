"""What is measured: clean text, damaged text and pages in HTML.

From the development data in `../shared` where that is, else from the specimens of `corpus/pages`.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import newsclean
from corpus.damage import KINDS
from corpus.lines import specimens

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
SEED = 7
DAMAGED_CHARS = 900  # of an article, for each kind of generated damage
DAMAGED_EACH = 6  # articles


def clean_texts(limit: int = 400) -> list[bytes]:
    """Articles in which nothing has to change, each as UTF-8."""
    texts = list(_articles())
    random.Random(SEED).shuffle(texts)
    found = []
    for text in texts:
        if newsclean.clean(text).status == newsclean.Status.CLEAN:
            found.append(text.encode())
        if len(found) == limit:
            break
    return found


def long_texts(size: int = 1_000_000) -> list[bytes]:
    """The clean articles as one document of at least `size` bytes."""
    text = b"\n".join(clean_texts())
    return [b"\n".join([text] * (size // len(text) + 1))]


def shapes() -> dict[str, bytes]:
    """What documents of any size are made of, over and over: texts, and what is hostile."""
    clean = clean_texts(100)
    hostile = {
        "one line": "".join(clean[0].decode().split()),
        "one character": "水",
        "brackets": "(",
        "question marks": "?",
        "bars": "|",
        "two scripts": "开門开門風风",
        "tiny blocks": "水\n",
        "quoted phrases": "“相关阅读”和“责任编辑”：上一篇，",
        "phrases": "上一篇相关阅读",
        "dates": "2023-05-06 09:12 ",
        "fields": "来源：河湾日报 作者：张三 ",
        "places": "肥乡县|耿马|",
        "glosses": "經(jīng)濟(jì)",
        "mojibake": "ÖÐ¹ú",
        "slips": "?!皥@中園",
        "points": "...",
    }
    return {
        "clean": b"\n".join(clean),
        "damaged": b"\n".join(real_damage()),
        **{name: text.encode() for name, text in hostile.items()},
    }


def real_damage() -> list[bytes]:
    """The sample documents of `seeds/`, and real pages as text that have spam and damage."""
    seeds = [path.read_bytes() for path in sorted((ROOT / "seeds").glob("*/source*"))]
    pages = [row["raw"].encode() for row in _rows(SHARED / "data/dirty_text/pages.jsonl")]
    return seeds + (pages or [page.text.encode() for page in specimens()])


def generated_damage() -> list[bytes]:
    """Articles with every kind of damage of `corpus.damage`."""
    texts = sorted(_articles(), key=len, reverse=True)[: 20 * DAMAGED_EACH]
    texts = random.Random(SEED).sample(texts, DAMAGED_EACH)
    return [
        kind(text[:DAMAGED_CHARS], random.Random(index)).encode("utf-8", "replace")
        for kind in KINDS.values()
        for index, text in enumerate(texts)
    ]


def html_pages(limit: int = 120) -> list[bytes]:
    """News pages as found; without the shared data, specimens with plain markup around."""
    found = sorted(path for path in (SHARED / "data/html").glob("*/*.html"))
    found = [path for path in found if "forum" not in path.parent.name]
    random.Random(SEED).shuffle(found)
    if found:
        return [path.read_bytes() for path in found[:limit]]
    return [_markup(page.text).encode() for page in specimens()][:limit]


def _markup(text: str) -> str:
    lines = "\n".join(f"<div class='row'><p>{line}</p></div>" for line in text.split("\n"))
    return f"<!doctype html><html><head><meta charset='utf-8'></head><body>{lines}</body></html>"


def _articles() -> Iterator[str]:
    rows = _rows(SHARED / "data/clean_text/articles.jsonl")
    if rows:
        yield from (str(row["text"]) for row in rows)
        return
    for page in specimens():
        yield "\n".join(line for line, kind in page.lines if kind == "body")


def _rows(path: Path) -> list[dict[str, Any]]:
    if not path.is_file():
        return []
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]
