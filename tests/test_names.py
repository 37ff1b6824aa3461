"""The documentation has every rule, reason, flag and option; examples of rules are as they say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from conftest import CASES, ROOT

import newsclean
from corpus.lines import specimens
from newsclean import Config, Label
from newsclean.article import iter_found
from newsclean.cli.main import main
from newsclean.config import RULES

DOCS = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "docs").glob("*.md")}
SECTIONS = dict(re.findall(r"^## (.*)\n((?:(?!## ).*\n)*)", DOCS["rules.md"], re.MULTILINE))
EXACT = [rule for rule in RULES if "." in rule]
# The ids of one wrong reading have a section together.
READING = re.compile(r"mojibake\.(utf8|gbk|big5)-as-")
ON_REQUEST: dict[str, dict[str, Any]] = {
    "script.simplified": {"script": "simplified"},
    "script.traditional": {"script": "traditional"},
    "punctuation.chinese": {"punctuation": "chinese"},
}
BRAND = "新全讯2网"
HIDDEN = re.compile(r"\\(?:u[0-9a-f]{4}|x[0-9a-f]{2}|[rn])")


def section_of(rule: str) -> str:
    return "mojibake.WROTE-as-READ" if READING.match(rule) else rule


def rows_of(text: str) -> list[list[str]]:
    """The cells of tables, without the marks of code."""
    lines = re.findall(r"^\| (.*) \|$", text, re.MULTILINE)
    return [[cell.strip("`") for cell in line.split(" | ")] for line in lines]


def examples() -> Iterator[tuple[str, str, str]]:
    """Rule, text, and what the rule makes of it."""
    for name, text in SECTIONS.items():
        for before, after in re.findall(r"`([^`\n]+)`\s+→\s+`([^`\n]*)`", text):
            yield name, before, after
        for row in rows_of(text):
            if READING.match(row[0]) and len(row) == 3:
                yield row[0], row[1], row[2]


def flagged() -> Iterator[tuple[str, str]]:
    """Rule, and a text that it flags."""
    for name, text in SECTIONS.items():
        for found in re.findall("^Flagged: `(.*)`$", text, re.MULTILINE):
            yield name, found


def spelled(rule: str, text: str) -> str:
    """The text that an example stands for."""
    if not rule.startswith("escape."):
        text = HIDDEN.sub(lambda escape: escape.group().encode().decode("unicode_escape"), text)
    return text.replace("⏎", "\n").replace("BRAND", BRAND)


def alone(rule: str) -> Config:
    """This rule and no other; nothing goes by its label."""
    others = {name for name in EXACT if name != rule}
    # What stands around a hole, or a guess, is the other rule's.
    others.discard(
        {"mojibake.holes": "mojibake.utf8-as-gbk", "frameslip.guess": "frameslip.gbk"}.get(rule, "")
    )
    return Config(keep=set(Label), disable=others, **ON_REQUEST.get(rule, {}))


@pytest.mark.parametrize(("rule", "before", "after"), list(examples()))
def test_example_of_a_rule(rule: str, before: str, after: str) -> None:
    article = newsclean.clean(spelled(rule, before), config=alone(rule))
    assert article.body == spelled(rule, after)
    assert rule in {edit.rule for edit in article.edits}


@pytest.mark.parametrize(("rule", "text"), list(flagged()))
def test_example_of_a_flag(rule: str, text: str) -> None:
    flags = newsclean.clean(spelled(rule, text), config=alone(rule)).flags
    assert [flag.rule for flag in flags] == [rule]


def test_every_rule_is_listed_explained_and_shown() -> None:
    listed = {cells[0].lstrip("[").partition("]")[0] for cells in rows_of(DOCS["rules.md"])}
    shown = {section_of(rule) for rule, *_ in (*examples(), *flagged())}
    for rule in map(section_of, EXACT):
        assert rule in listed
        assert rule in SECTIONS
        assert rule in shown
    readings = [rule for rule in EXACT if READING.match(rule)]
    assert [rule for rule in readings if f"`{rule}`" not in DOCS["rules.md"]] == []


def test_every_rule_is_measured() -> None:
    rows = [row[0] for row in rows_of(SECTIONS["Measured"])]
    assert sorted(rows) == sorted(["rule", *EXACT])


def names_in(text: str) -> list[re.Pattern[str]]:
    """What stands as code in a text; words in capitals, and an ellipsis, stand for anything."""
    return [
        re.compile(re.sub(r"[A-Z]{3,}|…", ".+", re.escape(name)))
        for name in re.findall(r"`([\w.,:…-]+)`", text)
    ]


PAGE = "<html><head><title>渠水</title></head><body>{}</body></html>"
ODD = (
    *map(PAGE.format, ("", "<script>go()</script>", "<a href='/1'>一二三</a>" * 40)),
    "<html><head><title>渠水</title></head><frameset><frame src='/1'></frameset></html>",
    "<html><head><meta http-equiv='refresh' content='0;url=/1'></head><body></body></html>",
    "一\n" * 25_000,
)


def test_what_results_name_is_explained() -> None:
    reasons, flags, read = set(), set(), set()
    files = [*ROOT.glob("seeds/*/source.txt"), *CASES.glob("pages/*/*.html")]
    given: list[str | bytes] = [*ODD, *(page.text for page in specimens())]
    given += (path.read_bytes() for path in files)
    for text in given:
        article = newsclean.clean(text, url="https://news.example/2023/05/06/1.html")
        reasons |= {block.reason for block in article.blocks}
        flags |= {flag.rule for flag in article.flags if flag.rule not in RULES}
        read |= {found.rule for _, found in iter_found(article)}
    assert {"outside", "hidden", "figure"} <= reasons
    assert {flag for flag in flags if flag.startswith("empty.")} == {
        f"empty.{why}" for why in ("frames", "redirect", "script", "links", "text")
    }
    for names, page in ((reasons, "labels.md"), (flags, "schema.md"), (read, "metadata.md")):
        known = names_in(DOCS[page])
        assert [one for one in names if not any(name.fullmatch(one) for name in known)] == []


def test_every_option_is_explained() -> None:
    options = {
        option
        for command in main.commands.values()
        for parameter in command.params
        for option in (*parameter.opts, *parameter.secondary_opts)
        if option.startswith("--")
    }
    named = set(re.findall(r"(?<![\w-])--[a-z]+(?:-[a-z]+)*", DOCS["cli.md"]))
    assert options - named == set()
    assert named - options == {"--help", "--version"}


def test_api_names_everything_public() -> None:
    """All of `newsclean` is drawn from its docstrings; what has none is written out."""
    undocumented = {name for name in newsclean.__all__ if not hasattr(newsclean, name)}
    assert undocumented == set()
    for name in newsclean.__all__:
        found = getattr(newsclean, name)
        assert (callable(found) and found.__doc__) or f"`newsclean.{name}`" in DOCS["api.md"], name
