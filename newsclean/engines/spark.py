"""Apache Spark: the rows of a DataFrame cleaned by `mapInArrow`, profiles of hosts by a reduce.

Needs pyspark (`pip install 'newsclean[spark]'`) and Java 17 or newer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

import newsclean
from newsclean.engines.hosts import SCHEMA, learned, summed, total
from newsclean.extras import need

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame

__all__ = ["clean", "learn_profile"]

# Spark gives ten thousand rows at a time; results are several times their size.
_ROWS = 256


def clean(frame: DataFrame, **options: Any) -> DataFrame:
    """The same rows with the columns of the result. options: as of `newsclean.clean_batch`.

    It is lazy, as all of Spark: the work is done when the rows are asked for.
    Raises what `clean_batch` raises for wrong options and missing columns, at once.
    """
    types = need("pyspark.sql.pandas.types", "spark")
    empty = types.to_arrow_schema(frame.schema).empty_table()
    schema = newsclean.clean_batch(empty, **options).schema
    return frame.mapInArrow(partial(_cleaned, options), types.from_arrow_schema(schema))


def _cleaned(
    options: dict[str, Any], batches: Iterable[pa.RecordBatch]
) -> Iterator[pa.RecordBatch]:
    for batch in batches:
        for start in range(0, batch.num_rows, _ROWS):
            yield newsclean.clean_batch(batch.slice(start, _ROWS), **options)


def learn_profile(
    frame: DataFrame,
    *,
    document: str = "text",
    url: str = "url",
    config: newsclean.Config = newsclean.Config(),
) -> newsclean.Profile:
    """What the pages of each host share, for `Config(profile=...)` in a second pass.

    document, url: the columns of the pages and of their addresses. Each
    partition sums up its own pages; then the sums of each host are added.
    """
    learn = partial(_learned, document, url, config)
    parts = frame.select(document, url).mapInArrow(learn, SCHEMA)
    hosts = parts.groupBy("host").applyInArrow(summed, SCHEMA)
    return total(bytes(row.profile) for row in hosts.toLocalIterator())


def _learned(
    document: str, url: str, config: newsclean.Config, batches: Iterable[pa.RecordBatch]
) -> Iterator[pa.RecordBatch]:
    yield from learned(batches, document, url, config).to_batches()
