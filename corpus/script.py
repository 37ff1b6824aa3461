"""Learn `newsclean/data/script_evidence.tsv`: machine conversion or native traditional?

The converter that damages news pages leaves a simplified character as it is
where it is also a character of traditional text (于, 制, 里, 余); a native
writer has both forms and chooses (於, 製, 裡, 餘). How native writers choose is
counted in native text, inside words that have one right form; each form then
weighs `log2 P(form | machine) / P(form | native)` bits.

`python -m corpus.script ARTICLES.jsonl` reads rows with `text` and `lang`.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from math import log2
from pathlib import Path

import click

from newsclean.chars import view
from newsclean.repairs.script import FREE, SAID, choices

TARGET = Path(__file__).parents[1] / "newsclean" / "data" / "script_evidence.tsv"
# Left as they are by that converter, seen on real pages. Only of these does the
# traditional form speak against a machine.
LEFT = set("升占曲致彩制了卷托泛合核于念千谷向余筑舍里扎厘云松杰游系借局同干困丰克回面布周后范")
WORDS = Path(__file__).parent / "mainland_words.tsv"
MAX_SAID = 2.0  # bits; the articles are of other years and subjects too
# Converters differ a little: how far to trust that one left the form alone.
TRUST = 0.9
MIN_COUNT = 10
MIN_WORD = 5  # times a word must be seen, always in its traditional form, to count by itself
MAX_SHARE = 0.12  # a form that native writers leave alone as well says nothing


@click.command()
@click.argument("articles", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def main(articles: Path) -> None:
    """Learn the evidence table from the native traditional rows of ARTICLES."""
    listed = WORDS.read_text(encoding="utf-8").splitlines()
    mainland = [word for word in listed if not word.startswith("#")]
    plain: Counter[str] = Counter()
    chosen: Counter[str] = Counter()
    said: Counter[tuple[str, str]] = Counter()
    rows: Counter[str] = Counter()
    with articles.open(encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            simple = view(row["text"])
            rows[row["lang"]] += 1
            said.update((row["lang"], word) for word in mainland if word in simple)
            if row["lang"] != "zh-Hant":
                continue
            for word, char, kept in choices(row["text"], simple):
                for form in {word + char} if word == FREE else {word, char}:
                    (plain if kept else chosen)[form] += 1
    digest = hashlib.sha256(articles.read_bytes()).hexdigest()
    head = [
        "# what: bits of evidence that traditional text was made by machine from simplified,",
        "#   where a word holds the character's simplified or its traditional form",
        f"# source: counts in {rows['zh-Hant']} native traditional articles, sha256 {digest}",
        "# command: python -m corpus.script ARTICLES.jsonl",
        "# licence: MIT",
        "# used by: script.restore",
        "# columns: what, bits if simplified, bits if traditional; what is a character (in words",
        "#   that have one right form), ~ and a character (elsewhere), a word, or + and a word",
        "#   that news of the mainland has oftener (bits if it is there)",
    ]
    body = []
    for form in sorted(plain | chosen):
        both = plain[form] + chosen[form]
        share = (plain[form] + 0.5) / (both + 1)
        is_word = len(form) > 1 and form[0] != FREE
        if is_word and (both < MIN_WORD or plain[form] or not LEFT & set(form)):
            continue
        if both >= (MIN_WORD if is_word else MIN_COUNT) and share <= MAX_SHARE:
            against = log2((1 - TRUST) / (1 - share)) if LEFT & set(form) else 0.0
            body.append(f"{form}\t{log2(TRUST / share):.1f}\t{against:.1f}")
    for word in mainland:
        here, there = said["zh-Hans", word] + 0.5, said["zh-Hant", word] + 0.5
        bits = log2(here / (rows["zh-Hans"] + 1)) - log2(there / (rows["zh-Hant"] + 1))
        if bits > 0:
            body.append(f"{SAID}{word}\t{min(bits, MAX_SAID):.1f}\t0.0")
    part = TARGET.with_suffix(".part")
    part.write_text("\n".join([*head, *sorted(body)]) + "\n", encoding="utf-8")
    part.replace(TARGET)
    click.echo(f"{len(body)} characters from {rows['zh-Hant']} articles")


if __name__ == "__main__":
    main()
