"""The scoring gate: held-out specimens, with floors that only rise.

`python -m corpus.gate` scores the shipped library on the pages of the sites
that training never sees (`corpus.lines.held_out`): plain, with what spam kits
add, with adverts in words that training does not know, with adverts in place of the
article or of its end, and as other pages that are spam as a whole; and on the texts that must come
back as they are. It fails when a score lies below its
floor. `--pin` writes the scores as the new floors, with the digest of the
pages; for the same pages it refuses to lower one.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import click

import newsclean
from corpus.kits import SCORE_SEED, TOPICS, advertised, spammed
from corpus.lines import digest, held_out, specimens
from corpus.whole_pages import (
    boards,
    clones,
    collages,
    doorways,
    farms,
    grafts,
    parasites,
    stitched,
)
from newsclean.article import Status
from newsclean.training.pages import Page
from newsclean.training.score import DIGITS, means, page_scores

FLOORS = Path(__file__).parent / "floors.json"
HARD = FLOORS.parents[1] / "tests" / "cases" / "hard_negatives"
Scores = dict[str, float]


def article_pages(pages: Iterable[Page], split: str) -> Iterator[Scores]:
    """Scores of pages with an article, each named by its split, and spam by topic."""
    for page in pages:
        article = newsclean.clean(page.text)
        scores = {f"{split}: {name}": one for name, one in page_scores(page, article).items()}
        removed = f"{split}: spam removed"
        if removed in scores:
            topic = TOPICS.get(page.id.rpartition("+")[2], "keywords")
            scores[f"{removed}, {topic}"] = scores[removed]
        scores["page verdict: articles not taken for spam"] = float(article.status != Status.SPAM)
        yield scores


def spam_pages(pages: Iterable[Page]) -> Iterator[Scores]:
    """Whether pages that are spam as a whole are taken for it, by kind."""
    for page in pages:
        kind = page.id.rpartition("+")[2]
        article = newsclean.clean(page.text)
        yield {
            f"page verdict: {kind} pages found": float(article.status == Status.SPAM),
            f"spam removed: {kind} pages": page_scores(page, article)["spam removed"],
        }


def clean_texts(texts: Iterable[str]) -> Iterator[Scores]:
    """Whether texts come back as they are."""
    for text in texts:
        yield {"clean texts untouched": float(newsclean.clean(text).body == text)}


def hard_negatives() -> list[str]:
    """The texts of the tests that tempt a cleaner."""
    rows = (json.loads(path.read_text(encoding="utf-8")) for path in sorted(HARD.glob("*.json")))
    return [row["text"] for found in rows for row in found]


def score(pages: Sequence[Page], texts: Iterable[str]) -> Scores:
    """The mean of each score over the pages that have it."""
    planted = spammed(pages, share=1.0, seed=SCORE_SEED)
    kinds = (parasites, farms, collages, doorways, stitched, clones, boards)
    whole = [one for kind in kinds for one in kind(pages, seed=SCORE_SEED)]
    return means(
        [
            *article_pages(pages, "plain"),
            *article_pages(planted, "with spam"),
            *article_pages(advertised(pages), "unseen wording"),
            *article_pages(grafts(pages, seed=SCORE_SEED), "grafted"),
            *spam_pages(whole),
            *clean_texts(texts),
        ]
    )


@click.command()
@click.option("--pin", is_flag=True, help="Write the scores as floors.")
def main(pin: bool) -> None:
    """Score the held-out specimens against the floors."""
    pages = [page for page in specimens() if held_out(page.site)]
    scores = score(pages, hard_negatives())
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
