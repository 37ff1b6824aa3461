"""The word lists: form of the files, and how terms are found."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from newsclean import BadData, lexicon
from newsclean.chars import view
from newsclean.lexicon import LISTS, WIDTHS, Hits, find, table

DATA = Path(lexicon.__file__).parent / "data"
FILES = sorted(DATA.glob("*.tsv"))
HEADER = ("what", "source", "licence", "used by", "columns")
each_file = pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)


def lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


def rows(path: Path) -> list[list[str]]:
    return [line.split("\t") for line in lines(path) if not line.startswith("#")]


def header(path: Path) -> Iterator[str]:
    for line in lines(path):
        if not line.startswith("#"):
            return
        yield line


@each_file
def test_header(path: Path) -> None:
    keys = [line[2:].split(":")[0] for line in header(path)]
    assert [key for key in HEADER if keys.count(key) != 1] == []
    assert all(not line.startswith("#") for line in lines(path)[len(keys) :])


@each_file
def test_rows_have_the_columns_of_the_header(path: Path) -> None:
    (named,) = [line for line in header(path) if line.startswith("# columns:")]
    tabs = named.split(":", 1)[1].strip()
    if "\t" in tabs:
        width = len(tabs.split("\t"))
        assert {len(row) for row in rows(path)} == {width}
    else:
        assert len({len(row) for row in rows(path)}) == 1
    assert all(all(cell.strip(" \t") == cell and cell for cell in row) for row in rows(path))


@each_file
def test_rows_are_sorted_and_unique(path: Path) -> None:
    found = rows(path)
    assert [row[0] for row in found] == sorted(row[0] for row in found)
    assert len({tuple(row) for row in found}) == len(found)


@pytest.mark.parametrize("name", LISTS.values())
def test_terms_are_their_own_view(name: str) -> None:
    assert [row[0] for row in rows(DATA / name) if view(row[0]) != row[0]] == []


@pytest.mark.parametrize(("kind", "name"), LISTS.items())
def test_lists_load(kind: str, name: str) -> None:
    assert len(table(name, WIDTHS[kind])) == len(rows(DATA / name))


def test_bad_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "words.tsv").write_text("# columns: a\tb\n一\t二\n一\n", encoding="utf-8")
    monkeypatch.setattr(lexicon, "data_file", lambda name: tmp_path / name)
    with pytest.raises(BadData, match="1 columns, 2 expected") as caught:
        table("words.tsv", 2)
    assert (caught.value.path, caught.value.line) == ("words.tsv", 3)


def found(text: str) -> list[str]:
    look = view(text)
    return [look[hit.start : hit.end] for hit in find(look)]


def test_longest_from_the_left() -> None:
    assert found("耿马|肥乡县、澳門") == ["耿马", "肥乡县", "澳门"]


def test_latin_terms_are_whole_words() -> None:
    spam = [hit.of("spam") for hit in find("betway官网")]
    assert any(spam)
    assert not any(hit.of("spam") for hit in find("abetwayb"))


def test_within_is_relative_and_whole() -> None:
    hits = find("在耿马和肥乡县")
    assert [(hit.start, hit.end) for hit in hits.within(1, 7)] == [(0, 2), (3, 6)]
    assert [(hit.start, hit.end) for hit in hits.within(2, 7)] == [(2, 5)]
    assert hits.within(1, 2) == []


def test_nothing_found() -> None:
    assert len(find("")) == 0
    assert list(Hits([], {})) == []
