"""Profiles of hosts as tables that engines can group and add: one row a host, one sum a group."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from operator import add
from typing import TYPE_CHECKING

import newsclean
from newsclean.extras import need

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["SCHEMA", "learned", "summed", "total"]

SCHEMA = "host string, profile binary"


def learned(
    batches: Iterable[pa.RecordBatch | pa.Table], document: str, url: str, config: newsclean.Config
) -> pa.Table:
    """What the pages in batches teach: a row for each host. Pages that are null are left out."""
    pairs = (
        (address, data)
        for batch in batches
        for address, data in zip(batch[url].to_pylist(), batch[document].to_pylist())
        if data is not None
    )
    return _table(newsclean.learn_profile(pairs, config=config))


def summed(table: pa.Table) -> pa.Table:
    """The rows of one host added up to one row."""
    return _table(total(table["profile"].to_pylist()))


def total(profiles: Iterable[bytes]) -> newsclean.Profile:
    """The sum of profiles as the tables hold them."""
    return reduce(add, map(newsclean.Profile.from_bytes, profiles), newsclean.Profile())


def _table(profile: newsclean.Profile) -> pa.Table:
    pa = need("pyarrow", "arrow")
    hosts = profile.by_host()
    parts = [one.to_bytes() for one in hosts.values()]
    schema = pa.schema([("host", pa.string()), ("profile", pa.binary())])
    return pa.table({"host": list(hosts), "profile": parts}, schema)
