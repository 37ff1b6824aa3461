"""Every rule on cases: what it repairs, what it leaves alone, what it cannot do yet.

A case whose `after` is its `before` must come back as it is. `xfail` names a
known failure; when it is repaired the test says so. `flagged`: seen, and left.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest
from conftest import CASES, by_id, load_json

import newsclean
from newsclean import Config, Edit
from newsclean.config import RULES

FILES = sorted((CASES / "rules").glob("*.json"))
ROWS: list[dict[str, Any]] = [row for file in FILES for row in load_json(file)]
# These run on the kept blocks; the others on the whole text.
INLINE = {"planted", "residue", "punctuation", "whitespace"}
WHOLE = {"whitespace.newline"}
# These change nothing.
FLAGS = {"lossy"}


DONE = [row for row in ROWS if "xfail" not in row]
POSITIVE = [row for row in DONE if row["before"] != row["after"] or row.get("flagged")]


def case(row: dict[str, Any]) -> Any:
    marks = [pytest.mark.xfail(reason=row["xfail"], strict=True)] if "xfail" in row else []
    return pytest.param(row, id=row["id"], marks=marks)


def config_of(row: dict[str, Any], **more: Any) -> Config:
    return Config(**{**row.get("config", {}), **more})


def run(row: dict[str, Any], config: Config) -> tuple[str, set[str]]:
    """The text, and which rules changed it, or flagged it if the case is about a flag."""
    family = row["rule"].split(".")[0]
    if family in FLAGS:
        article = newsclean.clean(row["before"], config=config)
        return article.body, {flag.rule for flag in article.flags}
    if family in INLINE and row["rule"] not in WHOLE:
        article = newsclean.clean(row["before"], config=config)
        return article.body, rules_of(article.edits)
    text = newsclean.repair(row["before"], config=config)
    return text.value, rules_of(text.edits)


def rules_of(edits: Iterable[Edit]) -> set[str]:
    return {rule for edit in edits for rule in (edit.rule, *edit.then)}


@pytest.mark.parametrize("row", [case(row) for row in ROWS])
def test_case(row: dict[str, Any]) -> None:
    after, rules = run(row, config_of(row))
    assert after == row["after"]
    assert (row["rule"] in rules) == (row["before"] != row["after"] or row.get("flagged", False))


@pytest.mark.parametrize("row", DONE, ids=by_id)
def test_repaired_text_is_left_alone(row: dict[str, Any]) -> None:
    again = {**row, "before": row["after"]}
    assert run(again, config_of(row))[0] == row["after"]


@pytest.mark.parametrize("row", POSITIVE, ids=by_id)
def test_disabled_rule_does_nothing(row: dict[str, Any]) -> None:
    _, rules = run(row, config_of(row, disable=[row["rule"]]))
    assert row["rule"] not in rules


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_has_a_positive_case(rule: str) -> None:
    assert any(row["rule"] == rule or row["rule"].startswith(rule + ".") for row in POSITIVE)


def test_cases_are_of_known_rules_and_have_names_of_their_own() -> None:
    assert {row["rule"] for row in ROWS} <= set(RULES)
    assert len({row["id"] for row in ROWS}) == len(ROWS)
