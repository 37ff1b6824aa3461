"""The result of cleaning, from what its steps found."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from newsclean.article import Article, Block, Flag, Label, Status
from newsclean.change import Span
from newsclean.chars import language_of
from newsclean.decode import Decoded
from newsclean.metadata import Metadata
from newsclean.text import Text

__all__ = ["article_of", "whole"]

# Of a page of which nothing is kept: below it spam stands around what was no article anyway.
_SPAM_SHARE = 0.2


def article_of(
    found: Metadata,
    blocks: Iterable[Block],
    decoded: Decoded,
    native: str,
    url: str | None,
    flags: Iterable[Flag],
) -> Article:
    """The article. found: its metadata. native: the script of the source."""
    blocks, flags = tuple(blocks), tuple(flags)
    return Article(
        title=found.title,
        source=found.source,
        site=found.site,
        published=found.published,
        updated=found.updated,
        authors=tuple(found.authors),
        photographers=tuple(found.photographers),
        editors=tuple(found.editors),
        correspondents=tuple(found.correspondents),
        keywords=tuple(found.keywords),
        dateline=found.dateline,
        lead=found.lead,
        images=tuple(found.images),
        next_pages=tuple(found.next_pages),
        url=url,
        blocks=blocks,
        encoding=decoded.encoding or None,
        decoded_by=decoded.how,
        bytes_lost=decoded.lost,
        script=native,
        language=language_of("".join(block.text.value for block in blocks if block.kept)),
        flags=flags,
        status=_status(blocks, decoded, flags),
        source_text=decoded.text,
    )


def _status(blocks: Sequence[Block], decoded: Decoded, flags: Sequence[Flag]) -> Status:
    if not any(block.kept and block.text.value.strip() for block in blocks):
        spam = sum(len(block.text) for block in blocks if block.label == Label.SPAM)
        advert = any(block.reason.startswith("page:") for block in blocks)
        return Status.SPAM if advert or spam > _SPAM_SHARE * len(decoded.text) else Status.EMPTY
    lossy = (flag.span for flag in flags if flag.rule.startswith("lossy."))
    # What stands inside of a repair has an empty span, at the end of what was repaired.
    lossy_places = [start if start < end else max(start - 1, 0) for start, end in lossy]
    if lossy_places:
        ends = [block.text.span.end for block in blocks]
        if any(blocks[bisect_right(ends, place)].kept for place in lossy_places):
            return Status.LOSSY
    rules = (piece.rules[0] for block in blocks for piece in block.text.pieces if piece.rules)
    changed = any(not rule.startswith("whitespace.") for rule in rules)
    dropped = any(not block.kept for block in blocks)
    repaired = changed or dropped or decoded.how == "misread"
    return Status.REPAIRED if repaired else Status.CLEAN


def whole(
    text: Text, limit: str, given: tuple[Decoded, str | None], flags: Iterable[Flag] = ()
) -> Article:
    """A text over a limit, not looked at by the line and flagged."""
    block = Block(text, Label.BODY, 0.0, limit, True)
    flag = Flag(limit, Span(0, len(text.source)))
    decoded, url = given
    return article_of(Metadata(), [block], decoded, "none", url, [flag, *flags])
