"""Commands that fill an archive and publish it: ingest, status, publish, schedule."""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kehoach.commands.options import FILE, FOLDER, archive_option, searchable_option

if TYPE_CHECKING:
    from pipeline.ingest import Progress, Summary
    from pipeline.settings import Settings


@click.command()
@click.argument("paths", nargs=-1, type=FILE, metavar="PATH...")
@archive_option
@click.option("--direct", is_flag=True, help="Do the same work without Prefect.")
@click.option("--retry", is_flag=True, help="Try documents again that failed before.")
@click.option("--again", is_flag=True,
              help="Read documents of the archive again that older rules have read.")  # fmt: skip
@searchable_option
@click.option("--workers", type=click.IntRange(min=1), metavar="N",
              help="Documents read at once [one for each processor].")  # fmt: skip
@click.option("--time-limit", type=click.FloatRange(min=0, min_open=True), metavar="SECONDS",
              help="Longest time for one document [300].")  # fmt: skip
@click.option("-v", "--verbose", is_flag=True, help="Show Prefect's own messages.")
def ingest(
    *,
    paths: tuple[Path, ...],
    archive: Path,
    direct: bool,
    retry: bool,
    again: bool,
    searchable: Path | None,
    workers: int | None,
    time_limit: float | None,
    verbose: bool,
) -> int:
    """Load documents into an archive.

    Files, folders with all below and ZIP archives; the archive is made if need be. It
    may be repeated and broken off at any time: what is in the archive is left alone.

    Example: kehoach ingest inbox/ --archive archive
    """
    from kehoach.show import Bar, print_summary
    from pipeline.errors import MissingTool

    if not paths and not again:
        raise click.UsageError("Name the files or folders to load.")
    if searchable and any(searchable.is_relative_to(p.absolute()) for p in paths):
        raise click.UsageError("Copies would be loaded as documents: name another folder for them.")
    settings = _settings(workers, time_limit)
    wanted = _Wanted(archive, list(paths), retry, again, searchable, settings)
    with Bar() as bar:
        summary = _run_direct(wanted, bar) if direct else _run_prefect(wanted, bar, verbose)
    print_summary(summary)
    if summary.troubles:
        return 1
    return MissingTool.exit_code if summary.waiting else 0


def _settings(workers: int | None, time_limit: float | None) -> Settings:
    from pipeline.settings import Settings

    plain = Settings()
    return Settings(workers=workers or plain.workers, time_limit=time_limit or plain.time_limit)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What is to be loaded, and how."""

    archive: Path
    paths: list[Path]
    retry: bool
    again: bool
    searchable: Path | None
    settings: Settings


def _run_direct(wanted: _Wanted, progress: Progress) -> Summary:
    from pipeline import ingest as work
    from pipeline.catalog import open_catalog
    from pipeline.process import rules_digest

    catalog = open_catalog(wanted.archive, create=True)
    try:
        return work.ingest(
            catalog,
            wanted.paths,
            rules=rules_digest(),
            settings=wanted.settings,
            retry=wanted.retry,
            again=wanted.again,
            searchable=wanted.searchable,
            progress=progress,
        )
    finally:
        catalog.close()


def _run_prefect(wanted: _Wanted, progress: Progress, verbose: bool) -> Summary:
    if idle := _nothing_to_do(wanted, progress):
        return idle
    # Troubles come back as errors; that a run was stopped is no news to who stopped it.
    with _prefect(wanted.archive, level="INFO" if verbose else "CRITICAL"):
        import flows
        from pipeline.ingest import PROGRESS

        token = PROGRESS.set(progress)
        try:
            return flows.ingest(
                wanted.archive,
                wanted.paths,
                retry=wanted.retry,
                again=wanted.again,
                searchable=wanted.searchable,
                settings=wanted.settings,
            )
        finally:
            PROGRESS.reset(token)


def _nothing_to_do(wanted: _Wanted, progress: Progress) -> Summary | None:
    """Looking costs a second, starting Prefect many: it is not started for nothing."""
    from pipeline import ingest as work
    from pipeline.catalog import open_catalog
    from pipeline.process import rules_digest

    catalog = open_catalog(wanted.archive, create=True)
    try:
        plan = work.gather(
            catalog,
            wanted.paths,
            rules=rules_digest(),
            retry=wanted.retry,
            again=wanted.again,
            searchable=wanted.searchable,
            progress=progress,
        )
    finally:
        catalog.close()
    return None if plan.jobs else work.Summary(plan)


@contextmanager
def _prefect(archive: Path, *, level: str) -> Iterator[str]:
    """A Prefect server for the time being, unless PREFECT_API_URL names one; its address.

    Prefect would start one itself, but in our process group: Ctrl-C would end it first,
    and the flow would wait for it in vain.
    """
    from pipeline.catalog import open_catalog
    from pipeline.server import free_address, prefect_server
    from pipeline.settings import prefect_environment

    open_catalog(archive, create=True).close()  # Prefect keeps its own things inside it
    os.environ.update(prefect_environment(archive, level=level))
    if named := os.environ.get("PREFECT_API_URL"):
        yield named
        return
    click.echo("starting Prefect…", err=True)
    address = free_address()
    os.environ["PREFECT_API_URL"] = address  # read when Prefect is imported
    with prefect_server(address, log=archive / "prefect" / "server.log"):
        yield address


@click.command()
@archive_option
def status(*, archive: Path) -> None:
    """Say what is in an archive.

    Documents by state, doubts waiting, failures with their reasons.
    """
    from kehoach.show import print_status
    from pipeline import catalog as cat
    from pipeline.process import rules_digest

    catalog = cat.open_catalog(archive)
    try:
        print_status(archive, cat.status(catalog), rules=rules_digest())
    finally:
        catalog.close()


@click.command()
@archive_option
@click.option("--out", type=FOLDER, required=True, metavar="DIR",
              help="Folder for the datasets; replaced as a whole.")  # fmt: skip
def publish(*, archive: Path, out: Path) -> None:
    """Write the datasets of an archive.

    A data package: Parquet files, CSV twins, every column described.

    Example: kehoach publish --archive archive --out data
    """
    from pipeline.catalog import open_reader
    from pipeline.process import version
    from pipeline.publish.package import publish as write

    reader = open_reader(archive)
    try:
        counts = write(reader, out, version=version(), at=datetime.datetime.now(datetime.UTC))
    finally:
        reader.close()
    for name, count in counts.items():
        click.echo(f"{count:8d}  {name}")
    click.echo(f"published in {out}", err=True)


@click.command()
@archive_option
@click.option("--inbox", type=FOLDER, required=True, metavar="DIR",
              help="Folder in which new documents arrive; they are left there.")  # fmt: skip
@click.option("--cron", default="0 1 * * *", show_default=True,
              help="When, by the clock of Việt Nam.")  # fmt: skip
@click.option("--out", type=FOLDER, metavar="DIR", help="Publish the datasets there afterwards.")
@click.option("-v", "--verbose", is_flag=True, help="Show Prefect's own messages.")
def schedule(*, archive: Path, inbox: Path, cron: str, out: Path | None, verbose: bool) -> None:
    """Load new documents every night.

    Runs until it is stopped with Ctrl-C, on a Prefect server of its own unless
    PREFECT_API_URL names one. A night that was missed is made up for by the next.
    """
    from pipeline.errors import MissingFile

    if not inbox.is_dir():
        raise MissingFile(inbox)
    with _prefect(archive, level="INFO" if verbose else "ERROR") as address:
        import flows

        plan = flows.plan_of(cron)
        click.echo(f"loading {inbox} into {archive} at '{cron}'; what ran is shown at "
                   f"{address.removesuffix('/api')}; stop with Ctrl-C", err=True)  # fmt: skip
        flows.serve(archive, inbox, plan=plan, out=out)
