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
from newsclean.repairs.script import choices

TARGET = Path(__file__).parents[1] / "newsclean" / "data" / "script_evidence.tsv"
# Left as they are by that converter, seen on real pages. Only of these does the
# traditional form speak against a machine.
LEFT = set("升占曲致彩制了卷托泛合核于念千谷向余筑舍里扎厘云松杰游系借局同干困丰克回面布周后范")
# Converters differ a little: how far to trust that one left the form alone.
TRUST = 0.9
MIN_COUNT = 10
MIN_WORD = 5  # times a word must be seen, always in its traditional form, to count by itself
MAX_SHARE = 0.12  # a form that native writers leave alone as well says nothing


@click.command()
@click.argument("articles", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def main(articles: Path) -> None:
    """Learn the evidence table from the native traditional rows of ARTICLES."""
    plain: Counter[str] = Counter()
    chosen: Counter[str] = Counter()
    rows = 0
    with articles.open(encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            if row["lang"] != "zh-Hant":
                continue
            rows += 1
            for word, char, kept in choices(row["text"], view(row["text"])):
                for form in {word, char}:
                    (plain if kept else chosen)[form] += 1
    digest = hashlib.sha256(articles.read_bytes()).hexdigest()
    head = [
        "# what: bits of evidence that traditional text was made by machine from simplified,",
        "#   where a word holds the character's simplified or its traditional form",
        f"# source: counts in {rows} native traditional articles, sha256 {digest}",
        "# command: python -m corpus.script ARTICLES.jsonl",
        "# licence: MIT",
        "# used by: script.restore",
        "# columns: character or word, bits if simplified, bits if traditional",
    ]
    body = []
    for form in sorted(plain | chosen):
        both = plain[form] + chosen[form]
        share = (plain[form] + 0.5) / (both + 1)
        is_word = len(form) > 1
        if is_word and (both < MIN_WORD or plain[form] or not LEFT & set(form)):
            continue
        if both >= (MIN_WORD if is_word else MIN_COUNT) and share <= MAX_SHARE:
            against = log2((1 - TRUST) / (1 - share)) if LEFT & set(form) else 0.0
            body.append(f"{form}\t{log2(TRUST / share):.1f}\t{against:.1f}")
    part = TARGET.with_suffix(".part")
    part.write_text("\n".join([*head, *body]) + "\n", encoding="utf-8")
    part.replace(TARGET)
    click.echo(f"{len(body)} characters from {rows} articles")


if __name__ == "__main__":
    main()
