"""Opening the catalog's database: SQLite in the archive's folder, or a server by its URL."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import DatabaseError, DataError, IntegrityError, InterfaceError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from pipeline.errors import ArchiveUnusable, CannotBeKept

_BUSY_SECONDS = 30.0
"""How long a writer waits for another; a document's transaction takes milliseconds."""
_MIGRATIONS = Path(__file__).parent / "migrations"
_LOCK = 0x6B65686F
"""Advisory lock of PostgreSQL under which one program migrates while others wait."""


def engine_of(url: str) -> sa.Engine:
    """An engine for the catalog at ``url``.

    On SQLite transactions are begun by us, since the driver would commit a migration
    halfway; a writer takes the lock at once, for a reader that becomes a writer can fail
    without waiting.
    """
    if not url.startswith("sqlite"):
        return sa.create_engine(url)
    engine = sa.create_engine(url, connect_args={"timeout": _BUSY_SECONDS})
    sa.event.listen(engine, "connect", _set_up_sqlite)
    sa.event.listen(engine, "begin", _begin_sqlite)
    return engine


def _set_up_sqlite(connection: sqlite3.Connection, _record: Any) -> None:
    connection.isolation_level = None
    for pragma in ("journal_mode = WAL", "foreign_keys = ON", "synchronous = NORMAL"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: sa.Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def reading(engine: sa.Engine, name: str) -> Iterator[sa.Connection]:
    """A transaction that reads; trouble of the database becomes ``ArchiveUnusable``."""
    with _translated(name), engine.begin() as connection:
        yield connection


@contextmanager
def writing(engine: sa.Engine, name: str) -> Iterator[sa.Connection]:
    """A transaction that writes: all of it stands afterwards, or nothing."""
    with _translated(name), engine.execution_options(writes=True).begin() as connection:
        yield connection


@contextmanager
def _translated(name: str) -> Iterator[None]:
    try:
        yield
    except (DataError, IntegrityError) as error:
        raise CannotBeKept(name, f"its record cannot be kept ({_said(error)})") from error
    except (DatabaseError, InterfaceError, PoolTimeout) as error:
        raise ArchiveUnusable(name, *_explained(error)) from error


def _explained(error: Exception) -> tuple[str, str]:
    """What is wrong and what to do, for the troubles that happen."""
    said = _said(error)
    known = {
        "locked": ("another program is writing to it", "try again when that has finished"),
        "readonly": ("you have no right to write to it", "ask for the right, or copy it"),
        "unable to open": ("its catalog cannot be opened", "check the rights of the folder"),
        "not a database": ("its catalog is damaged", "restore catalog.sqlite from a backup"),
        "malformed": ("its catalog is damaged", "restore catalog.sqlite from a backup"),
        "disk is full": ("the disk is full", "free some space and run it again"),
    }
    for sign, explanation in known.items():
        if sign in said:
            return explanation
    return f"its database says: {said}", "run 'kehoach doctor' with --archive"


def _said(error: Exception) -> str:
    return str(getattr(error, "orig", None) or error).split("\n", maxsplit=1)[0]


def migrate(engine: sa.Engine, name: str) -> None:
    """Bring the tables to the state this program knows.

    Raises ``ArchiveUnusable`` where a newer program has been at them already.
    """
    known = revisions()
    if (found := _revision(engine, name)) == known[-1]:
        return
    with writing(engine, name) as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))
        found = _revision_of(connection)  # another program may have been quicker
        if found is not None and found not in known:
            raise ArchiveUnusable(
                name,
                f"a newer version of kehoach made it (its tables are at {found})",
                "install that version",
            )
        if found != known[-1]:
            _upgrade(connection)


def revisions() -> list[str]:
    """The states of the tables this program knows, oldest first."""
    return sorted(p.name[1:5] for p in (_MIGRATIONS / "versions").glob("v[0-9]*.py"))


def _revision(engine: sa.Engine, name: str) -> str | None:
    with reading(engine, name) as connection:
        return _revision_of(connection)


def _revision_of(connection: sa.Connection) -> str | None:
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar()


def _upgrade(connection: sa.Connection) -> None:
    # Alembic costs half a second to import and is needed once in an archive's life.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
