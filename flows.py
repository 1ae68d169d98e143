"""Batch and nightly loading on Prefect (its only importer).

Prefect decides when, retries, and shows what ran; the work is in ``pipeline.ingest``. A task
is a chunk of documents, since a task costs tens of milliseconds and a document may take
as few. The archive's own catalog says what is done, not Prefect's database.
"""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# Before the import: Prefect reads them then.
os.environ.setdefault("PREFECT_SERVER_ANALYTICS_ENABLED", "false")
os.environ.setdefault("DO_NOT_TRACK", "1")

from prefect import flow, task
from prefect.cache_policies import NO_CACHE
from prefect.schedules import Cron, Schedule
from prefect.types.entrypoint import EntrypointType

from pipeline import ingest as work
from pipeline.catalog import ArchiveReader, Catalog, open_catalog
from pipeline.errors import WrongUse
from pipeline.process import rules_digest, version
from pipeline.publish.package import publish
from pipeline.settings import Settings

TIMEZONE = "Asia/Ho_Chi_Minh"


@contextmanager
def _archive(folder: Path) -> Iterator[Catalog]:
    catalog = open_catalog(folder, create=True)
    try:
        yield catalog
    finally:
        catalog.close()


@task(name="find documents", cache_policy=NO_CACHE)
def find(
    archive: Path, paths: list[Path], *, retry: bool, again: bool, searchable: Path | None
) -> work.Plan:
    """Copy what is new into the archive and list it."""
    with _archive(archive) as catalog:
        return work.gather(
            catalog,
            paths,
            rules=rules_digest(),
            retry=retry,
            again=again,
            searchable=searchable,
            progress=work.PROGRESS.get(),
        )


@task(name="read documents", cache_policy=NO_CACHE, retries=2, retry_delay_seconds=5)
def read(archive: Path, jobs: tuple[work.Job, ...], settings: Settings) -> list[work.Outcome]:
    """Read a chunk of documents; each is in the catalog as soon as it is done."""
    with _archive(archive) as catalog:
        return work.read_chunk(
            catalog, jobs, rules=rules_digest(), settings=settings, progress=work.PROGRESS.get()
        )


@flow(name="ingest", validate_parameters=False)
def ingest(
    archive: Path,
    paths: list[Path],
    *,
    retry: bool = False,
    again: bool = False,
    searchable: Path | None = None,
    settings: Settings | None = None,
) -> work.Summary:
    """Load files, folders and ZIP archives into an archive."""
    chosen = settings or Settings()
    plan = find(archive, paths, retry=retry, again=again, searchable=searchable)
    work.PROGRESS.get().start(len(plan.jobs))
    outcomes: list[work.Outcome] = []
    for chunk in work.chunks(plan.jobs, chosen.chunk):
        outcomes += read(archive, chunk, chosen)
    return work.Summary(plan, tuple(outcomes))


@flow(name="nightly", validate_parameters=False)
def nightly(archive: str, inbox: str, out: str | None = None) -> dict[str, int]:
    """Load what is new in the folder ``inbox``, and publish to ``out`` if it is given.

    Files stay where they are. What is in the archive is known by its content, so that a
    night that was missed is made up for by the next. Parameters are texts: Prefect keeps
    them as JSON, and runs the flow from a copy in which types are not known.
    """
    summary = ingest(Path(archive), [Path(inbox)])
    if out is not None:
        with _archive(Path(archive)) as catalog:
            now = datetime.datetime.now(datetime.UTC)
            publish(ArchiveReader(catalog), Path(out), version=version(), at=now)
    return {
        "read": summary.read,
        "failed": len(summary.troubles),
        "waiting": len(summary.waiting),
        "known": summary.plan.known,
    }


def plan_of(cron: str) -> Schedule:
    """When to run, by the clock of Việt Nam. Raises ``WrongUse`` for what is no cron line."""
    try:
        return Cron(cron, timezone=TIMEZONE)
    except ValueError as error:
        raise WrongUse(
            f"--cron '{cron}'", "this is no cron line", "write it as '0 1 * * *'"
        ) from error


def serve(archive: Path, inbox: Path, *, plan: Schedule, out: Path | None = None) -> None:
    """Run ``nightly`` as planned until stopped; needs a Prefect server."""
    nightly.serve(
        name=f"nightly-{archive.absolute().name}",
        schedule=plan,
        parameters={
            "archive": str(archive.absolute()),
            "inbox": str(inbox.absolute()),
            "out": str(out.absolute()) if out else None,
        },
        pause_on_shutdown=False,  # or the schedule would be off after a restart
        limit=1,  # a night that lasts long is not overtaken by the next
        entrypoint_type=EntrypointType.MODULE_PATH,
        print_starting_message=False,
    )
