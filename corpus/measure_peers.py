"""Repairs beside ftfy, and what matters apart from the share restored exactly.

`python -m corpus.measure_peers ARTICLES.jsonl` prints Markdown tables: every
kind of `corpus.damage` repaired by newsclean, by `ftfy.fix_text` and by
`ftfy.fix_encoding`; wrong characters of UTF-8 read as GBK that newsclean does
not mark as guesses; frame slips within two characters; precision and recall of
pinyin glosses; and clean articles that a repair changes. `--leave-out` and
`--model` are those of `corpus.measure`.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import click
import ftfy
from rapidfuzz.distance import LCSseq, Levenshtein

import newsclean
from corpus.damage import GLOSSES, HOLES, KINDS, PLAIN_GLOSSES, SLIPS, to_machine_traditional
from corpus.measure import SEED, Repair, Row, articles_of, cases, measure, own_repair, use_model
from corpus.misread import Kind
from newsclean import Text

REPAIRS: dict[str, Repair] = {
    "newsclean": own_repair,
    "ftfy.fix_text": ftfy.fix_text,
    "ftfy.fix_encoding": ftfy.fix_encoding,
}
MARKED = "mojibake.holes"
NEAR = 2
FAMILIES = ("mojibake", "frameslip", "pinyin", "script", "escape", "entity", "wrap")
LANGUAGES = {"zh-Hans": "simplified", "zh-Hant": "traditional"}
_BRACKETS = re.compile(r"[(（][^()（）]{1,8}[)）]")

Rows = Iterator[list[str]]


def percent(part: float, whole: float) -> str:
    """A share, three digits behind the point: the aims ask for as many."""
    return f"{100 * part / whole:.3f} %" if whole else "-"


def table(title: str, head: list[str], rows: Rows) -> None:
    """Print a Markdown table."""
    click.echo(f"### {title}\n\n| {' | '.join(head)} |\n|{'---|' * len(head)}")
    for row in rows:
        click.echo(f"| {' | '.join(row)} |")
    click.echo()


def damaged(kind: Kind, texts: list[str]) -> Iterator[tuple[str, str]]:
    """Each text and what the kind makes of it, as `corpus.measure` does it."""
    rng = random.Random(SEED)
    for text in texts:
        bad = kind(text, rng)
        if bad != text:
            yield text, bad


class Source:
    """The articles to measure on."""

    def __init__(self, path: Path, count: int, leave_out: int) -> None:
        self.path, self.count, self.leave_out = path, count, leave_out

    def texts(self, name: str) -> list[str]:
        """What the kind `name` damages."""
        return cases(self.path, self.count, name, self.leave_out)

    def clean(self, lang: str) -> list[str]:
        """All articles of a language."""
        return articles_of(self.path, lang, self.leave_out)


def beside(source: Source, only: tuple[str, ...], repairs: dict[str, Repair]) -> Rows:
    """Every kind: cases, then exact and characters right by each repair."""
    for name, kind in KINDS.items():
        if only and not name.startswith(only):
            continue
        texts = source.texts(name)
        found = [measure(name, kind, texts, repair) for repair in repairs.values()]
        if found[0].cases:
            yield [name, str(found[0].cases), *(cell for row in found for cell in _cells(row))]


def _cells(row: Row) -> list[str]:
    return [percent(row.exact, row.cases), percent(row.right, row.chars)]


def holes(source: Source) -> Rows:
    """UTF-8 as GBK with holes: right, wrong and marked, wrong and unmarked, left alone."""
    for name, kind in HOLES.items():
        counts: Counter[str] = Counter()
        for text, bad in damaged(kind, source.texts(name)):
            found = newsclean.repair(bad)
            counts["cases"] += 1
            counts["chars"] += len(text)
            counts["right"] += LCSseq.similarity(str(found), text)
            if any(edit.rule.startswith("mojibake") for edit in found.edits):
                counts += wrong(found, text)
            else:
                counts["alone"] += 1
                counts["alone chars"] += len(text)
        shares = ("right", "marked", "unmarked", "alone chars")
        cells = (percent(counts[what], counts["chars"]) for what in shares)
        yield [name, str(counts["cases"]), *cells, str(counts["alone"])]


def wrong(found: Text, truth: str) -> Counter[str]:
    """Characters of a repaired text that are not the true ones, in marked edits and outside.

    A missing character counts as unmarked unless a neighbour is marked.
    """
    marks: list[bool] = []
    for piece in found.pieces:
        marks += [MARKED in piece.rules] * len(piece.text)
    counts: Counter[str] = Counter()
    for op in Levenshtein.opcodes(str(found), truth):
        if op.tag == "equal":
            continue
        start, end = op.src_start, op.src_end
        if op.tag == "insert":
            near = any(marks[max(start - 1, 0) : start + 1])
            counts["marked" if near else "unmarked"] += op.dest_end - op.dest_start
        else:
            counts["marked"] += sum(marks[start:end])
            counts["unmarked"] += end - start - sum(marks[start:end])
    return counts


def slips(source: Source) -> Rows:
    """Frame slips: exact, and at most two characters from it.

    In a paragraph alone, and in an article, whose other words can help.
    """
    paragraphs, articles = source.texts("frame slip"), source.clean("zh-Hans")[: source.count]
    rows = [(name, "a paragraph", paragraphs) for name in SLIPS]
    for kind, name, texts in [*rows, ("frame slip", "an article", articles)]:
        pairs = damaged(KINDS[kind], texts)
        far = [Levenshtein.distance(own_repair(bad), text) for text, bad in pairs]
        exact, near = sum(not one for one in far), sum(one <= NEAR for one in far)
        yield [kind, name, str(len(far)), percent(exact, len(far)), percent(near, len(far))]


def pinyin(source: Source) -> Rows:
    """Glosses: how many there are, removed, precision, recall, all of a text."""
    for name, kind in (GLOSSES | PLAIN_GLOSSES).items():
        counts: Counter[str] = Counter()
        for text, _ in damaged(KINDS[name], source.texts(name)):
            base = text if name in PLAIN_GLOSSES else to_machine_traditional(text, random.Random())
            counts += _gloss_counts(base, kind(base, random.Random(f"{SEED} {text[:20]}")))
        right, removed, true = counts["right"], counts["removed"], counts["true"]
        yield [name, str(true), str(removed), percent(right, removed), percent(right, true)]


def _gloss_counts(base: str, bad: str) -> Counter[str]:
    true = set(gloss_spans(base, bad))
    edits = newsclean.repair(bad).edits
    seen = {tuple(edit.span) for edit in edits if "pinyin.gloss" in (edit.rule, *edit.then)}
    return Counter({"right": len(true & seen), "true": len(true), "removed": len(seen)})


def gloss_spans(base: str, bad: str) -> Iterator[tuple[int, int]]:
    """Where glosses stand in `bad`, which is `base` with glosses put in.

    >>> list(gloss_spans("值(gdp)高", "值(zhí)(gdp)高(gāo)"))
    [(1, 6), (12, 17)]
    """
    at = place = 0
    while place < len(bad):
        match = _BRACKETS.match(bad, place)
        if match and not base.startswith(match.group(), at):
            yield match.span()
            place = match.end()
        else:
            place += 1
            at += 1


def touched(source: Source) -> Rows:
    """Clean articles with an edit of each family, and those that ftfy changes."""
    for lang, name in LANGUAGES.items():
        texts = source.clean(lang)
        counts: Counter[str] = Counter()
        for text in texts:
            edits = newsclean.repair(text).edits
            rules = {rule.split(".")[0] for edit in edits for rule in (edit.rule, *edit.then)}
            counts.update(rules & set(FAMILIES))
            counts["any"] += bool(rules & set(FAMILIES))
            counts.update(tool for tool, repair in REPAIRS.items() if repair(text) != text)
        columns = ("any", *FAMILIES, *REPAIRS)
        yield [name, str(len(texts)), *(str(counts[column]) for column in columns)]


@click.command()
@click.argument("articles", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--count", default=200, show_default=True, help="Articles to take.")
@click.option("--kind", "only", multiple=True, help="In the first table, kinds that begin so.")
@click.option("--leave-out", default=0, help="Measure on every Nth article only.")
@click.option("--model", type=click.Path(exists=True, path_type=Path), help="Another model.")
@click.option("--peers/--no-peers", default=True, show_default=True, help="Beside ftfy.")
def main(
    articles: Path,
    count: int,
    only: tuple[str, ...],
    leave_out: int,
    model: Path | None,
    peers: bool,
) -> None:
    """Print the tables as Markdown."""
    if model:
        use_model(model)
    source = Source(articles, count, leave_out)
    repairs: dict[str, Repair] = REPAIRS if peers else {"newsclean": own_repair}
    columns = [f"{tool}: {what}" for tool in repairs for what in ("exact", "characters")]
    table("Repairs", ["damage", "cases", *columns], beside(source, only, repairs))
    head = ["damage", "cases", "characters right", "wrong, marked", "wrong, unmarked"]
    head += ["characters left alone", "cases left alone"]
    table("Guesses and their marks", head, holes(source))
    table(
        "Frame slips",
        ["damage", "one in", "cases", "exact", "within two characters"],
        slips(source),
    )
    head = ["damage", "glosses", "removed", "precision", "recall"]
    table("Glosses", head, pinyin(source))
    head = [
        "articles",
        "number",
        "any family",
        *FAMILIES,
        *(f"changed by {one}" for one in REPAIRS),
    ]
    table("Clean articles with an edit", head, touched(source))


if __name__ == "__main__":
    main()
