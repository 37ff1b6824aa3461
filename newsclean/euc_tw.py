"""EUC-TW, which Python has no codec for: planes 1 and 2 of CNS 11643.

A character of plane 1 is two bytes from 0xA1 up; one of another plane is 0x8E,
0xA0 plus the plane, and two bytes (CNS 11643, EUC encoding).
"""

from __future__ import annotations

import re
from functools import cache

from newsclean.lexicon import table

__all__ = ["decode_euc_tw"]

_CODE = re.compile(
    rb"[\x00-\x7f]+|\x8e([\xa1\xa2])([\xa1-\xfe])([\xa1-\xfe])|([\xa1-\xfe])([\xa1-\xfe])"
)


@cache
def _rows() -> dict[tuple[int, int], str]:
    return {(int(plane), int(row, 16)): chars for plane, row, chars in table("euc_tw.tsv", 3)}


def decode_euc_tw(data: bytes) -> str:
    """Decode strictly. Raises `UnicodeDecodeError` for bytes that are no EUC-TW.

    >>> decode_euc_tw(bytes.fromhex("c4e3c5c6"))
    '中文'
    """
    out = []
    at = 0
    while at < len(data):
        match = _CODE.match(data, at)
        if match is None:
            raise UnicodeDecodeError("euc-tw", data, at, at + 1, "no character")
        plane, first, second, lead, trail = match.groups()
        if lead is None and plane is None:
            out.append(match.group().decode("ascii"))
        else:
            key = (plane[0] - 0xA0, first[0]) if plane else (1, lead[0])
            chars = _rows().get(key, "")
            place = (second if plane else trail)[0] - 0xA1
            if chars[place : place + 1] in ("", "_"):
                raise UnicodeDecodeError("euc-tw", data, at, match.end(), "no character")
            out.append(chars[place])
        at = match.end()
    return "".join(out)
