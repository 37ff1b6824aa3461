"""Precision and recall of every rule that repairs, one row a rule id.

`python -m corpus.measure_rules ARTICLES.jsonl` prints a Markdown table. The damage that a rule
is for is done to clean texts:

* recall: the texts restored exactly, of those damaged; for rules that only flag, those flagged;
* precision: the edits of this rule (flags, for rules that only flag) that are right, of all, in the
  damaged texts: their text is the true one, and nothing true was taken away;
* in clean texts: edits or flags of this rule in as many undamaged articles of each script.

Rules of the `brand` family are not in the table: their damage needs words that only the lists have.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

import click
from rapidfuzz.distance import Levenshtein

import newsclean
from corpus.damage import (
    CHAINS,
    GLOSSES,
    HOLES,
    KINDS,
    MISTAKES,
    OTHERS,
    PLAIN_GLOSSES,
    SLIPS,
    Kind,
)
from corpus.measure import SEED, articles_of, cases
from corpus.measure_peers import percent
from newsclean import Config, Text

Kinds = dict[str, Kind]


def inserted(piece: str) -> Kind:
    """The same damage at a random place inside the text, behind a Chinese character."""

    def damage(text: str, rng: random.Random) -> str:
        places = [at for at in range(4, len(text) - 4) if "\u4e00" <= text[at - 1] <= "\u9fff"]
        inside = [at for at in places if "\u4e00" <= text[at] <= "\u9fff"]
        if not inside:
            return text
        at = rng.choice(inside)
        return text[:at] + piece + text[at:]

    return damage


def spelled(form: str) -> Kind:
    """A few Chinese characters as escaped bytes. form: how one byte is written."""

    def damage(text: str, rng: random.Random) -> str:
        at = rng.randrange(max(len(text) - 6, 1))
        word = text[at : at + 4]
        if not all("\u4e00" <= char <= "\u9fff" for char in word):
            return text
        return text[:at] + quote(word).replace("%", form) + text[at + 4 :]

    return damage


def broken_entities(text: str, rng: random.Random) -> str:
    """Quotation marks as references that lost their `&`."""
    return text.replace("“", "ldquo;").replace("”", "rdquo;")


def carriage_returns(text: str, rng: random.Random) -> str:
    """Line ends of Windows."""
    return text.replace("\n", "\r\n")


# What each rule is for. A rule whose name is here takes its kinds from `corpus.damage`.
DAMAGE: dict[str, Kinds] = {
    **{f"mojibake.{name}": {name: kind} for name, kind in MISTAKES.items()},
    **{
        f"mojibake.{wrote}-as-other": {n: k for n, k in OTHERS.items() if n.startswith(wrote)}
        for wrote in ("utf8", "gbk", "big5")
    },
    "mojibake.utf8-as-gbk": {
        name: kind for name, kind in KINDS.items() if name in ("utf8-as-gbk",) or "a few" in name
    },
    "mojibake.chain": dict(CHAINS),
    "mojibake.holes": dict(HOLES),
    "entity.html": {"entities": KINDS["entities"]},
    "entity.broken": {"broken entities": broken_entities},
    "escape.literal": {"unicode escapes": KINDS["unicode escapes"]},
    "escape.percent": {"percent": spelled("%")},
    "escape.quoted-printable": {"quoted-printable": spelled("=")},
    "markup.tag": {"markup": KINDS["markup"]},
    "whitespace.newline": {"carriage returns": carriage_returns},
    "invisible.control": {"controls": KINDS["controls"]},
    "invisible.format": {"zero width": KINDS["zero width"]},
    "frameslip.gbk": {"frame slip": SLIPS["frame slip"]},
    "pinyin.gloss": {name: KINDS[name] for name in (*GLOSSES, *PLAIN_GLOSSES)},
    "script.restore": {n: k for n, k in KINDS.items() if n.startswith("machine traditional")},
    "wrap.hard": {"hard wraps": KINDS["hard wraps"]},
}
FLAGGED: dict[str, Kinds] = {
    "lossy.kuntaokao": {"kuntaokao": inserted("锟斤拷锟斤拷")},
    "lossy.fill": {"fill": inserted("烫烫烫烫")},
    "lossy.replacement": {"replacement": inserted("\ufffd\ufffd")},
    "lossy.question-marks": {"question marks": inserted("????")},
    "lossy.squares": {"squares": inserted("□□")},
    "lossy.mojibake": {"mojibake": inserted("闂傚倸鍊搁崐鎼佸磹閹间礁纾归柟闂寸")},
}
# Rules that look at a whole document, and those that need line ends.
DOCUMENTS = ("markup", "pinyin", "script", "wrap", "whitespace")


class Score(NamedTuple):
    """Of damaged texts: how many, how many restored, edits of the rule, those that are right."""

    texts: int
    restored: int
    edits: int
    right: int


def texts_of(path: Path, count: int, rule: str, name: str) -> list[str]:
    """Clean texts that this damage is done to."""
    if rule.startswith(DOCUMENTS):
        return articles_of(path, "zh-Hans")[:count]
    return cases(path, count, name)[:count]


def score(rule: str, kind: Kind, texts: list[str]) -> Score:
    """Damage each text, repair it, and look at what this rule did."""

    def look(text: str, bad: str) -> dict[str, int]:
        found = newsclean.repair(bad)
        right = [is_right for rules, is_right in right_edits(found, text) if rule in rules]
        return {"restored": str(found) == text, "edits": len(right), "right": sum(right)}

    return _total(kind, texts, look)


def _total(kind: Kind, texts: list[str], look: Callable[[str, str], dict[str, int]]) -> Score:
    """The sums of what is seen in each text and its damaged form, where they differ."""
    rng = random.Random(SEED)
    counts: Counter[str] = Counter()
    for text in texts:
        bad = kind(text, rng)
        if bad != text:
            counts.update({"texts": 1} | look(text, bad))
    return Score(counts["texts"], counts["restored"], counts["edits"], counts["right"])


def right_edits(found: Text, truth: str) -> Iterator[tuple[tuple[str, ...], bool]]:
    """The rules of each edit, and whether its text is the true one."""
    value = str(found)
    wrong = [False] * (len(value) + 1)
    for op in Levenshtein.opcodes(value, truth):
        if op.tag != "equal":
            end = max(op.src_end, op.src_start + 1)
            wrong[op.src_start : end] = [True] * (end - op.src_start)
    at = 0
    for piece in found.pieces:
        end = at + len(piece.text)
        if piece.rules:
            yield piece.rules, not any(wrong[at : max(end, at + 1)])
        at = end


def flags(rule: str, kind: Kind, texts: list[str]) -> Score:
    """The same for a rule that flags: a flag is right if it touches what was put in."""

    def look(text: str, bad: str) -> dict[str, int]:
        start = next(at for at, (a, b) in enumerate(zip(bad, text)) if a != b)
        end = start + len(bad) - len(text)
        found = [flag.span for flag in newsclean.clean(bad).flags if flag.rule == rule]
        right = sum(span.start < end and span.end > start for span in found)
        return {"restored": right > 0, "edits": len(found), "right": right}

    return _total(kind, texts, look)


def clean_edits(texts: list[str]) -> Counter[str]:
    """Edits and flags of each rule in undamaged texts."""
    counts: Counter[str] = Counter()
    keep = Config(keep=frozenset(newsclean.Label))
    for text in texts:
        article = newsclean.clean(text, config=keep)
        counts.update(rule for edit in article.edits for rule in (edit.rule, *edit.then))
        counts.update(flag.rule for flag in article.flags)
    return counts


@click.command()
@click.argument("articles", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--count", default=200, show_default=True, help="Texts of each kind.")
@click.option("--rule", "only", default="", help="Rules whose id begins so.")
def main(articles: Path, count: int, only: str) -> None:
    """Print the table as Markdown."""
    clean = clean_edits(
        [t for lang in ("zh-Hans", "zh-Hant") for t in articles_of(articles, lang)[:count]]
    )
    click.echo("| rule | texts | recall | edits | precision | in clean texts |")
    click.echo("|---|---|---|---|---|---|")
    for rule, kinds in (DAMAGE | FLAGGED).items():
        if not rule.startswith(only):
            continue
        measure = flags if rule in FLAGGED else score
        found = [
            measure(rule, kind, texts_of(articles, count, rule, name))
            for name, kind in kinds.items()
        ]
        texts, restored, edits, right = map(sum, zip(*found))
        row = (rule, texts, percent(restored, texts), edits, percent(right, edits), clean[rule])
        click.echo(f"| {' | '.join(map(str, row))} |")


if __name__ == "__main__":
    main()
