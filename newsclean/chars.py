"""Character tables: simplified forms, and the view that lexicon and labels look at.

All tables are built on first use from the dictionaries that
opencc-python-reimplemented ships; its own conversion loop runs at 1.6 MB/s, a
table at some 40.
"""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from newsclean.errors import BadData

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = [
    "CODE_POINTS",
    "HAN",
    "ambiguous",
    "ambiguous_table",
    "codes",
    "language_of",
    "phrases",
    "regional_forms",
    "simplified",
    "to_simplified",
    "to_traditional",
    "variants",
    "view",
]

# Characters that carry Chinese text, for use inside a regex class. Compatibility
# ideographs and the ideographic zero are in: names use both.
HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"


_SAMPLE = 4000  # characters that tell a text's language
_KANA_SHARE = 0.1  # Japanese has a third and more; Chinese cites a few names
_HAN_SHARE = 0.1  # of the letters: a Chinese text may be full of Latin words
_SCRIPTS = (  # Chinese characters, kana, hangul, Latin and Cyrillic letters
    ((0x3400, 0x9FFF),),
    ((0x3041, 0x3096), (0x30A1, 0x30FA)),
    ((0xAC00, 0xD7A3),),
    ((0x41, 0x5A), (0x61, 0x7A), (0xC0, 0x24F), (0x400, 0x52F)),
)


@cache
def _dictionary(name: str) -> dict[str, tuple[str, ...]]:
    """A dictionary of the opencc package: form to its candidates, best first."""
    found = importlib.util.find_spec("opencc")
    folder = Path(found.origin).parent if found and found.origin else Path()
    path = folder / "dictionary" / f"{name}.txt"
    if not path.is_file():
        raise BadData(
            "the installed `opencc` module is not opencc-python-reimplemented, whose "
            "dictionaries are used here; uninstall `opencc` and reinstall the other",
            str(path),
        )
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").split("\n"))
    return {row[0]: tuple(row[1].split()) for row in rows if len(row) == 2}


@cache
def variants() -> dict[str, tuple[str, ...]]:
    """Each traditional character with its simplified forms, the usual one first.

    Only characters that have a simplified form other than themselves.
    """
    return {
        form: found
        for form, found in _dictionary("TSCharacters").items()
        if len(form) == 1 and any(one != form for one in found)
    }


@cache
def ambiguous() -> frozenset[str]:
    """Simplified characters that are also characters of traditional text (于, 制, 里)."""
    found = _dictionary("STCharacters").items()
    return frozenset(form for form, forms in found if len(forms) > 1 and form in forms)


@cache
def ambiguous_table() -> NDArray[np.bool_]:
    """Which code points are `ambiguous` characters, shape (CODE_POINTS,)."""
    import numpy as np

    found = np.zeros(CODE_POINTS, dtype=bool)
    found[list(map(ord, ambiguous()))] = True
    return found


def traditional_forms() -> dict[str, tuple[str, ...]]:
    """Simplified characters and words of one character with their traditional forms."""
    return _dictionary("STCharacters")


def phrases() -> dict[str, tuple[str, ...]]:
    """Simplified words whose traditional form is not that of their characters, with it."""
    return _dictionary("STPhrases")


@cache
def regional_forms(region: str) -> dict[str, str]:
    """Standard traditional characters that a region writes otherwise. region: TW or HK."""
    return {form: found[0] for form, found in _dictionary(f"{region}Variants").items()}


@cache
def simplified() -> dict[int, str]:
    """Code point of a traditional character to its usual simplified form."""
    return {ord(form): found[0] for form, found in variants().items() if found[0] != form}


@cache
def _phrases() -> tuple[re.Pattern[str], dict[str, str]]:
    """The phrases whose simplified form is not that of their characters (乾隆)."""
    table = {form: found[0] for form, found in _dictionary("TSPhrases").items()}
    longest_first = sorted(table, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first))), table


def to_simplified(text: str, characters: Mapping[int, str] | None = None) -> str:
    """`text` in simplified characters, as opencc-python-reimplemented's `t2s` gives it.

    characters: what to take for characters that are in no word of its list, by code
    point; `simplified` if not given.

    >>> to_simplified("乾隆年間的乾燥機")
    '乾隆年间的干燥机'
    """
    table = simplified() if characters is None else characters
    pattern, words = _phrases()
    parts = []
    at = 0
    for match in pattern.finditer(text):
        parts += [text[at : match.start()].translate(table), words[match.group()]]
        at = match.end()
    return "".join(parts) + text[at:].translate(table)


def to_traditional(text: str) -> str:
    """`text` in traditional characters, by opencc-python-reimplemented's `s2t`."""
    converted: str = _s2t().convert(text)
    return converted


@cache
def _s2t():  # type: ignore[no-untyped-def]  # the package has no types
    from opencc import OpenCC

    return OpenCC("s2t")


CODE_POINTS = 0x110000
_SHORT = 60  # characters; up to so many a dictionary is faster than an array
TRADITIONAL = 1  # its usual simplified form is another character
SIMPLIFIED = 2  # a form that only simplification made


def codes(text: str) -> NDArray[np.uint32]:
    """The code points of `text`, shape (len(text),). The last long texts are kept: many ask.

    A table that takes these is thirty times as fast as a regular expression with a class
    of many characters.
    """
    return _last_codes(text) if len(text) > _SHORT else _last_codes.__wrapped__(text)


@lru_cache(maxsize=2)
def _last_codes(text: str) -> NDArray[np.uint32]:
    import numpy as np

    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")


def kinds(text: str) -> NDArray[np.uint8]:
    """`TRADITIONAL`, `SIMPLIFIED` or 0 for each character, shape (len(text),)."""
    return _kind_table().take(codes(text))


def traditional_table() -> NDArray[np.bool_]:
    """Which code points are `TRADITIONAL` characters, shape (CODE_POINTS,)."""
    found: NDArray[np.bool_] = _kind_table() == TRADITIONAL
    return found


@cache
def _kind_table() -> NDArray[np.uint8]:
    import numpy as np

    found = np.zeros(CODE_POINTS, dtype=np.uint8)
    plain = frozenset(simplified().values()) - ambiguous() - frozenset(variants())
    found[list(map(ord, plain))] = SIMPLIFIED
    found[list(simplified())] = TRADITIONAL
    return found


def language_of(text: str) -> str:
    """The language that the script of a text tells: zh, ja or ko, else und.

    >>> language_of("新橋通車"), language_of("新しい橋が開通した"), language_of("A bridge")
    ('zh', 'ja', 'und')
    """
    import numpy as np

    scripts = _script_table().take(codes(text[:_SAMPLE]))
    han, kana, hangul, latin, _ = np.bincount(scripts, minlength=len(_SCRIPTS) + 1).tolist()
    if hangul > han:
        return "ko"
    if kana > _KANA_SHARE * (han + kana):
        return "ja"
    return "zh" if han and han >= _HAN_SHARE * (han + latin) else "und"


@cache
def _script_table() -> NDArray[np.uint8]:
    """The place of each code point's script in `_SCRIPTS`; their number for no script."""
    import numpy as np

    found = np.full(CODE_POINTS, len(_SCRIPTS), dtype=np.uint8)
    for index, ranges in enumerate(_SCRIPTS):
        for low, high in ranges:
            found[low : high + 1] = index
    return found


@cache
def view_table() -> NDArray[np.uint32]:
    """The code point that the view has for each code point, shape (CODE_POINTS,)."""
    import numpy as np

    found = np.arange(CODE_POINTS, dtype=np.uint32)
    found[list(_view_of())] = list(map(ord, _view_of().values()))
    return found


@cache
def _view_of() -> dict[int, str]:
    """The characters that the view changes, with what it makes of them."""
    table = dict(simplified())
    table |= {code: chr(code).lower() for code in range(ord("A"), ord("Z") + 1)}
    for code in range(0xFF01, 0xFF5F):  # full-width ASCII
        table[code] = chr(code - 0xFEE0).lower()
    blanks = [*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F, 0x3000, 0xA0, 0xAD]
    table |= dict.fromkeys([*blanks, *range(0x2000, 0x2010), 0x2060, 0xFEFF], " ")
    table |= {0x2022: "·", 0x30FB: "·", 0xFF5C: "|", 0xFE55: ":"}
    return table


def view(text: str) -> str:
    """`text` as lexicon and labels see it: one script, one width, one case, same length.

    >>> view("來源：ＡＢＣ網")
    '来源:abc网'
    """
    if len(text) <= _SHORT:
        return text.translate(_view_of())
    points = view_table().take(codes(text))
    return points.tobytes().decode("utf-32-le", "surrogatepass")
