"""kehoach doctor: what is installed, what is missing and the command that mends it."""

from __future__ import annotations

from pathlib import Path

import click

from kehoach.commands.options import FOLDER

_MARKS = {"ok": "ok", "missing": "MISSING", "wrong": "WRONG"}


@click.command()
@click.option("--archive", type=FOLDER, metavar="DIR", help="Look at this archive, too.")
def doctor(*, archive: Path | None) -> int:
    """Say what is missing and how to mend it.

    Looks at libraries, programs and, where one is named, an archive.
    """
    from pipeline.doctor import checks

    verdicts: list[str] = []
    for check in checks(archive):
        verdicts.append(check.verdict)
        click.echo(f"{_MARKS[check.verdict]:8} {check.name:18} {check.detail}")
        if check.mend:
            click.echo(f"{'':8} {'':18} -> {check.mend}")
    if archive is not None and verdicts[-1] == "wrong":
        return 4
    return 0 if set(verdicts) == {"ok"} else 3
