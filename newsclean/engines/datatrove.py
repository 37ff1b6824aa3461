"""datatrove: a step of a pipeline.

Needs datatrove (`pip install 'newsclean[datatrove]'`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

import newsclean
from newsclean.extras import need

PipelineStep: Any = need("datatrove.pipeline.base", "datatrove").PipelineStep

__all__ = ["Clean"]

_ROWS = 64


class Clean(PipelineStep):  # type: ignore[misc]  # the package is typed only where it is installed
    """Cleans documents: the body becomes their text, the other columns of the result metadata.

    options: as of `newsclean.clean_batch`. `url` is looked for in the metadata;
    metadata that are called as a column of the result become `input_NAME`. No
    document is dropped: a filter behind can look at `status`.
    """

    name = "newsclean"
    type = "CLEAN"

    def __init__(self, **options: Any) -> None:
        super().__init__()
        self.options = options

    def run(self, data: Iterable[Any], rank: int = 0, world_size: int = 1) -> Iterator[Any]:
        """The documents of `data` in the same order."""
        documents = iter(data)
        while batch := list(islice(documents, _ROWS)):
            with self.track_time("batch"):
                rows = [{**one.metadata, "text": one.text} for one in batch]
                done = newsclean.clean_batch(rows, **self.options)
            for document, row in zip(batch, done):
                del row["text"]
                document.text = row.pop("body")
                document.metadata = row
                self.stat_update("documents", row["status"])
                yield document
