"""Hugging Face datasets: `map` over Arrow batches.

Needs datasets (`pip install 'newsclean[datasets]'`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import newsclean

if TYPE_CHECKING:
    from datasets import Dataset, IterableDataset

    Data = TypeVar("Data", Dataset, IterableDataset)

__all__ = ["clean"]

_ROWS = 256  # a batch: some megabytes of results


def clean(dataset: Data, *, num_proc: int | None = None, **options: Any) -> Data:
    """The same rows with the columns of the result. options: as of `newsclean.clean_batch`.

    dataset: a `Dataset`, or an `IterableDataset`, which is cleaned as it is
    read. num_proc: worker processes, for a `Dataset`.
    """
    more = {} if num_proc is None else {"num_proc": num_proc}
    cleaned = dataset.with_format("arrow").map(
        newsclean.clean_batch,
        batched=True,
        batch_size=_ROWS,
        fn_kwargs=options,
        **more,
    )
    return cleaned.with_format(None)
