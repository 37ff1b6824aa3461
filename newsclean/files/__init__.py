"""Documents from files and back: every format as a stream of records."""

from newsclean.files.find import Shard, find_shards
from newsclean.files.read import Parser, Reader
from newsclean.files.records import Item, Limits, Record, Reject

__all__ = ["Item", "Limits", "Parser", "Reader", "Record", "Reject", "Shard", "find_shards"]
