"""What commands print for people: tables that fit a terminal, sentences, a progress bar."""

from __future__ import annotations

import datetime
import io
import shutil
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from pipeline.errors import MissingTool
from pipeline.ingest import Outcome, Progress

if TYPE_CHECKING:
    from rich.progress import Progress as RichProgress

    from pipeline.catalog import Failure, Status
    from pipeline.evaluate import Change, Report
    from pipeline.ingest import Summary
    from schemas.record import Record
    from schemas.time import TimeValue

_PLAIN_WIDTH = 100
"""Width where there is no terminal to ask."""
_STATE_MARKS = {"needs_review": "?", "approved": "✓"}


def console(*, stderr: bool = False) -> Console:
    """A console that is as wide as the terminal, or 100 columns in a file or pipe."""
    out = sys.stderr if stderr else sys.stdout
    width = None if out.isatty() else shutil.get_terminal_size((_PLAIN_WIDTH, 24)).columns
    return Console(stderr=stderr, width=width, highlight=False, soft_wrap=False)


def day(value: datetime.date | None) -> str:
    return value.strftime("%d/%m/%Y") if value else ""


def _table(*headings: str, **options: Any) -> Table:
    table = Table(box=SIMPLE_HEAD, pad_edge=False, **options)
    for heading in headings:
        table.add_column(heading)
    return table


def _row(table: Table, *cells: object) -> None:
    """A row of plain texts: what documents say is never taken for markup."""
    table.add_row(*(Text("" if cell is None else str(cell)) for cell in cells))


def calendar_table(rows: Sequence[Mapping[str, Any]]) -> Table:
    """The calendar for reading, days as they are written in Việt Nam."""
    caption = f"{len(rows)} lượt; ? cần xem lại, ✓ đã duyệt"
    table = _table(caption=caption, caption_justify="left", expand=True)
    table.add_column("Từ ngày", width=10, no_wrap=True)
    table.add_column("Đến ngày", width=10, no_wrap=True)
    table.add_column("Nội dung", ratio=5)
    table.add_column("Chủ trì", ratio=2)
    table.add_column("Văn bản", ratio=2, overflow="fold")
    table.add_column("", width=1)
    for row in rows:
        start = "hạn" if row["is_deadline"] else day(row["start"])
        mark = _STATE_MARKS.get(row["state"])
        cells = (start, day(row["end"]), row["content"], row["lead"])
        _row(table, *cells, row["number"] or row["issuer"], mark)
    return table


def print_calendar(rows: Sequence[Mapping[str, Any]]) -> None:
    console().print(calendar_table(rows))


def print_summary(summary: Summary) -> None:
    """What a load has done; troubles are named on stderr."""
    plan = summary.plan
    lines = ["nothing new"]
    if summary.outcomes:
        read, found = many(summary.read, "document"), many(summary.activities, "activity")
        lines = [f"{read} read, {found}"]
    if plan.known:
        lines.append(f"{plan.known} in the archive already, left alone")
    if plan.refused:
        lines.append(f"{len(plan.refused)} failed before and are not tried again without --retry")
    if plan.aside:
        lines.append(f"{len(plan.aside)} left aside, they are no documents")
    if failed := len(summary.troubles) - len(plan.refused):
        lines.append(f"{failed} could not be read")
    if summary.waiting:
        lines.append(f"{len(summary.waiting)} wait for a program that is not installed")
    for trouble in (*summary.troubles, *summary.waiting):
        sys.stderr.write(f"kehoach: {trouble}\n")
    sys.stdout.write("; ".join(lines) + "\n")


def many(count: int, name: str) -> str:
    """A number and its noun: 1 activity, 2 activities."""
    plural = f"{name[:-1]}ies" if name.endswith("y") else f"{name}s"
    return f"{count} {name if count == 1 else plural}"


def print_status(archive: Path, status: Status, *, rules: str) -> None:
    """What an archive holds."""
    out = console()
    states = dict(status.states)
    total = sum(states.values())
    held = f"{many(total, 'document')}, {many(status.activities, 'activity')}"
    out.print(Text(f"{archive}: {held}, {status.occurrences} days or periods in the calendar"))
    if status.first and status.last:
        first, last = (datetime.date.fromisoformat(d) for d in (status.first, status.last))
        out.print(f"calendar from {day(first)} to {day(last)}")
    _print_counts(out, "documents", states)
    _print_counts(out, "doubts waiting", status.doubts)
    _print_counts(out, "issues (warnings and errors)", status.issues)
    older = sum(n for digest, n in status.rules.items() if digest != rules)
    if older:
        out.print(f"{many(older, 'document')} read by older rules; 'kehoach ingest --again' "
                  "reads them again")  # fmt: skip
    waiting = [f for f in status.failures if f.code == MissingTool.code]
    _print_failures(out, "could not be read:", [f for f in status.failures if f not in waiting])
    _print_failures(out, "waiting for a program, read by the next load that finds it:", waiting)


def _print_failures(out: Console, title: str, failures: Sequence[Failure]) -> None:
    if failures:
        out.print(title)
    for failure in failures:
        out.print(Text(f"  {failure.name}"), soft_wrap=True)
        out.print(Text(f"      {failure.reason}"), soft_wrap=True)


def _print_counts(out: Console, title: str, counts: Mapping[str, int]) -> None:
    if not counts:
        return
    table = _table("", title)
    table.columns[0].justify = "right"
    for name, count in counts.items():
        _row(table, count, name)
    out.print(table)


def record_text(record: Record) -> str:
    """A record for reading."""
    out = io.StringIO()
    page = Console(file=out, width=console().width, highlight=False, color_system=None)
    for label, value in _heading(record):
        if value:
            page.print(Text(f"{label}: {value}"))
    _list(page, "CĂN CỨ", [b.text for b in record.bases])
    _list(page, "MỤC ĐÍCH, YÊU CẦU", [o.text for o in record.objectives])
    if record.activities:
        page.print("\nHOẠT ĐỘNG")
        page.print(_activities(record))
    _list(page, "PHÂN CÔNG", _assigned(record))
    _list(page, "NƠI NHẬN", [r.text for r in record.recipients])
    _list(page, "CẦN XEM LẠI", [f"{i.message} ({i.code})" for i in record.issues])
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines())


def _heading(record: Record) -> Iterable[tuple[str, str | None]]:
    header, signature = record.header, record.signature
    period = header.period
    yield "Văn bản", " ".join(filter(None, (header.kind_code, header.number)))
    yield "Cơ quan ban hành", header.issuer
    yield "Ngày", ", ".join(filter(None, (header.place, day(header.issued_on))))
    yield "Trích yếu", header.title
    yield "Kính gửi", "; ".join(header.addressees)
    yield "Kỳ", f"{day(period.start)} - {day(period.end)}" if period else None
    if signature:
        yield "Người ký", ", ".join(filter(None, (signature.position, signature.name)))


def _list(page: Console, title: str, items: Iterable[str]) -> None:
    for i, item in enumerate(items):
        if not i:
            page.print(f"\n{title}")
        page.print(Text(f"- {item}"))


def _assigned(record: Record) -> Iterable[str]:
    for assignment in record.assignments:
        tasks = "; ".join(task.text for task in assignment.tasks)
        yield f"{assignment.agency.text}: {tasks}" if tasks else assignment.agency.text


def _activities(record: Record) -> Table:
    table = _table(expand=True)
    table.add_column("STT", max_width=6)
    table.add_column("Nội dung", ratio=5)
    table.add_column("Chủ trì", ratio=2)
    table.add_column("Thời gian", ratio=2)
    table.add_column("Ngày", width=14)
    for activity in record.activities:
        time = activity.time
        _row(table, activity.no, activity.content, activity.lead.text if activity.lead else None,
             time.text if time else None, _span(time))  # fmt: skip
    return table


def _span(time: TimeValue | None) -> str:
    if time is None or not (time.start or time.end):
        return ""
    if time.kind == "deadline":
        return f"hạn {day(time.end)}"
    return f"{day(time.start)} -\n{day(time.end)}"


def print_report(report: Report, change: Change | None) -> None:
    """Scores, the headline first, then what was gained and lost."""
    out = console()
    table = _table("field")
    for heading in ("precision", "recall", "F1", "exact F1", "support"):
        table.add_column(heading, justify="right")
    for name, score in report.scored.items():
        _row(table, name, _rate(score.precision), _rate(score.recall), _rate(score.f1),
             _rate(score.exact_f1), score.gold)  # fmt: skip
    out.print(table)
    wrong = report.wrong_dates
    whole = sum(not d.misses and not d.failure for d in report.documents)
    pages = sum(d.pages for d in report.documents)
    out.print(f"wrong dates given: {wrong.right} of {wrong.gold} rows with a date")
    out.print(f"macro F1 {report.macro:.4f}; {whole} of {len(report.documents)} documents without "
              f"a miss, {len(report.failed)} failed")  # fmt: skip
    out.print(f"{report.seconds / max(pages, 1):.2f} s a page; rules {report.rules}")
    for document in report.failed:
        sys.stderr.write(f"kehoach: {document.name}: {document.failure}\n")
    if change is not None:
        _print_change(out, change)


def _print_change(out: Console, change: Change) -> None:
    for sign, items in (("+", change.gained), ("-", change.lost)):
        for item in items:
            out.print(Text(f"{sign} {item}"))
    out.print(f"{len(change.gained)} gained, {len(change.lost)} lost")
    for name, (before, now) in change.fallen.items():
        out.print(f"LOSS {name}: F1 {before:.4f} -> {now:.4f}")


def _rate(value: float | None) -> str:
    return "" if value is None else f"{value:.4f}"


class Bar(Progress):
    """A progress bar on stderr, where there is a terminal to show it."""

    def __init__(self) -> None:
        self._shown: RichProgress | None = None
        self._task: Any = None

    def __enter__(self) -> Bar:
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
        from rich.progress import Progress as Shown

        out = console(stderr=True)
        if out.is_terminal:
            self._shown = Shown(
                TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(),
                TimeRemainingColumn(), console=out, transient=True,
            )  # fmt: skip
            self._task = self._shown.add_task("looking", total=None)
            self._shown.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._shown:
            self._shown.stop()

    def found(self, count: int) -> None:
        if self._shown:
            self._shown.update(self._task, completed=count)

    def start(self, total: int) -> None:
        if self._shown:
            self._shown.update(self._task, description="reading", total=total, completed=0)

    def done(self, outcome: Outcome) -> None:  # noqa: ARG002
        if self._shown:
            self._shown.advance(self._task)
