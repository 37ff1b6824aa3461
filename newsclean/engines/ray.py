"""Ray Data: the rows of a Dataset cleaned by `map_batches`, profiles of hosts by a reduce.

Needs ray (`pip install 'newsclean[ray]'`).
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import newsclean
from newsclean.engines.hosts import learned, summed, total

if TYPE_CHECKING:
    import pyarrow as pa
    from ray.data import Dataset

__all__ = ["clean", "learn_profile"]

_ROWS = 256  # a batch: enough to make handing over cheap, some megabytes of results


def clean(dataset: Dataset, **options: Any) -> Dataset:
    """The same rows with the columns of the result. options: as of `newsclean.clean_batch`.

    It is lazy: the work is done when the rows are asked for.
    """
    return dataset.map_batches(
        newsclean.clean_batch, batch_format="pyarrow", batch_size=_ROWS, fn_kwargs=options
    )


def learn_profile(
    dataset: Dataset,
    *,
    document: str = "text",
    url: str = "url",
    config: newsclean.Config = newsclean.Config(),
) -> newsclean.Profile:
    """What the pages of each host share, for `Config(profile=...)` in a second pass.

    document, url: the columns of the pages and of their addresses. Each batch
    sums up its own pages; then the sums of each host are added.
    """
    learn = partial(_learned, document=document, url=url, config=config)
    parts = dataset.map_batches(learn, batch_format="pyarrow", batch_size=10 * _ROWS)
    hosts = parts.groupby("host").map_groups(summed, batch_format="pyarrow")
    return total(row["profile"] for row in hosts.iter_rows())


def _learned(batch: pa.Table, *, document: str, url: str, config: newsclean.Config) -> pa.Table:
    return learned([batch], document, url, config)
