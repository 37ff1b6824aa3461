"""Do to clean text what scraping and spam do to it, and know the truth.

Every kind is a function of a text and a random generator that gives the
damaged text; what it was given is the answer. Kinds stack: apply one to the
result of another. `KINDS` names them all.
"""

from __future__ import annotations

import html
import random
import unicodedata
from functools import cache

from corpus.misread import (
    Kind,
    as_radicals,
    beside_marks,
    chain,
    fixed_by_ftfy,
    folded_letters,
    frame_slip,
    mistake,
    never_failing_utf8,
    parted,
    soft_hyphens_dropped,
    spaced_out,
    unassigned_dropped,
    utf8_as_gbk_in_browsers,
    utf8_as_gbk_with_holes,
    word_as_gbk,
)
from newsclean.chars import ambiguous, simplified, traditional_forms
from newsclean.repairs.pinyin import readings
from newsclean.repairs.steps import OTHER, STEPS, Step

# Left simplified by the converter although traditional text has another form: those of
# `ambiguous()` less these, which it converts (seen on real pages).
CONVERTED = "划种党极价台准据广当确签挂杆万胜别针"
ODD = {"台": "臺", "着": "著", "为": "為", "群": "群", "床": "床", "众": "眾", "启": "啟"}


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
BESIDE_MARKS: dict[str, Kind] = {
    f"{name}, beside marks": beside_marks(kind)
    for name, kind in (
        *((name, MISTAKES[name]) for name in ("gbk-as-latin1", "utf8-as-latin1", "gbk-as-utf8")),
        ("utf8-as-gbk, holes as U+FFFD", utf8_as_gbk_with_holes("\ufffd")),
    )
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
    **BESIDE_MARKS,
    **HOLES,
    "utf8-as-cp1252, unassigned bytes dropped": unassigned_dropped,
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
    "radicals": as_radicals,
    "spaced out": spaced_out,
    "hard wraps": hard_wraps,
}
