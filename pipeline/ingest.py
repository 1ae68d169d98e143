"""Loading documents into an archive: find, leave what is known, read, keep each as it is done.

``gather`` decides what there is to do, ``read_chunk`` does a part of it. Both can be
broken off at any moment and repeated: a document is known by its bytes, and is in the
catalog whole or not at all. Prefect (``flows.py``) and ``--direct`` call the same two.
"""

from __future__ import annotations

import datetime
import logging
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextvars import ContextVar
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline import catalog as cat
from pipeline import pool
from pipeline.agencies import resolve_again
from pipeline.convert import convert
from pipeline.discover import Aside, Candidate, Unread, discover
from pipeline.errors import CannotBeKept, KehoachError, MissingTool, UnreadableFile
from pipeline.settings import Settings
from schemas.record import Record

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Job:
    """A document to be read, from the archive's own copy."""

    stored: cat.Stored
    origin: str
    path: Path
    searchable: Path | None = None
    """Folder that gets a searchable copy of it."""
    docx: Path | None = None
    """What LibreOffice has made of it, where that reads it."""

    @property
    def lacks_copy(self) -> bool:
        """Whether a searchable copy is wanted that is not there."""
        if self.searchable is None:
            return False
        from pipeline.searchable import lacks_copy

        stored = self.stored
        return lacks_copy(self.searchable, self.path, name=stored.name, sha256=stored.document_id)

    def __str__(self) -> str:
        return self.origin


@dataclass(frozen=True, slots=True)
class Trouble:
    """A document that could not be read, and why."""

    origin: str
    reason: str
    waits: bool = False
    """Whether it only waits for a program that is not installed."""

    def __str__(self) -> str:
        return f"{self.origin}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Plan:
    """What there is to do, and what there is not."""

    jobs: tuple[Job, ...] = ()
    known: int = 0
    """Files whose content is in the archive already."""
    refused: tuple[Trouble, ...] = ()
    """Files that failed before and would fail again."""
    unread: tuple[Trouble, ...] = ()
    """Files whose bytes could not be read."""
    aside: tuple[str, ...] = ()
    """Files of folders that are no documents."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a job: a number of activities and documents, or a trouble."""

    origin: str
    activities: int = 0
    documents: int = 1
    trouble: Trouble | None = None


class Progress:
    """Told what happens; this one keeps it to itself."""

    def found(self, count: int) -> None:
        """``count`` files have been looked at so far."""

    def start(self, total: int) -> None:
        """``total`` documents will be read."""

    def done(self, outcome: Outcome) -> None:
        """One more document is done."""


SILENT = Progress()
PROGRESS: ContextVar[Progress] = ContextVar("progress", default=SILENT)
"""Who is told of a flow's progress: Prefect would keep a parameter in its database."""


@dataclass(frozen=True, slots=True)
class _Known:
    """A file whose content is in the archive."""


def gather(
    catalog: cat.Catalog,
    paths: Iterable[Path],
    *,
    rules: str,
    retry: bool = False,
    again: bool = False,
    searchable: Path | None = None,
    progress: Progress = SILENT,
) -> Plan:
    """Copy what is new below ``paths`` into the archive and list it for reading.

    A document that failed is tried again where the rules have changed since, where its
    failure was a passing one, or where ``retry`` asks for it. ``again`` adds the documents
    of the archive that other rules have read. ``searchable`` is a folder for searchable
    copies: documents that lack one there are read again.
    """
    resolve_again(catalog)  # what a change of names, broken off, has left
    decisions: list[Job | Trouble | Unread | Aside | _Known] = []
    readable: set[str] = set()
    for count, found in enumerate(discover(paths), start=1):
        progress.found(count)
        if isinstance(found, Candidate):
            readable.add(found.origin)
            decision = _decide(catalog, found, rules=rules, retry=retry, searchable=searchable)
            decisions.append(decision)
        else:
            decisions.append(found)
    unread = [d for d in decisions if isinstance(d, Unread)]
    cat.forget_unread(catalog, sorted(readable - {u.origin for u in unread}))
    jobs = [d for d in decisions if isinstance(d, Job)]
    distinct = {job.stored.document_id: job for job in reversed(jobs)}
    outdated = _outdated(catalog, rules=rules, searchable=searchable) if again else {}
    return Plan(
        jobs=tuple((outdated | dict(reversed(distinct.items()))).values()),
        known=sum(isinstance(d, _Known) for d in decisions) + len(jobs) - len(distinct),
        refused=tuple(d for d in decisions if isinstance(d, Trouble)),
        unread=tuple(_keep(catalog, None, u.error, origin=u.origin, rules=rules) for u in unread),
        aside=tuple(d.origin for d in decisions if isinstance(d, Aside)),
    )


def _decide(
    catalog: cat.Catalog, candidate: Candidate, *, rules: str, retry: bool, searchable: Path | None
) -> Job | Trouble | Unread | _Known:
    try:
        with candidate.path.open("rb") as stream:
            document_id = cat.fingerprint(stream)
    except OSError as error:
        wrong = f"it cannot be read ({error.strerror})"
        return Unread(candidate.origin, UnreadableFile(candidate.origin, wrong))
    seen = cat.seen(catalog, [document_id]).get(document_id)
    if seen is not None and seen.failure is None:
        job = _job(catalog, candidate, searchable) if searchable else None
        return job if job is not None and job.lacks_copy else _Known()
    if seen is not None and seen.failure is not None:
        again = retry or seen.failure.passing or seen.tried_with != rules
        if not again:
            return Trouble(candidate.origin, seen.failure.reason)
    return _job(catalog, candidate, searchable)


def _job(catalog: cat.Catalog, candidate: Candidate, searchable: Path | None) -> Job:
    """Copies the document into the archive, if it is not there yet."""
    stored = cat.store(catalog.files, candidate.path, name=candidate.name)
    return Job(stored, candidate.origin, catalog.files / stored.place, searchable)


def _outdated(catalog: cat.Catalog, *, rules: str, searchable: Path | None) -> dict[str, Job]:
    """The documents of the archive that other rules have read, by their identity."""
    return {
        s.document_id: Job(s, s.name, catalog.files / s.place, searchable)
        for s in cat.behind(catalog, rules)
    }


def chunks(jobs: Sequence[Job], size: int) -> Iterator[tuple[Job, ...]]:
    for at in range(0, len(jobs), size):
        yield tuple(jobs[at : at + size])


def read_chunk(
    catalog: cat.Catalog,
    jobs: Sequence[Job],
    *,
    rules: str,
    settings: Settings,
    progress: Progress = SILENT,
) -> list[Outcome]:
    """Read documents in child processes and keep each in the catalog as it is done.

    A chunk that was broken off goes on where it was: what is in the catalog is not read
    again.
    """
    jobs = _undone(catalog, jobs, rules=rules)
    outcomes: list[Outcome] = []
    for job, answer in _answers(jobs, settings):
        kept = answer if isinstance(answer, KehoachError) else _saved(catalog, job, answer)
        if isinstance(kept, KehoachError):
            trouble = _keep(catalog, job.stored, kept, origin=job.origin, rules=rules)
            outcome = Outcome(job.origin, trouble=trouble)
        else:
            outcome = Outcome(job.origin, sum(len(r.activities) for r in kept), len(kept))
        progress.done(outcome)
        outcomes.append(outcome)
    return outcomes


def _answers(
    jobs: Sequence[Job], settings: Settings
) -> Iterator[tuple[Job, tuple[Record, ...] | KehoachError]]:
    """The records of each job; what LibreOffice must convert goes through it together."""
    with tempfile.TemporaryDirectory(prefix="kehoach-") as folder:
        paths = [job.path for job in jobs]
        made = convert(paths, Path(folder), time_limit=settings.time_limit)
        ready: list[Job] = []
        for job in jobs:
            docx = made.get(job.path)
            if isinstance(docx, KehoachError):
                yield job, docx.about(job.origin)
            else:
                ready.append(replace(job, docx=docx))
        yield from pool.run(
            read_one,
            ready,
            workers=min(settings.n_workers, len(ready)),
            time_limit=settings.time_limit,
            memory_limit=settings.memory_limit,
            preload="pipeline.process",
        )


def _saved(
    catalog: cat.Catalog, job: Job, records: Sequence[Record]
) -> Sequence[Record] | KehoachError:
    """Keep a file's records; one that the catalog will not take is the file's failure."""
    try:
        cat.save(catalog, job.stored, *records, at=_now())
    except CannotBeKept as error:
        return error
    except ValueError as error:  # half a character, a number beyond all bounds
        return CannotBeKept(job.origin, f"its record cannot be kept ({error})")
    return records


def _undone(catalog: cat.Catalog, jobs: Sequence[Job], *, rules: str) -> list[Job]:
    seen = cat.seen(catalog, [job.stored.document_id for job in jobs])
    done = {i for i, s in seen.items() if s.failure is None and s.tried_with == rules}
    return [job for job in jobs if job.stored.document_id not in done or job.lacks_copy]


def read_one(job: Job) -> tuple[Record, ...]:
    """The records of a file, under the name it came with (runs in a child process)."""
    from pipeline.process import process_all

    return process_all(job.path, searchable=job.searchable, name=job.stored.name, docx=job.docx)


def _keep(
    catalog: cat.Catalog,
    stored: cat.Stored | None,
    error: KehoachError,
    *,
    origin: str,
    rules: str,
) -> Trouble:
    """Put a failure on record."""
    cat.fail(catalog, stored, error, name=origin, rules=rules, at=_now())
    log.info("%s: %s", origin, error.reason)
    return Trouble(origin, error.reason, isinstance(error, MissingTool))


def _now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run has done."""

    plan: Plan
    outcomes: tuple[Outcome, ...] = ()

    @property
    def read(self) -> int:
        return sum(o.documents for o in self.outcomes if o.trouble is None)

    @property
    def activities(self) -> int:
        return sum(o.activities for o in self.outcomes)

    @property
    def troubles(self) -> tuple[Trouble, ...]:
        """Everything that was asked for and cannot be read."""
        failed = (o.trouble for o in self.outcomes if o.trouble and not o.trouble.waits)
        return (*self.plan.unread, *self.plan.refused, *failed)

    @property
    def waiting(self) -> tuple[Trouble, ...]:
        """What waits for a program to be installed; a later run takes it up."""
        return tuple(o.trouble for o in self.outcomes if o.trouble and o.trouble.waits)


def ingest(
    catalog: cat.Catalog,
    paths: Iterable[Path],
    *,
    rules: str,
    settings: Settings,
    retry: bool = False,
    again: bool = False,
    searchable: Path | None = None,
    progress: Progress = SILENT,
) -> Summary:
    """Load everything below ``paths``; the options are those of ``gather``."""
    plan = gather(
        catalog, paths, rules=rules, retry=retry, again=again, searchable=searchable,
        progress=progress,
    )  # fmt: skip
    progress.start(len(plan.jobs))
    outcomes: list[Outcome] = []
    for chunk in chunks(plan.jobs, settings.chunk):
        outcomes += read_chunk(catalog, chunk, rules=rules, settings=settings, progress=progress)
    return Summary(plan, tuple(outcomes))
