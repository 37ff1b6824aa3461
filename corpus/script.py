"""Learn `newsclean/data/script_evidence.tsv`: machine conversion or native traditional?

A table leaves a simplified character as it is where it is also a character of
traditional text (于, 制, 里, 余); a native writer has both forms and chooses (於, 製, 裡,
餘). How native writers choose is counted in native text, inside words that have
one right form; each form then weighs `log2 P(form | machine) / P(form | native)`
bits. A converter with words follows a standard (臺, 爲); what is counted for it is in
how many native articles another form stands where the standard has this one.

`python -m corpus.script ARTICLES.jsonl` reads rows with `text` and `lang`.
`--leave-out N --part K` learns from all but every Nth article, from the Kth on, and
`-o FILE` writes elsewhere: to measure what the table has not seen.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from math import log2
from pathlib import Path

import click

from newsclean.chars import ambiguous, regional_forms, simplified, view
from newsclean.repairs.evidence import FREE, LEFT, SPELLED, choices, spellings
from newsclean.repairs.wording import SAID

TARGET = Path(__file__).parents[1] / "newsclean" / "data" / "script_evidence.tsv"
WORDS = Path(__file__).parent / "mainland_words.tsv"
MAX_SAID = 2.0  # bits; the articles are of other years and subjects too
# Converters differ a little: how far to trust that one left the form alone.
TRUST = 0.9
MIN_COUNT = 10
MIN_WORD = 5  # times a word must be seen, always in its traditional form, to count by itself
MAX_SHARE = 0.12  # a form that native writers leave alone as well says nothing


# One document more, which mostly writes the standard form.
PRIOR = 0.97
MIN_SPELLED = 10  # articles, for a character that is always written by the standard


class Counts:
    """What native writers choose, and which words articles of each kind have."""

    def __init__(self, rows: list[dict[str, str]], mainland: list[str]) -> None:
        self.plain: Counter[str] = Counter()
        self.chosen: Counter[str] = Counter()
        self.said: Counter[tuple[str, str]] = Counter()
        self.spelled: dict[str, Counter[str]] = defaultdict(Counter)
        self.rows = Counter(row["lang"] for row in rows)
        self.mainland = mainland
        for row in rows:
            simple = view(row["text"])
            self.said.update((row["lang"], word) for word in mainland if word in simple)
            if row["lang"] == "zh-Hant":
                self._native(row["text"], simple)

    def _native(self, text: str, simple: str) -> None:
        for word, char, kept in choices(text, simple):
            for form in {word + char} if word == FREE else {word, char}:
                (self.plain if kept else self.chosen)[form] += 1
        for one in spellings(text):
            self.spelled[one.standard][one.seen] += 1

    def left(self) -> Iterator[str]:
        """Rows of choices between a simplified and a traditional form."""
        for form in sorted(self.plain | self.chosen):
            both = self.plain[form] + self.chosen[form]
            share = (self.plain[form] + 0.5) / (both + 1)
            is_word = len(form) > 1 and form[0] != FREE
            if is_word and (both < MIN_WORD or self.plain[form] or not LEFT & set(form)):
                continue
            if both >= (MIN_WORD if is_word else MIN_COUNT) and share <= MAX_SHARE:
                against = log2((1 - TRUST) / (1 - share)) if LEFT & set(form) else 0.0
                yield f"{form}\t{log2(TRUST / share):.1f}\t{against:.1f}"

    def words(self) -> Iterator[str]:
        """Rows of words of the mainland."""
        for word in self.mainland:
            here, there = self.said["zh-Hans", word] + 0.5, self.said["zh-Hant", word] + 0.5
            bits = log2(here / (self.rows["zh-Hans"] + 1))
            bits -= log2(there / (self.rows["zh-Hant"] + 1))
            if bits > 0:
                yield f"{SAID}{word}\t{min(bits, MAX_SAID):.1f}\t0.0"

    def spellings(self) -> Iterator[str]:
        """Rows of standard forms: what native writers write for them, and anything else."""
        regional = {*regional_forms("TW"), *regional_forms("HK")}
        for standard, seen in self.spelled.items():
            total = sum(seen.values())
            told = standard in regional or set(seen) != {standard}
            if not told and (total < MIN_SPELLED or simple_of(standard) not in ambiguous()):
                continue
            for form in {standard, *seen}:
                count = seen[form] + (PRIOR if form == standard else 1 - PRIOR)
                yield f"{SPELLED}{standard}{form}\t{-log2(count / (total + 1)):.1f}\t0.0"
            yield f"{SPELLED}{standard}\t{-log2((1 - PRIOR) / (total + 1)):.1f}\t0.0"


def simple_of(char: str) -> str:
    """The usual simplified form of a character."""
    return char.translate(simplified())


@click.command()
@click.argument("articles", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("-o", "--output", type=click.Path(path_type=Path), default=TARGET)
@click.option("--leave-out", default=0, help="Learn without every Nth article.")
@click.option("--part", default=0, help="The first article to leave out.")
def main(articles: Path, output: Path, leave_out: int, part: int) -> None:
    """Learn the evidence table from the native traditional rows of ARTICLES."""
    listed = WORDS.read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in articles.read_text(encoding="utf-8").splitlines()]
    if leave_out:
        del rows[part::leave_out]
    counts = Counts(rows, [word for word in listed if not word.startswith("#")])
    digest = hashlib.sha256(articles.read_bytes()).hexdigest()
    head = [
        "# what: bits of evidence that traditional text was made by machine from simplified",
        f"# source: {counts.rows['zh-Hant']} native traditional articles, sha256 {digest}",
        "# command: python -m corpus.script ARTICLES.jsonl",
        "# licence: MIT",
        "# used by: script.restore",
        "# columns: what, bits if simplified, bits if traditional; what is a character (in words",
        "#   that have one right form), ~ and a character (elsewhere), a word, or + and a word",
        "#   that news of the mainland has oftener (bits if it is there), or = and a standard",
        "#   form with what is written for it, alone for anything else (bits: how rare that is)",
    ]
    body = sorted([*counts.left(), *counts.words(), *counts.spellings()])
    part_file = output.with_suffix(".part")
    part_file.write_text("\n".join([*head, *body]) + "\n", encoding="utf-8")
    part_file.replace(output)
    click.echo(f"{len(body)} rows from {counts.rows['zh-Hant']} articles")


if __name__ == "__main__":
    main()
