"""The whole way of a document, from bytes to article."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from newsclean.article import Article, Block, Flag, Label, Status
from newsclean.blocks import bounds, parted
from newsclean.change import Change, Rule, Span
from newsclean.chars import view
from newsclean.config import Config
from newsclean.gates import Gates
from newsclean.labels.layout import label_page
from newsclean.labels.lines import Lines, Where
from newsclean.lexicon import find
from newsclean.metadata import Part, read
from newsclean.profile import host_of, key_of, shared
from newsclean.repairs import (
    brand,
    escapes,
    frameslip,
    invisible,
    leftovers,
    lossy,
    markup,
    mojibake,
    noise,
    pdf,
    pinyin,
    planted,
    punctuation,
    script,
    whitespace,
    wraps,
)
from newsclean.result import article_of, whole
from newsclean.source import decoded_source, layout_of_blocks, mended_head, read_source
from newsclean.text import Text

if TYPE_CHECKING:
    from bs4 import Tag

    from newsclean.labels.judge import Verdict
    from newsclean.page import Layout

__all__ = ["clean", "repair"]


def clean(
    data: bytes | str | Tag,
    *,
    content_type: str | None = None,
    url: str | None = None,
    config: Config = Config(),
) -> Article:
    r"""Clean a scraped document: repair damage, label its blocks, keep the article.

    data: the document as bytes or as text, or a soup of bs4 or a tag of one.
    content_type: the HTTP header or a charset label, for bytes. url: where the
    document is from, kept in the result; its host chooses among the hosts of
    `config.profile`. Nothing is fetched.

    Never raises for what is in the document. Raises `BadInput` for data of
    another type.

    >>> print(clean("来源：新华网\n全市經(jīng)濟(jì)運(yùn)行平穩(wěn),秋糧開鐮收割。"))
    全市经济运行平稳,秋粮开镰收割。
    """
    decoded, shown = read_source(data, content_type, config.max_chars)
    if len(decoded.text) > config.max_chars:
        return whole(Text.of(decoded.text), "limit.max-chars", (decoded, url))
    source = Text.of(decoded.text)
    native = script.script_of(decoded.text)
    text, flags = _repaired(source, config)
    if _is_crumbs(text.value):
        return whole(text, "limit.lines", (decoded, url), flags)
    page = _labelled(text, shown.lines, url, config)
    kept = [verdict.label in config.keep for verdict in page.verdicts]
    joints = [at.joints for at in page.layouts] or [()] * len(kept)
    parts = [
        Part(said.label, stays, *cut, joined)
        for said, stays, cut, joined in zip(page.verdicts, kept, page.cuts, joints)
    ]
    head = mended_head(shown.head, text, lambda part: _repaired(part, config))
    metadata = read(text, page.lines.view, parts, head, url)
    pieces, more = _tidied(text, parts, page.lines.spam, config)
    places = [(at.path, at.links) for at in page.layouts] or [("", 0)] * len(parts)
    blocks = [
        Block(piece, said.label, said.certainty / 3, said.reason, part.kept, said.topic, *place)
        for piece, said, part, place in zip(pieces, page.verdicts, parts, places)
    ]
    article = article_of(metadata, blocks, decoded, native, url, [*flags, *more])
    if article.status == Status.EMPTY and shown.empty:
        why = Flag(f"empty.{shown.empty}", Span(0, 0))
        article = replace(article, flags=(*article.flags, why))
    return article


def repair(data: bytes | str, *, config: Config = Config()) -> Text:
    """Repair damage and drop nothing. `str()` of the result is the repaired text.

    Raises `BadInput` for data that is neither bytes nor str.

    >>> str(repair("經(jīng)濟(jì)"))
    '经济'
    """
    decoded = decoded_source(data, None)
    return _repaired(Text.of(decoded.text), config)[0]


def run(text: Text, rules: Sequence[Rule], config: Config) -> tuple[Text, list[Flag]]:
    """Let rules look at one text together and make the changes that are certain enough.

    Of overlapping changes the first in the text wins, of those that begin
    together the longest. What is less certain, or changes nothing, is flagged.
    """
    value = text.value
    proposed = [change for rule in rules for change in rule.propose(value)]
    if not proposed:
        return text, []
    # At one place the longest first, then in the order of the rules.
    proposed.sort(key=lambda change: (change.span.start, -change.span.end))
    made: list[Change] = []
    flags: list[Flag] = []
    at = 0
    for change in proposed:
        if not config.enables(change.rule):
            continue
        nothing = change.text == value[slice(*change.span)]
        if nothing or change.certainty < config.certainty:
            flags.append(Flag(change.rule, text.source_span(*change.span), change.text))
        elif change.span.start >= at:
            made.append(change)
            at = change.span.end
    return text.apply(made) if made else text, flags


# The repairs of a whole text, in order. Rules of one row look at the same string:
# the conversion has to see the glosses, which mark the same machine.
REPAIRS: tuple[tuple[Rule, ...], ...] = (
    pdf.RADICALS,  # which no charset has, and the model takes for damage
    mojibake.RULES,  # before anything: bytes look like control characters and blanks
    escapes.RULES,
    markup.RULES,
    invisible.RULES,
    (*mojibake.RULES, *leftovers.RULES),  # spelled out, or with invisible characters in it
    frameslip.PARTED,  # with the readings of the next row, which say what was parted
    frameslip.RULES,
    (*pinyin.RULES, *script.RULES),  # of the conversions the one that is asked for
    (*noise.RULES, *pdf.SPACED),
    wraps.RULES,
    brand.RULES,
    lossy.RULES,
)

# What takes planted adverts out of a block that is kept, if it has words of spam, and what
# puts it in order.
PLANTED: tuple[Rule, ...] = planted.RULES
INLINE: tuple[Rule, ...] = (*whitespace.RULES, *punctuation.RULES)

# A line costs the same however short it is: of a megabyte of such lines each would take
# seconds. Lines of verse, of tables and of headlines are longer.
_LINES = 20_000
_LINE = 8
_ROUNDS = 4  # damage on damage on damage, and a round in which nothing is found


def _repaired(text: Text, config: Config) -> tuple[Text, list[Flag]]:
    """All repairs, and again while one uncovers what another can repair."""
    flags: list[Flag] = []
    seen = gates().seen(text.value)
    idle: dict[int, tuple[Text, list[Flag]]] = {}  # what a row left as it is, it would leave again
    for _ in range(_ROUNDS):
        before, flags = text, []
        for row, together in enumerate(REPAIRS):
            rules = _asked(seen, config.off)[row]
            last, more = idle.get(id(together), (None, []))
            if rules and text is not last:
                last = text
                text, more = run(text, rules, config)
                if text is last:
                    idle[id(together)] = text, more
                else:
                    seen = gates().seen(text.value)
            flags += more if rules else []
        if text.value == before.value:
            break
    return text, flags


@cache
def gates() -> Gates:
    """The gates of all rules."""
    return Gates(rule for row in (*REPAIRS, PLANTED, INLINE) for rule in row)


@lru_cache(maxsize=4096)  # as many kinds of texts; there are a few hundred
def _asked(seen: int, off: frozenset[str]) -> list[list[Rule]]:
    """Of each row, then `PLANTED` and `INLINE`, the rules that can find something in it."""
    return [
        [rule for rule in row if rule.id not in off and gates().open(rule, seen)]
        for row in (*REPAIRS, PLANTED, INLINE)
    ]


class _Labelled(NamedTuple):
    """The blocks of a text: where they are, how they stand in their page, what they are."""

    cuts: list[tuple[int, int]]
    layouts: list[Layout]
    lines: Lines
    verdicts: list[Verdict]


def _labelled(text: Text, layouts: Sequence[Layout], url: str | None, config: Config) -> _Labelled:
    """The blocks of a text with their labels; spam glued to sentences is parted from them."""
    look = view(text.value)
    hits = find(look)

    def label(cuts: list[tuple[int, int]]) -> _Labelled:
        placed = layout_of_blocks(layouts, text, cuts)
        where = [Where(at.links, at.main, at.hidden, at.kind, at.path) for at in placed]
        lines = Lines(look, cuts, hits, where)
        verdicts = label_page(
            lines,
            recurring=_recurring(lines, url, config),
            model=config.model,
            certainty=config.certainty,
        )
        return _Labelled(cuts, placed, lines, verdicts)

    found = label(bounds(look, hits))
    spam = [i for i, said in enumerate(found.verdicts) if said.label == Label.SPAM]
    if not spam or len(spam) == len(found.verdicts):
        return found
    cuts = parted(look, found.cuts, spam)
    return label(cuts) if len(cuts) > len(found.cuts) else found


def _recurring(found: Lines, url: str | None, config: Config) -> list[int]:
    """Which lines recur on the host of `url`, if a profile tells."""
    if config.profile is None:
        return []
    known = shared(config.profile).recurring(host_of(url))
    return [at for at, one in enumerate(found.views) if key_of(one) in known] if known else []


def _tidied(
    text: Text, parts: Sequence[Part], spam: Collection[int], config: Config
) -> tuple[list[Text], list[Flag]]:
    """The text of each block, of those that are kept with blanks and marks put in order.

    spam: the blocks that have words of spam.
    """
    kept = [index for index, part in enumerate(parts) if part.kept]
    width = whitespace.common_indent(text.value[parts[i].start : parts[i].end] for i in kept)
    starts = [part.start for part in parts]
    pieces = text.cut(starts)
    flags: list[Flag] = []
    seen = gates().seen_each(text.value, starts)
    for index in kept:
        advert, rules = _asked(seen[index], config.off)[-2:]
        if index in spam:
            rules = [*advert, *rules]
        if index in (kept[0], kept[-1]) and config.enables("whitespace.ends"):
            rules = [whitespace.ends(index == kept[0], index == kept[-1]), *rules]
        if width and config.enables("whitespace.indent"):
            rules = [whitespace.indent(width), *rules]
        if rules:
            pieces[index], more = run(pieces[index], rules, config)
            flags += more
    return pieces, flags


def _is_crumbs(value: str) -> bool:
    """Whether a text is tens of thousands of lines of a few characters: lists, not news."""
    if len(value) < _LINES:
        return False
    lines = value.count("\n")
    return lines > _LINES and len(value) < _LINE * lines
