"""The seed documents: body, metadata and counts as a careful editor gives them."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, SHARED, load_json

import newsclean
from newsclean import Article
from newsclean.article import Found

COUNTED = {"pinyin": "pinyin.gloss", "frameslip": "frameslip.gbk", "joined_lines": "wrap.hard"}
SINGLE = ("title", "source", "published", "dateline")
MANY = ("authors", "correspondents", "editors", "keywords")


def own() -> list[tuple[Path, Path]]:
    sources = sorted(ROOT.glob("seeds/*/source.txt"))
    return [(source, source.with_name("expected.json")) for source in sources]


def shared() -> list[tuple[Path, Path]]:
    folder = SHARED / "seeds"
    sources = sorted(folder.glob("*.txt"))
    return [(one, folder / "expected" / f"{one.name[:3]}.json") for one in sources]


SEEDS = [
    *(pytest.param(*pair, id=f"own-{pair[0].parent.name[:3]}") for pair in own()),
    *(pytest.param(*pair, id=f"shared-{pair[0].name[:3]}") for pair in shared()),
]
each_seed = pytest.mark.parametrize(("source", "answer"), SEEDS)


def cleaned(source: Path) -> Article:
    return newsclean.clean(source.read_bytes())


def paragraphs(body: str, optional: list[str]) -> list[str]:
    """The lines that count: without blanks and a leading `·`, and none that may go."""
    lines = (line.strip().lstrip("·") for line in body.split("\n"))
    return [line for line in lines if line and line not in optional]


def value(found: Found[Any] | None) -> str | None:
    return None if found is None else str(found)


def test_all_are_here() -> None:
    assert len(own()) == 5


@each_seed
def test_body(source: Path, answer: Path) -> None:
    expected = load_json(answer)
    optional = expected.get("optional", [])
    body = cleaned(source).body
    assert paragraphs(body, optional) == paragraphs(expected["body"], optional)


@each_seed
def test_metadata(source: Path, answer: Path) -> None:
    expected = load_json(answer)
    article = cleaned(source)
    got: dict[str, Any] = {name: value(getattr(article, name)) for name in SINGLE}
    got |= {name: [str(one) for one in getattr(article, name)] for name in MANY}
    assert got == {name: expected[name] for name in (*SINGLE, *MANY)}


@each_seed
def test_counts(source: Path, answer: Path) -> None:
    expected = load_json(answer)["counts"]
    made: Counter[str] = Counter()
    for edit in cleaned(source).edits:
        made.update((edit.rule, *edit.then))
    assert {name: made[COUNTED[name]] for name in expected} == expected


@each_seed
def test_topics(source: Path, answer: Path) -> None:
    assert list(cleaned(source).topics) == load_json(answer)["topics"]


@each_seed
def test_script(source: Path, answer: Path) -> None:
    assert cleaned(source).script == load_json(answer)["script"]


@each_seed
def test_cleaning_again_changes_nothing(source: Path, answer: Path) -> None:
    body = cleaned(source).body
    assert newsclean.clean(body).body == body


@each_seed
def test_record_rebuilds_the_source(source: Path, answer: Path) -> None:
    article = cleaned(source)
    assert article.rebuild_source() == article.source_text
    for _, found in newsclean.article.iter_found(article):
        assert article.source_text[found.span.start : found.span.end].strip()
