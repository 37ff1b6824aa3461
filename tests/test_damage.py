"""Every kind of damage on every sample document: nothing raises, nothing is lost."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

import newsclean
from corpus.damage import KINDS
from corpus.measure_rules import flags, score
from corpus.rule_damage import DAMAGE, FLAGGED
from newsclean.config import RULES

SEEDS = sorted((Path(__file__).parents[1] / "seeds").glob("*/source.txt"))


@pytest.mark.parametrize("kind", KINDS)
def test_damage_neither_raises_nor_loses(kind: str) -> None:
    for path in SEEDS:
        damaged = KINDS[kind](path.read_text(encoding="utf-8"), random.Random(1))
        article = newsclean.clean(damaged)
        assert article.source_text == damaged
        assert article.rebuild_source() == damaged


NEWS = "渠首今天开闸放水，沿线村庄的麦田得到灌溉。管理处介绍，这次放水持续十天，水量充足。"


def test_every_rule_is_measured() -> None:
    assert set(DAMAGE) | set(FLAGGED) == {rule for rule in RULES if "." in rule}


def test_scores_of_a_rule() -> None:
    kind = DAMAGE["invisible.control"]["controls"]
    texts, restored, edits, right = score("invisible.control", kind, [NEWS])
    assert (texts, restored) == (1, 1)
    assert 0 < right == edits


def test_a_wrong_edit_is_no_right_one() -> None:
    def wrong(text: str, rng: random.Random) -> str:
        return text.replace("渠首", "渠首\x07").replace("水量", "水质")

    assert score("invisible.control", wrong, [NEWS]) == (1, 0, 1, 1)
    assert score("mojibake", wrong, [NEWS]) == (1, 0, 0, 0)


def test_scores_of_a_flag() -> None:
    kind = FLAGGED["lossy.kuntaokao"]["kuntaokao"]
    assert flags("lossy.kuntaokao", kind, [NEWS]) == (1, 1, 1, 1)
