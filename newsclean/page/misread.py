"""Pages that were decoded with a wrong charset before they came here.

What: `<title>ÖÐ¹úÐÂÎÅ</title>`, handed over as a str. How it arises: a client that takes
Latin-1 for want of a charset (HTTP said so once), a database that decodes again.
Text is repaired line by line, and each line has its edits (`repairs.mojibake`); but in a page
that nobody can read nothing looks like an article, and much of its head is too short to repair.
Certain: several pieces of the page, each between two tags, are explained by the same chain,
exact in both directions. It is undone before the page is read (`undone`); pieces that it does
not explain stay as they are. Where bytes are lost, or the pieces were spelled as references,
the lines stay for the repairs, and are only looked at as they will be (`as_written`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from newsclean.change import Certainty, Change
from newsclean.chars import codes
from newsclean.language import strange, strange_places
from newsclean.lazy import pattern
from newsclean.repairs.chains import Chain, search, undo
from newsclean.repairs.mojibake import mojibake
from newsclean.text import Text

__all__ = ["as_written", "undone"]

_STRANGE = 20  # characters that Chinese news does not have,
_SHARE = 0.1  # and of all that are not ASCII
_PIECE = pattern(r">([^<>]{6,600})<")
_SAMPLES = 10  # pieces that are looked at, the strangest
_AGREE = 2  # of them, for a chain


def undone(markup: str) -> tuple[str, Chain] | None:
    """The markup before a wrong decoding, and the chain of mistakes; None if there was none.

    >>> page = f"<p>{'新桥通车之后，两岸的居民'}</p><p>{'第一次坐上了公共汽车。'}</p>"
    >>> undone(page) is None
    True
    >>> undone(page.encode("gbk").decode("latin-1"))[0] == page
    True
    """
    if not _is_strange(markup):
        return None
    pieces = sorted(_PIECE.findall(markup), key=lambda one: -len(strange().findall(one)))
    found = map(search, dict.fromkeys(pieces[:_SAMPLES]))
    chains = Counter(one.chain for one in found if one and one.certainty == Certainty.CERTAIN)
    (chain, count), *_ = chains.most_common(1) or [((), 0)]
    if count < _AGREE:
        return None
    return "<".join(_before(piece, chain) for piece in markup.split("<")), chain


def as_written(lines: Sequence[str]) -> Sequence[str]:
    """The lines as the repair of mojibake will make them; those given, if they are not such."""
    whole = "\n".join(lines)
    if not _is_strange(whole):
        return lines
    made: list[Change] = []
    for change in sorted(mojibake(whole), key=lambda one: one.span):
        apart = not made or change.span.start >= made[-1].span.end
        if apart and change.certainty >= Certainty.LIKELY:
            made.append(change)
    repaired = Text.of(whole).apply(made).value.split("\n")
    return repaired if len(repaired) == len(lines) else lines


def _is_strange(text: str) -> bool:
    """Whether a good part of a text is no Chinese."""
    strangers = len(strange_places(text))
    return strangers >= _STRANGE and strangers >= _SHARE * int((codes(text) > 0x7F).sum())


def _before(piece: str, chain: Chain) -> str:
    """A piece of markup before the mistakes; as it is, if they do not explain it."""
    if piece.isascii():
        return piece
    found = undo(piece, chain)
    return piece if found is None else found
