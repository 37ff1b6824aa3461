"""Training the classifier of lines: labelled pages as numbers, the fit, the file."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from newsclean.atomic import whole
from newsclean.chars import view
from newsclean.config import Config
from newsclean.extras import need
from newsclean.labels.facts import Framed, dense, grams
from newsclean.labels.judge import judge
from newsclean.labels.lines import Lines
from newsclean.labels.model import CLASSES
from newsclean.lexicon import find
from newsclean.pipeline import repair
from newsclean.training.pages import Page

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

__all__ = [
    "BUCKETS",
    "Data",
    "Fitted",
    "cross_validate",
    "data_of",
    "fit",
    "report",
    "rounded",
    "write",
]

BUCKETS = 2**16
STRENGTH = 0.5  # of the regularisation's inverse, chosen by cross-validation
SEED = 5
# Lines are repaired as they are, so that each keeps its label.
AS_LINES = Config(disable={"wrap", "brand", "whitespace.newline", "escape.literal"})


class Data(NamedTuple):
    """Lines as numbers: n-grams, layout facts, classes, and which page each is of."""

    hashed: csr_matrix
    facts: NDArray[np.float64]
    classes: NDArray[np.int64]
    pages: NDArray[np.int64]
    sites: list[str]


def measured(page: Page) -> tuple[Lines, list[int]]:
    """The lines of a page with their class; -1 where it is not known."""
    repaired = str(repair(page.text, config=AS_LINES)).split("\n")
    texts = repaired if len(repaired) == len(page.lines) else [text for text, _ in page.lines]
    pairs = [(text, label) for text, (_, label) in zip(texts, page.lines) if text.strip()]
    look = view("\n".join(text for text, _ in pairs))
    bounds, at = [], 0
    for text, _ in pairs:
        bounds.append((at, at + len(text)))
        at += len(text) + 1
    classes = [CLASSES.index(label) if label else -1 for _, label in pairs]
    return Lines(look, bounds, find(look)), classes


def data_of(pages: Sequence[Page], buckets: int = BUCKETS) -> Data:
    """All pages as one table."""
    sparse = need("scipy.sparse", "train")
    indices, counts, facts, classes, numbers = [], [], [], [], []
    for number, page in enumerate(pages):
        found, labels = measured(page)
        if not found:
            continue
        framed = Framed(found.views)
        hashes, starts, sizes = grams(framed, buckets)
        indices += np.split(hashes, starts[1:])
        counts.append(sizes)
        facts.append(dense(found, framed, [judge(line) for line in found]))
        classes += labels
        numbers += [number] * len(found)
    size = np.concatenate(counts)
    pointers = np.concatenate([[0], np.cumsum([len(one) for one in indices])])
    values = np.repeat(1 / np.sqrt(size), [len(one) for one in indices])
    shape = (len(indices), buckets)
    hashed = sparse.csr_matrix((values, np.concatenate(indices), pointers), shape=shape)
    hashed.sum_duplicates()
    return Data(
        hashed,
        np.vstack(facts),
        np.array(classes),
        np.array(numbers),
        [page.site for page in pages],
    )


class Fitted(NamedTuple):
    """What training gives, before rounding."""

    coef: NDArray[np.float64]
    bias: NDArray[np.float64]
    mean: NDArray[np.float64]
    spread: NDArray[np.float64]
    transition: NDArray[np.float64]


def fit(
    data: Data, chosen: NDArray[np.bool_], weights: NDArray[np.float64] | None = None
) -> Fitted:
    """A multinomial logistic regression on the chosen lines; `weights` say how much each counts."""
    sparse = need("scipy.sparse", "train")
    regression = need("sklearn.linear_model", "train").LogisticRegression
    one_thread = need("threadpoolctl", "train").threadpool_limits(1)
    known = chosen & (data.classes >= 0)
    mean = data.facts[known].mean(axis=0)
    spread = data.facts[known].std(axis=0) + 1e-3
    own = sparse.csr_matrix((data.facts[known] - mean) / spread)
    matrix = sparse.hstack([data.hashed[known], own]).tocsr()
    model = regression(C=STRENGTH, max_iter=400)
    with one_thread:  # sums in another order round otherwise: other weights
        model.fit(matrix, data.classes[known], None if weights is None else weights[known])
    return Fitted(model.coef_.T, model.intercept_, mean, spread, transitions(data, known))


def transitions(data: Data, known: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Log odds of a class behind another, against its share."""
    counts = np.ones((len(CLASSES), len(CLASSES)))
    follows = known[1:] & known[:-1] & (data.pages[1:] == data.pages[:-1])
    np.add.at(counts, (data.classes[:-1][follows], data.classes[1:][follows]), 1)
    share = counts.sum(axis=0) / counts.sum()
    return np.asarray(np.log(counts / counts.sum(axis=1, keepdims=True) / share))


def scores(data: Data, fitted: Fitted, chosen: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Log probabilities of the chosen lines, without transitions."""
    facts = (data.facts[chosen] - fitted.mean) / fitted.spread
    buckets = data.hashed.shape[1]
    raw = data.hashed[chosen] @ fitted.coef[:buckets] + facts @ fitted.coef[buckets:] + fitted.bias
    raw = raw - raw.max(axis=1, keepdims=True)
    return np.asarray(raw - np.log(np.exp(raw).sum(axis=1, keepdims=True)))


def cross_validate(data: Data, folds: int) -> NDArray[np.int64]:
    """The class predicted for each line by a model that has not seen its site."""
    sites = sorted(set(data.sites))
    np.random.default_rng(SEED).shuffle(sites)
    fold = {site: index % folds for index, site in enumerate(sites)}
    of_line = np.array([fold[data.sites[page]] for page in data.pages])
    predicted = np.zeros(len(data.classes), dtype=np.int64)
    for index in range(folds):
        held = of_line == index
        predicted[held] = scores(data, fit(data, ~held), held).argmax(axis=1)
    return predicted


def rounded(fitted: Fitted) -> dict[str, NDArray[Any]]:
    """The weights as they are stored, n-grams as bytes: the arrays of `newsclean.labels.model`."""
    buckets = len(fitted.coef) - len(fitted.mean)
    hashed = fitted.coef[:buckets]
    scale = np.abs(hashed).max(axis=0) / 127
    return {
        "hashed": np.round(hashed / scale).astype(np.int8),
        "scale": scale.astype(np.float32),
        "dense": np.round(fitted.coef[buckets:], 3).astype(np.float32),
        "mean": np.round(fitted.mean, 4).astype(np.float32),
        "spread": np.round(fitted.spread, 4).astype(np.float32),
        "bias": np.round(fitted.bias, 3).astype(np.float32),
        "transition": np.round(fitted.transition, 3).astype(np.float32),
    }


def write(fitted: Fitted, header: dict[str, Any], target: Path) -> None:
    """The weights and what they are, as `newsclean.labels.model` reads them."""
    text = json.dumps(header, sort_keys=True).encode()
    arrays = {"header": np.frombuffer(text, dtype=np.uint8), **rounded(fitted)}
    with whole(target) as stream:
        np.savez_compressed(stream, **arrays)  # type: ignore[arg-type]


def report(data: Data, predicted: NDArray[np.int64]) -> str:
    """Precision and recall of each class, by lines."""
    rows = ["| class | lines | precision | recall |", "|---|---|---|---|"]
    known = data.classes >= 0
    for index, name in enumerate(CLASSES):
        real, said = (data.classes == index) & known, (predicted == index) & known
        hit = int((real & said).sum())
        rows.append(
            f"| {name} | {int(real.sum())} | {hit / max(said.sum(), 1):.4f} |"
            f" {hit / max(real.sum(), 1):.4f} |"
        )
    return "\n".join(rows)
