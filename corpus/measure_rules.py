"""Precision and recall of every rule that repairs, one row a rule id.

`python -m corpus.measure_rules ARTICLES.jsonl` prints a Markdown table. The damage that a rule
is for is done to clean texts:

* recall: the texts restored exactly, of those damaged; for rules that only flag, those flagged;
* precision: the edits of this rule (flags, for rules that only flag) that are right, of all, in the
  damaged texts: their text is the true one, and nothing true was taken away;
* in clean texts: edits or flags of this rule in as many undamaged articles of each script.

What is damaged, and how, is in `corpus.rule_damage`. A rule that runs only on request runs in
its own rows alone; what it does in clean texts is what was asked for.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import click
from rapidfuzz.distance import Levenshtein

import newsclean
from corpus.measure import SEED, articles_of, cases
from corpus.measure_peers import percent
from corpus.misread import Kind
from corpus.rule_damage import BEFORE, CONFIG, DAMAGE, FLAGGED, INLINE, TRADITIONAL
from newsclean import Config
from newsclean.text import Piece

# Rules that look at a whole document, and those that need line ends.
DOCUMENTS = (
    "brand", "markup", "noise", "pinyin", "planted", "punctuation", "script", "wrap", "whitespace",
)  # fmt: skip
# Nothing is dropped for its label, which is another question.
KEEP = frozenset(newsclean.Label)


class Score(NamedTuple):
    """Of damaged texts: how many, how many restored, edits of the rule, those that are right."""

    texts: int
    restored: int
    edits: int
    right: int


def texts_of(path: Path, count: int, rule: str, name: str) -> list[str]:
    """Clean texts that this damage is done to."""
    if rule.startswith(DOCUMENTS):
        texts = articles_of(path, "zh-Hant" if rule in TRADITIONAL else "zh-Hans")[:count]
    else:
        texts = cases(path, count, name)[:count]
    return [BEFORE[rule](text) if rule in BEFORE else text for text in texts]


def score(rule: str, kind: Kind, texts: list[str]) -> Score:
    """Damage each text, repair it, and look at what this rule did."""

    def look(text: str, bad: str) -> dict[str, int]:
        pieces = repaired(rule, bad)
        right = [is_right for rules, is_right in right_edits(pieces, text) if rule in rules]
        same = "".join(piece.text for piece in pieces) == text
        return {"restored": same, "edits": len(right), "right": sum(right)}

    return _total(kind, texts, look)


def repaired(rule: str, text: str) -> list[Piece]:
    """The pieces of a text after the repairs, and after the rules of blocks where it is one."""
    config = Config(keep=KEEP, **CONFIG.get(rule, {}))
    if not rule.startswith(INLINE) or rule == "whitespace.newline":
        return list(newsclean.repair(text, config=config).pieces)
    blocks = newsclean.clean(text, config=config).blocks
    return [piece for block in blocks for piece in block.text.pieces]


def _total(kind: Kind, texts: list[str], look: Callable[[str, str], dict[str, int]]) -> Score:
    """The sums of what is seen in each text and its damaged form, where they differ."""
    rng = random.Random(SEED)
    counts: Counter[str] = Counter()
    for text in texts:
        bad = kind(text, rng)
        if bad != text:
            counts.update({"texts": 1} | look(text, bad))
    return Score(counts["texts"], counts["restored"], counts["edits"], counts["right"])


def right_edits(pieces: list[Piece], truth: str) -> Iterator[tuple[tuple[str, ...], bool]]:
    """The rules of each edit, and whether its text is the true one."""
    value = "".join(piece.text for piece in pieces)
    wrong = [False] * (len(value) + 1)
    for op in Levenshtein.opcodes(value, truth):
        if op.tag != "equal":
            end = max(op.src_end, op.src_start + 1)
            wrong[op.src_start : end] = [True] * (end - op.src_start)
    at = 0
    for piece in pieces:
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
    for text in texts:
        article = newsclean.clean(text, config=Config(keep=KEEP))
        counts.update(rule for edit in article.edits for rule in (edit.rule, *edit.then))
        counts.update(flag.rule for flag in article.flags)
    return counts


@click.command()
@click.argument("articles", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--count", default=200, show_default=True, help="Texts of each kind.")
@click.option("--rule", "only", multiple=True, help="Rules whose id begins so.")
def main(articles: Path, count: int, only: tuple[str, ...]) -> None:
    """Print the table as Markdown."""
    clean = clean_edits(
        [t for lang in ("zh-Hans", "zh-Hant") for t in articles_of(articles, lang)[:count]]
    )
    click.echo("| rule | texts | recall | edits | precision | in clean texts |")
    click.echo("|---|---|---|---|---|---|")
    for rule, kinds in (DAMAGE | FLAGGED).items():
        if only and not rule.startswith(only):
            continue
        measure = flags if rule in FLAGGED else score
        found = [
            measure(rule, kind, texts_of(articles, count, rule, name))
            for name, kind in kinds.items()
        ]
        texts, restored, edits, right = map(sum, zip(*found))
        touched = "on request" if rule in CONFIG else clean[rule]
        row = (rule, texts, percent(restored, texts), edits, percent(right, edits), touched)
        click.echo(f"| {' | '.join(map(str, row))} |")


if __name__ == "__main__":
    main()
