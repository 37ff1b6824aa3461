"""The classifier: what a line is by its characters and its place in the page.

A multinomial logistic regression over hashed character 1- to 3-grams of the
simplified view and some dozen layout facts, trained by scikit-learn
(`newsclean/training`) and scored here with numpy: one gather of weights for the
whole document. Its classes are coarser than the labels; which kind of
furniture a line is, the heuristics say.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from newsclean.article import Label
from newsclean.change import Certainty
from newsclean.errors import BadData
from newsclean.labels.facts import DENSE, Framed, dense, grams
from newsclean.labels.lines import Lines
from newsclean.lazy import data_file

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from newsclean.labels.judge import Verdict

__all__ = ["CLASSES", "Model", "load"]

_CERTAIN = 8.0  # log odds that a certain judgement adds
_RENEWED = 8  # steps until the chances are brought back to a sum of 1: they shrink slowly
_CONTEXT = 0.45  # how far neighbours count; they are not independent of the line's own facts
CLASS_OF = dict.fromkeys(Label, "furniture") | {
    Label.BODY: "body",
    Label.CAPTION: "body",
    Label.TITLE: "title",
    Label.META: "meta",
    Label.SPAM: "spam",
}
CLASSES = ("body", "title", "meta", "furniture", "spam")


class Model(NamedTuple):
    """The weights.

    header: what, from what, by which command. hashed: (buckets, classes), of
    the n-grams, in units of `scale` (classes,). dense: (facts, classes).
    mean, spread: (facts,), of the facts in training. bias: (classes,).
    transition: (classes, classes), log odds of a class behind another.
    """

    header: dict[str, Any]
    hashed: NDArray[np.int8]
    scale: NDArray[np.float32]
    dense: NDArray[np.float32]
    mean: NDArray[np.float32]
    spread: NDArray[np.float32]
    bias: NDArray[np.float32]
    transition: NDArray[np.float32]

    def log_probabilities(self, lines: Lines, verdicts: Sequence[Verdict]) -> NDArray[np.float64]:
        """Log probability of each class for each line alone, shape (lines, classes)."""
        import numpy as np

        framed = Framed(lines.views)
        buckets, starts, counts = grams(framed, len(self.hashed))
        gathered = self.hashed.take(buckets, axis=0)
        sums = np.add.reduceat(gathered, starts, axis=0, dtype=np.int64)
        scores = sums * self.scale / np.sqrt(counts)[:, None]
        facts = (dense(lines, framed, verdicts) - self.mean) / self.spread
        scores = scores + facts @ self.dense + self.bias
        scores -= scores.max(axis=1, keepdims=True)
        result: NDArray[np.float64] = scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))
        return result

    def posterior(self, lines: Lines, verdicts: Sequence[Verdict]) -> NDArray[np.float64]:
        """Probability of each class for each line in its page, shape (lines, classes)."""
        return self.chances(lines, verdicts)[1]

    def chances(
        self, lines: Lines, verdicts: Sequence[Verdict]
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Probability of each class for each line alone, and in its page, shape (lines, classes).

        The forward-backward algorithm over the learned transitions; a certain
        judgement counts as evidence of its class, in both (Rabiner 1989).
        """
        import numpy as np

        alone = self.log_probabilities(lines, verdicts)
        for index, verdict in enumerate(verdicts):
            if verdict.certainty == Certainty.CERTAIN:
                alone[index, CLASSES.index(CLASS_OF[verdict.label])] += _CERTAIN
        step = np.exp(self.transition.astype(np.float64) * _CONTEXT)
        here = np.exp(alone - alone.max(axis=1, keepdims=True))
        forward, backward = here.copy(), np.ones_like(here)
        for index in range(1, len(here)):
            forward[index] *= forward[index - 1] @ step
            if not index % _RENEWED:
                forward[index] /= forward[index].sum()
        for index in range(len(here) - 2, -1, -1):
            backward[index] = step @ (here[index + 1] * backward[index + 1])
            if not index % _RENEWED:
                backward[index] /= backward[index].sum()
        both = forward * backward
        result: NDArray[np.float64] = both / both.sum(axis=1, keepdims=True)
        return np.exp(alone) / np.exp(alone).sum(axis=1, keepdims=True), result


def read(path: Path) -> Model:
    """A model from its file. Raises `BadData` if it is none, or not for this version."""
    from zipfile import BadZipFile

    import numpy as np

    try:
        with path.open("rb") as stream, np.load(stream, allow_pickle=False) as arrays:
            header = json.loads(bytes(arrays["header"]))
            model = Model(header, *(arrays[name] for name in Model._fields[1:]))
            facts = header["facts"]
    except (OSError, ValueError, KeyError, TypeError, EOFError, BadZipFile) as error:
        advice = f"no weights: {error}; `newsclean train` writes them"
        raise BadData(advice, str(path)) from None
    if facts != list(DENSE) or header.get("classes") != list(CLASSES):
        advice = "trained for other facts than this version measures; train it again"
        raise BadData(advice, str(path))
    return model


def load(path: str | os.PathLike[str] | None = None) -> Model:
    """The model in a file, or the shipped one; read once per process."""
    return _loaded(None if path is None else os.fspath(path))


@cache
def _loaded(path: str | None) -> Model:
    return read(Path(path) if path else data_file("labels.npz"))
