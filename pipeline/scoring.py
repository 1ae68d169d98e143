"""Comparing a record with its gold record, field by field. Pure functions.

Texts are the ``same`` when they differ only in case, spaces, dashes, quotes, tone
placement, i/y and punctuation at the ends, and ``close`` when they are at least 90 %
alike. Items of lists are paired one to one, the most alike first. What gold leaves
empty must be left empty; what gold calls borderline is neither asked for nor held against
anyone; a time is right when it is the gold time or one of its ``alternatives``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rapidfuzz import fuzz

from extractors.text.fold import fold

Json = Mapping[str, Any]

CALENDAR = "CALENDAR"
"""The field that counts rows whose content, lead and time are all right."""

_CLOSE, _NEAR, _PAIRED, _ROW = 90, 85, 60, 70
_ORDER_WEIGHT = 3
"""Points (of 100) that a pair loses for standing at opposite ends of its lists."""
_TIGHT = re.compile(r"\s*([-/.,;:()'])\s*")
_ENDS = " .;:,-+*•–'()"


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing asked: how often it was right, in gold, and in what was found.

    ``miss`` says what went wrong, in words that stay the same from run to run.
    """

    field: str
    right: int
    gold: int = 1
    found: int = 1
    exact: int = 0
    """Right without any allowance for spelling."""
    miss: str = ""


def marks(gold: Json, found: Json) -> list[Mark]:
    """All that can be said of ``found`` against ``gold`` (both in the shape of a record)."""
    border: Json = gold.get("borderline") or {}
    head, other = gold["header"], found.get("header") or {}
    return [
        *_header(head, other),
        *_texts("addressees", head.get("addressees"), other.get("addressees"), ()),
        *_texts("recipients", gold.get("recipients"), found.get("recipients"), ()),
        *_texts("objectives", gold.get("objectives"), found.get("objectives"),
                border.get("objectives") or ()),
        *_bases(gold.get("bases") or [], found.get("bases") or [], border.get("bases") or []),
        *_activities(gold.get("activities") or [], found.get("activities") or [],
                     border.get("activities") or []),
        *_signature(gold.get("signature") or {}, found.get("signature") or {}),
    ]  # fmt: skip


def key(text: object) -> str:
    """What is left of a text when differences of form are taken away."""
    return _TIGHT.sub(r"\1", fold(str(text or ""))).strip(_ENDS)


def same(a: object, b: object) -> bool:
    return (a is None) == (b is None) and key(a) == key(b)


def close(a: object, b: object, *, at: int = _CLOSE) -> bool:
    return (a is None) == (b is None) and _alike(a, b) >= at


def _alike(a: object, b: object) -> float:
    return fuzz.ratio(key(a), key(b))


def _value(field: str, gold: Any, found: Any, agree: Callable[[Any, Any], bool]) -> Mark:
    """A single value, which both sides give or leave empty."""
    right = agree(gold, found)
    miss = "" if right else f"{field}: {gold!r}, found {found!r}"
    return Mark(field, right, exact=right and gold == found, miss=miss)


def _header(gold: Json, found: Json) -> Iterator[Mark]:
    for name in ("kind", "kind_code", "number", "issued_on"):
        yield _value(f"header.{name}", gold.get(name), found.get(name), same)
    for name in ("place", "title"):
        yield _value(f"header.{name}", gold.get(name), found.get(name), close)
    yield _value("header.issuer", gold.get("issuer"), found.get("issuer"),
                 lambda a, b: close(a, b) or _issuers_agree(gold, found))  # fmt: skip


def _issuers_agree(gold: Json, found: Json) -> bool:
    """The parent body may be read as a part of the issuer's name, before or after it."""
    if gold.get("issuer") is None or found.get("issuer") is None:
        return False
    parent, issuer = gold.get("parent") or "", gold["issuer"]
    read, above = found["issuer"], found.get("parent") or ""
    return close(f"{issuer} {parent}", read) or close(f"{parent} {issuer}", f"{above} {read}")


def _signature(gold: Json, found: Json) -> Iterator[Mark]:
    for name in ("authority", "position", "name"):
        yield _value(f"signature.{name}", gold.get(name), found.get(name), close)


def text_of(item: Any) -> Any:
    """The text of an item that may be a bare text."""
    return item.get("text") if isinstance(item, Mapping) else item


def _texts(
    field: str, gold: Sequence[Any] | None, found: Sequence[Any] | None, border: Sequence[Any]
) -> Iterator[Mark]:
    wanted = [text_of(item) for item in gold or ()]
    read = [text_of(item) for item in _asked(found or (), gold or (), border, text_of)]
    partner = dict(pair(wanted, read, at=_PAIRED))
    hits = {i for i, j in partner.items() if close(wanted[i], read[j])}
    for i, text in enumerate(wanted):
        hit = i in hits
        exact = hit and text == read[partner[i]]
        yield Mark(field, hit, 1, 0, exact, "" if hit else f"{field}: missed {_short(text)}")
    used = {partner[i] for i in hits}
    for j, text in enumerate(read):
        miss = "" if j in used else f"{field}: not asked for {_short(text)}"
        yield Mark(field, 0, 0, 1, miss=miss)


def pair(gold: Sequence[Any], found: Sequence[Any], *, at: int) -> list[tuple[int, int]]:
    """Which items belong together: indices into both, the most alike first, order deciding."""
    scored: list[tuple[float, int, int]] = []
    for i, a in enumerate(gold):
        for j, b in enumerate(found):
            alike = _alike(a, b)
            if alike >= at:
                apart = abs(i / max(len(gold) - 1, 1) - j / max(len(found) - 1, 1))
                scored.append((alike - _ORDER_WEIGHT * apart, i, j))
    chosen: dict[int, int] = {}
    for _, i, j in sorted(scored, reverse=True):
        if i not in chosen and j not in chosen.values():
            chosen[i] = j
    return sorted(chosen.items())


def _asked(
    found: Sequence[Any],
    gold: Sequence[Any],
    border: Sequence[Any],
    text: Callable[[Any], Any],
) -> list[Any]:
    """What was found without what resembles a borderline item more than any gold item."""

    def best(item: Any, others: Iterable[Any]) -> float:
        return max((_alike(text(item), text(other)) for other in others), default=0.0)

    return [
        item for item in found
        if best(item, border) < _NEAR or best(item, border) <= best(item, gold)
    ]  # fmt: skip


def _bases(gold: Sequence[Json], found: Sequence[Json], border: Sequence[Json]) -> Iterator[Mark]:
    left = _asked(found, gold, border, text_of)
    total = len(left)
    for basis in gold:
        match = next((other for other in left if _same_basis(basis, other)), None)
        if match is None:
            cited = f"{basis.get('kind')} {basis.get('number')} {basis.get('issued_on')}"
            yield Mark("bases", 0, 1, 0, miss=f"bases: missed {cited}")
            yield Mark("bases.kind", 0)
            yield Mark("bases.issuer", 0)
            continue
        left.remove(match)
        yield Mark("bases", 1, 1, 0, exact=basis.get("number") == match.get("number"))
        yield _value("bases.kind", basis.get("kind"), match.get("kind"), same)
        yield _value("bases.issuer", basis.get("issuer"), match.get("issuer"),
                     lambda a, b: close(a, b, at=_NEAR))  # fmt: skip
    for other in left:
        yield Mark("bases", 0, 0, 0, miss=f"bases: not asked for {_short(text_of(other))}")
    yield Mark("bases", 0, 0, total)


def _same_basis(gold: Json, found: Json) -> bool:
    """By number and date; a document cited without a number, by its clause or its subject."""
    if gold.get("number"):
        return same(gold["number"], found.get("number")) and gold.get("issued_on") == found.get(
            "issued_on"
        )
    if found.get("number"):
        return False
    clause, subject = gold.get("text"), gold.get("subject")
    cited = f"{found.get('kind') or ''} {found.get('subject') or ''}"
    return bool(
        (clause and close(clause, found.get("text"), at=80))
        or (subject and close(f"{gold.get('kind') or ''} {subject}", cited, at=80))
    )


def _content(row: Json) -> Any:
    return row.get("content")


def _activities(
    gold: Sequence[Json], found: Sequence[Json], border: Sequence[Json]
) -> Iterator[Mark]:
    read = _asked(found, gold, border, _content)
    partner = dict(pair([_content(r) for r in gold], [_content(r) for r in read], at=_ROW))
    for i, row in enumerate(gold):
        name = f"activity {i + 1} ({row.get('no') or '-'})"
        if i in partner:
            yield from _row(name, row, read[partner[i]])
        else:
            yield from _missed_row(name, row)
    yield Mark("activities.rows", 0, 0, len(read))
    yield Mark(CALENDAR, 0, 0, len(read))
    for j in sorted(set(range(len(read))) - set(partner.values())):
        dated = _is_dated(_time(read[j]))
        yield Mark("activities.rows", 0, 0, 0,
                   miss=f"activity not asked for: {_short(_content(read[j]))}")  # fmt: skip
        yield Mark(WRONG_DATES, dated, dated, 0)


WRONG_DATES = "wrong dates"
"""Rows to which a date was given that gold does not give: ``right`` counts the wrong ones."""
_PARTS = ("lead", "coordinating", "time", "no", "group")


def _row(name: str, gold: Json, found: Json) -> Iterator[Mark]:
    wanted, read = _time(gold), _time(found)
    right = {
        "lead": _cells_agree(gold.get("lead"), found.get("lead")),
        "coordinating": _cells_agree(gold.get("coordinating"), found.get("coordinating")),
        "time": times_agree(wanted, read),
        "no": key(gold.get("no")) == key(found.get("no")),
        "group": _alike(gold.get("group"), found.get("group")) >= _NEAR,
    }
    content = _alike(_content(gold), _content(found)) >= _CLOSE
    shown = {
        "time": (_shown(wanted), _shown(read)),
        "lead": (text_of(gold.get("lead")), text_of(found.get("lead"))),
        "coordinating": (text_of(gold.get("coordinating")), text_of(found.get("coordinating"))),
    }
    for part in _PARTS:
        a, b = shown.get(part, (gold.get(part), found.get(part)))
        miss = "" if right[part] else f"{name}: {part} {a!r}, found {b!r}"
        yield Mark(f"activities.{part}", right[part], exact=right[part] and a == b, miss=miss)
    miss = "" if content else f"{name}: content {_short(_content(found))}"
    exact = content and _content(gold) == _content(found)
    yield Mark("activities.rows", content, 1, 0, exact, miss)
    whole = content and right["lead"] and right["time"]
    yield Mark(CALENDAR, whole, 1, 0, whole and exact)
    if _is_dated(read):
        yield Mark(WRONG_DATES, not times_agree(wanted, read, ("start", "end")), 1, 0)


def _cells_agree(gold: Any, found: Any) -> bool:
    """An empty cell and no cell are the same."""
    return _alike(text_of(gold), text_of(found)) >= _CLOSE


def _missed_row(name: str, gold: Json) -> Iterator[Mark]:
    """A missed row misses its parts: they count as answered wrongly."""
    for part in _PARTS:
        yield Mark(f"activities.{part}", 0)
    yield Mark("activities.rows", 0, 1, 0, miss=f"{name}: missed {_short(_content(gold))}")
    yield Mark(CALENDAR, 0, 1, 0)


def _time(row: Json) -> Json:
    found = row.get("time")
    return found if isinstance(found, Mapping) else {}


def times_agree(gold: Json, found: Json, parts: Sequence[str] = ("kind", "start", "end")) -> bool:
    """Whether ``found`` is the gold time or one of its alternatives; no kind is ``unknown``."""
    readings = [gold, *({**gold, **other} for other in gold.get("alternatives") or ())]
    return any(_view(reading, parts) == _view(found, parts) for reading in readings)


def _view(time: Json, parts: Sequence[str]) -> list[Any]:
    return [(time.get(p) or "unknown") if p == "kind" else time.get(p) for p in parts]


def _is_dated(time: Json) -> bool:
    return bool(time.get("start") or time.get("end"))


def _shown(time: Json) -> str:
    return f"{time.get('text')} = {time.get('kind')} {time.get('start')}..{time.get('end')}"


def _short(text: object) -> str:
    said = str(text or "")
    return repr(said if len(said) <= 60 else said[:60] + "…")
