"""Train `newsclean/data/labels.npz`, the classifier of lines.

`python -m corpus.train [--dirty PAGES.jsonl] [--html ROOT] [--clean ARTICLES.jsonl]`
trains on the project's own specimens and on whatever real pages are given.
`--folds N` reports scores cross-validated by site instead of writing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from importlib.metadata import version
from pathlib import Path

import click
import numpy as np

from corpus.kits import TAUGHT, TRADES, TRAIN_SEED, spammed
from corpus.lines import articles, digest, held_out, html_pages, labelled, specimens
from corpus.whole_pages import doorways, parasites, phrases_alone
from newsclean.labels.facts import DENSE
from newsclean.labels.model import CLASSES
from newsclean.training.fit import cross_validate, data_of, fit, report, write
from newsclean.training.pages import Page
from newsclean.training.pages import digest as digest_of

# How much a line of the project's own pages and of labelled real ones counts; one of
# the many lines of HTML pages and clean articles counts 1. Chosen by cross-validation.
OWN = 3.0
PLANTED = 3.0  # of the same pages again, each time with other spam
TRAIN_SEEDS = (TRAIN_SEED, 21, 22, 23)  # of campaigns; scoring has another
_MARKS = re.compile(r"[，。；！？：、,;!?:]+")
TARGET = Path(__file__).parents[1] / "newsclean" / "data" / "labels.npz"


def training_pages(
    own: Sequence[Page],
    dirty: Path | None,
    html: Path | None,
    clean: Path | None,
    *,
    trades: Sequence[str] = TRADES,
) -> tuple[list[Page], list[float]]:
    """What is trained on, and how much a line of each page counts."""
    near = [*own, *short_lines(own), *phrases_alone(doorways(own))]
    for seed in TRAIN_SEEDS:
        near += parasites(own, trades=trades, seed=seed)
    near += labelled(dirty) if dirty else ()
    planted = [
        page
        for seed in TRAIN_SEEDS
        for page in spammed([*own, *bare(own)], trades=trades, seed=seed, drawn=TAUGHT)
    ]
    far = [*(html_pages(html) if html else ()), *(articles(clean, every=4) if clean else ())]
    weights = [OWN] * len(near) + [PLANTED] * len(planted) + [1.0] * len(far)
    return [*near, *planted, *far], weights


def short_lines(pages: Iterable[Page]) -> Iterator[Page]:
    """One page in five with its article a clause a line, as texts made for telephones have it."""
    for page in list(pages)[::5]:
        lines: list[tuple[str, str | None]] = []
        for text, name in page.lines:
            clauses = [one.strip() for one in _MARKS.split(text)] if name == "body" else [text]
            lines += [(one, name) for one in clauses if one or not text]
        yield page._replace(id=f"{page.id}+short", lines=lines, body=None)


def bare(pages: Iterable[Page]) -> Iterator[Page]:
    """One page in three as its article alone, as texts that others have cleaned before are."""
    for page in list(pages)[1::3]:
        lines = [row for row in page.lines if row[1] == "body"]
        if lines:
            yield page._replace(id=f"{page.id}+bare", lines=lines, title=None)


@click.command()
@click.option("--dirty", type=click.Path(exists=True, path_type=Path))
@click.option("--html", type=click.Path(exists=True, path_type=Path))
@click.option("--clean", type=click.Path(exists=True, path_type=Path))
@click.option("--folds", default=0, help="Cross-validate by site, write nothing.")
@click.option("-o", "--output", default=TARGET, type=click.Path(path_type=Path))
def main(
    dirty: Path | None, html: Path | None, clean: Path | None, folds: int, output: Path
) -> None:
    """Train the classifier of lines."""
    own = [page for page in specimens() if not held_out(page.site)]
    pages, weights = training_pages(own, dirty, html, clean)
    data = data_of(pages)
    if folds:
        click.echo(report(data, cross_validate(data, folds)))
        return
    everything = np.ones(len(data.classes), dtype=bool)
    fitted = fit(data, everything, np.array(weights)[data.pages])
    inputs = [path for path in (dirty, clean) if path]
    header = {
        "what": "classifier of lines: hashed character n-grams and layout facts",
        "classes": list(CLASSES),
        "facts": list(DENSE),
        "command": "python -m corpus.train"
        + "".join(
            f" --{name} {name.upper()}"
            for name, path in (("dirty", dirty), ("html", html), ("clean", clean))
            if path
        ),
        "made with": {one: version(one) for one in ("numpy", "scipy", "scikit-learn")},
        "pages": len(pages),
        "lines": int((data.classes >= 0).sum()),
        "corpus": digest(),
        "inputs": [digest_of([path]) for path in inputs]
        + ([digest_of(sorted(html.rglob("*.html")))] if html else []),
    }
    write(fitted, header, output)
    click.echo(f"{len(pages)} pages, {header['lines']} lines, {output.stat().st_size / 1e3:.0f} kB")


if __name__ == "__main__":
    main()
