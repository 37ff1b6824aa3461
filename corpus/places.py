"""Rebuild ``newsclean/data/places.tsv``, the gazetteer of Chinese place names.

    python -m corpus.places GAZETTEER_DIR

The folder holds ``areacodes.csv`` (mainland names since 1980, abolished ones included) and
``HK-MO-TW.json``. Two tables beside this file correct them: ``places_extra.tsv`` adds names,
``places_stop.tsv`` takes away names that are more often an everyday word.

A name has one row, written as ``newsclean.chars.view`` shows it: its official form if it has
one, the highest level that bears it, and the provinces of all the places that bear it.
"""

from __future__ import annotations

import csv
import hashlib
import json
import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import click

from newsclean.chars import view

HERE = Path(__file__).parent
EXTRA = HERE / "places_extra.tsv"
STOP = HERE / "places_stop.tsv"
OUTPUT = HERE.parent / "newsclean" / "data" / "places.tsv"

LEVELS = {"省级": "province", "地级": "prefecture", "县级": "county"}
RANKS = {level: rank for rank, level in enumerate(LEVELS.values())}
FORMS = ("full", "short")
OVERSEAS = {"台湾省": "71", "香港特别行政区": "81", "澳门特别行政区": "82"}

HAN = re.compile(r"[\u4e00-\u9fff]{2,}")

# What a name says about itself. 林区 only of 神农架 (万柏林区 is 万柏林 and 区), 新区 and 矿区 only
# after two characters, the wings and sides of banners too (科尔沁左翼中旗 is of 科尔沁).
GENERIC = re.compile(
    r"(?:特别行政区|行政区|自治[区州县旗]|地区|特区|工农区|工矿区|(?<=神农架)林区|(?<=..)[新矿]区"
    r"|(?:[左右]翼)?[左右前中后]旗|联合旗|[省市盟县区旗])$"
)

# Nationalities that autonomous places name. Only those of the second group also do without 族.
WITH_ZU = (
    "回 藏 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 傣 黎 傈僳 佤 畲 拉祜 水 东乡 纳西 景颇 土 "
    "达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 普米 怒 鄂温克 保安 裕固 独龙 各"
)
WITHOUT_ZU = "蒙古 维吾尔 哈萨克 柯尔克孜 锡伯 塔吉克"
NATIONALITIES = re.compile(
    rf"(?:(?:{WITH_ZU.replace(' ', '|')})族|(?:{WITHOUT_ZU.replace(' ', '|')})族?)+$"
)


class Place(NamedTuple):
    """One row of the gazetteer.

    provinces: two-digit codes of GB/T 2260, sorted and joined by commas; a single one until the
    rows of a name are merged.
    """

    name: str
    level: str
    form: str
    provinces: str


def short_form(name: str) -> str | None:
    """The name without its generic ending and its nationalities, if two characters remain.

    >>> short_form("耿马傣族佤族自治县"), short_form("东乡族自治县"), short_form("临县")
    ('耿马', '东乡', None)
    """
    ending = GENERIC.search(name)
    if not ending:
        return None
    stem = name[: ending.start()]
    if stem.endswith("族") or ending.group().startswith("自治"):
        bare = NATIONALITIES.sub("", stem)
        stem = bare if len(bare) >= 2 else stem.removesuffix("族")
    return stem if len(stem) >= 2 else None


def mainland(path: Path) -> Iterator[Place]:
    """Every name in the table of area codes, less the row that lists groups of islands."""
    with path.open(encoding="utf-8-sig", newline="") as lines:
        for row in csv.DictReader(lines):
            if HAN.fullmatch(row["名称"]):
                yield Place(row["名称"], LEVELS[row["级别"]], "full", row["代码"][:2])


def overseas(path: Path) -> Iterator[Place]:
    """Hong Kong, Macau and Taiwan down to districts and cities; townships are left out.

    A second name in brackets, as in ``嘉模堂区（氹仔）``, is a short form.
    """
    for province, regions in json.loads(path.read_text(encoding="utf-8")).items():
        code = OVERSEAS[province]
        yield Place(province, "province", "full", code)
        for region, members in regions.items():
            yield Place(region, "prefecture", "full", code)
            for member in members:
                name, *others = HAN.findall(member)
                if name.endswith(("市", "区")):
                    yield Place(name, "county", "full", code)
                    yield from (Place(other, "county", "short", code) for other in others)


def table(path: Path) -> Iterator[list[str]]:
    """The rows of a tab-separated file whose header lines begin with ``#``."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


def with_short_forms(places: Iterable[Place]) -> Iterator[Place]:
    """Each place, followed by its short form where it has one."""
    for place in places:
        yield place
        short = short_form(place.name) if place.form == "full" else None
        if short:
            yield place._replace(name=short, form="short")


def one_row_each(places: Iterable[Place]) -> dict[str, Place]:
    """By name in the view: the official form before the short one, then the highest level.

    The provinces are those of every place with the name, whichever its form and level.
    """
    chosen: dict[str, Place] = {}
    provinces: dict[str, set[str]] = {}
    for place in sorted(places, key=lambda each: (FORMS.index(each.form), RANKS[each.level])):
        name = view(place.name)
        chosen.setdefault(name, place._replace(name=name))
        provinces.setdefault(name, set()).update(place.provinces.split(","))
    return {
        name: place._replace(provinces=",".join(sorted(provinces[name])))
        for name, place in chosen.items()
    }


def without_stopped(places: dict[str, Place]) -> list[Place]:
    """The places in order of name, less the stop list, whose every row must stop one."""
    stopped = {row[0] for row in table(STOP)}
    idle = sorted(stopped - places.keys())
    if idle:
        raise click.ClickException(f"{STOP.name}: no such place, remove: {' '.join(idle)}")
    return sorted(place for name, place in places.items() if name not in stopped)


def header(inputs: Iterable[Path]) -> list[str]:
    """The comment lines, with the digest of every input."""
    digests = [
        f"#   {path.name} sha256 {hashlib.sha256(path.read_bytes()).hexdigest()}" for path in inputs
    ]
    return [
        "# what: Chinese provinces, prefectures and counties since 1980, with short forms",
        "# source: a table of area codes (CC0), a list of Hong Kong, Macau and Taiwan, two tables",
        *digests,
        "# command: python -m corpus.places GAZETTEER_DIR",
        "# licence: CC0-1.0 (area codes); the other names are bare facts",
        "# used by: labels (place-name tails), metadata (datelines)",
        "# names: as newsclean.chars.view shows them, for matching is on the view (乾安县: 干安县)",
        "# provinces: codes of GB/T 2260 (37 = 山东), of every place with the name since 1980 in",
        "#   either form, joined by commas (朝阳区: 11,22; 江津市, of 四川 until 1997: 50,51)",
        "# columns: name, level, form, provinces",
    ]


def build(folder: Path) -> str:
    """The text of the data file, from the two files in the folder."""
    codes, others = folder / "areacodes.csv", folder / "HK-MO-TW.json"
    extra = [Place(*row) for row in table(EXTRA)]
    places = one_row_each(with_short_forms([*mainland(codes), *overseas(others), *extra]))
    rows = ["\t".join(place) for place in without_stopped(places)]
    return "\n".join([*header([codes, others, EXTRA, STOP]), *rows, ""])


def write(text: str, path: Path) -> None:
    """Write all or nothing: a reader sees the old file or the new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f"{path.name}.partial")
    partial.write_text(text, encoding="utf-8", newline="\n")
    os.replace(partial, path)


@click.command()
@click.argument("gazetteer_dir", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    default=OUTPUT,
    help="Where to write; the package's own data file unless given.",
)
def main(gazetteer_dir: Path, output: Path) -> None:
    """Rebuild the gazetteer of place names from the files in GAZETTEER_DIR."""
    text = build(gazetteer_dir)
    write(text, output)
    rows = sum(not line.startswith("#") for line in text.splitlines())
    click.echo(f"{rows} names in {output.name}")


if __name__ == "__main__":
    main()
