"""Pages in HTML, of every kind that has to be read: `tests/cases/pages/KIND/page.html`.

`body.txt` beside it is the article, one line a paragraph; it is empty where there is none.
"""

from __future__ import annotations

from pathlib import Path

import pytest

import newsclean
from newsclean.article import Status

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
