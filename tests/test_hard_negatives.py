"""Texts that tempt a cleaner and must come back as they are."""

from __future__ import annotations

from typing import Any

import pytest
from conftest import CASES, by_id, load_json

import newsclean

FOLDER = CASES / "hard_negatives"
ROWS = [row for name in ("pages", "rules") for row in load_json(FOLDER / f"{name}.json")]


@pytest.mark.parametrize("row", ROWS, ids=by_id)
def test_comes_back(row: dict[str, Any]) -> None:
    assert newsclean.clean(row["text"]).body == row["text"]


def test_names_are_unique() -> None:
    assert len({row["id"] for row in ROWS}) == len(ROWS)
