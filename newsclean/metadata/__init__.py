"""Title, source, time, people and keywords, read from the labelled text of a page and its head."""

from newsclean.metadata.layout import Part
from newsclean.metadata.read import Metadata, read

__all__ = ["Metadata", "Part", "read"]
