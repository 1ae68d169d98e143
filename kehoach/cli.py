"""The command line. Data on stdout, progress and messages on stderr.

Exit codes: 0 all well, 1 some documents failed, 2 wrong use, 3 a missing tool, 4 the
archive cannot be used, 130 stopped by Ctrl-C. A user never sees a traceback unless it is
asked for with ``--debug``.
"""

from __future__ import annotations

import os
import sys
import tempfile
import traceback
from collections.abc import Sequence
from pathlib import Path

import click

from kehoach.commands.agency import agency
from kehoach.commands.archive import ingest, publish, schedule, status
from kehoach.commands.calendar import calendar
from kehoach.commands.doctor import doctor
from kehoach.commands.evaluate import evaluate
from kehoach.commands.explain import explain
from kehoach.commands.extract import extract
from kehoach.commands.graph import graph
from pipeline.errors import KehoachError

_STOPPED, _NO_READER = 130, 141


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="kehoach", prog_name="kehoach")
@click.option("--debug", is_flag=True, help="Show the traceback of an unexpected error.")
@click.pass_context
def cli(context: click.Context, *, debug: bool) -> None:
    """Vietnamese plans and dispatches become structured records and one calendar."""
    context.obj = {"debug": debug}


for _command in (
    extract, ingest, status, calendar, agency, graph, publish, schedule, explain, evaluate,
    doctor,
):  # fmt: skip
    cli.add_command(_command)


def main(args: Sequence[str] | None = None) -> None:
    """Run the command line and exit with its code."""
    arguments = list(sys.argv[1:] if args is None else args)
    sys.exit(_run(arguments))


def _run(arguments: list[str]) -> int:
    try:
        code = cli.main(arguments, prog_name="kehoach", standalone_mode=False)
        sys.stdout.flush()
    except KehoachError as error:
        _say(str(error))
        return error.exit_code
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        _say("stopped; what was finished is kept, run the same command again to go on")
        return _STOPPED
    except BrokenPipeError:
        # Whoever read our output has had enough. Python would complain at its own end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _NO_READER
    except Exception as error:  # noqa: BLE001 - the last door: nobody should meet a traceback
        return _unexpected(error, debug="--debug" in arguments)
    return code if isinstance(code, int) else 0


def _unexpected(error: Exception, *, debug: bool) -> int:
    if debug:
        traceback.print_exc()
        return 1
    with tempfile.NamedTemporaryFile(
        "w", encoding="utf-8", prefix="kehoach-", suffix=".log", delete=False
    ) as log:
        traceback.print_exc(file=log)
    said = " ".join(f"{type(error).__name__}: {error}".split())
    _say(f"something unexpected went wrong ({said[:200]}); please report {Path(log.name)}")
    return 1


def _say(message: str) -> None:
    click.echo(f"kehoach: {message}", err=True)
