"""Text: changes in any number of rounds, and what it remembers of the source."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclean import BadInput, Certainty, Span, Text
from newsclean.change import Change

ALPHABET = "新闻經濟abc()\n 。𠮷"
strings = st.text(ALPHABET, max_size=30)
replacements = st.text(ALPHABET + "XYZ", max_size=6)


@st.composite
def rounds_of_changes(draw: st.DrawFn, value: str) -> list[Change]:
    """Sorted changes of `value` that do not overlap: shorter, longer, equal, gone, put in."""
    cuts = sorted(draw(st.lists(st.integers(0, len(value)), max_size=8)))
    changes = []
    for start, end in zip(cuts[::2], cuts[1::2]):
        text = draw(replacements)
        if draw(st.booleans()):  # as long as what it replaces
            text = (text + "Z" * (end - start))[: end - start]
        certainty = draw(st.sampled_from(Certainty))
        changes.append(Change(Span(start, end), text, f"r{len(text)}", certainty))
    return changes


@st.composite
def edited(draw: st.DrawFn) -> tuple[Text, str]:
    """A text after one to four rounds of changes, and what it must read."""
    expected = draw(strings)
    text = Text.of(expected)
    for _ in range(draw(st.integers(1, 4))):
        changes = draw(rounds_of_changes(expected))
        text = text.apply(changes)
        expected = replaced(expected, changes)
    return text, expected


def replaced(value: str, changes: list[Change]) -> str:
    """The plain way: from the last change to the first."""
    for change in reversed(changes):
        value = value[: change.span.start] + change.text + value[change.span.end :]
    return value


def source_of(text: Text) -> str:
    """The source, out of the pieces."""
    return "".join(
        piece.text if piece.verbatim else text.source[piece.span.start : piece.span.end]
        for piece in text.pieces
    )


@given(edited())
def test_apply_is_replacement(case: tuple[Text, str]) -> None:
    text, expected = case
    assert text.value == str(text) == expected
    assert len(text) == len(expected)


@given(edited())
def test_pieces_tile_the_source_in_order(case: tuple[Text, str]) -> None:
    text, _ = case
    at = 0
    for piece in text.pieces:
        assert piece.span.start == at
        assert piece.span.end >= at
        at = piece.span.end
    assert at == len(text.source)
    assert source_of(text) == text.source


@given(edited())
def test_verbatim_pieces_are_the_source(case: tuple[Text, str]) -> None:
    text, _ = case
    for piece in text.pieces:
        if piece.verbatim:
            assert piece.text == text.source[piece.span.start : piece.span.end]


@given(edited())
def test_edits_are_a_patch(case: tuple[Text, str]) -> None:
    text, expected = case
    edits = list(text.edits)
    assert all(edit.before == text.source[edit.span.start : edit.span.end] for edit in edits)
    assert all(edit.rule for edit in edits)
    patch = [Change(edit.span, edit.after, edit.rule) for edit in edits]
    assert replaced(text.source, patch) == expected


@given(edited(), st.data())
def test_slices_tile_value_and_source(case: tuple[Text, str], data: st.DataObject) -> None:
    text, expected = case
    inner = st.sets(st.integers(0, len(expected)), max_size=5)
    cuts = sorted(data.draw(inner) | {0, len(expected)})
    spans = list(pairwise(cuts)) or [(0, 0)]
    parts = [text.slice(start, end) for start, end in spans]
    assert [part.value for part in parts] == [expected[start:end] for start, end in spans]
    assert "".join(map(source_of, parts)) == text.source
    assert Text.join(parts, text.source).value == expected


@given(edited(), st.data())
def test_source_span_lies_in_the_source(case: tuple[Text, str], data: st.DataObject) -> None:
    text, expected = case
    start = data.draw(st.integers(0, len(expected)))
    end = data.draw(st.integers(start, len(expected)))
    span = text.source_span(start, end)
    assert 0 <= span.start <= span.end <= len(text.source)
    part = text.slice(start, end)
    if start < end:
        assert span == part.span


@given(strings, st.data())
def test_source_span_of_unedited_text_is_itself(value: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(value)))
    end = data.draw(st.integers(start, len(value)))
    assert Text.of(value).source_span(start, end) == (start, end)


def test_equal_length_maps_position_by_position() -> None:
    text = Text.of("經濟發展").apply([Change(Span(0, 4), "经济发展", "script.restore")])
    assert [text.source_span(at, at + 1) for at in range(4)] == [(n, n + 1) for n in range(4)]


def test_first_rule_is_the_damage_and_certainty_the_least() -> None:
    text = Text.of("a&amp;b").apply([Change(Span(1, 6), "&", "one", Certainty.CERTAIN)])
    (edit,) = text.apply([Change(Span(1, 2), "+", "two", Certainty.LIKELY)]).edits
    assert (edit.before, edit.after, edit.rule, edit.then) == ("&amp;", "+", "one", ("two",))
    assert edit.certainty == Certainty.LIKELY


def test_change_to_the_same_text_is_no_edit() -> None:
    text = Text.of("新闻网").apply([Change(Span(0, 2), "新闻", "nothing")])
    assert list(text.edits) == []


def test_empty_text() -> None:
    text = Text.of("")
    assert (text.value, text.span, list(text.edits)) == ("", (0, 0), [])
    assert text.apply([]).value == ""
    assert text.apply([Change(Span(0, 0), "新", "put")]).value == "新"


@pytest.mark.parametrize(
    "spans",
    [
        [(2, 3), (0, 1)],
        [(0, 3), (2, 4)],
        [(0, 2), (0, 2)],
        [(-1, 2)],
        [(3, 2)],
        [(4, 6)],
        [(6, 6)],
    ],
    ids=str,
)
def test_bad_changes(spans: list[tuple[int, int]]) -> None:
    changes = [Change(Span(*span), "x", "bad") for span in spans]
    with pytest.raises(BadInput, match="sorted"):
        Text.of("新闻报道网").apply(changes)


def test_ten_thousand_changes_on_a_megabyte() -> None:
    source = "一二三四五六七八九十" * 100_000
    rng = random.Random(7)
    cuts = sorted(rng.sample(range(len(source)), 20_000))
    texts = ["", "改", "更長的字"]
    changes = [
        Change(Span(start, end), texts[index % 3], "many")
        for index, (start, end) in enumerate(zip(cuts[::2], cuts[1::2]))
    ]
    at, parts = 0, []
    for change in changes:
        parts += [source[at : change.span.start], change.text]
        at = change.span.end
    expected = "".join(parts) + source[at:]
    text = Text.of(source).apply(changes)
    assert text.value == expected
    assert source_of(text) == source
    middle = len(expected) // 2
    halves = text.slice(0, middle), text.slice(middle, len(expected))
    assert "".join(half.value for half in halves) == expected
    assert "".join(map(source_of, halves)) == source
