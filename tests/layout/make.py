"""Words, pages and rulings made by hand, set as a printer would set them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from extractors.layout.page import layout_pages
from schemas.geometry import Box
from schemas.layout import Table
from schemas.page import FileFacts, Page, Pages
from schemas.word import Word

FACTS = FileFacts("made.pdf", "application/pdf", "0" * 64, None, "text-layer", "unicode")
WIDTH, HEIGHT = 595.0, 842.0
LEFT, RIGHT = 85.0, 540.0
PITCH = 17.0
LONG = (
    "Thực hiện Công văn số 55/SNV-TCBC ngày 01/9/2031 của Sở Nội vụ về việc hướng dẫn công tác "
    "văn thư, lưu trữ, Ủy ban nhân dân xã xây dựng kế hoạch với các nội dung sau đây."
)


def text_width(text: str, size: float = 14.0) -> float:
    """A plausible width: capitals wide, thin letters thin."""
    return sum(
        size * (0.28 if c in " iljt.,;:/()I'" else 0.68 if c.isupper() else 0.48) for c in text
    )


def line(
    text: str,
    x: float = LEFT,
    y: float = 100.0,
    *,
    size: float = 14.0,
    bold: bool = False,
    italic: bool = False,
    page: int = 1,
    to: float | None = None,
) -> list[Word]:
    """The words of one printed line from ``x``, its baseline at ``y``; stretched up to ``to``."""
    parts = text.split()
    gap = text_width(" ", size)
    if to is not None and len(parts) > 1:
        gap = (to - x - sum(text_width(p, size) for p in parts)) / (len(parts) - 1)
    out: list[Word] = []
    for part in parts:
        box = Box(
            round(x, 2), round(y - 0.89 * size, 2),
            round(x + text_width(part, size), 2), round(y + 0.22 * size, 2),
        )  # fmt: skip
        out.append(Word(part, page, box, None, size, bold, italic))
        x = box.x1 + gap
    return out


def centred(text: str, y: float, axis: float = (LEFT + RIGHT) / 2, **how: object) -> list[Word]:
    size = how.get("size", 14.0)
    assert isinstance(size, float)
    return line(text, axis - text_width(text, size) / 2, y, **how)  # type: ignore[arg-type]


def paragraph(
    text: str, y: float, *, indent: float = 35.0, page: int = 1, bold: bool = False
) -> tuple[list[Word], float]:
    """Justified lines of a paragraph, and the baseline its successor would have."""
    words: list[Word] = []
    rest = text.split()
    first = True
    while rest:
        x = LEFT + (indent if first else 0.0)
        taken = 1
        while taken < len(rest) and text_width(" ".join(rest[: taken + 1])) <= RIGHT - x:
            taken += 1
        end = None if taken == len(rest) else RIGHT
        words += line(" ".join(rest[:taken]), x, y, page=page, bold=bold, to=end)
        rest, first, y = rest[taken:], False, y + PITCH
    return words, y


def page(
    words: Iterable[Word] = (), rulings: Iterable[Box] = (), number: int = 1,
    size: tuple[float, float] = (WIDTH, HEIGHT),
) -> Page:  # fmt: skip
    return Page(number, *size, tuple(words), tuple(rulings))


def pages(*made: Page) -> Pages:
    return Pages(FACTS, made)


def grid(xs: Sequence[float], ys: Sequence[float]) -> list[Box]:
    """Long rulings of a full grid."""
    across = [Box(xs[0], y - 0.25, xs[-1], y + 0.25) for y in ys]
    return across + [Box(x - 0.25, ys[0], x + 0.25, ys[-1]) for x in xs]


def in_cells(
    rows: Sequence[Sequence[str]], xs: Sequence[float], ys: Sequence[float], *,
    page: int = 1, bold_rows: int = 0,
) -> list[Word]:  # fmt: skip
    """A line of text at the top of each cell."""
    out: list[Word] = []
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            out += line(text, xs[c] + 4, ys[r] + 15, size=12.0, page=page, bold=r < bold_rows)
    return out


def blocks(*made: Page) -> list[tuple[str, str]]:
    return [
        ("table" if isinstance(b, Table) else b.side, "" if isinstance(b, Table) else b.text)
        for b in layout_pages(pages(*made)).blocks
    ]


def texts(*made: Page) -> list[str]:
    return [p.text for p in layout_pages(pages(*made)).paragraphs]
