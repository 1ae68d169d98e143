"""Options that several commands share."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])

DAY = click.DateTime(formats=["%Y-%m-%d", "%d/%m/%Y"])
FOLDER = click.Path(path_type=Path, file_okay=False)
FILE = click.Path(path_type=Path)


def _made(_context: click.Context, _option: click.Parameter, folder: Path | None) -> Path | None:
    """The folder an option names, made if need be; no work is begun that cannot be kept."""
    if folder is None:
        return None
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise click.BadParameter(f"{folder} cannot be made ({error.strerror})") from error
    if not os.access(folder, os.W_OK):
        raise click.BadParameter(f"{folder} cannot be written to")
    return folder.absolute()


def searchable_option(command: Command) -> Command:
    """``--searchable-pdf DIR``, a folder for searchable copies of scans."""
    option = click.option(
        "--searchable-pdf", "searchable", type=FOLDER, metavar="DIR", callback=_made,
        help="Put a PDF of each document with pages there, in which scans can be searched.",
    )  # fmt: skip
    return option(command)


def archive_option(command: Command) -> Command:
    """``--archive DIR``, an archive made by ``kehoach ingest``."""
    option = click.option(
        "--archive", type=FOLDER, required=True, help="Folder of the archive.", metavar="DIR"
    )
    return option(command)
