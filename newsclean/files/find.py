"""Arguments to shards: which files, of which format, and what their results are called."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from newsclean.errors import BadInput
from newsclean.files.packed import unpacked_name

__all__ = ["DOCUMENT", "FORMATS", "Shard", "check_names", "find_shards"]

DOCUMENT = "document"  # one document a file
# By suffix, the compression's taken off. The second set is taken from a folder as
# well; the third only where it is named: folders hold such files for other ends.
_DOCUMENTS = dict.fromkeys((".txt", ".text", ".html", ".htm", ".xhtml", ".shtml"), DOCUMENT)
_TABLES = {
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".parquet": "parquet",
    ".arrow": "arrow",
    ".arrows": "arrow",
    ".feather": "arrow",
    ".warc": "warc",
    ".wet": "warc",
}
_NAMED = {".json": "json", ".csv": "csv", ".tsv": "tsv"}
_FOUND = {**_DOCUMENTS, **_TABLES}
_KNOWN = {**_FOUND, **_NAMED}
FORMATS = (DOCUMENT, "lines", *sorted(set(_TABLES.values()) | set(_NAMED.values())))


@dataclass(frozen=True)
class Shard:
    """Files that are read in order and whose results belong together.

    A file with many records is a shard; all files with one document each are one
    together. `name` is where the results go, relative to the output folder and
    without a suffix; `stems` are such names for each of the files.
    """

    name: str
    format: str
    files: tuple[str, ...]
    stems: tuple[str, ...]

    @property
    def size(self) -> int:
        """Bytes of its files, as far as they can be known."""
        return sum(os.path.getsize(file) for file in self.files if os.path.isfile(file))


def find_shards(
    paths: Iterable[str], format: str | None = None, output: Path | None = None
) -> list[Shard]:
    """The shards that paths stand for: files, folders, patterns, or `-`.

    format: one of `FORMATS`, for files whose suffix does not tell it; a folder
    then gives all its files. output: a folder whose files are no input.

    Raises `BadInput` for a path that is not there.
    """
    paths = list(paths)
    shards: list[Shard] = []
    documents: dict[str, str] = {}
    place = 0  # of the documents among the shards
    for path in paths:
        for file, relative in _files(path, format):
            if output and output.resolve() in Path(file).resolve().parents:
                continue
            kind = format or _format(relative.name, _KNOWN) or DOCUMENT
            stem = _stem(relative)
            if kind != DOCUMENT:
                shards.append(Shard(stem, kind, (file,), (stem,)))
                continue
            place = place if documents else len(shards)
            documents[file] = stem
    if documents:
        alone = Path(paths[0]).resolve().name if len(paths) == 1 else ""
        name = _stem(Path(alone or "documents"))
        shards.insert(place, Shard(name, DOCUMENT, tuple(documents), tuple(documents.values())))
    return shards


def check_names(names: Iterable[tuple[str, str]]) -> None:
    """Raise `BadInput` if the results of two files have one name; pairs of name and file."""
    seen: dict[str, str] = {}
    for name, file in names:
        if name in seen:
            both = f"{seen[name]} and {file}"
            raise BadInput(f"the results of {both} would both be called {name}")
        seen[name] = file


def _files(path: str, format: str | None) -> Iterator[tuple[str, Path]]:
    """The files of an argument, and their paths below its folder."""
    if path == "-":
        yield "-", Path("stdin")
    elif os.path.isdir(path):
        for file in _within(Path(path), format):
            yield str(file), file.relative_to(path)
    elif os.path.exists(path):
        yield path, Path(Path(path).name)
    else:
        matches = sorted(one for one in glob.glob(path, recursive=True) if os.path.isfile(one))
        if not matches:
            raise BadInput(f"{path} does not exist")
        fixed = _fixed(path)
        for one in matches:
            yield one, Path(one).relative_to(fixed)


def _fixed(pattern: str) -> Path:
    """The folders of a pattern before its first wildcard."""
    parts = Path(pattern).parts[:-1]
    wild = next((index for index, part in enumerate(parts) if glob.has_magic(part)), len(parts))
    return Path(*parts[:wild])


def _within(folder: Path, format: str | None) -> Iterator[Path]:
    """The files of a folder, subfolders included, hidden ones and links to folders not."""
    found: list[Path] = []
    for where, folders, names in os.walk(folder, onerror=_refused):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += [Path(where, name) for name in names if not name.startswith(".")]
    for file in sorted(found):
        if (format or _format(file.name, _FOUND)) and file.is_file():
            yield file


def _refused(error: OSError) -> NoReturn:
    """A folder that cannot be read would be documents that are missing, and nobody told."""
    raise BadInput(f"{error.filename}: {error.strerror}")


def _format(name: str, known: dict[str, str]) -> str | None:
    return known.get(Path(unpacked_name(name)).suffix.lower())


def _stem(relative: Path) -> str:
    """A relative path without the suffixes of formats, in which no part leads upwards."""
    parts = [part for part in relative.parts if part not in ("..", relative.anchor)] or ["root"]
    name = unpacked_name(parts[-1])
    if _format(name, _KNOWN):
        name = Path(name).stem
    return "/".join([*parts[:-1], name])
