"""One object for every setting."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass, field

from newsclean.article import Label
from newsclean.change import Certainty
from newsclean.errors import BadConfig
from newsclean.profile import Profile

__all__ = ["RULES", "Config"]

SCRIPTS = ("restore", "keep", "simplified", "traditional")
PUNCTUATIONS = ("keep", "chinese")

# Every rule id; the order in which they run is that of `pipeline.REPAIRS`. The id
# is the one name of a rule: here, in the record, in the case files and in docs/rules.md.
RULES: dict[str, str] = {
    "whitespace.newline": "line ends other than \\n",
    "mojibake": "text decoded with the wrong charset; the rules of this family:",
    **{
        f"mojibake.{wrote}-as-{read}": f"{wrote} read as {read}"
        for wrote in ("utf8", "gbk", "big5")
        for read in ("latin1", "cp1252", "iso-8859-15", "mac-roman", "gbk", "big5")
        if wrote != read
    },
    **{
        f"mojibake.{wrote}-as-utf8": f"{wrote} read as utf8, what fails as cp1252"
        for wrote in ("gbk", "big5")
    },
    **{
        f"mojibake.{wrote}-as-other": f"{wrote} read in another charset: cp1251, KOI8-R, cp949"
        for wrote in ("utf8", "gbk", "big5")
    },
    "mojibake.leftover": "blanks and marks that stayed damaged: 聽聽, 牋, 銆€",
    "mojibake.chain": "several wrong decodings on top of each other",
    "mojibake.holes": "a character of misread UTF-8 of which a byte was lost",
    "invisible.control": "control characters",
    "invisible.format": "zero-width characters, soft hyphens, byte order marks",
    "entity.html": "HTML character references left in text",
    "entity.broken": "HTML character references that lost their &",
    "escape.percent": "%XX outside addresses",
    "escape.quoted-printable": "=XX of mail",
    "escape.encoded-word": "=?utf-8?B?..?= of a mail's header",
    "escape.literal": "\\uXXXX, \\n and \\t spelled out",
    "markup.tag": "tags, comments and scripts left in text",
    "frameslip.gbk": "GBK read one byte late",
    "frameslip.guess": "a character of such text that may as well be another",
    "pinyin.gloss": "pinyin stuck behind characters",
    "script.restore": "machine conversion to traditional characters undone",
    "script.simplified": "conversion to simplified characters on request",
    "script.traditional": "conversion to traditional characters on request",
    "noise.commas": "commas that a machine puts before other marks",
    "noise.letters": "random letters and marks before paragraphs",
    "noise.indent": "question marks where each paragraph was indented",
    "noise.title": "the headline in brackets inside a paragraph",
    "pdf.radicals": "radicals of a dictionary in place of characters",
    "pdf.spaced": "a blank behind each character of a line",
    "lossy.kuntaokao": "锟斤拷: flagged",
    "lossy.fill": "烫烫烫, 屯屯屯: flagged",
    "lossy.replacement": "U+FFFD: flagged",
    "lossy.question-marks": "question marks where Chinese stood: flagged",
    "lossy.squares": "□□: flagged",
    "lossy.mojibake": "mojibake that nothing explains: flagged",
    "wrap.hard": "line breaks inside a sentence",
    "brand.suffix": "a gambling brand in place of the site's name at the end of the title",
    "brand.prefix": "a gambling brand in front of a line",
    "brand.inserted": "a gambling brand inside a sentence",
    "planted.sentence": "a sentence inside a paragraph that advertises",
    "planted.clause": "a part of a sentence that advertises",
    "planted.brackets": "brackets inside a paragraph with terms of a spam trade in them",
    "residue.empty-brackets": "brackets from which a link was taken",
    "whitespace.nbsp": "no-break spaces",
    "whitespace.trailing": "blanks at the ends of lines",
    "whitespace.blank-lines": "more than one blank line",
    "whitespace.indent": "the common indentation of all paragraphs",
    "whitespace.ends": "blanks around the body",
    "punctuation.chinese": "half-width punctuation between Chinese characters, on request",
}


@dataclass(frozen=True)
class Config:
    """How to clean. Immutable; compare and reuse freely.

    certainty: changes less certain than this are flagged, not made, and lines stay.
    disable: rule ids or families not to run, such as `{"pinyin", "wrap.hard"}`.
    keep: labels whose blocks make up the body.
    script: `restore` undoes machine conversion and leaves native traditional
        text alone; `keep` changes nothing; `simplified` and `traditional`
        convert everything.
    punctuation: `chinese` restores full-width marks between Chinese characters.
    off: the ids of all rules that do not run, made from the other settings.
    max_chars: longer texts come back as they are, flagged `limit.max-chars`.
    model: path of a file of weights that `newsclean train` wrote, instead of the shipped
        one; read on first use, once per process.
    profile: what the pages of a host share: a `Profile`, or the path of a file that
        `newsclean profile` wrote, read like the model. Lines that recur go.

    Raises `BadConfig` for values that do not exist. A file that exists and is no
    model or profile raises `BadData` when it is first used.

    >>> Config(disable={"pinyin"}).enables("pinyin.gloss")
    False
    """

    certainty: Certainty = Certainty.LIKELY
    disable: Iterable[str] = frozenset()
    keep: Iterable[Label] = frozenset({Label.BODY})
    script: str = "restore"
    punctuation: str = "keep"
    max_chars: int = 10_000_000
    model: str | os.PathLike[str] | None = None
    profile: Profile | str | os.PathLike[str] | None = None
    off: frozenset[str] = field(init=False, repr=False, compare=False)
    _disabled: frozenset[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if isinstance(self.disable, str) or isinstance(self.keep, str):
            raise BadConfig("disable and keep take a collection, not one string")
        put = object.__setattr__  # the dataclass is frozen once made
        put(self, "disable", frozenset(self.disable))
        put(self, "keep", frozenset(_member(Label, one) for one in self.keep))
        put(self, "certainty", _certainty(self.certainty))
        _choice("script", self.script, SCRIPTS)
        _choice("punctuation", self.punctuation, PUNCTUATIONS)
        put(self, "_disabled", frozenset(id for name in self.disable for id in _ids(name)))
        off = set(self._disabled)
        # Of these only the one that is asked for runs.
        off |= {f"script.{choice}" for choice in SCRIPTS if choice != self.script}
        off |= {f"punctuation.{choice}" for choice in PUNCTUATIONS if choice != self.punctuation}
        put(self, "off", frozenset(off))
        if self.max_chars < 1:
            raise BadConfig(f"max_chars must be positive, not {self.max_chars}")
        put(self, "model", _file("model", self.model))
        if not isinstance(self.profile, Profile):
            put(self, "profile", _file("profile", self.profile))

    def enables(self, rule: str) -> bool:
        """Whether `disable` lets the rule with this id run."""
        return rule not in self._disabled


def _ids(name: str) -> list[str]:
    """The rule ids that an id or family name stands for."""
    ids = [id for id in RULES if id == name or id.startswith(name + ".")]
    if not ids:
        raise BadConfig(f"no rule {name!r}", RULES)
    return ids


def _choice(name: str, value: str, valid: tuple[str, ...]) -> None:
    if value not in valid:
        raise BadConfig(f"{name}={value!r} does not exist", valid)


def _file(name: str, value: object) -> str | None:
    """A file as an absolute path, which holds in every worker of this machine."""
    if value is None:
        return None
    if not isinstance(value, (str, os.PathLike)):
        raise BadConfig(f"{name} must be a path, not {type(value).__name__}")
    path = os.path.abspath(os.fspath(value))
    if not os.path.isfile(path):
        raise BadConfig(f"{name}: there is no file {path}")
    return path


def _member(kind: type[Label], value: object) -> Label:
    try:
        return kind(value)
    except ValueError:
        raise BadConfig(f"no label {value!r}", [one.value for one in kind]) from None


def _certainty(value: object) -> Certainty:
    try:
        if isinstance(value, str):
            return Certainty[value.upper()]
        return Certainty(value)  # type: ignore[arg-type]  # a wrong type is a ValueError
    except (KeyError, ValueError):
        valid = [one.name.lower() for one in Certainty]
        raise BadConfig(f"certainty={value!r} does not exist", valid) from None
