"""An archive: a folder with the files, and the catalog that knows them."""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from pipeline.catalog.database import engine_of, migrate
from pipeline.errors import ArchiveUnusable

_FILES, _CATALOG, _SETTINGS = "files", "catalog.sqlite", "archive.toml"


@dataclass(frozen=True, slots=True)
class Catalog:
    """An open archive."""

    folder: Path
    engine: sa.Engine

    @property
    def name(self) -> str:
        return str(self.folder)

    @property
    def files(self) -> Path:
        return self.folder / _FILES

    def close(self) -> None:
        self.engine.dispose()


def open_catalog(folder: Path, *, create: bool = False) -> Catalog:
    """Open the archive in ``folder``, its tables brought up to date.

    The catalog is an SQLite file in the folder, or the database that the folder's
    ``archive.toml`` names (``database = "postgresql+pg8000://user:$PASSWORD@host/name"``).
    ``create`` makes an archive where there is none. Raises ``ArchiveUnusable``.
    """
    if create:
        _make(folder)
    elif not is_archive(folder):
        raise ArchiveUnusable(folder, "there is no archive here", "make one with 'kehoach ingest'")
    try:
        engine = engine_of(_database(folder) or f"sqlite:///{folder / _CATALOG}")
    except (sa.exc.ArgumentError, ModuleNotFoundError) as error:
        raise ArchiveUnusable(
            folder,
            f"its database cannot be reached ({error})",
            "check the URL; PostgreSQL needs: pip install 'kehoach[postgres]'",
        ) from error
    migrate(engine, str(folder))
    return Catalog(folder, engine)


def _database(folder: Path) -> str | None:
    """The URL in the archive's settings, variables of the environment put in."""
    try:
        found = tomllib.loads((folder / _SETTINGS).read_text(encoding="utf-8")).get("database")
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise ArchiveUnusable(
            folder, f"its {_SETTINGS} cannot be read ({error})", "mend it or take it away"
        ) from error
    return os.path.expandvars(found) if isinstance(found, str) else None


def is_archive(folder: Path) -> bool:
    """Whether ``kehoach ingest`` has made an archive there."""
    return (folder / _FILES).is_dir()


def _make(folder: Path) -> None:
    """Make the folder of an archive; one that holds other things is left alone."""
    if is_archive(folder):
        return
    try:
        if folder.exists() and any(path.name != _SETTINGS for path in folder.iterdir()):
            raise ArchiveUnusable(
                folder, "it holds other files", "name a new folder for the archive"
            )
        (folder / _FILES).mkdir(parents=True)
    except OSError as error:
        raise ArchiveUnusable(
            folder, f"it cannot be made ({error.strerror})", "name another folder"
        ) from error
