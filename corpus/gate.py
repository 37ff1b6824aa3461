"""The scoring gate: held-out specimens, with floors that only rise.

`python -m corpus.gate` scores the shipped library on the pages of the sites
that training never sees (`corpus.lines.held_out`), plain and with what spam
kits add, and fails when a score lies below its floor. `--pin` writes the scores
as the new floors, with the digest of the pages; for the same pages it refuses
to lower one.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path

import click

import newsclean
from corpus.kits import spammed
from corpus.lines import digest, held_out, specimens
from newsclean.training.pages import Page
from newsclean.training.score import DIGITS, means, page_scores

FLOORS = Path(__file__).parent / "floors.json"


def score(pages: Iterable[Page]) -> dict[str, float]:
    """The mean of each score over pages; the spam of each trade apart."""
    rows = []
    for page in pages:
        scores = page_scores(page, newsclean.clean(page.text))
        trade = page.id.partition("+")[2]
        if trade and "spam removed" in scores:
            scores[f"spam removed, {trade}"] = scores["spam removed"]
        rows.append(scores)
    return means(rows)


@click.command()
@click.option("--pin", is_flag=True, help="Write the scores as floors.")
def main(pin: bool) -> None:
    """Score the held-out specimens against the floors."""
    pages = [page for page in specimens() if held_out(page.site)]
    scores = score([*pages, *spammed(pages, share=1.0)])
    floors = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.is_file() else {}
    same = floors.get("digest") == digest()
    low = {
        name: (scores.get(name, 0.0), floor)
        for name, floor in floors.get("floors", {}).items()
        if scores.get(name, 0.0) < floor
    }
    for name, value in scores.items():
        click.echo(f"{value:.{DIGITS}f}  {name}")
    for name, (value, floor) in low.items():
        click.echo(f"below its floor: {name} {value} < {floor}", err=True)
    if pin and not (low and same):
        text = json.dumps({"digest": digest(), "pages": len(pages), "floors": scores}, indent=1)
        FLOORS.write_text(text + "\n", encoding="utf-8")
        return
    if not same and not pin:
        click.echo("the pages have changed: pin the floors anew", err=True)
    sys.exit(1 if low or not same else 0)


if __name__ == "__main__":
    main()
