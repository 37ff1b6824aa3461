"""Repair and clean scraped Chinese news, in place and on the record."""

from typing import TYPE_CHECKING, Any

from newsclean._version import __version__
from newsclean.article import Article, Block, Flag, Found, FoundTime, Label, Status
from newsclean.change import Certainty, Edit, Span
from newsclean.config import Config
from newsclean.errors import BadConfig, BadData, BadInput, MissingExtra, NewscleanError
from newsclean.pipeline import clean, repair
from newsclean.profile import Profile
from newsclean.sites import clean_many, learn_profile
from newsclean.text import Text

if TYPE_CHECKING:
    from newsclean.batch import clean_batch

__all__ = [
    "Article",
    "BadConfig",
    "BadData",
    "BadInput",
    "Block",
    "Certainty",
    "Config",
    "Edit",
    "Flag",
    "Found",
    "FoundTime",
    "Label",
    "MissingExtra",
    "NewscleanError",
    "Profile",
    "Span",
    "Status",
    "Text",
    "__version__",
    "clean",
    "clean_batch",
    "clean_many",
    "learn_profile",
    "repair",
]


def __getattr__(name: str) -> Any:
    """`clean_batch` is loaded when it is first asked for."""
    if name == "clean_batch":
        from newsclean.batch import clean_batch

        return clean_batch
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
