"""Do to clean text what scraping and spam do to it, and know the truth.

Every kind is a function of a text and a random generator that gives the
damaged text; what it was given is the answer. Kinds stack: apply one to the
result of another. `KINDS` names them all.
"""

from __future__ import annotations

import html
import random
import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache

import ftfy

from newsclean.chars import ambiguous, simplified, traditional_forms
from newsclean.repairs import lenient
from newsclean.repairs.pinyin import readings
from newsclean.repairs.steps import OTHER, STEPS, Step

Kind = Callable[[str, random.Random], str]

# Left simplified by the converter although traditional text has another form: those of
# `ambiguous()` less these, which it converts (seen on real pages).
CONVERTED = "划种党极价台准据广当确签挂杆万胜别针"
ODD = {"台": "臺", "着": "著", "为": "為", "群": "群", "床": "床", "众": "眾", "启": "啟"}


def mistake(step: Step) -> Kind:
    """Written in one charset, read in another; the text as it was where that cannot be."""

    def damage(text: str, rng: random.Random) -> str:
        return step.do(text) or text

    return damage


def never_failing_utf8(wrote: str) -> Kind:
    """Written in GBK or Big5, read as UTF-8, byte by byte as cp1252 where that fails."""

    def damage(text: str, rng: random.Random) -> str:
        return lenient.damage(text, wrote) or text

    return damage


def soft_hyphens_dropped(text: str, rng: random.Random) -> str:
    """As browsers and extractors do with U+00AD: a byte AD that was read as Latin-1 or cp1252."""
    return text.replace("\xad", "")


def fixed_by_ftfy(text: str, rng: random.Random) -> str:
    """What ftfy makes of mojibake that it does not know: it reads as UTF-8 what happens to be."""
    return ftfy.fix_text(text)


def chain(*kinds: Kind) -> Kind:
    """One kind after another."""

    def damage(text: str, rng: random.Random) -> str:
        for kind in kinds:
            text = kind(text, rng)
        return text

    return damage


def utf8_as_gbk_with_holes(mark: str) -> Kind:
    """A reader of GBK that puts `mark` where bytes make no pair."""

    def damage(text: str, rng: random.Random) -> str:
        return text.encode().decode("gbk", "replace").replace("\ufffd", mark)

    return damage


def utf8_as_gbk_in_browsers(*, dropped: bool) -> Kind:
    """UTF-8 read as browsers read GBK, who show 80 as a euro sign.

    dropped: an extractor has dropped private-use characters and U+FFFD.
    """

    def damage(text: str, rng: random.Random) -> str:
        seen = "".join(_read_as_browsers(text.encode()))
        return _PRIVATE.sub("", seen).replace("\ufffd", "") if dropped else seen

    return damage


def _read_as_browsers(data: bytes) -> Iterator[str]:
    at = 0
    while at < len(data):
        size = 1 if data[at] <= 0x80 else 2
        if b"0" <= data[at + 1 : at + 2] <= b"9" and size == 2:
            size = 4
        pair = data[at : at + size]
        try:
            yield "€" if pair == b"\x80" else pair.decode("gb18030")
        except UnicodeError:
            yield "\ufffd"
            size = 1 if size == 4 or pair[1:].isascii() else 2
        at += size


def folded_letters(text: str, rng: random.Random) -> str:
    """Full-width letters as ASCII, as pages and crawlers fold them."""
    return text.translate({code: code - 0xFEE0 for code in range(0xFF41, 0xFF5B)})


def word_as_gbk(text: str, rng: random.Random) -> str:
    """Two to eight characters, all Chinese, in UTF-8 read as GBK; the text if none fit."""
    for _ in range(20):
        at, count = rng.randrange(len(text)), rng.choice([2, 4, 6, 8])
        word = text[at : at + count]
        read = Step("utf-8", "gb18030").do(word)
        if len(word) == count and all("\u4e00" <= char <= "\u9fff" for char in word) and read:
            return text[:at] + read + text[at + count :]
    return text


def frame_slip(marks: str = "。、“”《》·…—", reader: str = "gbk", *, dropped: bool = False) -> Kind:
    """Lose the lead byte of one of `marks`; the rest is read one byte late.

    The reader shows a byte it cannot pair as `?` and is then in frame again. `gbk` pairs
    few bytes, `gb18030` nearly all, many as private-use characters. Without `marks` any Chinese
    character loses its lead byte. A mark before the end of a line or before ASCII leaves
    nothing to restore it from. dropped: an extractor has dropped the private-use characters.
    """

    def damage(text: str, rng: random.Random) -> str:
        places = [
            at
            for at, char in enumerate(text[:-1])
            if (char in marks if marks else "\u4e00" <= char <= "\u9fff") and text[at + 1] > "~"
        ]
        if not places:
            return text
        at = rng.choice(places)
        try:
            late = text[at:].encode("gbk")[1:]
        except UnicodeError:
            return text
        late_text = late.decode(reader, "replace").replace("\ufffd", "?")
        return text[:at] + "?" + (_PRIVATE.sub("", late_text) if dropped else late_text)

    return damage


def to_machine_traditional(text: str, rng: random.Random) -> str:
    """Simplified to traditional by a table that leaves ambiguous characters."""
    return text.translate(_machine_table())


def _machine_table() -> dict[int, str]:
    table = {}
    for char, forms in traditional_forms().items():
        if char in ambiguous() and char not in CONVERTED:
            continue
        table[ord(char)] = next((form for form in forms if form != char), char)
    table |= {ord(char): form for char, form in ODD.items()}
    return table


def convert(config: str) -> Kind:
    """Simplified to traditional by OpenCC, which knows words. config: s2t, s2tw, s2hk."""

    def damage(text: str, rng: random.Random) -> str:
        converted: str = _converter(config).convert(text)
        return converted

    return damage


@cache
def _converter(config: str):  # type: ignore[no-untyped-def]  # the package has no types
    from opencc import OpenCC

    return OpenCC(config)


def glosses(form: str, share: float, *, plain: bool = False, toneless: bool = False) -> Kind:
    """Readings behind a random share of the traditional characters, everywhere they stand.

    form: how one gloss is written, with `{}` for the reading. plain: behind any
    Chinese characters. toneless: without tone marks.
    """

    def damage(text: str, rng: random.Random) -> str:
        bases = sorted({char for char in text if _annotates(char, plain)})
        chosen = {char for char in bases if rng.random() < share}
        return "".join(
            char + form.format(_spelled(char, toneless)) if char in chosen else char
            for char in text
        )

    return damage


def parted(share: float, reader: str, *, dropped: bool = False) -> Kind:
    """Readings behind a random share of the traditional characters, found in the bytes of GBK.

    They part characters where the last byte of one and the first of the next make one that is
    annotated. The reader shows a byte without a second as `?` and takes a bracket with it; `gbk`
    pairs few bytes, `gb18030` nearly all, many as private-use characters. dropped: an
    extractor has dropped these.
    """

    def damage(text: str, rng: random.Random) -> str:
        try:
            data = text.encode("gbk")
        except UnicodeError:
            return text
        for char in map(chr, sorted(simplified())):
            code = char.encode("gbk", "ignore")
            reading = readings(char)[0].encode("gbk", "ignore")
            if rng.random() < share and len(code) == 2 and reading:
                data = data.replace(code, code + b"(" + reading + b")")
        found = "".join(_read_pairs(data, reader))
        return _PRIVATE.sub("", found) if dropped else found

    return damage


def _read_pairs(data: bytes, reader: str) -> Iterator[str]:
    at = 0
    while at < len(data):
        size = 1 if data[at] < 0x80 else 2
        try:
            yield data[at : at + size].decode(reader)
        except UnicodeError:
            yield "?"
            size = 2 if data[at + 1 : at + 2].isascii() and data[at + 1 : at + 2] != b"\n" else 1
        at += size


def _annotates(char: str, plain: bool) -> bool:
    return bool(readings(char)[0]) and (plain or ord(char) in simplified())


def _spelled(char: str, toneless: bool) -> str:
    reading = readings(char)[0]
    if not toneless:
        return reading
    bare = unicodedata.normalize("NFD", reading)
    return "".join(letter for letter in bare if letter.isascii())


def controls(text: str, rng: random.Random) -> str:
    """Runs of U+0005 to U+0008 behind words."""
    out = []
    for char in text:
        out.append(char)
        if rng.random() < 0.05:
            out.append("".join(rng.choice("\x05\x06\x07\x08") for _ in range(rng.randint(2, 5))))
    return "".join(out)


def zero_width(text: str, rng: random.Random) -> str:
    """Zero-width spaces and soft hyphens between characters."""
    return "".join(
        char + (rng.choice("\u200b\u2060\ufeff\xad") if rng.random() < 0.05 else "")
        for char in text
    )


def entities(text: str, rng: random.Random) -> str:
    """Punctuation as HTML references."""
    names = {"“": "&ldquo;", "”": "&rdquo;", "—": "&mdash;", "…": "&hellip;", "·": "&middot;"}
    return "".join(names.get(char, char) for char in html.escape(text, quote=False))


def unicode_escapes(text: str, rng: random.Random) -> str:
    r"""Everything that is not ASCII as `\uXXXX`."""
    return "".join(char if char.isascii() else f"\\u{ord(char):04x}" for char in text)


def markup(text: str, rng: random.Random) -> str:
    """The text as the markup of a database, behind its first line as it is: else it is a page."""
    begin, end = rng.choice(
        [
            ("<p>", "</p>"),
            ('<p style="text-indent: 2em;">', "</p>\n"),
            ("", "<br />"),
            ("<div>", "</div>"),
        ]
    )
    out: list[str] = []
    for line in text.split("\n"):
        if len(line) > 30 and rng.random() < 0.4:
            at = rng.randrange(len(line) - 8)
            before, after = rng.choice(
                [("<strong>", "</strong>"), ('<a href="/a/1.html" target="_blank">', "</a>"),
                 ('<span style="color: red">', "</span>"), ("<!-- ad -->", "")]
            )  # fmt: skip
            line = f"{line[:at]}{before}{line[at : at + 8]}{after}{line[at + 8 :]}"
        out.append(
            f"{begin}{line}{end}" if any(out) else line and f"{line}{end if not begin else ''}"
        )
    return "".join(out).rstrip("\n")


def hard_wraps(text: str, rng: random.Random) -> str:
    """A blank line inside some paragraphs, not at the end of a sentence."""
    out = []
    for line in text.split("\n"):
        if len(line) > 60 and rng.random() < 0.4:
            at = rng.randint(8, len(line) - 10)
            while line[at - 1] in "。！？；”" and at > 8:
                at -= 1
            line = f"{line[:at]}\n\n{line[at:]}"
        out.append(line)
    return "\n".join(out)


_PRIVATE = re.compile(r"[\ue000-\uf8ff]")
_NAMES = {"gb18030": "gbk", "big5hkscs": "big5", "utf-8": "utf8", "latin-1": "latin1"}
MISTAKES: dict[str, Kind] = {
    f"{_NAMES[step.wrote]}-as-{_NAMES.get(step.read, step.read)}": mistake(step)
    for step in STEPS
    if step.read not in OTHER
}
MISTAKES |= {
    "gbk-as-utf8": never_failing_utf8("gbk"),
    "big5-as-utf8": never_failing_utf8("big5hkscs"),
}
# A few of the charsets that are one rule.
OTHERS: dict[str, Kind] = {
    f"{_NAMES[wrote]}-as-{read}": mistake(Step(wrote, read))
    for wrote, read in (
        ("utf-8", "cp1251"), ("gb18030", "cp1251"), ("gb18030", "koi8-r"), ("gb18030", "cp949"),
        ("big5hkscs", "cp437"),
    )
}  # fmt: skip
CHAINS: dict[str, Kind] = {
    "utf8-as-cp1252 twice": chain(MISTAKES["utf8-as-cp1252"], MISTAKES["utf8-as-cp1252"]),
    "utf8-as-latin1 three times": chain(*[MISTAKES["utf8-as-latin1"]] * 3),
    "gbk-as-iso-8859-15, utf8-as-latin1": chain(
        MISTAKES["gbk-as-iso-8859-15"], MISTAKES["utf8-as-latin1"]
    ),
    "gbk-as-latin1, utf8-as-cp1252": chain(MISTAKES["gbk-as-latin1"], MISTAKES["utf8-as-cp1252"]),
    "gbk-as-cp1252, utf8-as-cp1252 twice": chain(
        MISTAKES["gbk-as-cp1252"], MISTAKES["utf8-as-cp1252"], MISTAKES["utf8-as-cp1252"]
    ),
    "utf8-as-latin1, utf8-as-mac-roman": chain(
        MISTAKES["utf8-as-latin1"], MISTAKES["utf8-as-mac-roman"]
    ),
    "gbk-as-latin1, utf8-as-latin1 three times": chain(
        MISTAKES["gbk-as-latin1"], *[MISTAKES["utf8-as-latin1"]] * 3
    ),
}
DROPPED: dict[str, Kind] = {
    f"{name}, soft hyphens dropped": chain(MISTAKES[name], soft_hyphens_dropped)
    for name in ("gbk-as-latin1", "gbk-as-cp1252", "gbk-as-utf8")
}
AGAIN: dict[str, Kind] = {
    f"{name}, fixed by ftfy": chain(MISTAKES[name], fixed_by_ftfy)
    for name in ("gbk-as-latin1", "big5-as-latin1")
}
SLIPS: dict[str, Kind] = {
    "frame slip": frame_slip(),
    "frame slip, read as gb18030": frame_slip(reader="gb18030"),
    "frame slip, ，：；！？（）, read as gb18030": frame_slip("，：；！？（）", "gb18030"),
    "frame slip, any character": frame_slip(""),
    "machine traditional, parted by readings": chain(to_machine_traditional, parted(0.3, "gbk")),
    "machine traditional, parted by readings, private-use characters dropped": chain(
        to_machine_traditional, parted(0.3, "gb18030", dropped=True)
    ),
    "machine traditional, frame slip, private-use characters dropped": chain(
        to_machine_traditional, frame_slip(reader="gb18030", dropped=True)
    ),
}
HOLES: dict[str, Kind] = {
    "utf8-as-gbk, holes as U+FFFD": utf8_as_gbk_with_holes("\ufffd"),
    "utf8-as-gbk, holes as ?": utf8_as_gbk_with_holes("?"),
    "utf8-as-gbk, as browsers show it": utf8_as_gbk_in_browsers(dropped=False),
    "utf8-as-gbk, private-use characters dropped": utf8_as_gbk_in_browsers(dropped=True),
    "utf8-as-gbk, holes as U+FFFD, folded": chain(utf8_as_gbk_with_holes("\ufffd"), folded_letters),
}
GLOSSES: dict[str, Kind] = {
    "glosses": glosses("({})", 0.4),
    "glosses, full-width": glosses("（{}）", 0.4),
    "glosses, blank": glosses("({} )", 0.4),
    "glosses, toneless": glosses("({})", 0.4, toneless=True),
}
PLAIN_GLOSSES: dict[str, Kind] = {
    "plain glosses": glosses("({})", 0.1, plain=True),
    "plain glosses, toneless": glosses("({})", 0.1, plain=True, toneless=True),
}
KINDS: dict[str, Kind] = {
    **MISTAKES,
    **OTHERS,
    **CHAINS,
    **DROPPED,
    **AGAIN,
    **HOLES,
    "utf8-as-gbk, a few characters": word_as_gbk,
    **{name: chain(to_machine_traditional, kind) for name, kind in GLOSSES.items()},
    **PLAIN_GLOSSES,
    **SLIPS,
    "machine traditional": to_machine_traditional,
    **{f"machine traditional, {config}": convert(config) for config in ("s2t", "s2tw", "s2hk")},
    "controls": controls,
    "zero width": zero_width,
    "entities": entities,
    "unicode escapes": unicode_escapes,
    "markup": markup,
    "hard wraps": hard_wraps,
}
