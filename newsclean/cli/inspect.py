"""`newsclean inspect`: a document in the terminal, with what was done to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from rich.cells import cell_len
from rich.console import Console
from rich.rule import Rule
from rich.style import Style
from rich.table import Table
from rich.text import Text as Styled

from newsclean.article import Article, Block, FoundTime, Label, iter_found
from newsclean.cli.terminal import safe
from newsclean.lazy import pattern
from newsclean.text import Piece

__all__ = ["show"]

_BEFORE = Style(color="red", strike=True)
_AFTER = Style(color="green", bold=True)
_DROPPED = Style(dim=True)
_LABELS = {
    Label.SPAM: "bold white on red",
    Label.TITLE: "bold cyan",
    Label.META: "cyan",
    Label.BODY: "green",
}
_OTHER = "yellow"
_SHOWN = 400  # characters of a dropped block
_TAG = 16  # columns of the tags: ` spam:keywords ` and a blank
_NARROW = 24  # columns of text at least, whatever the terminal says
# What stays together at the end of a row: a word of Latin letters. Chinese is broken anywhere.
_TOGETHER = pattern(r"[!-~\u00a1-\u024f]{1,20}|.")


def show(article: Article, name: str, console: Console | None = None) -> None:
    """Print the article's facts, then its blocks with their edits, then the counts."""
    console = console or Console(highlight=False)
    console.print(_facts(article, name))
    console.print(Rule(style="dim"))
    for block in article.blocks:
        for row in _block(block, article.source_text, max(console.width - _TAG, _NARROW)):
            console.print(row, no_wrap=True, overflow="ignore", crop=False)
    console.print(Rule(style="dim"))
    console.print(_counts(article))


def _facts(article: Article, name: str) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(style="dim")
    table.add_column()
    table.add_column(style="dim")
    rows = [("file", safe(name), ""), ("status", article.status.value, "")]
    rows.append(("encoding", article.encoding or "text", ""))
    rows.append(("script", article.script, ""))
    if article.topics:
        rows.append(("spam", ", ".join(article.topics), ""))
    for field, found in iter_found(article):
        value = safe(str(found))
        if isinstance(found, FoundTime):
            value += f" (to the {found.precision})"
        where = f"{found.certainty.name.lower()}, at {found.span.start}"
        rows.append((field.rstrip("s") if field != "keywords" else "keyword", value, where))
    for label, value, where in rows:
        table.add_row(label, Styled(value), Styled(where))
    return table


def _block(block: Block, source: str, width: int) -> Iterator[Styled]:
    """Rows of a block: its tag, and beside it its text in a column of its own."""
    line = Styled()
    if not block.kept:
        line.append(f"{safe(block.reason)}  ", _DROPPED)
    base = Style() if block.kept else _DROPPED
    left = None if block.kept else _SHOWN
    for piece in block.text.pieces:
        _piece(line, piece, source, base)
        if left is not None and len(line) > left:
            line.append(" …", _DROPPED)
            break
    line.rstrip()
    line = line[len(line.plain) - len(line.plain.lstrip("\n")) :]
    topic = f":{block.topic}" if block.topic else ""
    row = Styled(f" {block.label.value}{topic} ", _LABELS.get(block.label, _OTHER))
    for text in _folded(line, width):
        yield row + Styled(" " * (_TAG - len(row))) + text
        row = Styled()


def _folded(line: Styled, width: int) -> list[Styled]:
    """A text in rows of so many columns; most Chinese characters take two."""
    line.expand_tabs(4)
    rows: list[Styled] = []
    for part in line.split("\n"):
        cuts, used = [], 0
        for match in _TOGETHER.finditer(part.plain):
            size = cell_len(match.group())
            if used and used + size > width:
                cuts.append(match.start())
                used = 0
            used += size
        rows += part.divide(cuts)
    return rows


def _piece(line: Styled, piece: Piece, source: str, base: Style) -> None:
    if piece.verbatim:
        line.append(safe(piece.text), base)
        return
    before = source[piece.span.start : piece.span.end]
    if before.strip() or piece.text.strip():
        line.append(safe(before).replace("\n", "⏎"), base + _BEFORE)
        line.append(safe(piece.text), base + _AFTER)
    else:
        line.append(safe(piece.text), base)


def _counts(article: Article) -> Table:
    table = Table(box=None, padding=(0, 2), header_style="bold")
    for column in ("repaired by", "times", "dropped as", "blocks", "characters"):
        table.add_column(column, justify="left" if column.endswith(("by", "as")) else "right")
    rules = Counter(edit.rule for edit in article.edits).most_common()
    gone = [block for block in article.blocks if not block.kept]
    labels = Counter(block.label.value for block in gone).most_common()
    for index in range(max(len(rules), len(labels))):
        left = (rules[index][0], str(rules[index][1])) if index < len(rules) else ("", "")
        right = ("", "", "")
        if index < len(labels):
            name, times = labels[index]
            size = sum(len(block.text) for block in gone if block.label.value == name)
            right = (name, str(times), str(size))
        table.add_row(*left, *right)
    for flag in article.flags[:20]:
        table.add_row("flag: " + flag.rule, f"at {flag.span.start}", safe(flag.note[:40]), "", "")
    return table
