"""Training on: from the weights that there are to ones that know a user's pages too.

The shipped weights W stand for all pages that they were trained on, which the
user does not have. So they are the prior: what is learned is a deviation V from
them, in a multinomial logistic regression whose scores are those of W plus those
of V, under a Gaussian penalty on V (maximum a posteriori with the mean at W;
Chelba & Acero 2006). The penalty of a weight is how well it is known already, by
the curvature that the trained lines gave it (Laplace's approximation): common
n-grams and the layout hardly move, those of one site are free. Without any lines
V is 0, and weights of n-grams that do not occur stay as they are to the bit.
scikit-learn's regression has no such offset; the loss is convex, and scipy's
L-BFGS, which scikit-learn uses as well, finds its minimum.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from newsclean.extras import need
from newsclean.labels.model import CLASSES, Model
from newsclean.training.fit import Data, Fitted, scores

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

__all__ = ["continued", "fitted_of"]

# The variance of a weight of which nothing is known. Four times that of `fit`: what recurs on a
# site has its own n-grams there, and they mean one thing only.
STRENGTH = 2.0
# What a trained line tells about the weight of something it has: the mean of p(1 - p) over
# lines and classes, measured on the shipped weights and the specimens.
KNOWN = 0.024


def fitted_of(model: Model) -> Fitted:
    """A model's weights as training gives them."""
    coef = np.vstack([model.hashed.astype(np.float64) * model.scale, model.dense])
    rest = (model.bias, model.mean, model.spread, model.transition)
    return Fitted(coef, *(one.astype(np.float64) for one in rest))


def continued(start: Fitted, trained: int, data: Data, chosen: NDArray[np.bool_]) -> Fitted:
    """The weights after the chosen lines of known class.

    trained: how many lines the weights in `start` were trained on. The scales of
    the facts and the transitions stay as they are.
    """
    sparse = need("scipy.sparse", "train")
    known = chosen & (data.classes >= 0)
    if not known.any():
        return start
    buckets = data.hashed.shape[1]
    used = np.unique(data.hashed[known].indices)
    facts = (data.facts[known] - start.mean) / start.spread
    ones = np.ones((len(facts), 1))
    own = sparse.csr_matrix(np.hstack([facts, ones]))
    matrix = sparse.hstack([data.hashed[known][:, used], own]).tocsr()
    # How often the trained lines had an n-gram is not known: as often as these do.
    usual = np.asarray(matrix.multiply(matrix).mean(axis=0)).ravel()
    penalty = 1 / STRENGTH + KNOWN * trained * usual
    offset = scores(data, start, known)
    change = _minimum(matrix, offset, data.classes[known], penalty)
    coef, bias = start.coef.copy(), start.bias + change[-1]
    coef[used] += change[: len(used)]
    coef[buckets:] += change[len(used) : -1]
    return start._replace(coef=coef, bias=bias)


def _minimum(
    matrix: csr_matrix,
    offset: NDArray[np.float64],
    classes: NDArray[np.int64],
    penalty: NDArray[np.float64],
) -> NDArray[np.float64]:
    """The weights, shape (columns, classes), of least loss and penalty."""
    # In units in which all penalties are 1 the search takes a tenth of the steps.
    unit = 1 / np.sqrt(penalty)
    scaled = matrix.multiply(unit).tocsr()
    turned = scaled.T.tocsr()
    shape = (matrix.shape[1], len(CLASSES))
    rows = np.arange(len(classes))

    def loss(flat: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        raw = offset + scaled @ flat.reshape(shape)
        raw -= raw.max(axis=1, keepdims=True)
        logs = raw - np.log(np.exp(raw).sum(axis=1, keepdims=True))
        wrong = np.exp(logs)
        wrong[rows, classes] -= 1
        slope = (turned @ wrong).ravel() + flat
        return float(flat @ flat / 2 - logs[rows, classes].sum()), slope

    found = need("scipy.optimize", "train").minimize(
        loss, np.zeros(shape).ravel(), jac=True, method="L-BFGS-B", options={"maxiter": 1000}
    )
    return np.asarray(found.x).reshape(shape) * unit[:, None]
