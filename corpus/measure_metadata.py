"""Measure the metadata: for each field how many values are right, wrong and missing.

`python -m corpus.measure_metadata` asks for what the headers of the specimens
say, `python -m corpus.measure_metadata ROOT` for the gold of HTML pages: ROOT
holds SET/gold.jsonl and SET/ID.html; sets of forums and rows with `challenge`
are left out. `--list FIELD` prints what differs.

A list of people is right if it holds the same people. The header of a specimen
says all that its page does, so a value where it has none is wrong (`invented`);
a gold of HTML pages leaves fields open.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import click

import newsclean
from corpus.lines import PAGES, held_out
from newsclean.article import Article

FIELDS = (
    "title", "day", "minute", "source", "authors", "editors", "correspondents", "keywords",
    "dateline",
)  # fmt: skip
LISTS = ("authors", "editors", "correspondents", "keywords")
GOLD = {"authors": "author", "editors": "editor", "published": "publish_time"}
_TIME = re.compile(r"((?:19|20)\d\d)\D{1,3}(\d\d?)\D{1,3}(\d\d?)(?:\D{1,3}(\d\d?)\D(\d\d))?")
_MARKS = re.compile(r"[\"“”‘’'「」『』|｜_·•\-—–:：,，\s]")


class Asked(NamedTuple):
    """A page and what is to be found on it; `complete` if that is all there is."""

    id: str
    data: bytes | str
    values: Mapping[str, str]
    complete: bool


def specimens(only_held_out: bool) -> Iterator[Asked]:
    """The project's own pages."""
    for path in sorted(PAGES.rglob("*.txt")):
        rows = path.read_text(encoding="utf-8").split("\n")
        head = dict(row[2:].split(": ", 1) for row in rows if row.startswith("# ") and ": " in row)
        lines = [row.partition("\t")[2] for row in rows if "\t" in row or row == "BLANK"]
        if held_out(head["site"]) or not only_held_out:
            yield Asked(path.stem, "\n".join(lines), head, True)


def html_pages(root: Path) -> Iterator[Asked]:
    """HTML pages with a gold."""
    for gold in sorted(root.glob("*/gold.jsonl")):
        if "forum" in gold.parent.name:
            continue
        for row in map(json.loads, gold.read_text(encoding="utf-8").splitlines()):
            if row.get("challenge"):
                continue
            values = {
                key: value if isinstance(value, str) else ",".join(value)
                for key in ("title", "source", "authors", "editors", "published", "keywords")
                if (value := row.get(GOLD.get(key, key)))
            }
            data = (gold.parent / f"{row['id']}.html").read_bytes()
            yield Asked(f"{gold.parent.name}/{row['id']}", data, values, False)


def found(article: Article) -> dict[str, str]:
    """The values of an article, as the headers of the specimens write them."""
    values = {
        name: ",".join(str(one) for one in getattr(article, name))
        if name in LISTS
        else str(getattr(article, name) or "")
        for name in ("title", "source", "dateline", *LISTS)
    }
    if article.published:
        values["published"] = str(article.published).replace("T", " ")
        if article.published.precision == "day":
            values["published"] = values["published"][:10]
    return values


def _comparable(field: str, value: str) -> object:
    """What two values of a field have in common if they are the same; falsy for none."""
    if field in ("day", "minute"):
        match = _TIME.search(value)
        parts = tuple(int(part) for part in match.groups() if part) if match else ()
        return parts[:3] if field == "day" else parts[:5] if len(parts) == 5 else ()
    folded = unicodedata.normalize("NFKC", value)
    if field in LISTS:
        return frozenset(part for part in re.split(r"[\s、,;/&|]+", folded) if part)
    return _MARKS.sub("", folded).lower()


def verdicts(asked: Asked) -> Iterator[tuple[str, str, str, str]]:
    """Field, outcome, value wanted and value found of one page."""
    got = found(newsclean.clean(asked.data))
    for field in FIELDS:
        key = "published" if field in ("day", "minute") else field
        want, have = asked.values.get(key, ""), got.get(key, "")
        wanted, had = _comparable(field, want), _comparable(field, have)
        if wanted:
            outcome = "right" if wanted == had else "wrong" if had else "missing"
            yield field, outcome, want, have
        elif had and asked.complete and not (field == "minute" and _comparable("day", want)):
            yield field, "invented", want, have
        elif had and asked.complete:
            yield field, "wrong", want, have


@click.command()
@click.argument("root", required=False, type=click.Path(exists=True, path_type=Path))
@click.option(
    "--list",
    "listed",
    type=click.Choice(FIELDS),
    multiple=True,
    help="Print what differs in FIELD.",
)
@click.option("--held-out", is_flag=True, help="Of the specimens, only the held-out ones.")
def main(root: Path | None, listed: tuple[str, ...], held_out: bool) -> None:
    """Count right, wrong, missing and invented values of each field."""
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for asked in html_pages(root) if root else specimens(held_out):
        for field, outcome, want, have in verdicts(asked):
            counts[field][outcome] += 1
            if field in listed and outcome != "right":
                click.echo(
                    f"{asked.id:32} {field:9} {outcome:8} {want or '-'}   found: {have or '-'}"
                )
    for field in FIELDS:
        count = counts[field]
        asked_for = count["right"] + count["wrong"] + count["missing"]
        shares = "  ".join(
            f"{name} {count[name]:4}" for name in ("right", "wrong", "missing", "invented")
        )
        share = f"{count['right'] / asked_for:.3f}" if asked_for else "-"
        click.echo(f"{field:15} {share:>6} of {asked_for:4}   {shares}")


if __name__ == "__main__":
    main()
