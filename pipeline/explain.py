"""Why a page was read the way it was: every value on it, its rule, its place, its doubts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from schemas.found import Source
from schemas.geometry import Box, union
from schemas.record import Item, Parted, Record


@dataclass(frozen=True, slots=True)
class Reading:
    """One value that stands on a page."""

    path: str
    """Where it is in the record (``activities[3].lead``)."""
    value: str
    rule: str
    place: str
    doubts: tuple[str, ...]


def page_readings(record: Record, page: int) -> list[Reading]:
    """The values on ``page`` (from 1) in the order of the record; plain text is one page."""
    return [
        Reading(path, _shown(item, path), source.rule, place, item.doubts)
        for item_path, item in _items(record)
        for path, source in _sources(item_path, item)
        if (place := _place(source, page))
    ]


def _items(record: Record) -> Iterator[tuple[str, Item]]:
    yield "header", record.header
    for name in ("bases", "objectives", "activities", "assignments", "recipients"):
        for i, item in enumerate(getattr(record, name)):
            yield f"{name}[{i}]", item
            for j, task in enumerate(getattr(item, "tasks", ())):
                yield f"{name}[{i}].tasks[{j}]", task
    if record.signature:
        yield "signature", record.signature


def _sources(path: str, item: Item) -> Iterator[tuple[str, Source]]:
    """Those of the item's parts, or its own where it has none."""
    parts = item.sources if isinstance(item, Parted) else {}
    if not parts:
        yield path, item.source
    for name, source in parts.items():
        yield f"{path}.{name}", source


def _place(source: Source, page: int) -> str:
    """Where on the page it stands; empty where it does not."""
    if source.span is not None:
        return f"characters {source.span[0]}-{source.span[1]}" if page == 1 else ""
    boxes = [box for number, box in _boxes(source) if number == page]
    if not boxes:
        return ""
    whole = union(boxes)
    return f"{whole.x0:.0f}, {whole.top:.0f} to {whole.x1:.0f}, {whole.bottom:.0f}"


def _boxes(source: Source) -> Iterator[tuple[int | None, Box]]:
    yield from ((source.page, box) for box in source.boxes)
    yield from source.more


def _shown(item: Item, path: str) -> str:
    """What was read: the part that the path names, or the item's text."""
    part = path.rpartition(".")[2]
    value = getattr(item, part, None)
    if value is None:
        value = (
            getattr(item, "content", None)
            or getattr(item, "text", None)
            or getattr(item, "agency", None)
        )
    said = getattr(value, "text", None) or value
    return " ".join(str(said if said is not None else type(item).__name__.lower()).split())
