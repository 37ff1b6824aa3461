"""What happened to one document, told from its record alone.

A *row* is `Article.to_dict()`, with `path` where a command wrote it. Its blocks
and edits hold every character of the source, so a story needs nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

__all__ = ["Part", "parts", "story"]

_VALUES = ("title", "source", "site", "published", "updated", "dateline", "lead")
_LISTS = ("authors", "photographers", "correspondents", "editors", "keywords")
_LIMIT = 100_000  # characters of a document that a page shows; more makes it slow to scroll


class Part(NamedTuple):
    """A run of a block: as it stands, or what an edit made of it.

    `edit` is None for text that nothing changed.
    """

    before: str
    after: str
    edit: Mapping[str, Any] | None = None


def parts(row: Mapping[str, Any]) -> Iterator[tuple[Mapping[str, Any], list[Part]]]:
    """Each block of a row with its parts, in order.

    Joining `before` over all parts gives the source, joining `after` over those
    of kept blocks the body.

    >>> import newsclean
    >>> row = newsclean.clean("经&amp;济。").to_dict()
    >>> [part.before for _, found in parts(row) for part in found]
    ['经', '&amp;', '济。']
    """
    edits = list(row["edits"])
    at = 0
    for block in row["blocks"]:
        found, used = _parts_of(block, edits[at:] if at else edits)
        at += used
        yield block, found


def _parts_of(
    block: Mapping[str, Any], edits: Sequence[Mapping[str, Any]]
) -> tuple[list[Part], int]:
    """The parts of a block, and how many of the edits are its own."""
    text = block["text"]
    place, end = block["span"]
    read = used = 0
    out: list[Part] = []
    for edit in edits:
        start, stop = edit["span"]
        left = len(text) - read - (start - place)
        if start > end or (start == end and (stop > start or left <= 0)):
            break
        if start > place:
            same = text[read : read + start - place]
            out.append(Part(same, same))
            read += start - place
        out.append(Part(edit["before"], edit["after"], edit))
        read += len(edit["after"])
        place = stop
        used += 1
    if read < len(text):
        out.append(Part(text[read:], text[read:]))
    return out, used


def story(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row as the page shows it: facts, flags and blocks, short keys, ready for JSON.

    A block is `{label, kept, reason, score, topic, parts}`; of its parts, text is
    a string and an edit `[before, after, rule, certainty, then]`. A document of
    over 100,000 characters is shown to that length, and `cut` says how much is left.
    """
    blocks: list[dict[str, Any]] = []
    shown = total = 0
    for block, found in parts(row):
        size = sum(len(part.before) for part in found)
        total += size
        if shown <= _LIMIT:
            room = _LIMIT - shown
            blocks.append(_block(block, found) if size <= room else _cut(block, found, room))
            shown += min(size, room)
    return {
        "name": name_of(row),
        "status": row["status"],
        "facts": list(_facts(row)),
        "flags": [[flag["rule"], flag["span"][0], flag["note"]] for flag in row["flags"]],
        "blocks": blocks,
        "cut": total - shown,
    }


def name_of(row: Mapping[str, Any]) -> str:
    """What a reader knows the document by: its path, address or title."""
    title = row.get("title") or {}
    return str(row.get("path") or row.get("url") or title.get("value") or "document")


def _block(block: Mapping[str, Any], found: Sequence[Part]) -> dict[str, Any]:
    return {
        "label": block["label"],
        "kept": block["kept"],
        "reason": block["reason"],
        "score": block["score"],
        "topic": block.get("topic"),
        "parts": [_short(part) for part in found],
    }


def _short(part: Part) -> str | list[Any]:
    edit = part.edit
    if edit is None:
        return part.after
    return [part.before, part.after, edit["rule"], edit["certainty"], list(edit["then"])]


def _cut(block: Mapping[str, Any], found: Sequence[Part], room: int) -> dict[str, Any]:
    """A block of which only the first `room` characters are shown."""
    kept: list[Part] = []
    for part in found:
        if part.edit is None:
            part = Part(part.before[:room], part.after[:room])
        kept.append(part)
        room -= len(part.before)
        if room <= 0:
            break
    return _block(block, kept)


def _facts(row: Mapping[str, Any]) -> Iterator[list[str]]:
    """Metadata and how the document was read: field, value, where from."""
    for name in _VALUES:
        if row.get(name):
            yield _fact(name, row[name])
    for name in _LISTS:
        for value in row.get(name) or ():
            yield _fact(name, value)
    if row.get("url"):
        yield ["url", row["url"], ""]
    for image in row.get("images") or ():
        yield ["image", image["url"], image["caption"]]
    how = f"{row['decoded_by']}, {row['bytes_lost']} bytes lost" if row["encoding"] else "text"
    yield ["encoding", row["encoding"] or "none: given as text", how]
    yield ["script", row["script"], ""]
    if row["topics"]:
        yield ["spam", ", ".join(row["topics"]), ""]


def _fact(name: str, value: Mapping[str, Any]) -> list[str]:
    text = str(value["value"])
    if value.get("precision"):
        text += f" (to the {value['precision']})"
    return [name, text, f"{value['rule']}, {value['certainty']}, at {value['span'][0]}"]
