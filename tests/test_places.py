"""The gazetteer of place names: what it holds, what it must not hold, that it can be rebuilt."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from newsclean.chars import view

ROOT = Path(__file__).parents[1]
PLACES = ROOT / "newsclean" / "data" / "places.tsv"
EXTRA = ROOT / "corpus" / "places_extra.tsv"
STOP = ROOT / "corpus" / "places_stop.tsv"
GAZETTEER = ROOT.parent / "shared" / "data" / "gazetteer"


def rows(path: Path) -> list[list[str]]:
    """The rows of a tab-separated file below its header."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")]


@pytest.fixture(scope="module")
def places() -> dict[str, tuple[str, str]]:
    """Level and form of each name."""
    return {name: (level, form) for name, level, form, _ in rows(PLACES)}


@pytest.fixture(scope="module")
def provinces() -> dict[str, str]:
    """Codes of the provinces of each name."""
    return {name: codes for name, _, _, codes in rows(PLACES)}


@pytest.mark.parametrize("path", [PLACES, EXTRA, STOP], ids=lambda path: path.name)
def test_rows_are_sorted_and_unique(path: Path) -> None:
    names = [row[0] for row in rows(path)]
    assert names == sorted(set(names))


def test_header_says_where_it_comes_from() -> None:
    header = [line for line in PLACES.read_text(encoding="utf-8").splitlines() if line[0] == "#"]
    fields = ("what", "source", "command", "licence", "used by", "names", "provinces", "columns")
    for field in fields:
        assert sum(line.startswith(f"# {field}: ") for line in header) == 1, field
    assert sum(bool(re.search(r"sha256 [0-9a-f]{64}$", line)) for line in header) == 4


def test_columns_hold_known_values(places: dict[str, tuple[str, str]]) -> None:
    assert {level for level, _ in places.values()} == {"province", "prefecture", "county"}
    assert {form for _, form in places.values()} == {"full", "short"}
    assert all(re.fullmatch(r"[\u4e00-\u9fff]{2,}", name) for name in places)


@pytest.mark.parametrize("path", [PLACES, EXTRA], ids=lambda path: path.name)
def test_provinces_are_sorted_codes(path: Path) -> None:
    mainland = "11-15 21-23 31-37 41-46 50-54 61-65"
    spans = [span.split("-") for span in mainland.split()]
    known = {str(code) for low, high in spans for code in range(int(low), int(high) + 1)}
    known |= {"71", "81", "82"}
    for name, *_, joined in rows(path):
        codes = joined.split(",")
        assert codes == sorted(set(codes)), name
        assert known.issuperset(codes), name


def test_names_are_written_as_the_view_shows_them(places: dict[str, tuple[str, str]]) -> None:
    assert [name for name in places if view(name) != name] == []
    assert "乾安县" not in places
    assert places["干安县"] == ("county", "full")


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("山东", "37"),
        ("肥乡县", "13"),
        ("肥乡", "13"),
        ("干安县", "22"),
        ("朝阳区", "11,22"),
        ("朝阳市", "21"),
        ("吉林", "22"),
        ("江津市", "50,51"),  # of 四川 until 1997
        ("东乡", "36,62"),  # 东乡县 and 东乡族自治县
        ("永康市", "33,71"),  # one in 浙江, one in 台南县
        ("中山区", "21,71"),
        ("马公市", "71"),
        ("中坜市", "71"),
        ("深水埗区", "81"),
        ("氹仔", "82"),
        ("路氹城", "82"),
        ("科左中旗", "15"),
        ("前郭县", "22"),
    ],
)
def test_knows_the_provinces(provinces: dict[str, str], name: str, codes: str) -> None:
    assert provinces[name] == codes


@pytest.mark.parametrize(
    ("name", "level", "form"),
    [
        ("肥乡县", "county", "full"),  # a district since 2016
        ("思茅市", "prefecture", "full"),  # 普洱 since 2007
        ("卢湾区", "county", "full"),
        ("江津市", "county", "full"),
        ("通州市", "county", "full"),
        ("滦平县", "county", "full"),
        ("干安县", "county", "full"),  # 乾安县, in the view
        ("昭乌达盟", "prefecture", "full"),
        ("深水埗区", "county", "full"),
        ("风顺堂区", "county", "full"),
        ("马公市", "county", "full"),
        ("屏东市", "county", "full"),
        ("中坜市", "county", "full"),
        ("台中县", "prefecture", "full"),
        ("科左中旗", "county", "short"),
        ("氹仔", "county", "short"),
        ("耿马", "county", "short"),
        ("乐东", "county", "short"),
        ("东乡", "county", "short"),
        ("莫力达瓦", "county", "short"),
        ("万柏林", "county", "short"),
        ("神农架", "county", "short"),
        ("恩施", "prefecture", "short"),
        ("锡林郭勒", "prefecture", "short"),
        ("山东", "province", "short"),
        ("内蒙古", "province", "short"),
        ("黑龙江", "province", "short"),
        ("广西", "province", "short"),
        ("香港", "province", "short"),
        ("吉林", "province", "short"),  # the city too: the higher level wins
        ("万县", "county", "full"),  # short for 万县市 too: the official form wins
    ],
)
def test_holds(places: dict[str, tuple[str, str]], name: str, level: str, form: str) -> None:
    assert places[name] == (level, form)


@pytest.mark.parametrize(
    "word",
    [
        "白云",
        "和平",
        "文明",
        "城区",
        "东方",
        "合作",
        "民主",
        "市区",
        "新区",
        "比如",
        "资源",
        "通道",
        "互助",
        "白银",
        "来宾",
        "阿里",
    ],
)
def test_everyday_words_are_not_places(places: dict[str, tuple[str, str]], word: str) -> None:
    assert word not in places


def test_stop_list_is_obeyed_and_gives_known_reasons(places: dict[str, tuple[str, str]]) -> None:
    stopped = dict(rows(STOP))
    assert not stopped.keys() & places.keys()
    assert set(stopped.values()) == {"word", "side", "person", "brand", "other", "fragment"}


def test_a_stopped_short_form_leaves_the_official_name(places: dict[str, tuple[str, str]]) -> None:
    for name in ("白云区", "和平县", "合作市", "东方市", "互助土族自治县"):
        assert places[name] == ("county", "full")


@pytest.mark.skipif(not GAZETTEER.is_dir(), reason="the gazetteer folder is not here")
def test_rebuilding_gives_the_committed_file(tmp_path: Path) -> None:
    rebuilt = tmp_path / "places.tsv"
    command = [sys.executable, "-m", "corpus.places", str(GAZETTEER), "--output", str(rebuilt)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    assert rebuilt.read_bytes() == PLACES.read_bytes()
