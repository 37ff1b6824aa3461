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
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from statistics import mean

import click

import newsclean
from corpus.kits import spammed
from corpus.lines import Page, digest, held_out, specimens
from corpus.score import kept_places, places

FLOORS = Path(__file__).parent / "floors.json"
DIGITS = 4


def page_scores(page: Page) -> dict[str, float]:
    """Body F1, body kept, furniture and spam removed, in characters of one page."""
    article = newsclean.clean(page.text)
    kept = kept_places(article)
    rows = [{"text": text, "label": label or ""} for text, label in page.lines if text.strip()]
    counts: dict[tuple[str, bool], int] = defaultdict(int)
    for label, start, end in places(page.text, rows):
        for at in range(start, end):
            if not page.text[at].isspace():
                counts[label, bool(kept[at])] += 1
    body, lost = counts["body", True], counts["body", False]
    wrong = sum(counts[label, True] for label in ("title", "meta", "furniture", "spam"))
    scores = {"body F1": 2 * body / max(2 * body + lost + wrong, 1)}
    for name, label, wanted in (
        ("body kept", "body", True),
        ("furniture removed", "furniture", False),
        ("spam removed", "spam", False),
    ):
        size = counts[label, True] + counts[label, False]
        if size:
            scores[name] = counts[label, wanted] / size
    if page.title:
        found = str(article.title) if article.title else ""
        scores["title"] = float(found == page.title)
    return scores


def score(pages: Iterable[Page]) -> dict[str, float]:
    """The mean of each score over pages; the spam of each trade apart."""
    rows: dict[str, list[float]] = defaultdict(list)
    for page in pages:
        trade = page.id.partition("+")[2]
        for name, value in page_scores(page).items():
            rows[name].append(value)
            if trade and name == "spam removed":
                rows[f"{name}, {trade}"].append(value)
    return {name: round(mean(values), DIGITS) for name, values in sorted(rows.items())}


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
