"""What the site of the documentation needs beside mkdocs: links out of `docs`, and doctests."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import griffe
from mkdocs.structure.files import File, Files

ROOT = Path(__file__).resolve().parent.parent
# Files beside `docs` that pages link to, and what they are called on the site.
OUTSIDE = {
    "README.md": "readme.md",
    "README.zh.md": "readme.zh.md",
    "CONTRIBUTING.md": "contributing.md",
    "CHANGELOG.md": "changelog.md",
    "SECURITY.md": "security.md",
    "corpus/README.md": "corpus.md",
    "LICENSE": "licence.md",
}
# The reason for which a test leaves an example out is no part of a fence for mkdocs.
FENCE = re.compile(r'^(```\w+) notest="[^"]*"$', re.MULTILINE)
DOCTEST = re.compile(r"^>>> .*(?:\n.+)*", re.MULTILINE)


def _links(text: str, old: str, new: str) -> str:
    return text.replace(f"]({old})", f"]({new})").replace(f"]({old}#", f"]({new}#")


def on_files(files: Files, config: Any) -> Files:
    """Add the files beside `docs`, their links turned to the site."""
    for path, name in OUTSIDE.items():
        text = (ROOT / path).read_text(encoding="utf-8")
        for old, new in OUTSIDE.items():
            text = _links(_links(text, old, new), f"../{old}", new)
        text = text.replace("](../docs/", "](").replace("](docs/", "](")
        files.append(File.generated(config, name, content=text.replace("](docs)", "](index.md)")))
    return files


def on_page_markdown(markdown: str, **_: Any) -> str:
    """Turn links from `docs` to these files, and make fences plain."""
    for old, new in OUTSIDE.items():
        markdown = _links(markdown, f"../{old}", new)
    return FENCE.sub(r"\1", markdown)


class Doctests(griffe.Extension):
    """Examples of docstrings are code, also outside of a section of their own."""

    def on_object(self, *, obj: griffe.Object, **_: Any) -> None:
        """Put fences around them."""
        if obj.docstring:
            obj.docstring.value = DOCTEST.sub(r"```pycon\n\g<0>\n```", obj.docstring.value)
