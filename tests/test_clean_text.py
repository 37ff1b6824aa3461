"""Clean articles come back as they are, but for what nobody sees."""

from __future__ import annotations

import random
import re

from conftest import SHARED, load_jsonl, needs_shared

import newsclean

ARTICLES = SHARED / "data" / "clean_text" / "articles.jsonl"
BLANKS = re.compile(r"[ \t\u3000]+(?=\n|$)")


def visible(text: str) -> str:
    """Without what may change: zero-width characters, NBSP for a blank, blanks at line ends."""
    text = re.sub("[\u200b\u200c]", "", text)
    return BLANKS.sub("", re.sub(r"[ \t]*\xa0[ \t\xa0]*", " ", text)).strip("\n")


@needs_shared
def test_sample_comes_back() -> None:
    rows = random.Random(300).sample(load_jsonl(ARTICLES), 300)
    changed = [
        row["id"]
        for row in rows
        if visible(newsclean.clean(row["text"]).body) != visible(row["text"])
    ]
    assert changed == []
