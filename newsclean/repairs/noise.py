r"""Characters that a machine strews into a text that is else good.

What: commas before other marks, `渠修好了,。全村人来看,,都说水来得早,。`; random letters and
marks before paragraphs, `i5 N4 y. x' o5 c+ M* r 渠修好了。`; a few question marks where each
paragraph is indented, `????渠修好了。`; the headline in brackets before a sentence.
How it arises: mirrors that change the text they copy, forums that put characters which
readers do not see into what is copied from them, a conversion that has no byte for a
no-break space or an ideographic one.
Likely: the same happens again and again in one text, at places where nobody writes so.
Left alone: a comma typed twice here and there, empty cells of a list (张三,,李四), codes,
seats and moves (A1 B2, e4 e5), questions, and question marks anywhere else.
"""

from __future__ import annotations

from collections.abc import Iterator

from newsclean.change import Certainty, Change, Rule, Span
from newsclean.chars import HAN
from newsclean.lazy import pattern

__all__ = ["RULES"]

# Of 3,295 articles none has four such places, or two with a full stop.
_COMMAS = pattern(rf"(?<=[{HAN}”’》）)%\d])[,，](?=[,，。、！？；!?;])")
_PLACES, _STOPPED = 4, 2
_STOP = (",。", "，。")

_LETTERS = pattern(r"(?m)^[^\S\n]*(?:[!-~]{1,2} ){5,60}[!-~]{1,2}(?: +|$)")
_BLANKS, _RARE = 12, "$^~`{}|"  # what is in any such text, and in few others
_SYMBOL = pattern(r"[^\sa-zA-Z\d]")
_MARKED = 2  # pieces of two, one of them a mark
_RUNS, _SYMBOLS, _KINDS = 2, 8, 4  # runs, and marks in them, and different ones

_INDENT = pattern(r"(?m)^(\?{2,8})[ \u3000]{0,2}(?=[^?\s])")
_HEAD, _TITLE = 5, (6, 60)  # lines among which the headline is, characters of it
_INDENTED, _SHARE = 3, 0.5  # lines at least, and of all


def commas(text: str) -> Iterator[Change]:
    """Commas that stand before another mark."""
    if sum(map(text.count, _STOP)) < _STOPPED:
        return
    found = list(_COMMAS.finditer(text))
    if len(found) >= _PLACES:
        for match in found:
            yield Change(Span(*match.span()), "", "noise.commas", Certainty.LIKELY)


def letters(text: str) -> Iterator[Change]:
    """Letters, figures and marks, each apart, at the beginning of paragraphs."""
    if text.count(" ") < _BLANKS or not any(mark in text for mark in _RARE):
        return
    found = [match for match in _LETTERS.finditer(text) if _is_noise(match.group())]
    marks = _SYMBOL.findall("".join(match.group() for match in found))
    if len(found) >= _RUNS and len(marks) >= _SYMBOLS and len(set(marks)) >= _KINDS:
        for match in found:
            yield Change(Span(*match.span()), "", "noise.letters", Certainty.LIKELY)


def _is_noise(run: str) -> bool:
    """Whether letters of both cases are glued to marks: no table, no formula, no words."""
    pieces = run.split()
    pairs = [piece for piece in pieces if len(piece) > 1]
    marked = sum(bool(_SYMBOL.search(pair)) for pair in pairs) >= _MARKED
    cases = any(map(str.islower, run)) and any(map(str.isupper, run))
    return marked and cases and 2 * len(pairs) >= len(pieces)


def indents(text: str) -> Iterator[Change]:
    """Question marks with which most lines begin, equally many, and which stand nowhere else."""
    if "??" not in text:
        return
    found = list(_INDENT.finditer(text))
    lines = sum(bool(line.strip()) for line in text.split("\n")) if len(found) >= _INDENTED else 0
    width = {len(match[1]) for match in found}
    if not lines or len(width) > 1 or len(found) < _SHARE * lines:
        return
    if text.count("?" * width.pop()) == len(found):
        for match in found:
            yield Change(Span(*match.span()), "", "noise.indent", Certainty.LIKELY)


def titles(text: str) -> Iterator[Change]:
    """The headline in brackets inside a paragraph, where a farm marks what it took."""
    head = next((line.strip() for line in text.split("\n", _HEAD) if line.strip()), "")
    mark = f"【{head}】"
    at = text.find(mark) if _TITLE[0] <= len(head) <= _TITLE[1] else -1
    while at >= 0:
        end = at + len(mark)
        alone = text[at - 1 : at] in ("", "\n") and text[end : end + 1] in ("", "\n")
        if not alone:
            yield Change(Span(at, end), "", "noise.title", Certainty.LIKELY)
        at = text.find(mark, end)


RULES = (
    Rule("noise.commas", commas),
    Rule("noise.letters", letters, needs=(" \t\xa0\u3000", "\n")),
    Rule("noise.indent", indents, needs=("?",)),
    Rule("noise.title", titles, needs=("【[(（",)),
)
