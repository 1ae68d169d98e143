"""What is printed on a page beside its text: page numbers, running heads, footnotes."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from extractors.layout.glue import CLOSING, RAISED, TIGHT
from extractors.layout.landmarks import begins
from extractors.layout.lines import Row, main_size, row_of, rows_of
from schemas.geometry import Box, union
from schemas.page import Page
from schemas.word import Word

_NUMBER = re.compile(
    r"[-–—\s]*(?:trang|page|tr\.?)?\s*\d{1,3}(?:\s*(?:/|of|trên)\s*\d{1,3})?[-–—\s.]*",
    re.IGNORECASE,
)
_MARK = re.compile(r"[\[(]?(?:\d{1,3}|\*{1,3}|[ivx]{1,4})[\])]?")
_MARGIN = 0.1
"""Of the page's height: page numbers stand in the top or bottom margin."""
_REPEATS = 3
"""Pages that print a line at the same place make it a running head."""
_SMALLER = 0.9
"""Points: footnotes are set this much smaller than the text, or more."""
_RULE = (50.0, 0.45)
"""A footnote rule's length: from points, to a share of the page's width (Word draws 144)."""


class Notes(NamedTuple):
    """Footnotes of a page, each as its rows, and the rows of its text without them."""

    notes: list[list[Row]]
    text: list[Row]


def page_numbers(pages: Sequence[Page]) -> set[int]:
    """Identities (``id``) of the words of page numbers and running heads."""
    edges: dict[tuple[str, int], list[Row]] = defaultdict(list)
    out: set[int] = set()
    for page in pages:
        for row in _edge_rows(page):
            if _NUMBER.fullmatch(row.text) and _is_apart(row, page):
                out.update(map(id, row.words))
            else:
                key = re.sub(r"\d+", "0", row.text)
                edges[key, round(row.box.top / 4)].append(row)
    for rows in edges.values():
        if len({row.page for row in rows}) >= max(_REPEATS, len(pages) / 2):
            out.update(id(w) for row in rows for w in row.words)
    return out


def _edge_rows(page: Page) -> list[Row]:
    """The first and last rows, where they stand in the margins."""
    top, bottom = _MARGIN * page.height, (1 - _MARGIN) * page.height
    high = [w for w in page.words if w.box is not None and w.box.y_mid < top]
    low = [w for w in page.words if w.box is not None and w.box.y_mid > bottom]
    rows = rows_of(high)[:1] + rows_of(low)[-1:]
    return [row for row in rows if not _is_ruled(row, page)]


def _is_ruled(row: Row, page: Page) -> bool:
    """Whether upright borders stand at both sides or between words: a table's heading again."""
    beside = [r.x_mid for r in page.rulings if r.height > 3 and r.top < row.box.y_mid < r.bottom]
    if any(row.box.x0 < x < row.box.x1 for x in beside):
        return True
    return any(x < row.box.x0 for x in beside) and any(x > row.box.x1 for x in beside)


def _is_apart(row: Row, page: Page) -> bool:
    """Centred or at a side, as page numbers stand."""
    middle = row.box.x_mid / page.width
    return 0.4 < middle < 0.6 or middle > 0.8 or middle < 0.2


def take_notes(page: Page, words: Sequence[Word]) -> Notes:
    """The rows of a page's words (those outside tables), footnotes apart.

    Raised figures that refer to the footnotes are left out of the text.
    """
    size = main_size(words)
    rows = rows_of(words)
    start = len(rows)
    while start and rows[start - 1].size < size - _SMALLER:
        start -= 1
    rule = _rule_top(page)
    first = next((i for i in range(start, len(rows)) if _opens(rows[i], rule)), None)
    if first is None:
        return Notes([], rows)
    marks = {_bare(row.words[0].text) for row in rows[first:] if _is_mark(row)}
    notes: list[list[Row]] = []
    for row in rows[first:]:
        if _is_mark(row) or not notes:
            notes.append([])
        notes[-1].append(row)
    kept = [_without_marks(row.words, marks) for row in rows[:first]]
    return Notes(notes, [row_of(words) for words in kept if words])


def _rule_top(page: Page) -> float | None:
    """Height of a short rule at the left margin of the lower page, under which notes stand."""
    left = min((w.box.x0 for w in page.words if w.box is not None), default=0.0)
    rules = [
        r
        for r in page.rulings
        if r.height < 3
        and _RULE[0] <= r.width <= _RULE[1] * page.width
        and r.top > 0.3 * page.height
        and r.x0 < left + 15
    ]
    lowest = max(rules, key=lambda r: r.top, default=None)
    if lowest is None or any(_stands_on(lowest, r) for r in page.rulings):
        return None
    return lowest.top


def _stands_on(rule: Box, other: Box) -> bool:
    """Whether an upright ruling touches the rule: then it is a table's border."""
    return (
        other.height > 3
        and other.top - 3 < rule.top < other.bottom + 3
        and (rule.x0 - 3 < other.x_mid < rule.x1 + 3)
    )


def _opens(row: Row, rule: float | None) -> bool:
    """Whether footnotes begin with this row."""
    if begins(row.text, "recipients"):
        return False
    below_rule = rule is not None and 0 <= row.box.top - rule < 2.5 * row.size
    return below_rule or _is_mark(row)


def _is_mark(row: Row) -> bool:
    """Whether a row begins with a raised figure."""
    first = row.words[0]
    if len(row.words) < 2 or not _MARK.fullmatch(first.text):
        return False
    second = row.words[1]
    assert first.box is not None and second.box is not None
    return first.size < 0.85 * second.size and first.box.bottom < second.box.bottom - 0.5


def _without_marks(words: Sequence[Word], marks: set[str]) -> list[Word]:
    """Words of a row without the raised figures that refer to footnotes of the page.

    A comma drawn tight behind a mark goes back to the word before it.
    """
    kept: list[Word] = []
    mark: Word | None = None
    for word in words:
        if kept and _bare(word.text) in marks and word.size < RAISED * kept[-1].size:
            mark = word
            continue
        if mark is not None and word.text[0] in CLOSING and _touch(mark, word):
            kept[-1] = _one_word(kept[-1], word)
        else:
            kept.append(word)
        mark = None
    return kept


def _touch(before: Word, word: Word) -> bool:
    if before.box is None or word.box is None:
        return False
    return word.box.x0 - before.box.x1 < TIGHT * word.size


def _one_word(first: Word, second: Word) -> Word:
    boxes = [w.box for w in (first, second) if w.box is not None]
    return first._replace(text=first.text + second.text, box=union(boxes))


def _bare(text: str) -> str:
    return text.strip("[]()")
