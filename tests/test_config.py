"""Settings: what is taken, what is refused, and how it says so."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from newsclean import BadConfig, Certainty, Config, Label, NewscleanError
from newsclean.config import PUNCTUATIONS, RULES, SCRIPTS


@pytest.mark.parametrize(
    ("settings", "valid"),
    [
        ({"disable": ["pinjin"]}, tuple(RULES)),
        ({"disable": ["pinyin.glos"]}, tuple(RULES)),
        ({"disable": [""]}, tuple(RULES)),
        ({"keep": ["bodyy"]}, tuple(label.value for label in Label)),
        ({"keep": [None]}, tuple(label.value for label in Label)),
        ({"script": "tw"}, SCRIPTS),
        ({"punctuation": "full"}, PUNCTUATIONS),
        ({"certainty": "sure"}, ("guess", "likely", "certain")),
        ({"certainty": 9}, ("guess", "likely", "certain")),
        ({"certainty": None}, ("guess", "likely", "certain")),
    ],
    ids=str,
)
def test_bad_values_list_the_valid_ones(settings: dict[str, Any], valid: tuple[str, ...]) -> None:
    with pytest.raises(BadConfig) as caught:
        Config(**settings)
    assert caught.value.valid == valid
    assert all(value in str(caught.value) for value in valid)


@pytest.mark.parametrize(
    "settings",
    [{"disable": "pinyin"}, {"keep": "body"}, {"max_chars": 0}, {"max_chars": -1}],
    ids=str,
)
def test_bad_shapes(settings: dict[str, Any]) -> None:
    with pytest.raises(BadConfig):
        Config(**settings)


def test_errors_are_value_errors_of_the_package() -> None:
    with pytest.raises(ValueError, match="no rule 'nothing'"):
        Config(disable={"nothing"})
    with pytest.raises(NewscleanError):
        Config(disable={"nothing"})


@pytest.mark.parametrize(
    ("given", "stored"),
    [
        ("certain", Certainty.CERTAIN),
        ("GUESS", Certainty.GUESS),
        (2, Certainty.LIKELY),
        (Certainty.CERTAIN, Certainty.CERTAIN),
    ],
)
def test_certainty(given: Any, stored: Certainty) -> None:
    assert Config(certainty=given).certainty is stored


def test_labels_by_name() -> None:
    names: Any = ["body", "caption"]
    assert Config(keep=names) == Config(keep={Label.BODY, Label.CAPTION})


@pytest.mark.parametrize("rule", RULES)
def test_disable_one_rule(rule: str) -> None:
    config = Config(disable=[rule])
    off = {one for one in RULES if not config.enables(one)}
    assert rule in off
    assert all(one == rule or one.startswith(f"{rule}.") for one in off)


@pytest.mark.parametrize("family", sorted({rule.split(".")[0] for rule in RULES}))
def test_disable_a_family(family: str) -> None:
    config = Config(disable=[family])
    assert all(config.enables(rule) == (rule.split(".")[0] != family) for rule in RULES)


def test_default_enables_everything() -> None:
    assert all(Config().enables(rule) for rule in RULES)


def test_equal_settings_are_equal_and_hash_alike() -> None:
    one, other = Config(disable=["pinyin", "wrap"]), Config(disable=("wrap", "pinyin"))
    assert one == other
    assert hash(one) == hash(other)
    assert one != Config()
    assert len({one, other, Config()}) == 2


def test_is_frozen() -> None:
    config: Any = Config()
    with pytest.raises(dataclasses.FrozenInstanceError):
        config.script = "keep"


def test_replace() -> None:
    config = dataclasses.replace(Config(disable=["pinyin"]), script="keep")
    assert config.script == "keep"
    assert not config.enables("pinyin.gloss")


def test_rules_have_ids_of_one_form_and_a_sentence() -> None:
    for rule, sentence in RULES.items():
        assert all(part and part == part.lower() for part in rule.split("."))
        assert sentence
