"""The damage that each rule is for, for `corpus.measure_rules`.

A rule whose name is in `corpus.damage` takes its kinds from there. What spam plants is put
together from the shipped lists, which flatters recall: a brand that they lack is not found.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from email.header import Header
from functools import cache
from typing import Any
from urllib.parse import quote

from corpus.damage import (
    CHAINS,
    DROPPED,
    GLOSSES,
    HOLES,
    KINDS,
    MISTAKES,
    OTHERS,
    PLAIN_GLOSSES,
    SLIPS,
    convert,
)
from corpus.misread import Kind
from newsclean.lexicon import table

__all__ = ["BEFORE", "CONFIG", "DAMAGE", "FLAGGED", "INLINE", "TRADITIONAL", "Kinds"]

Kinds = dict[str, Kind]


def is_chinese(text: str) -> bool:
    """Whether all characters are Chinese."""
    return all("\u4e00" <= char <= "\u9fff" for char in text)


def inserted(piece: str) -> Kind:
    """The same damage at a random place inside the text, between Chinese characters."""

    def damage(text: str, rng: random.Random) -> str:
        inside = [at for at in range(4, len(text) - 4) if is_chinese(text[at - 1 : at + 1])]
        if not inside:
            return text
        at = rng.choice(inside)
        return text[:at] + piece + text[at:]

    return damage


def spelled(form: str) -> Kind:
    """A few Chinese characters as escaped bytes. form: how one byte is written."""

    def damage(text: str, rng: random.Random) -> str:
        at = rng.randrange(max(len(text) - 6, 1))
        word = text[at : at + 4]
        if not is_chinese(word):
            return text
        return text[:at] + quote(word).replace("%", form) + text[at + 4 :]

    return damage


def encoded_word(text: str, rng: random.Random) -> str:
    """A few Chinese characters as a word of a mail's header (RFC 2047)."""
    at = rng.randrange(max(len(text) - 6, 1))
    word = text[at : at + 4]
    if not is_chinese(word):
        return text
    return f"{text[:at]}{Header(word, 'utf-8').encode()}{text[at + 4 :]}"


def replaced(*pairs: tuple[str, str]) -> Kind:
    """Pieces of the text as others, everywhere."""

    def damage(text: str, rng: random.Random) -> str:
        for before, after in pairs:
            text = text.replace(before, after)
        return text

    return damage


def started(before: str, after: str) -> Kind:
    """What the text begins with as something else."""

    def damage(text: str, rng: random.Random) -> str:
        return after + text[len(before) :] if text.startswith(before) else text

    return damage


def each_line(piece: str, share: float, *, behind: bool) -> Kind:
    """A piece in front of a random share of the lines, or behind them."""

    def damage(text: str, rng: random.Random) -> str:
        lines = text.split("\n")
        for at in range(len(lines) - behind):  # behind the last is the end of the body
            if rng.random() < share:
                lines[at] = lines[at] + piece if behind else piece + lines[at]
        return "\n".join(lines)

    return damage


@cache
def strong(topic: str) -> list[str]:
    """The strong terms of a topic in the shipped list."""
    return [row[0] for row in table("spam_terms.tsv", 3) if row[1] == topic and row[2] == "strong"]


def swapped_name(text: str, rng: random.Random) -> str:
    """A gambling brand behind the title, as a kit that swaps the site's name leaves it."""
    title, line, rest = text.partition("\n")
    return f"{title}-{rng.choice(strong('gambling'))}{line}{rest}"


def prefixed(text: str, rng: random.Random) -> str:
    """A gambling brand and a colon in front of a line."""
    lines = text.split("\n")
    at = rng.randrange(len(lines))
    lines[at] = f"{rng.choice(strong('gambling'))}:{lines[at]}"
    return "\n".join(lines)


def inserted_name(text: str, rng: random.Random) -> str:
    """The same brand behind the title and inside a sentence."""
    title, line, rest = text.partition("\n")
    brand = rng.choice(strong("gambling"))
    bad = inserted(brand + "的")(rest, rng)
    return f"{title}-{brand}{line}{bad}" if bad != rest else text


def advert(form: str, ends: str) -> Kind:
    """An advert of a listed trade behind one of the marks `ends`. form: its words and its end."""

    def damage(text: str, rng: random.Random) -> str:
        places = [at for at in range(1, len(text) - 1) if text[at - 1] in ends]
        if not places:
            return text
        at = rng.choice(places)
        name = "".join(rng.choice("abcdefghkmnpqrstuwxyz") for _ in range(3))
        piece = form.format(
            term=rng.choice(strong("keywords")), name=f"{name}{rng.randrange(1000, 99999)}"
        )
        return text[:at] + piece + text[at:]

    return damage


def boxed(text: str, rng: random.Random) -> str:
    """A listed term in brackets inside the text."""
    return inserted(f"【{rng.choice(strong('keywords'))}】")(text, rng)


def titled(text: str) -> str:
    """The text under a headline of its first words."""
    head = text.split("\n")[0][:60]
    for mark in "，。：；":
        head = head.split(mark)[0]
    return f"{head}\n{text}"


def commaed(text: str, rng: random.Random) -> str:
    """A comma before a good part of the commas and full stops, as mirrors put them."""
    marks = [at for at, char in enumerate(text) if char in "，。" and text[at - 1 : at].isalpha()]
    stops = [at for at in marks if text[at] == "。"]
    if len(marks) < 8 or len(stops) < 3:
        return text
    chosen = {*rng.sample(marks, len(marks) // 2), *rng.sample(stops, 2)}
    return "".join("，" + char if at in chosen else char for at, char in enumerate(text))


def jammed(text: str, rng: random.Random) -> str:
    """Random letters and marks before each paragraph, as forums put them."""
    lines = text.split("\n")
    if len(lines) < 3:
        return text
    marks = "!\"#$%&'()*+,-./:;?@^_`{|}~0123456789"
    letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
    jam = (
        " ".join(rng.choice(letters) + rng.choice(marks) for _ in range(rng.randint(8, 14)))
        for _ in lines
    )
    return "\n".join(f"{one} {line}" if line else line for one, line in zip(jam, lines))


def bracketed(text: str, rng: random.Random) -> str:
    """The headline in brackets before a sentence of the text."""
    head, _, rest = text.partition("\n")
    ends = [at for at, char in enumerate(rest) if char == "。" and rest[at + 1 : at + 2].isalpha()]
    at = rng.choice(ends) + 1 if ends else 0
    return f"{head}\n{rest[:at]}【{head}】{rest[at:]}" if 6 <= len(head) <= 60 else text


def unread_indent(text: str, rng: random.Random) -> str:
    """Question marks for the blanks before each paragraph."""
    lines = text.split("\n")
    marks = rng.choice(("??", "????"))
    return "\n".join(marks + line if line else line for line in lines) if len(lines) > 2 else text


def indented(text: str) -> str:
    return "  " + text


DAMAGE: dict[str, Kinds] = {
    **{f"mojibake.{name}": {name: kind} for name, kind in MISTAKES.items()},
    "mojibake.gbk-as-utf8": {"gbk-as-utf8": MISTAKES["gbk-as-utf8"], **DROPPED},
    "mojibake.utf8-as-gbk": {
        name: kind for name, kind in KINDS.items() if name in ("utf8-as-gbk",) or "a few" in name
    },
    **{
        f"mojibake.{wrote}-as-other": {n: k for n, k in OTHERS.items() if n.startswith(wrote)}
        for wrote in ("utf8", "gbk", "big5")
    },
    "mojibake.chain": dict(CHAINS),
    "mojibake.holes": dict(HOLES),
    "mojibake.leftover": {
        f"leftover {blanks}": started("  ", blanks) for blanks in ("聽聽", "牋", "牋牋")
    },
    "entity.html": {"entities": KINDS["entities"]},
    "entity.broken": {"broken entities": replaced(("“", "ldquo;"), ("”", "rdquo;"))},
    "escape.literal": {"unicode escapes": KINDS["unicode escapes"]},
    "escape.percent": {"percent": spelled("%")},
    "escape.encoded-word": {"encoded word": encoded_word},
    "escape.quoted-printable": {"quoted-printable": spelled("=")},
    "markup.tag": {"markup": KINDS["markup"]},
    "whitespace.newline": {"carriage returns": replaced(("\n", "\r\n"))},
    "invisible.control": {"controls": KINDS["controls"]},
    "invisible.format": {"zero width": KINDS["zero width"]},
    "frameslip.gbk": {"frame slip": SLIPS["frame slip"]},
    "frameslip.guess": {"any character": SLIPS["frame slip, any character"]},
    "pinyin.gloss": {name: KINDS[name] for name in (*GLOSSES, *PLAIN_GLOSSES)},
    "script.restore": {n: k for n, k in KINDS.items() if n.startswith("machine traditional")},
    "script.simplified": {"to traditional": convert("s2t")},
    "script.traditional": {"to simplified": convert("t2s")},
    "wrap.hard": {"hard wraps": KINDS["hard wraps"]},
    "noise.commas": {"commas": commaed},
    "noise.letters": {"letters": jammed},
    "noise.indent": {"lost indents": unread_indent},
    "noise.title": {"title in brackets": bracketed},
    "pdf.radicals": {"radicals": KINDS["radicals"]},
    "pdf.spaced": {"spaced out": KINDS["spaced out"]},
    "brand.suffix": {"brand in the title": swapped_name},
    "brand.prefix": {"brand before a line": prefixed},
    "brand.inserted": {"brand in title and text": inserted_name},
    "planted.sentence": {"sentence": advert("{term}微信{name}。", "。")},
    "planted.clause": {"clause": advert("{term}微信{name}，", "，")},
    "planted.brackets": {"brackets": boxed},
    "residue.empty-brackets": {"empty brackets": inserted("（）")},
    "whitespace.trailing": {"trailing": each_line(" \u3000", 0.5, behind=True)},
    "whitespace.nbsp": {"no-break spaces": replaced((" ", "\xa0 "))},
    "whitespace.blank-lines": {"blank lines": replaced(("\n\n", "\n \n\n\n"))},
    "whitespace.indent": {"indent": each_line("    ", 1.0, behind=False)},
    "whitespace.ends": {"ends": lambda text, _: f"\n \n{text}\n\n "},
    "punctuation.chinese": {"folded marks": replaced(*zip("，：；？！（）", ",:;?!()"))},
}
FLAGGED: dict[str, Kinds] = {
    "lossy.kuntaokao": {"kuntaokao": inserted("锟斤拷锟斤拷")},
    "lossy.fill": {"fill": inserted("烫烫烫烫")},
    "lossy.replacement": {"replacement": inserted("\ufffd\ufffd")},
    "lossy.question-marks": {"question marks": inserted("????")},
    "lossy.squares": {"squares": inserted("□□")},
    "lossy.mojibake": {"mojibake": inserted("闂傚倸鍊搁崐鎼佸磹閹间礁纾归柟闂寸")},
}
# What a text is made of before it is damaged, for rules that need more than a paragraph.
BEFORE: dict[str, Callable[[str], str]] = {
    "mojibake.leftover": indented,
    "noise.title": titled,
    "brand.suffix": titled,
    "brand.prefix": titled,
    "brand.inserted": titled,
    "whitespace.blank-lines": lambda text: text.replace("\n", "\n\n"),
}
# Rules that run on blocks that are kept, after the repairs of the whole text.
INLINE = ("planted.", "residue.", "punctuation.", "whitespace.")
# Rules for which native traditional articles are damaged.
TRADITIONAL = ("script.traditional",)
# Settings without which a rule does not run.
CONFIG: dict[str, dict[str, Any]] = {
    "script.simplified": {"script": "simplified"},
    "script.traditional": {"script": "traditional"},
    "punctuation.chinese": {"punctuation": "chinese"},
}
