"""kehoach calendar: the normalised calendar, asked and written in many forms."""

from __future__ import annotations

import datetime
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kehoach.commands.options import DAY, FILE, archive_option

if TYPE_CHECKING:
    from pipeline.reader import Row

_FORMATS = ("table", "csv", "json", "parquet", "xlsx", "ics")
_BINARY = ("parquet", "xlsx")


@click.command()
@archive_option
@click.option("--from", "start", type=DAY, metavar="DAY", help="First day (2026-03-01).")
@click.option("--to", "end", type=DAY, metavar="DAY", help="Last day, inclusive.")
@click.option("--agency", metavar="NAME", help="Body in charge or coordinating: part of its name.")
@click.option("--issuer", metavar="NAME", help="Issuing body: part of its name.")
@click.option("--kind", metavar="KIND",
              help="Kind of document (plan, dispatch, KH) or of time (deadline).")  # fmt: skip
@click.option("--state", type=click.Choice(["extracted", "needs_review", "approved"]),
              help="State of the activity.")  # fmt: skip
@click.option("--format", "form", type=click.Choice(_FORMATS),
              help="By default what the name of --out says, or a table.")  # fmt: skip
@click.option("--out", type=FILE, metavar="FILE", help="Write there instead of on stdout.")
@click.option("--todos", is_flag=True, help="With ics: deadlines as to-dos, too.")
def calendar(
    *,
    archive: Path,
    start: datetime.datetime | None,
    end: datetime.datetime | None,
    agency: str | None,
    issuer: str | None,
    kind: str | None,
    state: str | None,
    form: str | None,
    out: Path | None,
    todos: bool,
) -> None:
    """Ask the calendar of an archive.

    Example: kehoach calendar --archive archive --from 2026-03-01 --to 2026-03-31
    """
    form = form or _form_of(out)
    _check(form, kind, start, end, out)
    from pipeline.calendar import Selection
    from pipeline.catalog import open_reader
    from pipeline.reader import calendar as select

    reader = open_reader(archive)
    try:
        rows = select(
            reader,
            Selection(
                start=start.date() if start else None,
                end=end.date() if end else None,
                agency=agency,
                issuer=issuer,
                kind=kind,
                state=state,
            ),
        )
    finally:
        reader.close()
    if form == "table" and out is None:
        from kehoach.show import print_calendar

        print_calendar(rows)
        return
    _write(_bytes(rows, form, todos=todos), out)
    click.echo(f"{len(rows)} rows", err=True)


def _form_of(out: Path | None) -> str:
    suffix = out.suffix.lower().lstrip(".") if out else ""
    return suffix if suffix in _FORMATS else "table"


def _check(
    form: str,
    kind: str | None,
    start: datetime.datetime | None,
    end: datetime.datetime | None,
    out: Path | None,
) -> None:
    """Refuse what cannot be meant; raises ``click.UsageError``."""
    from schemas.dataset import DOCUMENT_KINDS, TIME_KINDS

    if start and end and end < start:
        raise click.UsageError(f"--to {end:%Y-%m-%d} is before --from {start:%Y-%m-%d}.")
    if kind and not kind.isupper() and kind not in (*DOCUMENT_KINDS, *TIME_KINDS):
        known = ", ".join((*DOCUMENT_KINDS, *TIME_KINDS))
        raise click.UsageError(f"--kind {kind}: there are {known}, and abbreviations such as KH.")
    if form in _BINARY and out is None and sys.stdout.isatty():
        raise click.UsageError(f"{form} is not for reading; give --out FILE or redirect stdout.")


def _bytes(rows: list[Row], form: str, *, todos: bool) -> bytes:
    if form == "ics":
        from pipeline.publish.ics import ics

        return ics(rows, todos=todos)
    if form == "table":
        return _table_text(rows)
    from pipeline.publish.formats import FORMATS

    return FORMATS[form](rows)


def _table_text(rows: list[Row]) -> bytes:
    import io

    from rich.console import Console

    from kehoach.show import calendar_table, console

    text = io.StringIO()
    Console(file=text, width=console().width, color_system=None).print(calendar_table(rows))
    return "".join(f"{line.rstrip()}\n" for line in text.getvalue().splitlines()).encode()


def _write(data: bytes, out: Path | None) -> None:
    if out is None:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    try:
        out.write_bytes(data)
    except OSError as error:
        raise click.UsageError(f"{out} cannot be written ({error.strerror}).") from error
