"""The calendar as iCalendar (RFC 5545), for any calendar program.

Every event lasts whole days and leaves its days free (TRANSPARENT). A deadline is an
event on its last day, and a to-do with a due date where asked for. A recurrence is one
event with an RRULE.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from itertools import groupby

from icalendar import Calendar, Event, Todo, vRecur

from pipeline.reader import Row

_ONE_DAY = datetime.timedelta(days=1)
_STATUS = {"needs_review": "TENTATIVE", "extracted": "TENTATIVE", "approved": "CONFIRMED"}


def ics(rows: Iterable[Row], *, todos: bool = False, name: str = "Kế hoạch công tác") -> bytes:
    """An iCalendar file of calendar rows (see ``pipeline.reader.calendar``)."""
    calendar = Calendar()
    calendar.add("prodid", "-//kehoach//VI")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", name)
    by_activity = sorted(rows, key=lambda r: (r["activity_id"], r["occurrence"]))
    for _, group in groupby(by_activity, key=lambda r: r["activity_id"]):
        found = list(group)
        if found[0]["rrule"]:
            calendar.add_component(_recurring(found))
        for row in found:
            if not row["rrule"]:
                calendar.add_component(_event(row, uid=f"{row['activity_id']}-{row['occurrence']}"))
            if todos and row["is_deadline"]:
                calendar.add_component(_todo(row))
    data: bytes = calendar.to_ical()
    return data


def _event(row: Row, *, uid: str) -> Event:
    event = Event()
    start = _first_day(row)
    end = row["end"] or start
    _describe(event, row, uid=uid)
    event.add("dtstart", start)
    event.add("dtend", end + _ONE_DAY)
    event.add("transp", "TRANSPARENT")
    event.add("status", _STATUS[row["state"]])
    return event


def _recurring(rows: list[Row]) -> Event:
    """One event for the occurrences of one activity that were selected.

    An event that recurs lasts equally long each time, months do not: it lasts as long as
    the shortest of them, so that it never runs into the next. The last occurrence, which
    the end of the plan's period may have cut short, does not count.
    """
    first, last = rows[0], rows[-1]
    lengths = [row["end"] - _first_day(row) for row in rows[:-1] or rows]
    event = _event(first | {"end": _first_day(first) + min(lengths)}, uid=first["activity_id"])
    rule = vRecur.from_ical(first["rrule"])
    rule.pop("COUNT", None)
    rule["UNTIL"] = [_first_day(last)]
    event.add("rrule", rule)
    return event


def _first_day(row: Row) -> datetime.date:
    """The day an event begins; a deadline is an event on its last day."""
    day: datetime.date = row["end"] if row["is_deadline"] else row["start"] or row["end"]
    return day


def _todo(row: Row) -> Todo:
    todo = Todo()
    _describe(todo, row, uid=f"{row['activity_id']}-{row['occurrence']}-todo")
    todo.add("due", row["end"])
    return todo


def _describe(component: Event | Todo, row: Row, *, uid: str) -> None:
    component.add("uid", f"{uid}@kehoach")
    component.add("dtstamp", row["ingested_at"])  # not the clock: equal data, equal file
    component.add("summary", f"Hạn: {row['content']}" if row["is_deadline"] else row["content"])
    component.add("description", _description(row))
    if row["edtf"]:
        component.add("x-kehoach-edtf", row["edtf"])


_LINES = (
    ("Chủ trì", "lead"),
    ("Phối hợp", "coordinating"),
    ("Thời gian", "time_text"),
    ("Sản phẩm", "product"),
    ("Văn bản", "number"),
    ("Trích yếu", "title"),
    ("Cơ quan ban hành", "issuer"),
)


def _description(row: Row) -> str:
    return "\n".join(f"{label}: {row[key]}" for label, key in _LINES if row[key])
