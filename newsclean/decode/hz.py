"""HZ with bad bytes: GB2312 in seven bits, between `~{` and `~}` (RFC 1843).

Python's codec gives up at the first pair that is none. Here it is U+FFFD, and the
next pair is read: a byte that was exchanged for another moves nothing.
"""

from __future__ import annotations

import re

__all__ = ["decode_hz"]

_RUN = re.compile(rb"~\{([^\n]*?)(?:~\}|(?=\n)|\Z)", re.DOTALL)


def decode_hz(data: bytes) -> str:
    r"""The text; a line end ends a run that nothing else ended, as RFC 1843 has it.

    >>> decode_hz(b"~{VP\x05DND~}")
    '中\ufffd文'
    """
    out = []
    at = 0
    for match in _RUN.finditer(data):
        out += [data[at : match.start()].decode("ascii", "replace"), _pairs(match.group(1))]
        at = match.end()
    return "".join([*out, data[at:].decode("ascii", "replace")])


def _pairs(run: bytes) -> str:
    wide = bytes(byte | 0x80 for byte in run)
    pairs = (wide[at : at + 2] for at in range(0, len(wide), 2))
    return "".join(pair.decode("gb2312", "replace")[:1] for pair in pairs)
