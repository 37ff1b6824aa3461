"""What must hold of every result, whatever the document."""

from __future__ import annotations

import newsclean
from newsclean import Article
from newsclean.config import RULES


def check_record(article: Article) -> None:
    """The record rebuilds the source, and every place it names is inside it."""
    source = article.source_text
    assert article.rebuild_source() == source
    at = 0
    for block in article.blocks:
        assert block.text.span.start == at
        at = block.text.span.end
    assert at == len(source)
    at = 0
    for edit in article.edits:
        assert at <= edit.span.start <= edit.span.end <= len(source)
        assert edit.before == source[edit.span.start : edit.span.end]
        assert {edit.rule, *edit.then} <= set(RULES)
        at = edit.span.end
    for flag in article.flags:
        assert 0 <= flag.span.start <= flag.span.end <= len(source)


def check_repair(text: str) -> None:
    """Repairing drops nothing, and again it changes nothing."""
    repaired = newsclean.repair(text)
    source = repaired.source
    assert source == text or may_hold_bytes(text)
    assert "".join(source[piece.span.start : piece.span.end] for piece in repaired.pieces) == source
    if not may_hold_bytes(str(repaired)):  # without what was taken out it may be such bytes
        assert str(newsclean.repair(str(repaired))) == str(repaired)


def may_hold_bytes(text: str) -> bool:
    """Whether a str can be one that stands for bytes."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return text.startswith(("b'", 'b"'))
