"""Pages in HTML, of every kind that has to be read: `tests/cases/pages/KIND/page.html`.

`body.txt` beside it is the article, one line a paragraph; it is empty where there is none.
`facts.json` holds what else has to be found: values of metadata (a time as far as it is
known), the number of `images`, the `next_pages`, the `flag` of an empty page, the number of
blocks that are `spam`.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import newsclean
from newsclean.article import Article, Label, Status

CASES = sorted((Path(__file__).parent / "cases" / "pages").iterdir())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_body(case: Path) -> None:
    article = newsclean.clean((case / "page.html").read_bytes())
    expected = (case / "body.txt").read_text(encoding="utf-8").strip("\n")
    assert article.body == expected
    assert (article.status == Status.EMPTY) == (expected == "")
    assert article.rebuild_source() == article.source_text


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_cleaning_a_body_again_changes_nothing(case: Path) -> None:
    body = newsclean.clean((case / "page.html").read_bytes()).body
    assert newsclean.clean(body).body == body


@pytest.mark.parametrize(
    "case", [case for case in CASES if (case / "facts.json").exists()], ids=lambda case: case.name
)
def test_facts(case: Path) -> None:
    article = newsclean.clean((case / "page.html").read_bytes())
    for name, wanted in json.loads((case / "facts.json").read_text(encoding="utf-8")).items():
        assert _fact(article, name, wanted) == wanted, name


def _fact(article: Article, name: str, wanted: Any) -> Any:
    if name == "images":
        return len(article.images)
    if name == "flag":
        return article.flags[-1].rule
    if name == "spam":
        return sum(block.label == Label.SPAM for block in article.blocks)
    found = getattr(article, name)
    if isinstance(wanted, list):
        return [str(one) for one in found]
    return str(found)[: len(wanted)] if name in ("published", "updated") else str(found)
