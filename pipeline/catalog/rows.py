"""From a record to the rows below its document. Pure functions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from extractors.agency.own import words_of
from extractors.citation.keys import key_of_document, symbol_key
from pipeline.calendar import occurrences
from schemas.record import Activity, AgencyRef, AgencyText, Issue, Item, Record

Row = dict[str, Any]
Rows = Mapping[str, Sequence[Row]]
"""Rows for each table, by the table's name."""

_ACTIVITY_PATH = re.compile(r"activities\[(\d+)\]")


def document_row(record: Record) -> Row:
    """What the catalog says of a document itself, its state included."""
    header, period, signature = record.header, record.header.period, record.signature
    return {
        "media_type": record.file.media_type,
        "pages": record.file.pages,
        "text_origin": record.file.text_origin,
        "encoding": record.file.encoding,
        "kind": header.kind,
        "kind_code": header.kind_code,
        "number": header.number,
        "issuer": header.issuer,
        "issuer_id": header.issuer_id,
        "place": header.place,
        "issued_on": header.issued_on,
        "title": header.title,
        "period_start": period.start if period else None,
        "period_end": period.end if period else None,
        "signer": signature.name if signature else None,
        "signer_position": signature.position if signature else None,
        "issues": _codes(issue.code for issue in record.issues),
        "rules": record.produced_by.rules,
        "key": key_of_document(header),
        "symbol": symbol_key(header.number) if header.number else None,
    }


def needs_review(record: Record) -> bool:
    """Whether a person should look: a warning, an error or a doubt anywhere."""
    return (
        any(_weighs(issue) for issue in record.issues)
        or any(activity_doubts(activity) for activity in record.activities)
        or any(item.doubts for item in _items(record))
    )


def rows_below(record: Record, activity_ids: Sequence[str]) -> Rows:
    """The rows of every table below the document; one name for each activity, in order."""
    document = {"document_id": record.document_id}
    named = list(zip(activity_ids, record.activities, strict=True))
    return {
        "agency": _agencies(record),
        "mention": [document | row for row in _mentions(record)],
        "basis": [
            document | {"position": i, "page": b.source.page, "doubts": _codes(b.doubts),
                        "symbol": symbol_key(b.number) if b.number else None}
            | b.model_dump(include={"kind", "number", "issued_on", "issuer", "subject", "text",
                                    "key", "relation"})
            for i, b in enumerate(record.bases, start=1)
        ],
        "objective": [
            document | {"position": i, "page": o.source.page}
            | o.model_dump(include={"label", "kind", "text"})
            for i, o in enumerate(record.objectives, start=1)
        ],
        "assignment": [
            document | {"position": i} | row for i, row in enumerate(_tasks(record), start=1)
        ],
        "recipient": [
            document | {"position": i, "agency_id": _only(r.agencies)}
            | r.model_dump(include={"text", "name", "purpose", "is_archive"})
            for i, r in enumerate(record.recipients, start=1)
        ],
        "activity": [
            document | {"activity_id": name, "position": i} | _activity(activity, i, record.issues)
            for i, (name, activity) in enumerate(named, start=1)
        ],
        "occurrence": [row for name, activity in named for row in _days(name, activity, record)],
        "activity_agency": [row for name, activity in named for row in _bodies(name, activity)],
        "issue": [
            document | {"position": i, "activity_id": _activity_of(issue, activity_ids)}
            | issue.model_dump()
            for i, issue in enumerate(record.issues, start=1)
        ],
    }  # fmt: skip


def activity_doubts(activity: Activity) -> tuple[str, ...]:
    """The doubts of an activity and of its time, each once."""
    timely = activity.time.doubts if activity.time else ()
    return tuple(dict.fromkeys((*activity.doubts, *timely)))


def _activity(activity: Activity, position: int, issues: Iterable[Issue]) -> Row:
    time = activity.time
    doubts = activity_doubts(activity)
    concerned = (i for i in issues if _path_index(i) == position - 1)
    return {
        "no": activity.no,
        "group": activity.group,
        "content": activity.content,
        "category": activity.category,
        "lead": activity.lead.text if activity.lead else None,
        "lead_id": _only(activity.lead.agencies) if activity.lead else None,
        "coordinating": activity.coordinating.text if activity.coordinating else None,
        "product": activity.product,
        "place": activity.place,
        "participants": activity.participants,
        "budget": activity.budget,
        "note": activity.note,
        "time_text": time.text if time else None,
        "time_kind": time.kind if time else None,
        "start": time.start if time else None,
        "end": time.end if time else None,
        "granularity": time.granularity if time else None,
        "approximate": time.approximate if time else None,
        "edtf": time.edtf if time else None,
        "rrule": time.rrule if time else None,
        "origin": activity.origin,
        "page": activity.source.page,
        "doubts": _codes(doubts),
        "needs_review": bool(doubts) or any(_weighs(i) for i in concerned),
    }


def _days(name: str, activity: Activity, record: Record) -> list[Row]:
    return [
        {
            "activity_id": name,
            "occurrence": o.number,
            "start": o.start,
            "end": o.end,
            "is_deadline": o.is_deadline,
            "granularity": o.granularity,
        }
        for o in occurrences(activity.time, period=record.header.period)
    ]


def _bodies(name: str, activity: Activity) -> list[Row]:
    """The bodies of an activity; one that names nobody known stands with its own text."""
    parts = (("lead", activity.lead), ("coordinating", activity.coordinating))
    return [
        {
            "activity_id": name,
            "role": role,
            "position": i,
            "agency_id": ref.id,
            "name": ref.name or ref.text,
        }
        for role, text in parts
        for i, ref in enumerate(_refs(text), start=1)
    ]


def _refs(text: AgencyText | None) -> tuple[AgencyRef, ...]:
    if text is None:
        return ()
    return text.agencies or (AgencyRef(text=text.text),)


def _tasks(record: Record) -> list[Row]:
    """One row for each task; a body that is only named has one without a task."""
    rows: list[Row] = []
    for assignment in record.assignments:
        body = {
            "label": assignment.label,
            "agency": assignment.agency.text,
            "agency_id": _only(assignment.agency.agencies),
        }
        rows += [
            body | {"task_label": t.label, "task": t.text, "page": t.source.page}
            for t in assignment.tasks
        ] or [body | {"task_label": None, "task": None, "page": assignment.source.page}]
    return rows


def _agencies(record: Record) -> list[Row]:
    """Each known body the document names, once."""
    header = record.header
    named = {ref.id: ref.name or ref.text for ref in _all_refs(record) if ref.id}
    if header.issuer_id:
        named.setdefault(header.issuer_id, header.issuer or header.issuer_id)
    return [
        {"document_id": record.document_id, "agency_id": identity, "name": name}
        for identity, name in named.items()
    ]


def _mentions(record: Record) -> list[Row]:
    """Each wording of bodies once: cells, and the parts of those that name several."""
    found: dict[str, Row] = {}
    for text, refs in _cells(record):
        parts = [(ref.text, ref.id, 1) for ref in refs if len(refs) > 1]
        whole = (text, _only(refs), len(refs))
        for printed, identity, bodies in (whole, *parts):
            if words := " ".join(words_of(printed)):
                row = {"text": printed, "agency_id": identity, "bodies": bodies}
                found.setdefault(words, {"words": f" {words} "} | row)
    return list(found.values())


def _cells(record: Record) -> Iterable[tuple[str, tuple[AgencyRef, ...]]]:
    """Whatever is resolved to bodies, as printed; the last of them keep no identity."""
    header = record.header
    if header.issuer:
        yield header.issuer, (AgencyRef(text=header.issuer, id=header.issuer_id),)
    for activity in record.activities:
        for part in (activity.lead, activity.coordinating):
            if part is not None:
                yield part.text, part.agencies
    for assignment in record.assignments:
        yield assignment.agency.text, assignment.agency.agencies
    for recipient in record.recipients:
        if not recipient.is_archive:
            yield recipient.name or recipient.text, recipient.agencies
    if header.parent:
        yield header.parent, ()
    for basis in record.bases:
        if text := basis.issuer or basis.number:
            yield text, ()


def _all_refs(record: Record) -> Iterable[AgencyRef]:
    for activity in record.activities:
        for part in (activity.lead, activity.coordinating):
            yield from part.agencies if part else ()
    for assignment in record.assignments:
        yield from assignment.agency.agencies
    for recipient in record.recipients:
        yield from recipient.agencies


def _items(record: Record) -> Iterable[Item]:
    yield record.header
    yield from (*record.bases, *record.objectives, *record.assignments, *record.recipients)
    if record.signature:
        yield record.signature


def _only(refs: Sequence[AgencyRef]) -> str | None:
    """The identity of the one body named; None where there are several or it is unknown."""
    return refs[0].id if len(refs) == 1 else None


def _weighs(issue: Issue) -> bool:
    return issue.severity != "info"


def _path_index(issue: Issue) -> int | None:
    match = _ACTIVITY_PATH.match(issue.path or "")
    return int(match.group(1)) if match else None


def _activity_of(issue: Issue, activity_ids: Sequence[str]) -> str | None:
    index = _path_index(issue)
    return activity_ids[index] if index is not None and index < len(activity_ids) else None


def _codes(codes: Iterable[str]) -> str | None:
    return ";".join(dict.fromkeys(codes)) or None
