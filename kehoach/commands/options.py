"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])

DAY = click.DateTime(formats=["%Y-%m-%d", "%d/%m/%Y"])
FOLDER = click.Path(path_type=Path, file_okay=False)
FILE = click.Path(path_type=Path)


def archive_option(command: Command) -> Command:
    """``--archive DIR``, an archive made by ``kehoach ingest``."""
    option = click.option(
        "--archive", type=FOLDER, required=True, help="Folder of the archive.", metavar="DIR"
    )
    return option(command)
