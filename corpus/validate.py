"""The whole pipeline on pages that its classifier has not seen.

`python -m corpus.validate [--dirty PAGES.jsonl] [--html ROOT] [--clean ARTICLES.jsonl]`
cuts the sites of the specimens and of the real pages into folds, trains without
a fold, cleans the pages of that fold with that model, and counts characters.
`--topics` instead leaves one trade of spam kits out of training in turn, and
scores specimens that those kits have spammed.

Nothing is scored by a model that was trained on it. The lists and thresholds
are the same throughout, so figures are honest only for the weights.
"""

from __future__ import annotations

import json
import zlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import mean
from typing import Any
from unittest.mock import patch

import click
import numpy as np

import newsclean
from corpus.kits import TRADES, spammed
from corpus.lines import labelled, specimens
from corpus.train import real_pages
from newsclean.article import Status
from newsclean.labels import revise
from newsclean.labels.model import Model
from newsclean.training.fit import Data, data_of, fit, rounded
from newsclean.training.pages import Page
from newsclean.training.score import page_scores

FOLDS = 5


@contextmanager
def model_of(data: Data, chosen: Any) -> Iterator[Model]:
    """The library with a model trained on the chosen lines only."""
    model = Model({}, **rounded(fit(data, chosen)))
    with patch.object(revise, "load", lambda: model):
        yield model


def fold_of(site: str, folds: int = FOLDS) -> int:
    """The fold of a site, the same whatever else there is."""
    return zlib.crc32(f"fold {site}".encode()) % folds


def scored(group: str, page: Page) -> dict[str, Any]:
    """The scores of one page, as the library is now."""
    article = newsclean.clean(page.text)
    spam = float(article.status == Status.SPAM)
    return {"group": group, "id": page.id, **page_scores(page, article), "is spam": spam}


def by_folds(groups: dict[str, Sequence[Page]], rest: Sequence[Page]) -> Iterator[dict[str, Any]]:
    """Scores of each page of the groups by a model without its site; `rest` is trained on.

    A group's pages may be trained on in other pages' folds: spammed copies go with
    the site of the page that they copy.
    """
    pages = [*(page for group in groups.values() for page in group), *rest]
    data = data_of(pages)
    of_page = np.array([fold_of(page.site) for page in pages])
    of_page[len(pages) - len(rest) :] = -1
    for fold in range(FOLDS):
        with model_of(data, of_page[data.pages] != fold):
            for name, group in groups.items():
                for page in group:
                    if fold_of(page.site) == fold:
                        yield scored(name, page)


def by_topics(pages: Sequence[Page], rest: Sequence[Page]) -> Iterator[dict[str, Any]]:
    """Scores of spammed specimens whose trade, and whose sites, training has not seen."""
    plain = [page for page in pages if fold_of(page.site)]
    held = [page for page in pages if not fold_of(page.site)]
    for trade in TRADES:
        others = tuple(one for one in TRADES if one != trade)
        data = data_of([*plain, *spammed(plain, trades=others), *rest])
        with model_of(data, np.ones(len(data.classes), dtype=bool)):
            for page in spammed(held, share=1.0, trades=(trade,)):
                yield scored(trade, page)


def summary(rows: Sequence[dict[str, Any]]) -> str:
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
        size = max(map(len, values.values()))
        out.append(f"| {group} | {size} | {' | '.join(cells)} |")
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
    own = list(specimens())
    if topics:
        rows = list(by_topics(own, list(real_pages(dirty, html, clean))))
    else:
        groups: dict[str, Sequence[Page]] = {"specimens": own, "spammed": list(spammed(own))}
        if dirty:
            groups["real"] = list(labelled(dirty))
        rows = list(by_folds(groups, list(real_pages(None, html, clean))))
    if per_page:
        per_page.write_text("\n".join(map(json.dumps, rows)) + "\n", encoding="utf-8")
    click.echo(summary(rows))


if __name__ == "__main__":
    main()
