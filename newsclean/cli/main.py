"""The `newsclean` command and what it is made of."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import click

import newsclean
from newsclean.cli.clean import clean
from newsclean.cli.evaluate import evaluate
from newsclean.cli.label import label
from newsclean.cli.profile import profile
from newsclean.cli.report import report
from newsclean.cli.settings import config_of, known, settings
from newsclean.cli.terminal import Group
from newsclean.cli.train import train


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(newsclean.__version__, prog_name="newsclean")
def main() -> None:
    """Repair and clean scraped Chinese news."""


main.add_command(clean)
main.add_command(evaluate)
main.add_command(label)
main.add_command(profile)
main.add_command(report)
main.add_command(train)


@main.command()
@click.argument(
    "path",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path),
)
@click.option("--json", "as_json", is_flag=True, help="The same as one JSON object.")
@settings
def inspect(path: Path, as_json: bool, encoding: str | None, **options: Any) -> None:
    """Show what was repaired in FILE, what was dropped, and why."""
    known(encoding)
    try:
        data = sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()
    except OSError as error:
        raise click.ClickException(f"{path}: {error.strerror}") from None
    article = newsclean.clean(data, content_type=encoding, config=config_of(**options))
    if as_json:
        from newsclean.report.story import story

        row = {"path": str(path), **article.to_dict()}
        click.echo(json.dumps(story(row), indent=2))  # escaped: it cannot steer a terminal
        return
    from newsclean.cli.inspect import show

    show(article, str(path))


@main.command()
def schema() -> None:
    """Print the JSON Schema of a row of results."""
    from newsclean.schema import json_schema

    click.echo(json.dumps(json_schema(), ensure_ascii=False, indent=2))
