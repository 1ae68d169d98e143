"""An archive or a folder of published datasets as pandas frames."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.calendar import Selection
from pipeline.errors import WrongUse
from pipeline.reader import Reader, Table, calendar
from schemas.dataset import BY_NAME, CALENDAR, CITATIONS

if TYPE_CHECKING:
    import pandas as pd

Day = str | datetime.date


@dataclass(frozen=True, slots=True)
class Archive:
    """Read-only; days are ``datetime64[ms]``, numbers that may be missing ``Int64``."""

    folder: Path
    reader: Reader

    def calendar(
        self,
        start: Day | None = None,
        end: Day | None = None,
        *,
        agency: str | None = None,
        issuer: str | None = None,
        kind: str | None = None,
        state: str | None = None,
    ) -> pd.DataFrame:
        """The dated occurrences that touch the days from ``start`` to ``end`` (both inclusive).

        ``agency`` is a body in charge or coordinating and ``issuer`` who issued the document:
        a part of the name (marks count if given) or an identity. ``kind`` is a kind of
        document (``plan``, ``KH``) or of time (``deadline``).
        """
        from pipeline.publish.frames import framed

        selection = Selection(
            start=_day(start), end=_day(end), agency=agency, issuer=issuer, kind=kind, state=state
        )
        names = tuple(c.name for c in CALENDAR.columns)
        rows = calendar(self.reader, selection)
        table = Table(names, tuple(tuple(row[n] for n in names) for row in rows))
        return framed(table, CALENDAR.columns)

    def activities(self) -> pd.DataFrame:
        return self.table("activities")

    def documents(self) -> pd.DataFrame:
        return self.table("documents")

    def citations(
        self,
        *,
        cited: str | None = None,
        kind: str | None = None,
        relation: str | None = None,
    ) -> pd.DataFrame:
        """Who cites what.

        ``cited`` is the number of the cited document (``766/QĐ-TTg``), its key, or its
        identity in the archive; ``kind`` is the kind of the citing one (``plan``), and
        ``relation`` whether it ``carries_out`` the cited one or ``rests_on`` it.
        """
        from pipeline.graph import citations
        from pipeline.publish.frames import framed

        table = citations(self.reader, cited=cited, kind=kind, relation=relation)
        return framed(table, CITATIONS.columns)

    def table(self, name: str) -> pd.DataFrame:
        """One of the datasets by its name (``schemas.dataset.BY_NAME``)."""
        from pipeline.publish.frames import dataset_frame

        if name not in BY_NAME:
            raise WrongUse(name, "there is no such table", f"there are {', '.join(BY_NAME)}")
        return dataset_frame(self.reader, name)

    def sql(self, query: str, **params: Any) -> pd.DataFrame:
        """The answer to an SQL query over the datasets; parameters stand as ``:name``.

        ``end`` and ``group`` are words of SQL: as columns they are quoted (``"end"``).
        """
        from pipeline.publish.frames import query_frame

        return query_frame(self.reader, query, params)

    def close(self) -> None:
        self.reader.close()

    def __enter__(self) -> Archive:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def open_archive(folder: Path) -> Archive:
    from pipeline.publish.package import is_published, open_published

    if is_published(folder):
        return Archive(folder, open_published(folder))
    from pipeline.catalog import open_reader

    return Archive(folder, open_reader(folder))


def _day(value: Day | None) -> datetime.date | None:
    """A day from ISO text, a date, or anything that prints as one (a pandas Timestamp)."""
    if value is None:
        return None
    try:
        return datetime.date.fromisoformat(str(value)[:10])
    except ValueError as error:
        raise WrongUse(str(value), "this is no day", "write it as 2026-03-31") from error
