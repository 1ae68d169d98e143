"""A whole cell or clause: its times put together into one.

A cell may hold several ("Quý IV/2025 để đầu Quý I/2026"), a rhythm apart from its day
("mỗi năm ... vào tuần đầu tháng 9"), words that say what a bare month means ("hoàn thành
việc A ... trong tháng 9").
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from extractors.grammar import Node
from extractors.time import joined
from extractors.time.find import Reading, repaired
from extractors.time.nodes import (
    Always,
    By,
    Day,
    Every,
    Many,
    Range,
    Repeat,
    Since,
    TimeExpr,
    Undated,
    Unit,
    Within,
)
from extractors.time.resolve import UNKNOWN, Outcome, outcome
from extractors.time.rules import SILENT
from extractors.time.rules_repeat import has_year
from extractors.time.rules_repeat import joined as rhythm_with
from extractors.time.rules_rhythm import length
from extractors.time.stretch import Scene, year_in
from schemas import time as schema
from schemas.time import Granularity


class Piece(NamedTuple):
    """One time of a clause: its expression and the phrase it was found in."""

    expr: TimeExpr
    node: Node


def compose(reading: Reading, scene: Scene) -> Outcome | None:
    """The time of a clause; ``None`` where it holds none."""
    pieces = [Piece(n.value, n) for n in reading.nodes if n.kind not in SILENT]
    dated = [p for p in pieces if not isinstance(p.expr, Undated)]
    dated = _without_references(dated, pieces, reading)
    dated = _without_subjects(_without_excepted(dated, reading), reading)
    if not dated:
        return _undated(pieces, reading)
    result = _resolved(dated, pieces, reading, scene)
    if any(repaired(p.node, reading.lexed) for p in dated):
        return result._replace(doubts=(*result.doubts, "ocr_repaired"))
    return result


def _resolved(
    dated: Sequence[Piece], pieces: Sequence[Piece], reading: Reading, scene: Scene
) -> Outcome:
    """The times of a clause as one."""
    if len(pieces) == 1:
        return _finished(outcome(dated[0].expr, scene), dated, reading)
    exprs = _merged(_lasting([p.expr for p in dated], pieces))
    found = [outcome(e, scene) for e in exprs]
    known = _distinct([o for o in found if o.kind != "unknown"])
    if not known:
        return found[0]
    if len(known) == 1:
        return _finished(known[0], dated, reading)
    return _together(known, _rhythm_first(exprs))


def _distinct(found: Sequence[Outcome]) -> list[Outcome]:
    """A time said twice ("Giỗ Tổ (10/3 âm lịch)") is one."""
    seen: dict[tuple[object, ...], Outcome] = {}
    for one in found:
        seen.setdefault((one.kind, one.start, one.end, one.rrule), one)
    return list(seen.values())


# --- what has no day -------------------------------------------------------------------

_LEAD = frozenset(
    "CARRY_OUT PLANNED START RIGHT IN IS SESSION LEAD DONE ENDED LATEST".split()  # noqa: SIM905
)


def _undated(pieces: Sequence[Piece], reading: Reading) -> Outcome | None:
    """An event, a reference or a duration that opens the clause: a time without a day."""
    for piece in pieces:
        if _opens(piece.node.start, reading):
            found = outcome(piece.expr, Scene(None, None))
            return found if found.kind != "unknown" else UNKNOWN
    return None


def _opens(start: int, reading: Reading) -> bool:
    """Whether only small words stand before token ``start``."""
    place = 0
    while place < start:
        step = _lead_at(place, reading)
        if step is None:
            return False
        place = step
    return True


def _lead_at(place: int, reading: Reading) -> int | None:
    """The token after a small word at ``place``; ``None`` for any other."""
    ends = [n.end for n in reading.lexed.line.atoms.get(place, ()) if n.kind in _LEAD]
    if ends:
        return max(ends)
    return None if reading.lexed.words[place][0].isalnum() else place + 1


def _without_references(
    dated: list[Piece], pieces: Sequence[Piece], reading: Reading
) -> list[Piece]:
    """Leave out the year in the name of what is cited: "Theo Kế hoạch ... năm 2026"."""
    first = pieces[0] if pieces else None
    if first is None or first.expr != Undated("reference") or not _opens(first.node.start, reading):
        return dated
    return [p for p in dated if not (isinstance(p.expr, Unit) and p.node.rule == _YEAR_RULE)]


def _without_excepted(dated: list[Piece], reading: Reading) -> list[Piece]:
    """Leave out what is excepted ("trừ tháng 7"), and from a rhythm what is told apart."""
    kept: list[Piece] = []
    place = 0
    for piece in dated:
        before = _kinds(place, piece.node.start, reading)
        apart = "APART" in before and kept and isinstance(kept[0].expr, Repeat)
        if not kept or not ("EXCEPT" in before or apart):
            kept.append(piece)
        elif "EXCEPT" in before and isinstance(kept[-1].expr, Repeat):
            rhythm = kept[-1].expr._replace(without=_months(piece.expr))
            kept[-1] = kept[-1]._replace(expr=rhythm)
        place = piece.node.end
    return kept


def _months(expr: TimeExpr) -> tuple[int, ...]:
    """The months an expression names; none where it names anything else."""
    if isinstance(expr, Unit):
        return (expr.number,) if expr.unit == "month" else ()
    if isinstance(expr, Range):
        first, last = _months(expr.start), _months(expr.end)
        return tuple(range(first[0], last[0] + 1)) if first and last else ()
    items = expr.items if isinstance(expr, Many) else ()
    return tuple(month for item in items for month in _months(item))


def _kinds(start: int, end: int, reading: Reading) -> set[str]:
    """The kinds of the words between two places."""
    atoms = reading.lexed.line.atoms
    return {node.kind for place in range(start, end) for node in atoms.get(place, ())}


def _without_subjects(dated: list[Piece], reading: Reading) -> list[Piece]:
    """Leave out the year of what is to be done by a day: "nộp báo cáo năm 2025 trước 31/3"."""
    if not dated or not any(_is_told_apart(p.expr, dated[0].expr) for p in dated[1:]):
        return dated
    first = dated[0]
    words, start = reading.lexed.words, first.node.start
    if first.node.rule != _YEAR_RULE or not start or not words[start - 1][0].isalpha():
        return dated
    before = {n.kind for n in reading.lexed.line.atoms.get(start - 1, ())}
    return dated if before & _TO_A_YEAR else dated[1:]


def _is_told_apart(expr: TimeExpr, year: TimeExpr) -> bool:
    """Whether a time is a deadline, or finer than a year and of another one."""
    own = year_in(expr)
    if isinstance(expr, By) or not isinstance(own, int):
        return isinstance(expr, By)
    coarse = isinstance(expr, Unit) and expr.unit == "year"
    return not coarse and own != year_in(year)


_TO_A_YEAR = _LEAD | {"AND", "BEFORE", "FROM", "OR", "TO", "TO_END", "WHOLE"}
"""Before a year: words that make it a time, and not a part of what stands before."""
_YEAR_RULE = "năm 2026"


def _lasting(exprs: list[TimeExpr], pieces: Sequence[Piece]) -> list[TimeExpr]:
    """A start and how many days it lasts: "02 ngày, từ ngày 15/6"."""
    lasts = [p.expr.duration for p in pieces if isinstance(p.expr, Undated) and p.expr.duration]
    if len(exprs) != 1 or len(lasts) != 1 or lasts[0].unit == "hour" or lasts[0].working:
        return exprs
    only = exprs[0]
    if isinstance(only, Since) and isinstance(only.of, Day) and not only.after:
        return [Within(lasts[0], only.of, run=True)]
    return exprs


# --- one time --------------------------------------------------------------------------


def _finished(found: Outcome, dated: Sequence[Piece], reading: Reading) -> Outcome:
    """Make "hoàn thành ... trong tháng 9" a deadline; "Thời gian hoàn thành: ..." is a label."""
    if found.kind != "interval" or found.segments:
        return found
    before = _word_before(dated[0].node.start, reading)
    if before is None:
        return found
    deadline = schema.Reading("deadline", None, found.end, found.grain, "to_be_finished")
    if before == ":":
        return found._replace(rivals=(*found.rivals, deadline))
    rival = schema.Reading("interval", found.start, found.end, found.grain, "within_period")
    return found._replace(kind="deadline", start=None, rivals=(*found.rivals, rival))


def _word_before(start: int, reading: Reading) -> str | None:
    """``done`` where "hoàn thành" stands before in the clause, ``:`` where as a label.

    "Hạn nộp hồ sơ: ..." is a deadline either way.
    """
    atoms, label = reading.lexed.line.atoms, False
    for place in range(start - 1, -1, -1):
        kinds = {n.kind for n in atoms.get(place, ())}
        if ";" in kinds:
            return None
        label = label or ":" in kinds
        if "CLOSING" in kinds:
            return "done"
        if "DONE" in kinds:
            return ":" if label else "done"
    return None


# --- rhythms ---------------------------------------------------------------------------


def _rhythm_first(exprs: Sequence[TimeExpr]) -> bool:
    return any(isinstance(e, Repeat) for e in exprs)


def _merged(exprs: list[TimeExpr]) -> list[TimeExpr]:
    """Rhythms with the days and windows that stand apart from them; years lent leftwards."""
    rhythms = [e for e in exprs if isinstance(e, Repeat)]
    others = [e for e in exprs if not isinstance(e, Repeat)]
    if not rhythms:
        return joined.with_years(exprs)
    rhythm, *more = _few_rhythms(rhythms)
    others = [e for e in others if not isinstance(e, Always)]
    if not others or more:
        return [rhythm, *more, *others]
    if len(others) == 1 and rhythm.when is None:
        both = rhythm_with(rhythm.every, others[0])
        if both is not None:
            return [both]
    if len(others) == 1 and isinstance(others[0], Since | Range | Unit) and not rhythm.window:
        return [rhythm._replace(window=others[0])]
    if len(others) > 1 and rhythm.when is None and any(has_year(e) for e in others):
        return joined.with_years(others)
    return [rhythm, *others]


def _few_rhythms(rhythms: Sequence[Repeat]) -> list[Repeat]:
    """The rhythms that name their days, the finest first, else the finest of all.

    Two deadlines a year of two rhythms are one list.
    """
    placed = [r for r in rhythms if r.when is not None]
    if not placed:
        return [min(rhythms, key=lambda r: length(r.every))]
    first = placed[0]
    if len(placed) > 1 and all(_yearly(r.when) for r in placed):
        whens = [r.when for r in placed if isinstance(r.when, By)]
        if len({w.strict for w in whens}) == 1:
            items = tuple(
                i for w in whens for i in (w.of.items if isinstance(w.of, Many) else (w.of,))
            )
            return [Repeat(Every("year"), By(Many(items), whens[0].strict), first.window)]
    return sorted(placed, key=lambda r: length(r.every))


def _yearly(when: TimeExpr | None) -> bool:
    """A deadline on days of named months."""
    if not isinstance(when, By):
        return False
    items = when.of.items if isinstance(when.of, Many) else (when.of,)
    return all(isinstance(i, Day) and i.month is not None for i in items)


# --- several times ---------------------------------------------------------------------


def _together(found: Sequence[Outcome], rhythm: bool) -> Outcome:
    """Earliest start to latest end; only deadlines make a deadline."""
    if rhythm:
        first = next(o for o in found if o.kind == "recurring")
        rest = tuple(_reading(o) for o in found if o is not first)
        return first._replace(rivals=(*first.rivals, *rest))
    always = [o for o in found if o.kind == "open" and o.start and o.end]
    if always:
        rest = tuple(_reading(o) for o in found if o is not always[0])
        return always[0]._replace(rivals=(*always[0].rivals, *rest))
    return _hull(found)


def _reading(found: Outcome) -> schema.Reading:
    return schema.Reading(
        found.kind, found.start, found.end, found.grain, "other_part", rrule=found.rrule
    )


def _hull(found: Sequence[Outcome]) -> Outcome:
    starts = [o.start for o in found if o.start is not None]
    ends = [o.end for o in found if o.end is not None]
    parts = [s for o in found for s in (o.segments or ((o.start, o.end),)) if s[1] is not None]
    segments = tuple(parts) if len(parts) > 1 else ()
    doubts = tuple(dict.fromkeys(d for o in found for d in o.doubts))
    common = Outcome(
        "deadline", min(starts, default=None), max(ends, default=None), _grain(found),
        all(o.approximate for o in found), segments=segments, doubts=doubts,
    )  # fmt: skip
    if not starts:
        return common
    if not ends:
        kinds = {o.kind for o in found}
        return common._replace(kind="relative" if "relative" in kinds else "open", segments=())
    if common.start and common.end and common.end < common.start:
        # A deadline before the only start: the parts do not make one stretch.
        return found[0]._replace(rivals=tuple(_reading(o) for o in found[1:]))
    relative = any(o.kind == "relative" and o.start == common.start for o in found)
    return common._replace(kind="relative" if relative else "interval")


def _grain(found: Sequence[Outcome]) -> Granularity | None:
    whole = [(o.start, o.end, o.grain) for o in found if o.start and o.end and o.grain]
    starts = [o.start for o in found if o.start]
    ends = [o.end for o in found if o.end]
    grains: list[Granularity] = [o.grain for o in found if o.grain]
    if starts and ends:
        spans = [(s, e, g) for s, e, g in whole if s and e and g]
        if len(spans) == len(found) or any((s, e) == (min(starts), max(ends)) for s, e, _ in spans):
            return joined.common_grain(spans, min(starts), max(ends))
        if set(grains) == {"year"} and max(ends).year > min(starts).year:
            return "multi_year"
    return joined.finest(grains)
