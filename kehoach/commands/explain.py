"""kehoach explain: why a phrase or a page was read the way it was."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kehoach.commands.options import DAY

if TYPE_CHECKING:
    from pipeline.explain import Reading


@click.command()
@click.argument("subject", metavar="PHRASE|FILE")
@click.option("--page", type=click.IntRange(min=1), help="Page of the file; 1 for plain text.")
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), metavar="PNG",
    help="Draw the page with its zones, tables and their roles into this file.",
)  # fmt: skip
@click.option("--issued-on", type=DAY, metavar="DAY", help="Date of issue that a phrase stands in.")
@click.option("--year", type=click.IntRange(1900, 2200), help="The plan's year.")
def explain(
    *,
    subject: str,
    page: int | None,
    out: Path | None,
    issued_on: datetime.datetime | None,
    year: int | None,
) -> None:
    """Show why something was read as it was.

    The rules that read a time phrase, or every value on a page of a document.

    Example: kehoach explain "Trước ngày 15/6" --year 2026
    """
    if page is not None or Path(subject).is_file():
        if out is not None:
            from pipeline.picture import draw_page

            draw_page(Path(subject), page or 1).save(out, format="PNG")
        _explain_page(Path(subject), page or 1)
        return
    from extractors import time
    from schemas.time import TimeContext

    context = TimeContext(issued_on=issued_on.date() if issued_on else None, plan_year=year)
    click.echo(time.explain(subject, context=context))


def _explain_page(path: Path, page: int) -> None:
    from pipeline.explain import page_readings
    from pipeline.process import process_all

    records = process_all(path)
    readings = [(record.file.part, page_readings(record, page)) for record in records]
    if not any(found for _, found in readings):
        click.echo(f"nothing was read on page {page}", err=True)
    for part, found in readings:
        if part is not None and found:
            click.echo(f"document {part.number} of {part.of}")
        for reading in found:
            _echo(reading)


def _echo(reading: Reading) -> None:
    click.echo(f"{reading.path}: {reading.value}")
    click.echo(f"    by {reading.rule or '(no rule named)'} at {reading.place}")
    for doubt in reading.doubts:
        click.echo(f"    doubt: {doubt}")
