"""Objectives and requirements: the finest items under Mục đích, Yêu cầu, Mục tiêu."""

from __future__ import annotations

import re
from typing import Literal

from extractors.outline import Item, Outline
from extractors.text.fold import fold
from extractors.text.labels import label_of
from schemas.layout import Passage
from schemas.record import Objective

Aim = Literal["objective", "requirement", "both"]
_AIMS = "mục đích|mục tiêu|ý nghĩa|quan điểm|yêu cầu"
_NAMED = re.compile(
    fold(
        rf"(?:{_AIMS})(?:(?:\s*[,;&/-]\s*|\s+và\s+|\s+)"
        rf"(?:{_AIMS}|chung|cụ thể|tổng quát|chủ yếu|đặt ra|chỉ đạo|thực hiện))*"
    )
    + r"(?=\s*(?:$|[:.(]))"
)
_REQUIREMENT = fold("yêu cầu")


def read_objectives(outline: Outline) -> tuple[Objective, ...]:
    """The objectives of a document in order."""
    out: list[Objective] = []
    for item in outline.items:
        aim = aim_of(item)
        if aim is not None:
            out += _under(outline, item, aim)
    return tuple(out)


def aim_of(item: Item) -> Aim | None:
    """What a heading announces; None for a heading of another name."""
    if item.label is not None and item.label.kind in ("dash", "plus"):
        return None
    match = _NAMED.match(fold(item.text))
    if match is None or (item.label is None and len(item.text) > 60):
        return None
    required = _REQUIREMENT in match.group()
    if required and re.sub(r"\W", "", match.group().replace(_REQUIREMENT, "")):
        return "both"
    return "requirement" if required else "objective"


def _under(outline: Outline, heading: Item, aim: Aim) -> list[Objective]:
    inline = _after_name(heading)
    below = outline.under(heading) or _unlabelled_after(outline, heading)
    if any(aim_of(child) for child in below):
        return []  # its own headings speak for themselves
    out = (
        [
            Objective(
                label=None, kind=aim, text=inline.text, source=inline.source("objectives.inline")
            )
        ]
        if inline
        else []
    )
    labelled = [child for child in below if child.label is not None]
    out += [o for child in (labelled or below) for o in _finest(outline, child, aim)]
    return out


def _after_name(heading: Item) -> Passage | None:
    """Text on the heading's own line: ``1. Mục đích: Nâng cao …``."""
    match = re.match(r"[^:]{0,60}:\s*(?=\S)", heading.text)
    if match is None:
        return None
    return heading.passage.part(match.end())


def _unlabelled_after(outline: Outline, heading: Item) -> list[Item]:
    """Paragraphs that follow a heading which itself has no label."""
    if heading.label is not None:
        return []
    out = []
    for item in outline.items[heading.index + 1 :]:
        if item.parent != heading.parent or aim_of(item) is not None:
            break
        out.append(item)
    return out


def _finest(outline: Outline, item: Item, aim: Aim) -> list[Objective]:
    below = [c for c in outline.under(item) if c.label is not None]
    if below:
        return [o for child in below for o in _finest(outline, child, aim)]
    tail = [c.passage for c in outline.under(item)]
    text = Passage.join([item.passage, *tail])
    label = label_of(item.paragraph.text)
    return [
        Objective(
            label=label.text if label else None,
            kind=aim,
            text=text.text,
            source=text.source("objectives.item"),
        )
    ]
