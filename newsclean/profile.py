"""What lines the pages of a host share.

A profile keeps, for each host, a sample of its pages: of each the hashes of its
lines, under the hash of its longest paragraph. That paragraph stands for what
the page says, so the same article under several addresses is one page. Of many
pages those with the smallest hashes are kept, which is a random choice and the
same one whoever makes it (a bottom-k sample; Cohen & Kaplan 2007). So the sum of
two profiles is the profile of all their pages: in any order, in any grouping,
and a page that comes twice counts once.
"""

from __future__ import annotations

import json
import os
from array import array
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from hashlib import blake2b
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from zipfile import BadZipFile

from newsclean.atomic import whole
from newsclean.chars import view
from newsclean.errors import BadData
from newsclean.lazy import pattern

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Profile", "host_of", "key_of", "shared"]

FORMAT = "newsclean.profile/1"
_ADVICE = "make one with `newsclean profile`"
SAMPLE = 100  # pages of a host: a share is known to 5 points
PAGES = 5  # with so many different articles a line is the site's; a series has fewer in a crawl
SHARE = 0.2  # of a host's pages: a template of one channel among five; a column is rarer
_DIGITS = pattern(r"\d+")  # counters and dates of one template differ by nothing else
_MARKS = pattern(r"[\W_]+")
_LETTERS = 2  # beside digits: a number alone says nothing

Pages = dict[int, "array[int]"]


class Profile:
    """The lines of pages by host. Immutable; `+` gives the profile of both.

    hosts: host to the hash of a page's longest paragraph to the sorted hashes of
    its lines. Made by `newsclean.learn_profile`, kept by `save` and `load`.

    >>> Profile() + Profile() == Profile()
    True
    """

    __slots__ = ("_hosts", "_recurring")

    def __init__(self, hosts: Mapping[str, Pages] | None = None) -> None:
        self._hosts = {host: _sample(pages) for host, pages in (hosts or {}).items()}
        self._recurring: dict[str, frozenset[int]] = {}  # by host, found when first asked for

    def __add__(self, other: Profile) -> Profile:
        if not isinstance(other, Profile):
            return NotImplemented
        hosts = dict(self._hosts)
        for host, pages in other._hosts.items():
            mine = hosts.get(host, {})
            hosts[host] = {**mine, **{key: _union(mine.get(key), pages[key]) for key in pages}}
        return Profile(hosts)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Profile) and self._hosts == other._hosts

    def __hash__(self) -> int:
        return hash(tuple(sorted(self.pages.items())))

    def __repr__(self) -> str:
        return f"<Profile of {sum(self.pages.values())} pages of {len(self._hosts)} hosts>"

    @property
    def pages(self) -> dict[str, int]:
        """How many pages of each host are in the sample, at most 100."""
        return {host: len(pages) for host, pages in self._hosts.items()}

    def by_host(self) -> dict[str, Profile]:
        """A profile for each host; their sum is this one."""
        return {host: Profile({host: pages}) for host, pages in self._hosts.items()}

    def recurring(self, host: str) -> frozenset[int]:
        """The hashes of the lines that recur on a host: 5 pages or more, and one in five."""
        if host not in self._recurring:
            pages = self._hosts.get(host, {})
            counts = Counter(key for lines in pages.values() for key in lines)
            least = max(PAGES, SHARE * len(pages))
            self._recurring[host] = frozenset(key for key, n in counts.items() if n >= least)
        return self._recurring[host]

    def pruned(self) -> Profile:
        """Without the lines that stand on one page only, of hosts with pages enough.

        They are most lines. One that recurs later counts one page less.
        """
        hosts = {}
        for host, pages in self._hosts.items():
            counts = Counter(key for lines in pages.values() for key in lines)
            least = 2 if len(pages) > PAGES else 1
            hosts[host] = {
                page: array("Q", (key for key in lines if counts[key] >= least))
                for page, lines in pages.items()
            }
        return Profile(hosts)

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write the profile, pruned, to a file, which is there whole or not at all."""
        data = self.pruned().to_bytes()
        with whole(Path(path)) as stream:
            stream.write(data)

    def to_bytes(self) -> bytes:
        """The whole profile in the format of the file, for programs that pass it on."""
        import numpy as np

        hosts = dict(sorted(self._hosts.items()))
        pages = [(key, lines) for one in hosts.values() for key, lines in sorted(one.items())]
        header = {"format": FORMAT, "hosts": {host: len(one) for host, one in hosts.items()}}
        text = json.dumps(header, ensure_ascii=False).encode("utf-8", "surrogatepass")
        lines = np.concatenate([np.zeros(0, np.uint64), *(_numbers(one) for _, one in pages)])
        stream = BytesIO()
        np.savez_compressed(
            stream,
            header=np.frombuffer(text, dtype=np.uint8),
            pages=np.array([key for key, _ in pages], dtype=np.uint64),
            sizes=np.array([len(one) for _, one in pages], dtype=np.uint32),
            lines=lines,
        )
        return stream.getvalue()

    @classmethod
    def from_bytes(cls, data: bytes) -> Profile:
        """The profile that `to_bytes` gave. Raises `BadData` for anything else.

        >>> Profile.from_bytes(Profile().to_bytes()) == Profile()
        True
        """
        return cls._parsed(data, "bytes")

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> Profile:
        """The profile in a file that `save` wrote. Raises `BadData` for any other."""
        try:
            data = Path(path).read_bytes()
        except OSError as error:
            raise BadData(f"no profile: {error}; {_ADVICE}", os.fspath(path)) from None
        return cls._parsed(data, os.fspath(path))

    @classmethod
    def _parsed(cls, data: bytes, path: str) -> Profile:
        try:
            return cls(_read(data))
        except (OSError, ValueError, KeyError, TypeError, EOFError, BadZipFile) as error:
            raise BadData(f"no profile: {error}; {_ADVICE}", path) from None


def shared(profile: Profile | str | os.PathLike[str]) -> Profile:
    """A profile given as itself or as a file, which is read once per process."""
    return profile if isinstance(profile, Profile) else _loaded(os.fspath(profile))


@cache
def _loaded(path: str) -> Profile:
    return Profile.load(path)


def host_of(url: str | None) -> str:
    """The host of an address, without `www.`; empty if there is none.

    >>> host_of("https://www.Example.com:8080/a.html"), host_of(None)
    ('example.com', '')
    """
    try:
        host = urlsplit(url or "").hostname or ""
    except ValueError:  # an address with broken brackets
        return ""
    return host.removeprefix("www.")


def key_of(line: str) -> int | None:
    """The hash of a line by its letters, digits alike; None for a line with hardly any.

    >>> key_of("【相关阅读】") == key_of("相關閱讀："), key_of("12 | 34")
    (True, None)
    """
    letters = _MARKS.sub("", view(line))
    if len(_DIGITS.sub("", letters)) < _LETTERS:
        return None
    folded = _DIGITS.sub("0", letters).encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(folded, digest_size=8).digest(), "little")


def profile_of(pages: Iterable[tuple[str, int, Iterable[int]]]) -> Profile:
    """The profile of pages in one pass: each its host, its own hash, and those of its lines."""
    hosts: dict[str, dict[int, array[int]]] = {}
    for host, page, lines in pages:
        mine = hosts.setdefault(host, {})
        mine[page] = _union(mine.get(page), array("Q", sorted(lines)))
        if len(mine) > 2 * SAMPLE:  # now and then, so that a page costs the same however many come
            hosts[host] = _sample(mine)
    return Profile(hosts)


def _sample(pages: Pages) -> Pages:
    if len(pages) <= SAMPLE:
        return pages
    return {key: pages[key] for key in sorted(pages)[:SAMPLE]}


def _union(mine: array[int] | None, other: array[int]) -> array[int]:
    if mine is None or mine == other:
        return other
    return array("Q", sorted({*mine, *other}))


def _numbers(lines: array[int]) -> NDArray[np.uint64]:
    import numpy as np

    return np.frombuffer(lines.tobytes(), dtype=np.uint64)


def _read(data: bytes) -> dict[str, Pages]:
    import numpy as np

    with np.load(BytesIO(data), allow_pickle=False) as arrays:
        header = json.loads(bytes(arrays["header"]))
        if header["format"] != FORMAT:
            raise ValueError(f"its format is {header['format']!r}, not {FORMAT!r}")
        pages = arrays["pages"].tolist()
        cuts = np.cumsum(arrays["sizes"].astype(np.int64))[:-1]
        lines = np.split(arrays["lines"].astype(np.uint64), cuts)
    sizes: dict[str, int] = header["hosts"]
    if sum(sizes.values()) != len(pages) or len(pages) > len(lines):
        raise ValueError("its parts do not fit together")
    found = iter([(key, array("Q", one.tobytes())) for key, one in zip(pages, lines)])
    return {host: dict(islice(found, size)) for host, size in sizes.items()}
