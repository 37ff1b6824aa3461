"""Every kind of damage on every sample document: nothing raises, nothing is lost."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

import newsclean
from corpus.damage import KINDS

SEEDS = sorted((Path(__file__).parents[1] / "seeds").glob("*/source.txt"))


@pytest.mark.parametrize("kind", KINDS)
def test_damage_neither_raises_nor_loses(kind: str) -> None:
    for path in SEEDS:
        damaged = KINDS[kind](path.read_text(encoding="utf-8"), random.Random(1))
        article = newsclean.clean(damaged)
        assert article.source_text == damaged
        assert article.rebuild_source() == damaged
