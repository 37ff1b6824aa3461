"""Bytes to text, and how it was decided. The steps are in `steps`."""

from newsclean.decode.reading import Decoded
from newsclean.decode.steps import decode, known_charset

__all__ = ["Decoded", "decode", "known_charset"]
