"""Group rows of a schedule: headings inside a table, one above another.

I | Cải cách thể chế | | |     a group of every row below, up to II
1 | Tuyên truyền     | | |     a group inside it, up to the next row of its own rank
a | Treo băng rôn    | Văn phòng | Tháng 2
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractors.activities.cells import is_ordinal
from extractors.activities.schedule import Schedule
from extractors.activities.timetable import dates_row
from extractors.text.fold import is_upper
from extractors.text.labels import label_of, roman
from schemas.layout import Cell, Passage

Row = Sequence[Cell | None]
_CLOSING = re.compile(
    r"\W*(?:(?:tổng cộng|tổng số|cộng)\s*(?:[:(\d]|$)|(?:ghi chú|lưu ý)\b)|\(\*+\)", re.IGNORECASE
)
"""What rows below or among the tasks begin with that are no tasks: sums, footnotes."""
_BELOW = re.compile(r"[a-zđ]\b|[-–+*•]")
"""A label that stands under a number."""


@dataclass(frozen=True, slots=True)
class Group:
    """A heading, with the rank of its label (see `rank_of`) and the label's place in its row."""

    heading: Passage
    rank: str
    ordinal: int
    numbered_anew: bool = False
    """Whether the rows under it carry labels of its own rank, counted from one again."""


def distinct(row: Row) -> list[Cell]:
    """The cells of a row, each once."""
    out: list[Cell] = []
    for cell in row:
        if cell is not None and cell not in out:
            out.append(cell)
    return out


def is_closing(row: Row) -> bool:
    """A sum or a remark: it has no number, and begins as such rows do."""
    filled = [c for c in distinct(row) if re.search(r"\w", c.text)]
    return bool(filled) and _CLOSING.match(filled[0].text) is not None


def heading_of(schedule: Schedule, number: int) -> Passage | None:
    """The heading a row consists of; None for a row that says who or when."""
    filled = [c for c in distinct(schedule.grid[number]) if re.search(r"\w", c.text)]
    index = [c for c in filled if schedule.roles[c.col] == "index" and c.colspan == 1]
    others = [c for c in filled if c not in index]
    if len(others) != 1 or others[0].rowspan > 1:
        return None
    text = others[0]
    if dates_row(text.text):
        return text.passage
    wide = text.colspan > 1 and text.colspan >= schedule.table.n_cols - 2
    if schedule.roles[text.col] not in ("content", "index") and not wide:
        return None
    label = index[0].text.strip(" .)") if index else ""
    heads = roman(label) is not None or (len(label) == 1 and label.isupper()) or is_upper(text.text)
    if wide or heads or _heads_next(schedule, number, label):
        return Passage.join((_dotted(index[0].passage), text.passage)) if index else text.passage
    return None


def _dotted(label: Passage) -> Passage:
    """A group's label with the dot that a heading in running text would have."""
    if label.text.endswith((".", ")", "/")) or not label.words:
        return label
    last = label.words[-1]
    words = (*label.words[:-1], last._replace(text=last.text + "."))
    return Passage(label.text + ".", words, label.starts)


def _heads_next(schedule: Schedule, number: int, label: str) -> bool:
    """Whether the next row stands below this one: ``1`` then ``1.1``, ``a`` or ``- …``."""
    if number + 1 >= len(schedule.grid) or not re.fullmatch(r"\d+(?:\.\d+)*", label):
        return False
    below = label_in(schedule, schedule.grid[number + 1])
    if re.match(rf"{re.escape(label)}\.\d", below) or _BELOW.match(below):
        return True
    row = schedule.grid[number + 1]
    work = next((c for c, r in zip(row, schedule.roles, strict=True) if r == "content"), None)
    return not below and work is not None and re.match(r"[-–+•]", work.text) is not None


def label_in(schedule: Schedule, row: Row) -> str:
    """What stands in a row's column of numbers."""
    cells = [c for c, r in zip(row, schedule.roles, strict=True) if r == "index" and c is not None]
    return cells[0].text.strip() if cells else ""


def rank_of(label: str) -> str:
    """What kind of label it is, empty for none; labels of one rank stand side by side."""
    label = label.strip(" .)")
    if re.fullmatch(r"\d+(?:\.\d+)*", label):
        return f"number{label.count('.')}"
    if roman(label) is not None:
        return "roman"
    if len(label) == 1 and label.isalpha():
        return "capital" if label.isupper() else "letter"
    return ""


def opened(groups: Sequence[Group], schedule: Schedule, number: int) -> tuple[Group, ...] | None:
    """The groups after a row that is a heading; None where it is none."""
    heading = heading_of(schedule, number)
    if heading is None:
        return None
    printed = label_of(heading.text)
    label = printed.text if printed else ""
    # A label typed into a heading over all columns is not of the column of numbers.
    merged = not is_ordinal(label_in(schedule, schedule.grid[number]))
    rank = rank_of(label) + (" merged" if merged else "")
    outer = [group.rank for group in groups]
    kept = groups[: outer.index(rank)] if rank in outer else groups
    return (*kept, Group(heading, rank, printed.ordinal or 0 if printed else 0))


def entered(groups: Sequence[Group], label: str) -> tuple[Group, ...]:
    """The groups above a task that carries a label: one of its own rank has ended before it."""
    rank, printed = rank_of(label), label_of(label.strip(" .)") + ". ")
    at = next((i for i, group in enumerate(groups) if group.rank == rank and rank), None)
    if at is None:
        return tuple(groups)
    group = groups[at]
    if group.numbered_anew or printed is None or (printed.ordinal or 0) <= group.ordinal:
        return (*groups[:at], replace(group, numbered_anew=True), *groups[at + 1 :])
    return tuple(groups[:at])
