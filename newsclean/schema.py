"""The columns of a result, defined once: as Arrow schema and as JSON Schema.

A row is what `Article.to_dict` gives. A new field there needs one line in
`COLUMNS`; tests compare both, and with `docs/schema.md`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from newsclean.article import SCHEMA, Label, Status
from newsclean.change import Certainty
from newsclean.errors import BadConfig
from newsclean.extras import need

__all__ = ["COLUMNS", "Field", "Kind", "arrow_schema", "chosen", "json_schema"]


@dataclass(frozen=True, slots=True)
class Kind:
    """A type: string, integer, number or boolean; list, with `of`; struct, with `fields`."""

    name: str
    of: Kind | None = None
    fields: tuple[Field, ...] = ()
    values: tuple[str, ...] = ()  # all that a string can be, if that is fixed


@dataclass(frozen=True, slots=True)
class Field:
    """A column, or a part of a struct."""

    name: str
    kind: Kind
    about: str
    optional: bool = False  # may be null


STRING = Kind("string")
INTEGER = Kind("integer")
NUMBER = Kind("number")
BOOLEAN = Kind("boolean")
SPAN = Kind("list", INTEGER)
CERTAINTY = Kind("string", values=tuple(one.name.lower() for one in Certainty))


def _list(of: Kind) -> Kind:
    return Kind("list", of)


def _struct(*fields: Field) -> Kind:
    return Kind("struct", fields=fields)


_VALUE = (
    Field("value", STRING, "the text, or the time"),
    Field("span", SPAN, "where it was read; [0, 0] for the head of an HTML page"),
    Field("rule", STRING, "what read it"),
    Field("certainty", CERTAINTY, "how sure that is"),
)
VALUE = _struct(*_VALUE)
TIME = _struct(*_VALUE, Field("precision", STRING, "day, minute or second"))
IMAGE = _struct(
    Field("url", STRING, "the address"),
    Field("caption", STRING, "the line that belongs to it; empty if there is none"),
)
FLAG = _struct(
    Field("rule", STRING, "the rule that saw it, or limit.…"),
    Field("span", SPAN, "where"),
    Field("note", STRING, "what the rule would have put there, or the damage itself"),
)
EDIT = _struct(
    Field("span", SPAN, "the place in the input"),
    Field("before", STRING, "exactly the input there"),
    Field("after", STRING, "what stands there now; empty if it was removed"),
    Field("rule", STRING, "the first rule that changed the place"),
    Field("certainty", CERTAINTY, "the lowest of the rules that changed it"),
    Field("then", _list(STRING), "later rules on the same place, in order"),
)
BLOCK = _struct(
    Field("span", SPAN, "the place in the input"),
    Field("text", STRING, "the block as repaired, with its line break"),
    Field("label", Kind("string", values=tuple(one.value for one in Label)), "what it is"),
    Field("score", NUMBER, "0.333, 0.667 or 1.0: how certain the label is"),
    Field("reason", STRING, "what decided"),
    Field("kept", BOOLEAN, "whether it is part of the body"),
    Field("topic", STRING, "the kind of spam", optional=True),
    Field("path", STRING, "the element path in an HTML page"),
    Field("link_chars", INTEGER, "characters inside links"),
)

COLUMNS: tuple[Field, ...] = (
    Field("schema", Kind("string", values=(SCHEMA,)), "this schema and its version"),
    Field("status", Kind("string", values=tuple(one.value for one in Status)), "the outcome"),
    Field("title", VALUE, "the title, without the site's name", optional=True),
    Field("source", VALUE, "the medium the article names as its source", optional=True),
    Field("site", VALUE, "the publishing site's own name", optional=True),
    Field("published", TIME, "ISO 8601 with offset", optional=True),
    Field("updated", TIME, "the last change; ISO 8601 with offset", optional=True),
    Field("authors", _list(VALUE), "reporters and authors"),
    Field("photographers", _list(VALUE), "摄影"),
    Field("correspondents", _list(VALUE), "通讯员"),
    Field("editors", _list(VALUE), "编辑 and 责任编辑"),
    Field("keywords", _list(VALUE), "the page's keywords"),
    Field("dateline", VALUE, "the opening that names medium, place and day", optional=True),
    Field("lead", VALUE, "the abstract, where the page states one", optional=True),
    Field("images", _list(IMAGE), "pictures of the article"),
    Field("next_pages", _list(STRING), "addresses of the article's other pages"),
    Field("url", STRING, "as given", optional=True),
    Field("body", STRING, "the kept blocks, joined"),
    Field("encoding", STRING, "what the bytes were decoded as; null for text", optional=True),
    Field("decoded_by", STRING, "what decided the encoding; text for text"),
    Field("bytes_lost", INTEGER, "bytes that could not be read and became U+FFFD"),
    Field("script", STRING, "of the input"),
    Field("language", STRING, "zh, ja or ko by the script of the body, else und"),
    Field("topics", _list(STRING), "kinds of spam found"),
    Field("flags", _list(FLAG), "seen and left as it is"),
    Field("edits", _list(EDIT), "what was changed, in order of position"),
    Field("blocks", _list(BLOCK), "in order, together the whole text"),
)


def chosen(names: Iterable[str] | None) -> tuple[Field, ...]:
    """The columns of these names in the order of the schema; all for None.

    Raises `BadConfig` for a name that is none.
    """
    if names is None:
        return COLUMNS
    names = (names,) if isinstance(names, str) else tuple(names)
    valid = [field.name for field in COLUMNS]
    for name in names:
        if name not in valid:
            raise BadConfig(f"no column {name!r}", valid)
    return tuple(field for field in COLUMNS if field.name in names)


def arrow_schema(columns: Sequence[Field] = COLUMNS) -> Any:
    """The columns as `pyarrow.Schema`. Raises `MissingExtra` without pyarrow."""
    pa = need("pyarrow", "arrow")
    return pa.schema([pa.field(one.name, _arrow(pa, one.kind)) for one in columns])


def _arrow(pa: Any, kind: Kind) -> Any:
    if kind.of:
        return pa.list_(_arrow(pa, kind.of))
    if kind.fields:
        return pa.struct([pa.field(one.name, _arrow(pa, one.kind)) for one in kind.fields])
    simple = {"string": pa.string, "integer": pa.int64, "number": pa.float64, "boolean": pa.bool_}
    return simple[kind.name]()


def json_schema() -> dict[str, Any]:
    """The JSON Schema of a row. Input columns beside the result are allowed.

    >>> json_schema()["properties"]["bytes_lost"]["type"]
    'integer'
    """
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA,
        **_json(_struct(*COLUMNS)),
        "additionalProperties": True,
    }


def _json(kind: Kind) -> dict[str, Any]:
    if kind.of:
        return {"type": "array", "items": _json(kind.of)}
    if kind.fields:
        return {
            "type": "object",
            "properties": {one.name: _described(one) for one in kind.fields},
            "required": [one.name for one in kind.fields],
            "additionalProperties": False,
        }
    return {"type": kind.name, **({"enum": list(kind.values)} if kind.values else {})}


def _described(field: Field) -> dict[str, Any]:
    found = _json(field.kind)
    if field.optional:
        found["type"] = [found["type"], "null"]
    return {**found, "description": field.about}
