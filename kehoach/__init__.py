"""kehoach: Vietnamese plans and dispatches become structured records and one calendar.

    import kehoach

    record = kehoach.extract("ke-hoach.pdf")
    archive = kehoach.open("archive")
    archive.calendar("2026-03-01", "2026-03-31", agency="Phòng Nội vụ")

Nothing heavy is imported before it is needed.
"""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.errors import KehoachError

if TYPE_CHECKING:
    from kehoach.archive import Archive
    from pipeline.evaluate import Report
    from schemas.record import Record
    from schemas.time import TimeContext, TimeSpan, TimeValue

__all__ = [
    "KehoachError",
    "evaluate",
    "extract",
    "extract_all",
    "find_times",
    "nlp",
    "open",
    "parse_time",
]


def extract(path: str | Path) -> Record:
    """The record of one document: of a file's first, where it holds several (``extract_all``).

    Raises:
        KehoachError: the document cannot be read; the message says why and what to do.
    """
    from pipeline.process import process

    return process(Path(path))


def extract_all(path: str | Path) -> list[Record]:
    """The records of all the documents in a file, in their order; most files hold one.

    Raises:
        KehoachError: the file cannot be read; the message says why and what to do.
    """
    from pipeline.process import process_all

    return list(process_all(Path(path)))


def parse_time(
    text: str, *, issued_on: datetime.date | None = None, plan_year: int | None = None
) -> TimeValue | None:
    """The value of one time expression; None where it is no time at all.

    >>> str(parse_time("Trong quý II", plan_year=2026).end)
    '2026-06-30'
    """
    from extractors import time

    return time.parse_time(text, context=_context(issued_on, plan_year))


def find_times(
    text: str, *, issued_on: datetime.date | None = None, plan_year: int | None = None
) -> list[TimeSpan]:
    """The times in prose, each with its half-open offsets in ``text``."""
    from extractors import time

    return list(time.find_times(text, context=_context(issued_on, plan_year)))


def nlp() -> Any:
    """A spaCy pipeline that finds citations, times and agencies (span groups of its ``Doc``)."""
    from extractors.text.nlp import load

    return load()


def open(folder: str | Path) -> Archive:
    """Open an archive, or a folder of published datasets; both give the same frames.

    Raises:
        KehoachError: there is neither.
    """
    from kehoach.archive import open_archive

    return open_archive(Path(folder))


def evaluate(gold_dir: str | Path) -> Report:
    """Extract the documents of ``gold_dir`` and score them against the gold records there."""
    from pipeline.evaluate import evaluate as score

    return score(Path(gold_dir))


def _context(issued_on: datetime.date | None, plan_year: int | None) -> TimeContext:
    from schemas.time import TimeContext

    return TimeContext(issued_on=issued_on, plan_year=plan_year)
