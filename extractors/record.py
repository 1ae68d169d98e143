"""From a layout to a record: every part in the order in which one helps the next."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import asdict, replace

from extractors import checks
from extractors.activities import read_activities, unread_tables
from extractors.agency.annotate import identify
from extractors.agency.own import Own
from extractors.assignments import read_assignments
from extractors.citation import mentions, read_bases
from extractors.copies import without_copier
from extractors.header import read_header, year_printed
from extractors.objectives import read_objectives
from extractors.outline import build
from extractors.recipients import read_recipients, refers_to_addressees
from extractors.recognised.doubts import with_doubts
from extractors.signature import read_signature
from extractors.time import find_times
from extractors.zones import Zones, split
from schemas.layout import Layout
from schemas.record import (
    Basis,
    FileInfo,
    FilePart,
    Header,
    Issue,
    PageOrigin,
    Period,
    ProducedBy,
    Recipient,
    Record,
)
from schemas.time import TimeContext, TimeValue

_ASKING = ("dispatch", "notice", "invitation", "directive")
"""Kinds that ask for things in paragraphs without labels."""
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_LONGEST_PLAN = 10
"""Years: plans for a decade are the longest seen."""
_SCHOOL = re.compile(r"\bnăm học\b", re.IGNORECASE)


def extract(layout: Layout, *, produced_by: ProducedBy) -> Record:
    """The record of a document; parts that are not there are empty."""
    layout = replace(layout, blocks=without_copier(layout.blocks))
    zones = split(layout)
    outline = build(zones.body)
    header = read_header(zones)
    bases = read_bases(zones.preamble, outline)
    context = time_context(header, zones)
    titled = _period_of_title(header, context)
    if titled is not None:
        context = replace(context, window=(titled.start, titled.end))
    header = header.model_copy(update={"period": period_of(header, context)})
    asks = header.kind in _ASKING
    activities = tuple(read_activities(zones, outline, context=context, asks_first=asks))
    assignments = read_assignments(outline)
    found = Record(
        document_id=layout.file.document_id,
        file=_file_info(layout),
        header=header,
        bases=bases,
        objectives=read_objectives(outline),
        activities=activities,
        assignments=assignments,
        recipients=_resolved(read_recipients(zones.foot), header),
        signature=read_signature(zones.foot),
        produced_by=produced_by,
    )
    record = with_doubts(identify(found), layout)
    return record.model_copy(update={"issues": tuple(_issues(record, layout, zones))})


def resolve_again(record: Record, *, own: Own) -> Record:
    """A record with its bodies resolved anew, by what a user says of them.

    Nothing else changes: what is printed and the document's other issues stay.
    """
    found = identify(record, own=own)
    others = [i for i in record.issues if i.code != checks.UNKNOWN_AGENCY]
    issues = (*others, *checks.check_agencies(found, own=own.ids))
    return found.model_copy(update={"issues": issues})


def _issues(record: Record, layout: Layout, zones: Zones) -> Iterator[Issue]:
    yield from checks.check_notes(layout.notes)
    yield from checks.check_part(record.file)
    yield from checks.check_tables(unread_tables(zones))
    yield from checks.check_header(record.header)
    yield from checks.check_bases(record.bases, record.header)
    yield from checks.check_activities(record.activities, record.header)
    yield from checks.check_assignments(record.assignments)
    yield from checks.check_agencies(record)


def _file_info(layout: Layout) -> FileInfo:
    file = layout.file
    return FileInfo(
        name=file.name, media_type=file.media_type, pages=file.pages,
        text_origin=file.text_origin, encoding=file.encoding,
        triage=tuple(PageOrigin(**asdict(t)) for t in file.triage),
        part=FilePart(**file.part._asdict()) if file.part else None,
    )  # fmt: skip


def time_context(header: Header, zones: Zones) -> TimeContext:
    """The plan's year: of its title, else of its date of issue, else the latest cited."""
    title = header.title or ""
    issued = header.issued_on
    printed = issued.year if issued else year_printed(zones)
    years = _years_planned(title, since=printed)
    year = min(years) if years else printed or _latest(zones)
    return TimeContext(issued_on=issued, plan_year=year, school_year=bool(_SCHOOL.search(title)))


def _years_planned(title: str, *, since: int | None) -> list[int]:
    """The years a title names for its plan, not those of anniversaries and of documents cited."""
    own = title
    for cited in reversed(mentions(title)):
        own = own[: cited.span[0]] + own[cited.span[1] :]
    years = [int(y) for y in _YEAR.findall(own)]
    return [y for y in years if since is None or y >= since - _LONGEST_PLAN]


def _latest(zones: Zones) -> int | None:
    """The year of the youngest document cited: the plan is not older."""
    cited: list[Basis] = list(read_bases(zones.preamble))
    return max((b.issued_on.year for b in cited if b.issued_on), default=None)


def period_of(header: Header, context: TimeContext) -> Period | None:
    """What a document covers: what its title says, else the year of a plan."""
    return _period_of_title(header, context) or _period_of_plan(header, context)


def _period_of_title(header: Header, context: TimeContext) -> Period | None:
    """What the title says the plan covers: ``năm 2020``, ``giai đoạn 2021 - 2025``, ``quý I``."""
    for span in reversed(find_times(header.title or "", context=context)):
        value = span.value
        if value.kind == "interval" and value.start and value.end and _is_planned(value, context):
            return Period(start=value.start, end=value.end)
    return None


def _period_of_plan(header: Header, context: TimeContext) -> Period | None:
    """A plan whose title names no period covers its year."""
    if header.kind == "plan" and context.plan_year:
        year = context.plan_year
        return Period(start=datetime.date(year, 1, 1), end=datetime.date(year, 12, 31))
    return None


def _is_planned(value: TimeValue, context: TimeContext) -> bool:
    """Whether a title's span is the plan's own: what it commemorates began long before."""
    assert value.start is not None
    return context.plan_year is None or value.start.year >= context.plan_year - _LONGEST_PLAN


def _resolved(recipients: tuple[Recipient, ...], header: Header) -> tuple[Recipient, ...]:
    """``Như trên`` names the addressees."""
    if not header.addressees:
        return recipients
    named = "; ".join(header.addressees)
    return tuple(
        r.model_copy(update={"name": named}) if refers_to_addressees(r) else r for r in recipients
    )
