"""From a user's labelled pages to weights that know them, and what that brings."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from newsclean.errors import BadInput
from newsclean.labels.model import Model
from newsclean.training.fit import Data, Fitted, data_of, scores, write
from newsclean.training.pages import Page
from newsclean.training.prior import continued, fitted_of

__all__ = ["Site", "sites", "teach"]

FOLDS = 5


class Site(NamedTuple):
    """The share of a site's lines whose class is found, by three models.

    before: the weights that training begins with. pages: trained on the user's
    other pages, this site's among them. others: trained on the user's other
    sites; NaN if there are none.
    """

    site: str
    pages: int
    lines: int
    before: float
    known: float
    others: float


def teach(pages: Sequence[Page], start: Model, target: Path) -> None:
    """Write the weights that continue from `start` with the pages. Deterministic."""
    data = _data(pages, start)
    trained = int(start.header["lines"])
    everything = np.ones(len(data.classes), dtype=bool)
    fitted = continued(fitted_of(start), trained, data, everything)
    header: dict[str, Any] = {
        **start.header,
        "command": "newsclean train",
        "continues": [*start.header.get("continues", []), start.header["command"]],
        "pages": start.header["pages"] + len(pages),
        "lines": trained + int((data.classes >= 0).sum()),
    }
    write(fitted, header, target)


def sites(pages: Sequence[Page], start: Model) -> list[Site]:
    """What training on brings for each site, on pages that were not trained on."""
    data = _data(pages, start)
    by_page = _ranks(data.sites)
    names = sorted(set(data.sites))
    by_site = np.array([names.index(site) % FOLDS for site in data.sites])
    fitted, trained = fitted_of(start), int(start.header["lines"])
    before = _right(data, fitted, np.ones(len(data.classes), dtype=bool))
    known = _held_out(data, fitted, trained, by_page)
    others = _held_out(data, fitted, trained, by_site) if len(names) > 1 else None
    rows = []
    for name in names:
        mine = np.array([site == name for site in data.sites])
        lines = mine[data.pages] & (data.classes >= 0)
        rows.append(
            Site(
                name,
                int(mine.sum()),
                int(lines.sum()),
                float(before[lines].mean()),
                float(known[lines].mean()),
                float("nan") if others is None else float(others[lines].mean()),
            )
        )
    return rows


def _data(pages: Sequence[Page], start: Model) -> Data:
    usable = [page for page in pages if any(name for _, name in page.lines)]
    if not usable:
        raise BadInput("no page with labelled lines")
    return data_of(usable, len(start.hashed))


def _ranks(sites: Sequence[str]) -> NDArray[np.int64]:
    """The fold of each page, so that each site's pages are dealt out evenly."""
    seen: dict[str, int] = {}
    folds = []
    for site in sites:
        folds.append(seen.get(site, 0) % FOLDS)
        seen[site] = seen.get(site, 0) + 1
    return np.array(folds)


def _held_out(
    data: Data, start: Fitted, trained: int, folds: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """Which lines are right by weights that continue without their fold."""
    right = np.zeros(len(data.classes), dtype=bool)
    of_line = folds[data.pages]
    for fold in np.unique(of_line):
        held = of_line == fold
        right[held] = _right(data, continued(start, trained, data, ~held), held)
    return right


def _right(data: Data, fitted: Fitted, chosen: NDArray[np.bool_]) -> NDArray[np.bool_]:
    found: NDArray[np.bool_] = scores(data, fitted, chosen).argmax(axis=1) == data.classes[chosen]
    return found
