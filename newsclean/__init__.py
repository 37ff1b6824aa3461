"""Repair and clean scraped Chinese news, in place and on the record."""

from newsclean._version import __version__
from newsclean.article import Article, Block, Flag, Found, FoundTime, Label, Status
from newsclean.change import Certainty, Edit, Span
from newsclean.config import Config
from newsclean.errors import BadConfig, BadData, BadInput, NewscleanError
from newsclean.pipeline import clean, repair
from newsclean.profile import Profile
from newsclean.sites import clean_many, learn_profile
from newsclean.text import Text

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
    "NewscleanError",
    "Profile",
    "Span",
    "Status",
    "Text",
    "__version__",
    "clean",
    "clean_many",
    "learn_profile",
    "repair",
]
