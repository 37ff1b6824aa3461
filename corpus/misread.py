"""Text as a reader shows its bytes who takes them for another charset, or loses some of them.

Each function makes a kind of damage for `corpus.damage`: a function of a text and a random
generator that gives the damaged text.
"""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable, Iterator

import ftfy

from newsclean.chars import simplified
from newsclean.repairs import lenient
from newsclean.repairs.pinyin import readings
from newsclean.repairs.steps import Step

Kind = Callable[[str, random.Random], str]
_PRIVATE = re.compile(r"[\ue000-\uf8ff]")
_RADICALS = {
    ord(unicodedata.normalize("NFKC", char)): char for char in map(chr, range(0x2F00, 0x2FD6))
}
_AS_REFERENCES = re.compile(r"([“”‘’…—]+)")


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


def beside_marks(kind: Kind) -> Kind:
    """The same where a page has its quotation marks and dashes as references: they stay."""

    def damage(text: str, rng: random.Random) -> str:
        parts = _AS_REFERENCES.split(text)
        return "".join(one if at % 2 else kind(one, rng) for at, one in enumerate(parts))

    return damage


def unassigned_dropped(text: str, rng: random.Random) -> str:
    """UTF-8 read as cp1252, by a reader that skips the five bytes which it does not assign."""
    return text.encode("utf-8").decode("cp1252", "ignore").replace("\xad", "")


def as_radicals(text: str, rng: random.Random) -> str:
    """The radical of a dictionary for each character that is one, as PDF files have them."""
    return text.translate(_RADICALS)


def spaced_out(text: str, rng: random.Random) -> str:
    """A blank behind each Chinese character, as where a PDF file sets it wide."""
    return re.sub(r"(?<=[\u4e00-\u9fff])(?=[\u4e00-\u9fff])", " ", text)


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
