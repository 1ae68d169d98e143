"""What a reviewer should know of a record: pure checks, record in, issues out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet

from extractors.activities.tables import BLANK_LEAD
from extractors.agency import registry
from schemas.found import Source
from schemas.layout import Table
from schemas.record import (
    Activity,
    AgencyRef,
    AgencyText,
    Assignment,
    Basis,
    FileInfo,
    Header,
    Issue,
    Record,
)

UNKNOWN_AGENCY = "unknown-agency"
_DOUBTS_AS_ISSUES = {
    "rival_reading": ("ambiguous-time", "the time can be read in more than one way"),
    "impossible_date": ("impossible-date", "the date does not exist"),
    "weekday_conflict": ("weekday-conflict", "the weekday is not that of the date"),
}
_NOTES = {
    "unread-page": ("unread-page", "error", "has no text that can be read"),
    "cut-page": ("unread-page", "error", "has more letters than are read; the rest is left out"),
    "garbled-text": (
        "low-text-quality",
        "info",
        "had a text that made no sense; it was recognised",
    ),
    "table-unread": (
        "table-unread",
        "info",
        "is drawn with more lines than any table; tables on it are not read",
    ),
    "low-text-quality": ("low-text-quality", "warning", "has many words that are no Vietnamese"),
}
"""What a note of reading becomes: code, severity, and what is said of the page."""
_QUOTED = 60
"""Characters of a table's first cell that a message quotes."""


def check_part(file: FileInfo) -> Iterator[Issue]:
    """One of several documents in a file: whoever looks for the file finds only a part of it."""
    part = file.part
    if part is not None:
        pages = f", pages {part.pages[0]} to {part.pages[1]}" if part.pages else ""
        message = f"document {part.number} of the {part.of} in this file{pages}"
        yield _issue("several-documents", "info", message, "file.part")


def check_header(header: Header) -> Iterator[Issue]:
    """Blank number or date, and a symbol of another kind."""
    if header.number is None:
        yield _issue("missing-number", "warning", "no number is printed", "header.number")
    if header.issued_on is None:
        yield _issue(
            "missing-issue-date", "warning", "no full date of issue is printed", "header.issued_on"
        )
    if header.number and header.kind_code and header.kind != "dispatch":
        codes = set(re.split(r"[/\-]", header.number))
        named = codes & {"KH", "QĐ", "NQ", "CT", "TB", "BC", "GM", "CTr", "TTr", "HD"}
        if named and header.kind_code not in named:
            yield _issue(
                "kind-mismatch",
                "warning",
                f"the heading says {header.kind_code}, the number {', '.join(sorted(named))}",
                "header.kind",
            )


def check_activities(activities: Sequence[Activity], header: Header) -> Iterator[Issue]:
    yield from _ordinals(activities)
    for i, activity in enumerate(activities):
        yield from _time(activity, f"activities[{i}].time", header)
        if activity.source.rule == BLANK_LEAD:
            message = "the table names who leads, this row does not"
            yield _issue("missing-lead", "info", message, f"activities[{i}].lead")


def _ordinals(activities: Sequence[Activity]) -> Iterator[Issue]:
    """Ordinals given twice or left out, within one group of one table.

    One that counts from one again begins another table; one printed once, in a cell merged
    over several rows, is not given twice.
    """
    seen: dict[str | None, dict[int, Source | None]] = {}
    last: dict[str | None, int] = {}
    for i, activity in enumerate(activities):
        if activity.origin != "table" or activity.no is None or not activity.no.isdigit():
            continue
        group, number, path = activity.group, int(activity.no), f"activities[{i}].no"
        before, printed = last.get(group), activity.sources.get("no")
        if before is None or (number == 1 and before > 1):
            seen[group] = {}
        elif number in seen[group]:
            if printed is None or seen[group][number] != printed:
                message = f"the ordinal {number} stands twice"
                yield _issue("duplicate-ordinal", "warning", message, path)
        elif number > before + 1:
            yield _issue("gap-in-ordinals", "info", f"after {before} comes {number}", path)
        seen[group][number] = printed
        last[group] = number


def _time(activity: Activity, path: str, header: Header) -> Iterator[Issue]:
    when = activity.time
    if when is None:
        return
    named = {_DOUBTS_AS_ISSUES[d] for d in when.doubts if d in _DOUBTS_AS_ISSUES}
    for code, message in sorted(named):
        yield _issue(code, "warning", f"{message}: {when.text}", path)
    if when.end is None:
        return
    if header.issued_on and when.end < header.issued_on and activity.origin == "table":
        yield _issue(
            "time-before-issue", "info", f"{when.text} ends before the date of issue", path
        )
    period, start = header.period, when.start or when.end
    if period and (when.end < period.start or start > period.end):
        yield _issue(
            "time-outside-period", "info", f"{when.text} lies outside the plan's period", path
        )


def check_bases(bases: Iterable[Basis], header: Header) -> Iterator[Issue]:
    for i, basis in enumerate(bases):
        if header.issued_on and basis.issued_on and basis.issued_on > header.issued_on:
            message = f"{basis.kind} {basis.number or ''} is dated after this document"
            yield _issue("basis-after-issue", "warning", message, f"bases[{i}].issued_on")


def check_assignments(assignments: Iterable[Assignment]) -> Iterator[Issue]:
    """Numbered headings of one section that carry the same label."""
    seen: set[str] = set()
    for i, item in enumerate(assignments):
        label = item.label
        if label is None or not label.isalnum():
            continue
        if label in seen:
            yield _issue(
                "duplicate-heading-label",
                "info",
                f"the label {label} stands twice",
                f"assignments[{i}].label",
            )
        seen.add(label)


def check_agencies(record: Record, *, own: AbstractSet[str] = frozenset()) -> Iterator[Issue]:
    """Bodies that neither the registry nor a user (``own``) has, each once."""
    seen: set[str] = set(own)
    for path, refs in _named(record):
        for ref in refs:
            if ref.id is None or ref.id in seen or registry.is_known(ref.id):
                continue
            seen.add(ref.id)
            yield _issue(UNKNOWN_AGENCY, "info", f"no body of this kind is known: {ref.text}", path)


def _named(record: Record) -> Iterator[tuple[str, tuple[AgencyRef, ...]]]:
    for i, activity in enumerate(record.activities):
        for role in ("lead", "coordinating"):
            text: AgencyText | None = getattr(activity, role)
            if text is not None:
                yield f"activities[{i}].{role}", text.agencies
    for i, assignment in enumerate(record.assignments):
        yield f"assignments[{i}].agency", assignment.agency.agencies
    for i, recipient in enumerate(record.recipients):
        yield f"recipients[{i}]", recipient.agencies


def check_tables(unread: Iterable[Table]) -> Iterator[Issue]:
    """Tables with times whose other columns say nothing known."""
    for table in unread:
        place = f"the table on page {table.page}" if table.page else "a table"
        said = next((cell.text for cell in table.cells if cell.text), "")[:_QUOTED]
        message = f"{place} that begins with “{said}” holds times and was not read as a schedule"
        yield _issue("table-unread", "warning", message, None)


def check_notes(notes: Iterable[str]) -> Iterator[Issue]:
    """What reading could not do, or did in another way: ``unread-page:3``."""
    for note in notes:
        code, _, page = note.partition(":")
        known = _NOTES.get(code)
        named, severity, message = known or (code, "error", code)
        yield _issue(named, severity, f"page {page} {message}" if page else message, None)


def _issue(code: str, severity: str, message: str, path: str | None) -> Issue:
    return Issue(code=code, severity=severity, message=message, path=path)  # type: ignore[arg-type]
