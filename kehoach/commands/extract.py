"""kehoach extract: documents in, their records out."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kehoach.commands.options import FILE, searchable_option

if TYPE_CHECKING:
    from pipeline.errors import KehoachError
    from schemas.record import Record


@click.command()
@click.argument("files", nargs=-1, required=True, type=FILE, metavar="FILE...")
@click.option("--json", "form", flag_value="json", default="json",
              help="Indented JSON (the default); an array for several documents.")  # fmt: skip
@click.option("--jsonl", "form", flag_value="jsonl", help="One record on each line.")
@click.option("--text", "form", flag_value="text", help="For reading.")
@searchable_option
@click.pass_context
def extract(
    context: click.Context, *, files: tuple[Path, ...], form: str, searchable: Path | None
) -> int:
    """Read documents and print their records. No archive, no server.

    Example: kehoach extract ke-hoach.pdf > ke-hoach.json
    """
    failures: list[KehoachError] = []
    answers = _answers(files, failures, searchable, debug=context.obj["debug"])
    read = chain.from_iterable(answers)
    first = list(islice(read, 2 if len(files) == 1 else 0))  # a file may hold several
    records = chain(first, read)
    if form == "json" and (len(files) > 1 or len(first) > 1):
        _print_array(records)
    else:
        for record in records:
            _print(_shown(record, form))
    if not failures:
        return 0
    return failures[0].exit_code if len(files) == 1 else 1


def _answers(
    files: tuple[Path, ...], failures: list[KehoachError], searchable: Path | None, *, debug: bool
) -> Iterator[tuple[Record, ...]]:
    """The records of each file that can be read; the others are named on stderr."""
    from pipeline.errors import KehoachError, UnsupportedFile
    from pipeline.pool import attempt
    from pipeline.process import process_all

    work = partial(process_all, searchable=searchable) if searchable else process_all
    for path in files:
        answer = work(path) if debug else attempt(work, path)
        if path.is_dir():
            answer = UnsupportedFile(path, "it is a folder", "load folders with 'kehoach ingest'")
        if isinstance(answer, KehoachError):
            failures.append(answer)
            click.echo(f"kehoach: {answer.about(path)}", err=True)
            continue
        if not any(map(_holds_anything, answer)):
            click.echo(
                f"kehoach: {path}: it reads like no plan or dispatch; see its issues", err=True
            )
        yield answer


def _holds_anything(record: Record) -> bool:
    header = record.header
    return bool(record.activities or record.bases or header.number or header.kind != "other")


def _shown(record: Record, form: str) -> str:
    if form == "text":
        from kehoach.show import record_text

        return record_text(record)
    return record.model_dump_json(indent=2 if form == "json" else None)


def _print_array(records: Iterable[Record]) -> None:
    before = "["
    for record in records:
        _print(f"{before}\n{_shown(record, 'json')}", end="")
        before = ","
    _print("[]" if before == "[" else "\n]")


def _print(text: str, *, end: str = "\n") -> None:
    # Vietnamese must come out whole whatever the terminal's locale.
    sys.stdout.buffer.write((text + end).encode())
    sys.stdout.buffer.flush()
