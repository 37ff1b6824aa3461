"""A gate that is closed means that the rule finds nothing."""

from __future__ import annotations

from typing import Any

import pytest
from conftest import CASES, by_id, load_json
from hypothesis import given
from hypothesis import strategies as st

from newsclean import Config
from newsclean.pipeline import INLINE, PLANTED, REPAIRS, gates

ALL = [rule for row in (*REPAIRS, PLANTED, INLINE) for rule in row]
RULES = list(dict.fromkeys(ALL))
FILES = [*(CASES / "rules").glob("*.json"), CASES / "hard_negatives" / "rules.json"]
ROWS = [row for path in FILES for row in load_json(path)]


def closed_but_finding(text: str) -> list[str]:
    """The rules that find something in a text that their gate keeps from them."""
    seen = gates().seen(text)
    return [r.id for r in RULES if not gates().open(r, seen) and list(r.propose(text))]


@pytest.mark.parametrize("id_", sorted({rule.id for rule in ALL}))
def test_rules_of_one_id_share_a_gate(id_: str) -> None:
    assert len({rule.needs for rule in ALL if rule.id == id_}) == 1


@pytest.mark.parametrize("row", ROWS, ids=by_id)
def test_gates_of_cases(row: dict[str, Any]) -> None:
    text = row.get("before") or row["text"]
    assert closed_but_finding(text) == []


@given(
    st.text(
        alphabet="中為乾園(（)）jīng&;amp\\u4e2d%=E-_|:：锟烫\ufffd?□ \n\r\t\xa0\xad\u200b\x05【】Ö"
    )
)
def test_gates_of_any_text(text: str) -> None:
    assert closed_but_finding(text) == []


@given(st.lists(st.text(min_size=1), min_size=1))
def test_parts_are_seen_as_by_themselves(parts: list[str]) -> None:
    starts = [sum(map(len, parts[:index])) for index in range(len(parts))]
    assert gates().seen_each("".join(parts), starts) == [gates().seen(part) for part in parts]


def test_a_plain_text_is_shown_to_no_rule_but_of_lines_and_commas() -> None:
    seen = gates().seen("市里的老街修好了，居民搬了回来。\n河道也清了淤。\n")
    shown = [rule.id for rule in RULES if rule.id not in Config().off and gates().open(rule, seen)]
    assert shown == ["noise.commas", "wrap.hard", "whitespace.blank-lines"]
