"""The whole pipeline on pages that its classifier has not seen.

`python -m corpus.validate [--dirty PAGES.jsonl] [--html ROOT] [--clean ARTICLES.jsonl]`
cuts the sites of all pages into folds, trains without a fold, cleans the pages
of that fold with that model, and counts characters. Spam is by campaigns that
training has not seen; the clean articles stand in the furniture of specimens.
`--topics` leaves one trade of spam out of training in turn, and scores specimens
that kits of that trade have spammed.

Lists and thresholds are the same throughout: figures are honest for the weights.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import mean
from tempfile import TemporaryDirectory
from typing import Any

import click
import numpy as np
from numpy.typing import NDArray

import newsclean
from corpus.kits import SCORE_SEED, TRADES, spammed
from corpus.lines import FOLDS, articles, fold_of, framed, html_pages, specimens
from corpus.train import training_pages
from corpus.whole_pages import collages, farms, parasites
from newsclean.article import Status
from newsclean.labels.facts import DENSE
from newsclean.labels.model import CLASSES
from newsclean.training.fit import Data, data_of, fit, write
from newsclean.training.pages import Page, jsonl
from newsclean.training.score import page_scores

Row = dict[str, Any]


@contextmanager
def trained(data: Data, chosen: NDArray[np.bool_], weights: NDArray[np.float64]) -> Iterator[Any]:
    """A configuration with a model that is trained on the chosen lines only."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "labels.npz"
        header = {"facts": list(DENSE), "classes": list(CLASSES)}
        write(fit(data, chosen, weights), header, path)
        yield newsclean.Config(model=path)


def scored(group: str, page: Page, config: newsclean.Config) -> Row:
    """The scores of one page, and whether it was taken for spam as a whole."""
    article = newsclean.clean(page.text, config=config)
    spam = float(article.status == Status.SPAM)
    return {"group": group, "id": page.id, **page_scores(page, article), "is spam": spam}


def groups_of(
    own: Sequence[Page], dirty: Path | None, html: Path | None, clean: Path | None
) -> dict[str, list[Page]]:
    """The pages that are scored."""
    found = {
        "specimens": list(own),
        "specimens with spam": list(spammed(own, seed=SCORE_SEED)),
        "advert pages": list(parasites(own, seed=SCORE_SEED)),
        "farms": list(farms(own, seed=SCORE_SEED)),
        "collages": list(collages(own, seed=SCORE_SEED)),
    }
    if dirty:
        found["real"] = list(jsonl(dirty))
    if html:
        found["html, as text"] = [page._replace(title=None) for page in html_pages(html)]
    if clean:
        found["articles in frames"] = list(framed(articles(clean, 1), own, SCORE_SEED))
    return found


def by_folds(dirty: Path | None, html: Path | None, clean: Path | None) -> Iterator[Row]:
    """Scores of each page by a model that knows neither its site nor its campaign."""
    own = list(specimens())
    pages, weights = training_pages(own, dirty, html, clean)
    data = data_of(pages)
    of_line = np.array([fold_of(page.site) for page in pages])[data.pages]
    of_weight = np.array(weights)[data.pages]
    groups = groups_of(own, dirty, html, clean)
    for fold in range(FOLDS):
        with trained(data, of_line != fold, of_weight) as config:
            for name, group in groups.items():
                for page in group:
                    if fold_of(page.site) == fold:
                        yield scored(name, page, config)


def by_topics(dirty: Path | None, html: Path | None, clean: Path | None) -> Iterator[Row]:
    """Scores of spammed specimens whose trade and whose sites training has not seen."""
    own = list(specimens())
    held = [page for page in own if not fold_of(page.site)]
    known = [page for page in own if fold_of(page.site)]
    for trade in TRADES:
        others = tuple(one for one in TRADES if one != trade)
        pages, weights = training_pages(known, dirty, html, clean, trades=others)
        data = data_of(pages)
        everything = np.ones(len(data.classes), dtype=bool)
        with trained(data, everything, np.array(weights)[data.pages]) as config:
            for page in spammed(held, share=1.0, trades=(trade,), seed=SCORE_SEED):
                yield scored(trade, page, config)


def summary(rows: Sequence[Row]) -> str:
    """A table of means over the pages of each group."""
    groups: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        for name, value in row.items():
            if isinstance(value, float):
                groups[row["group"]][name].append(value)
    names = sorted({name for group in groups.values() for name in group})
    out = [f"| group | pages | {' | '.join(names)} |", "|---" * (len(names) + 2) + "|"]
    for group, values in groups.items():
        cells = [f"{mean(values[name]):.4f}" if values[name] else "-" for name in names]
        out.append(f"| {group} | {len(values['is spam'])} | {' | '.join(cells)} |")
    return "\n".join(out)


@click.command()
@click.option("--dirty", type=click.Path(exists=True, path_type=Path))
@click.option("--html", type=click.Path(exists=True, path_type=Path))
@click.option("--clean", type=click.Path(exists=True, path_type=Path))
@click.option("--topics", is_flag=True, help="Leave one trade of spam out in turn.")
@click.option("--per-page", type=click.Path(path_type=Path), help="Write a row a page, as JSON.")
def main(
    dirty: Path | None, html: Path | None, clean: Path | None, topics: bool, per_page: Path | None
) -> None:
    """Cross-validate the pipeline."""
    rows = list((by_topics if topics else by_folds)(dirty, html, clean))
    if per_page:
        per_page.write_text("\n".join(map(json.dumps, rows)) + "\n", encoding="utf-8")
    click.echo(summary(rows))


if __name__ == "__main__":
    main()
