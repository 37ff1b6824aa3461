"""Title, source, time, people and keywords, read from the labelled text of a page."""

from newsclean.metadata.head import add_head
from newsclean.metadata.read import Metadata, Part, read

__all__ = ["Metadata", "Part", "add_head", "read"]
