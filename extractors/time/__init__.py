"""Times in Vietnamese plans and dispatches.

    parse_time("Quý I/2026").edtf           -> "2026-33"
    parse_time("trước ngày 15/6", context=TimeContext(plan_year=2026)).end  -> 14 June 2026
    find_times("Hoàn thành trước ngày 15/6/2026.")  -> spans with offsets
    explain("tháng cuối quý III")           -> the rules that read it, and the value

A phrase is first found without context, then resolved with the date of issue and the
plan's year: nothing here reads the clock.
"""

from __future__ import annotations

import unicodedata

from extractors.grammar import tree
from extractors.time.clause import compose
from extractors.time.find import Reading, read, read_whole, repaired
from extractors.time.resolve import Outcome, edtf_of, outcome
from extractors.time.rules import SURE, WEAK
from extractors.time.stretch import Scene, scene_of
from schemas.time import TimeContext, TimeSpan, TimeValue

__all__ = ["explain", "find_times", "parse_time"]

_NO_CONTEXT = TimeContext()
_COLUMN_WORDS = {"month": "tháng", "quarter": "quý", "year": "năm", "day": "ngày"}


def parse_time(text: str, *, context: TimeContext = _NO_CONTEXT) -> TimeValue | None:
    """The time an expression, a cell or a clause states; ``None``: no time at all in it.

    A time without a day ("khi có yêu cầu") is of kind ``unknown``, its text kept.
    """
    scene = scene_of(context)
    found = compose(_reading(text, scene), scene)
    return None if found is None else _value(text, found)


def find_times(text: str, *, context: TimeContext = _NO_CONTEXT) -> list[TimeSpan]:
    """The dated times of a running text, in order, with half-open offsets into it."""
    scene = scene_of(context)
    reading = read(text)
    spans = []
    for node in reading.nodes:
        if node.kind not in SURE | WEAK:
            continue
        start, end = reading.lexed.span(node.start, node.end)
        found = outcome(node.value, scene)
        if repaired(node, reading.lexed):
            found = found._replace(doubts=(*found.doubts, "ocr_repaired"))
        spans.append(TimeSpan(start, end, _value(text[start:end], found)))
    return spans


def explain(text: str, *, context: TimeContext = _NO_CONTEXT) -> str:
    """The parse trees with rule names, then the value, one field a line."""
    reading = _reading(text, scene_of(context))
    rows = [tree(node, reading.lexed.line) for node in reading.nodes]
    value = parse_time(text, context=context)
    if value is None:
        return "\n".join([*rows, "no time"])
    fields = [f"{name}: {_shown(getattr(value, name))}" for name in value.__slots__]
    return "\n".join([*rows, *fields])


def _shown(field: object) -> str:
    if isinstance(field, tuple):
        return ", ".join(str(item) for item in field) or "-"
    return "-" if field is None else str(field)


def _reading(text: str, scene: Scene) -> Reading:
    """The phrases of a cell; a bare "II" under a column "Quý" as if the word stood there."""
    plain = read_whole(text)
    word = _COLUMN_WORDS.get(scene.column or "")
    if word is None or any(node.kind in SURE for node in plain.nodes):
        return plain
    headed = read(f"{word} {text}")
    one = len(headed.nodes) == 1 and headed.nodes[0].end - headed.nodes[0].start > 1
    return headed if one else plain


def _value(text: str, found: Outcome) -> TimeValue:
    return TimeValue(
        text=" ".join(unicodedata.normalize("NFC", text).split()),
        kind=found.kind,
        start=found.start,
        end=found.end,
        granularity=found.grain,
        is_deadline=found.kind == "deadline" or found.repeats_deadline,
        approximate=found.approximate,
        edtf=edtf_of(found),
        rrule=found.rrule,
        segments=found.segments,
        alternatives=found.rivals,
        doubts=tuple(dict.fromkeys(found.doubts)),
    )
