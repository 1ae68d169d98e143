"""The text of a recognised page as instructions of PDF that draw nothing."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
import pikepdf
from pikepdf import Name

from pipeline.read.frame import Frame, page_space
from pipeline.searchable.font import ADVANCE, ASCENT
from schemas.geometry import Box
from schemas.page import Page

FONT = "/KehoachText"
_HIDDEN = 3
"""Text rendering mode: neither filled nor stroked."""
_SHOWING = frozenset({"Tj", "TJ", "'", '"'})
_USUAL = 12.0
"""Points, where the size of a word is not known."""
_WIDEST_SPACE = 3.0
"""Of the font size; words further apart are not of one phrase."""
_MAX_DEPTH = 4
"""Of forms within forms."""

Matrix = tuple[float, float, float, float, float, float]


def text_layer(page: Page, frame: Frame) -> bytes:
    """What shows the words of a page, unseen, where its picture shows them.

    Words are placed upright, with y upwards; one matrix lays that on the page as it is
    stored, lying on its side as the scan does. Where a scan leans, each word stands in its
    place but does not lean: many readers take letters that do for text from top to bottom.
    """
    numbers = " ".join(f"{v:.6f}" for v in _matrix(page, frame))
    shown = "\n".join(_shown(page))
    return f"q {numbers} cm BT {_HIDDEN} Tr\n{shown}\nET Q\n".encode("ascii")


def _shown(page: Page) -> Iterator[str]:
    words = [(w, _leaning(page, w.box)) for w in page.words if w.box is not None and w.text]
    followers = [*words[1:], None]
    for (word, box), follower in zip(words, followers, strict=True):
        size = word.size or _USUAL
        y = page.height - (box.top + ASCENT * size)
        yield _text(word.text, box.x0, y, box.width, size)
        if follower is not None and _is_next(box, follower[1], size):
            yield _text(" ", box.x1, y, follower[1].x0 - box.x1, size)


def _is_next(box: Box, other: Box, size: float) -> bool:
    """Whether a word follows another one on its line."""
    return box.top < other.y_mid < box.bottom and 0 < other.x0 - box.x1 < _WIDEST_SPACE * size


def _text(text: str, x: float, y: float, width: float, size: float) -> str:
    """Letters stretched to a width in points."""
    codes = text.encode("utf-16-be", errors="replace")
    stretch = 100 * max(width, 0.1) / (ADVANCE * size * len(codes) / 2)
    return f"{FONT} {size:.2f} Tf {stretch:.2f} Tz 1 0 0 1 {x:.2f} {y:.2f} Tm <{codes.hex()}> Tj"


def _matrix(page: Page, frame: Frame) -> Matrix:
    """From the upright page, y upwards, to page space: its columns are where three points go."""
    points = ((0.0, page.height), (1.0, page.height), (0.0, page.height - 1))
    (e, f), (ax, ay), (bx, by) = (_in_page_space(page, frame, x, y) for x, y in points)
    return (ax - e, ay - f, bx - e, by - f, e, f)


def _in_page_space(page: Page, frame: Frame, x: float, y: float) -> tuple[float, float]:
    """Where a point of the upright page, y downwards, is stored."""
    x, y = _lying(page, x, y)
    across, down = (page.height, page.width) if page.quarters % 2 else (page.width, page.height)
    width, height = frame.size
    x, y = x * width / max(across, 1.0), y * height / max(down, 1.0)
    stored = page_space(frame, np.array([[x, y, x, y]]))[0]
    return float(stored[0]), float(stored[1])


def _leaning(page: Page, box: Box) -> Box:
    """A box of the level page moved to where the picture, which may lean, shows it."""
    sine, cosine = math.sin(math.radians(page.skew)), math.cos(math.radians(page.skew))
    dx, dy = box.x_mid - page.width / 2, box.y_mid - page.height / 2
    right = page.width / 2 + dx * cosine + dy * sine - box.x_mid
    down = page.height / 2 - dx * sine + dy * cosine - box.y_mid
    return Box(box.x0 + right, box.top + down, box.x1 + right, box.bottom + down)


def _lying(page: Page, x: float, y: float) -> tuple[float, float]:
    """A point of the upright page, on the page as it is shown."""
    return {
        0: (x, y),
        1: (page.height - y, x),
        2: (page.width - x, page.height - y),
        3: (y, page.width - x),
    }[page.quarters % 4]


def without_hidden_text(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
    """Take out of a page what is not seen: the text that another program recognised."""
    page.obj.Contents = pdf.make_stream(_seen(page))
    _clear_forms(page.resources, 0)


def _clear_forms(resources: pikepdf.Object | None, depth: int) -> None:
    if resources is None or depth > _MAX_DEPTH:
        return
    for form in dict(resources.get("/XObject", {})).values():
        if form.get("/Subtype") == Name.Form:
            form.write(_seen(form))
            _clear_forms(form.get("/Resources"), depth + 1)


def _seen(content: pikepdf.Page | pikepdf.Object) -> bytes:
    """The instructions of a content stream without those that show hidden text."""
    mode, kept, stack = 0, [], [0]
    for instruction in pikepdf.parse_content_stream(content):
        name = str(instruction.operator)
        if name == "q":
            stack.append(mode)
        elif name == "Q" and len(stack) > 1:
            mode = stack.pop()
        elif name == "Tr":
            mode = int(instruction.operands[0])
        if name in _SHOWING and mode == _HIDDEN:
            continue
        kept.append(instruction)
    return pikepdf.unparse_content_stream(kept)
