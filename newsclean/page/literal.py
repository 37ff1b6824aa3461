"""An object that a script builds and hands to a page, as JSON: (function(a,b){return {…}}(1,"x")).

Nothing is run. What is read are literals: objects, lists, strings, numbers, and the names of
parameters, which stand for the arguments of the call. Anything else gives nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from newsclean.lazy import pattern

__all__ = ["CALL", "returned"]

CALL = pattern(r"\(function\((?P<names>[\w$,\s]{0,9999})\)\s{0,9}\{")
_RETURN = pattern(r"\breturn\s{0,9}(?=\{)")
_CALLED = pattern(r"[\s;]{0,9}\}\s{0,9}\(")
_BEFORE = 20_000  # characters of statements in front of it
_MOST = 1_000_000  # characters of an object
_TOKEN = pattern(
    r"\s+|(?P<string>\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*')|(?P<void>void 0|undefined)"
    r"|(?P<flag>![01])|(?P<name>[A-Za-z_$][\w$]*)|(?P<number>-?\d[\d.eE+-]*)|(?P<mark>[{}\[\]:,])"
)
_ESCAPE = pattern(r"\\(?:x([0-9a-fA-F]{2})|(.))|\"", re.DOTALL)
_SAME = '"\\/bfnrtu'  # behind a backslash they mean the same in JSON
_WORDS = frozenset({"true", "false", "null"})


def returned(text: str, call: re.Match[str]) -> str:
    """The JSON of what a call returns at once; "" if that is no literal.

    >>> script = '(function(a){return {id:a,"t":"x",l:[!0,void 0]}}("7"))'
    >>> returned(script, CALL.match(script))
    '{"id":"7","t":"x","l":[true,null]}'
    """
    begin = _RETURN.search(text, call.end(), call.end() + _BEFORE)
    if begin is None:
        return ""
    pieces, end = _read(text, begin.end())
    behind = _CALLED.match(text, end)
    if not pieces or behind is None:
        return ""
    names = [name.strip() for name in call["names"].split(",")]
    given = _arguments(text, behind.end())
    return "".join(_filled(pieces, dict(zip(names, given))))


def _read(text: str, start: int) -> tuple[list[tuple[str, str]], int]:
    """The pieces of the literal at a place, by kind, and where it ends; none if it is none."""
    pieces: list[tuple[str, str]] = []
    at, depth, last = start, 0, ""
    while at < min(len(text), start + _MOST):
        token = _TOKEN.match(text, at)
        if token is None:
            return [], at
        at = token.end()
        kind = token.lastgroup
        if kind is None:
            continue
        if kind == "name" and last in ("{", ",") and text.startswith(":", at):
            kind = "key"
        last = token.group()
        pieces.append((kind, last))
        depth += (last in ("{", "[")) - (last in ("}", "]"))
        if depth <= 0:
            return pieces, at
    return [], at


def _arguments(text: str, at: int) -> Iterator[str]:
    """The arguments of a call, each as JSON."""
    while True:
        pieces, at = _read(text, at)
        if pieces:
            yield "".join(_filled(pieces, {}))
        if not pieces or not text.startswith(",", at):
            return
        at += 1


def _filled(pieces: list[tuple[str, str]], given: Mapping[str, str]) -> Iterator[str]:
    for kind, token in pieces:
        if kind == "string":
            yield f'"{_ESCAPE.sub(_escaped, token[1:-1])}"'
        elif kind == "key":
            yield f'"{token}"'
        elif kind == "name":
            yield token if token in _WORDS else given.get(token, "null")
        elif kind == "flag":
            yield "true" if token == "!0" else "false"
        else:
            yield "null" if kind == "void" else token


def _escaped(match: re.Match[str]) -> str:
    if match[1]:
        return f"\\u00{match[1]}"
    if match[2] is None:  # a quotation mark inside of single ones
        return '\\"'
    return match[0] if match[2] in _SAME else match[2]
