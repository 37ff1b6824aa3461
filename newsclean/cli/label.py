"""`newsclean label`: a local page on which a person corrects labels, bodies and facts."""

from __future__ import annotations

from pathlib import Path

import click

from newsclean.cli.settings import path_arguments

__all__ = ["label"]


@click.command()
@path_arguments("FILE...", click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "-o",
    "--output",
    "folder",
    default="labelled",
    show_default=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder that answers are saved in.",
)
@click.option("--port", default=0, help="Of the local page; any that is free if not given.")
@click.option("--no-browser", is_flag=True, help="Print the address and open nothing.")
def label(paths: tuple[Path, ...], folder: Path, port: int, no_browser: bool) -> None:
    """Label the lines of documents on a local page, for training and scoring.

    Each FILE is one document. What is saved in the folder is what `newsclean
    train` and `newsclean eval` take. The page can be reached from this machine
    alone, by the address that is printed. Ctrl-C ends it.
    """
    from newsclean.labelling.server import Server
    from newsclean.labelling.session import Session

    try:
        server = Server(Session(paths, folder), port)
    except OSError as error:
        raise click.ClickException(error.strerror or "the page cannot be served") from None
    click.echo(f"Labels for {len(paths)} documents, saved in {folder}. Ctrl-C ends.")
    click.echo(server.url)
    if not no_browser:
        click.launch(server.url)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        click.echo()
    finally:
        server.server_close()
