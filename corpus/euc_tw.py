"""Rebuild `newsclean/data/euc_tw.tsv`, planes 1 and 2 of CNS 11643.

`python -m corpus.euc_tw` asks the system's iconv, which knows EUC-TW, for
every code of the two planes; Python has no codec for it.
"""

from __future__ import annotations

import subprocess
from pathlib import Path

import click

TARGET = Path(__file__).parents[1] / "newsclean" / "data" / "euc_tw.tsv"
ROWS = range(0xA1, 0xFF)
HEAD = """\
# what: planes 1 and 2 of CNS 11643, by row; _ where a code has no character
# source: the mapping of the system's iconv
# command: python -m corpus.euc_tw
# licence: bare facts
# used by: decode
# columns: plane, row as a hexadecimal byte of EUC, its 94 characters
"""


def row(plane: int, first: int) -> str:
    """The 94 characters of a row, `_` where a code is not assigned."""
    lead = b"" if plane == 1 else bytes([0x8E, 0xA0 + plane])
    chars = []
    for second in ROWS:
        run = subprocess.run(
            ["iconv", "-f", "EUC-TW", "-t", "UTF-8"],
            input=lead + bytes([first, second]),
            capture_output=True,
            check=False,
        )
        chars.append(run.stdout.decode() if run.returncode == 0 else "_")
    return "".join(chars)


@click.command()
def main() -> None:
    """Write the table."""
    lines = []
    for plane in (1, 2):
        for first in ROWS:
            chars = row(plane, first)
            if chars.strip("_"):
                lines.append(f"{plane}\t{first:02x}\t{chars}")
    TARGET.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")
    click.echo(f"{len(lines)} rows")


if __name__ == "__main__":
    main()
