"""Words from glyphs: by where they stand, not by the order they were drawn in.

Fonts that lack Vietnamese letters make a writer draw a line in two runs, "Thi gian bt u"
and then "ờ ắ đầ", so only geometry puts the letters back. Glyphs are gathered by baseline,
sorted by x and cut at spaces and gaps. A raised figure has a baseline of its own and is
therefore a word of its own: footnote marks never stick to the word they follow.
"""

from __future__ import annotations

import unicodedata
from functools import partial
from itertools import groupby, repeat
from typing import NamedTuple

import numpy as np

from extractors.text.encodings import Face, contradicts, decode_set, letters_of
from pipeline.read import pdfium
from pipeline.read.fonts import Font, Style, styles_of
from pipeline.read.frame import Frame, between, boxes, points
from pipeline.read.unmapped import with_letters
from schemas.geometry import Box
from schemas.word import Word

MAX_GLYPHS = 200_000
"""A page of text has 4,000; beyond this it is a drawing, and what follows is left unread."""

_ASCENT, _DESCENT = 0.89, 0.22
"""Of the font size (Times); glyph boxes jump with each tone mark, these give even lines."""
_BASELINE_STEP = 1.2
"""Points: glyphs of one line differ by less, raised figures by 3 and more."""
_GAP = 0.16
"""Of the font size: a space is 0.25, squeezed 0.2; the gap inside a word is near 0."""
_AFTER = 0.001
"""Points: what a mark stands to the right of its letter, to sort after it."""
_DOUBLE_STRIKE = 0.1
"""Of the font size: a letter drawn again closer than this is drawn twice to look bold."""
_RAISED = 0.25
"""Of the font size: ink of figures begins at the baseline, that of raised ones 0.3 above."""
_SPREAD = 0.08
"""Of the font size: a line whose middle gap is wider is letter-spaced."""
_WIDEST_SPREAD = 0.6

_SPACES = frozenset(
    [
        *range(0x09, 0x0E),
        0x20,
        0xA0,
        0x1680,
        *range(0x2000, 0x200B),
        0x2028,
        0x2029,
        0x202F,
        0x205F,
        0x3000,
    ]
)
_NOTHING = frozenset([0x00AD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF])
_HYPHENS = frozenset([0x02, 0xFFFE])
"""What pdfium puts for a hyphen at the end of a line."""
_SPACE = 0x20
_LAST_ASCII = 0x7E
_NO_SIGN = 1
"""In place of zero-width characters: not read, but part of the width of their glyph."""
_BULLET, _HYPHEN, _UNKNOWN = 0x2022, 0x2D, 0xFFFD
_PRIVATE = range(0xE000, 0xF900)
_VNI = Face("vni", capitals=False)


# A page has hundreds of words: made from whole tuples, which is four times as fast as
# naming each field.
_new_box = partial(tuple.__new__, Box)
_new_word = partial(tuple.__new__, Word)


class _Glyphs(NamedTuple):
    """Parallel arrays, one entry per glyph of one direction."""

    codes: np.ndarray
    x0: np.ndarray
    x1: np.ndarray
    base: np.ndarray
    size: np.ndarray
    bold: np.ndarray
    italic: np.ndarray
    vni: np.ndarray
    """Whether its code is one of VNI: a letter, or what stands over the letter before it."""

    def take(self, index: np.ndarray) -> _Glyphs:
        return _Glyphs(*(column[index] for column in self))


class PageText(NamedTuple):
    frame: Frame
    words: list[Word]
    glyphs: int
    """How many the page has, those left unread included."""
    encoding: str
    """``glyph-shift`` where letters are made of glyph numbers, ``tcvn3``, ``vni`` of a face's."""


def read_words(
    text_page: object, *, count: int, number: int, frame: Frame, fonts: dict[int, Font]
) -> PageText:
    """The words of one page, in a frame turned to where most of its text is upright."""
    total, count = count, min(count, MAX_GLYPHS)
    at = pdfium.address(text_page)
    owners = pdfium.objects_of(at, count)
    addresses, first, which = np.unique(owners, return_index=True, return_inverse=True)
    found = styles_of(at, first.tolist(), addresses.tolist(), fonts=fonts)
    styles = _columns(found)
    styles = _Styles(*(column[which] for column in styles))
    codes, unmapped = with_letters(at, pdfium.codes(at, count))
    codes, vni, old = _with_letters_of_faces(codes, [s and s.face for s in found], which)
    styles = styles._replace(vni=vni)
    encoding = "glyph-shift" if unmapped else old
    codes = _folded(codes, styles.symbols)
    spaces = np.flatnonzero(codes == _SPACE)
    codes[spaces[pdfium.are_made_up(at, spaces)]] = 0
    turns, counts = np.unique(styles.turn[styles.turn >= 0], return_counts=True)
    home = frame._replace(turn=_main_turn(turns, counts, frame.turn))
    words: list[Word] = []
    for turn in sorted(turns.tolist(), key=lambda t: t != home.turn):
        kept = np.flatnonzero((styles.turn == turn) & (codes > 0))
        drawn = home._replace(turn=turn)
        here = _Styles(*(column[kept] for column in styles))
        words += _words(_glyphs(at, kept, codes[kept], here, drawn), number, drawn, home)
    return PageText(home, words, total, encoding)


def _with_letters_of_faces(
    codes: np.ndarray, faces: list[Face | None], which: np.ndarray
) -> tuple[np.ndarray, np.ndarray, str]:
    """Code points with letters for the codes of faces such as .VnTimeH, and what is in VNI.

    ``faces`` are those of the text objects, ``which`` the object of each glyph. Where such
    a face shows Unicode somewhere, its codes are no bytes and are left. In VNI a letter and
    its mark are two glyphs, which are told here and put together once they are words. Last
    comes the encoding: ``unicode`` where no code stands for another letter.
    """
    made, vni = codes.copy(), np.zeros(len(codes), bool)
    for face in {f for f in faces if f is not None}:
        here = np.array([f == face for f in faces], bool)[which]
        text = "".join(map(chr, set(codes[here].tolist())))
        if contradicts(text):
            continue
        if face.encoding == "vni":
            vni |= here
            continue
        for code, letter in letters_of(face).items():
            made[here & (codes == code)] = letter
    if not np.array_equal(made, codes):
        return made, vni, "tcvn3"
    return made, vni, "vni" if (codes[vni] > _LAST_ASCII).any() else "unicode"


class _Styles(NamedTuple):
    """Parallel arrays, one entry per glyph; ``turn`` is -1 where the text slants."""

    size: np.ndarray
    bold: np.ndarray
    italic: np.ndarray
    symbols: np.ndarray
    turn: np.ndarray
    x: np.ndarray
    y: np.ndarray
    slope: np.ndarray
    vni: np.ndarray


def _columns(styles: list[Style | None]) -> _Styles:
    plain = Style(0.0, bold=False, italic=False, symbols=False, turn=None)
    numbers = [
        (*(s or plain)[:4], -1 if s is None or s.turn is None else s.turn, *(s or plain)[5:8])
        for s in styles
    ]
    columns = np.array(numbers, np.float64).reshape(-1, 8).T
    size, bold, italic, symbols, turn, x, y, slope = columns
    bold, italic, symbols = (column.astype(bool) for column in (bold, italic, symbols))
    vni = np.zeros(len(size), bool)
    return _Styles(size, bold, italic, symbols, turn.astype(np.int64), x, y, slope, vni)


def _main_turn(turns: np.ndarray, counts: np.ndarray, shown: int) -> int:
    """The turn of most glyphs; that of the page where its text is too little to tell."""
    if not len(turns):
        return shown
    most = int(counts.argmax())
    sure = counts[most] >= 20 and 2 * counts[most] > counts.sum()
    return int(turns[most]) if sure else shown


def _folded(codes: np.ndarray, symbols: np.ndarray) -> np.ndarray:
    """Code points: all spaces as one, bullets made plain, signs that show nothing marked."""
    codes = codes.copy()
    for code in set(codes.tolist()):
        if code in _SPACES:
            codes[codes == code] = _SPACE
        elif code in _HYPHENS:
            codes[codes == code] = _HYPHEN
        elif code in _NOTHING or 0 < code < _SPACE:
            codes[codes == code] = _NO_SIGN
        elif code == 0 or 0xD800 <= code < 0xE000:
            codes[codes == code] = _UNKNOWN
        elif code in _PRIVATE:
            mark = _HYPHEN if code & 0xFF == _HYPHEN else _BULLET
            codes[symbols & (codes == code)] = mark
    return codes


def _glyphs(at: int, kept: np.ndarray, codes: np.ndarray, styles: _Styles, frame: Frame) -> _Glyphs:
    """Glyph arrays in ``frame``, which shows them upright."""
    size = styles.size
    if frame.turn == 0:
        last = int(kept[-1]) + 1 if len(kept) else 0
        box = pdfium.advance_boxes(at, last)[kept][:, [0, 3, 2, 1]].astype(np.float64)
        level = styles.y + (box[:, 0] - styles.x) * styles.slope
        start = points(frame, np.column_stack((box[:, 0], level)))
        across = boxes(frame, box)
        x0, x1 = across[:, 0], across[:, 2]
        raised = _are_raised(at, kept, codes, level, size)
    else:
        # pdfium gives advance widths to upright text only; ink falls short by the side bearing.
        start = points(frame, pdfium.origins(at, kept))
        ink = boxes(frame, pdfium.ink_boxes(at, kept)[:, [0, 2, 1, 3]])
        x0, x1 = start[:, 0], np.maximum(ink[:, 2], start[:, 0])
        raised = np.zeros(len(kept), bool)
    base = start[:, 1] - np.where(raised, _RAISED * size, 0.0)
    size = np.where(raised, 0.6 * size, size)
    x0, x1 = _with_marks(codes, x0, x1, base)
    glyphs = _Glyphs(codes, x0, x1, base, size, styles.bold, styles.italic, styles.vni)
    return glyphs.take(np.flatnonzero(codes != _NO_SIGN))


def _are_raised(
    at: int, kept: np.ndarray, codes: np.ndarray, level: np.ndarray, size: np.ndarray
) -> np.ndarray:
    """Which glyphs are figures drawn raised on the common baseline ``level`` (page space).

    typst sets footnote marks so; Word and LibreOffice set small figures on a raised baseline,
    and these are made to look like theirs.
    """
    raised = np.zeros(len(kept), bool)
    digits = np.flatnonzero((codes >= 0x30) & (codes <= 0x39))
    if len(digits):
        bottom = pdfium.ink_boxes(at, kept[digits])[:, 2]
        raised[digits] = bottom - level[digits] > _RAISED * size[digits]
    return raised


def _with_marks(
    codes: np.ndarray, x0: np.ndarray, x1: np.ndarray, base: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Tone marks of their own given the place of the letter they follow, to sort after it.

    One glyph that stands for a letter and a mark has its width shared out over the two; a
    mark drawn by itself may stand anywhere and adds nothing to the letter's width. Marks
    drawn elsewhere in the stream, as by writers that lack the letter, go to the one below.
    """
    x0, x1 = x0.copy(), x1.copy()
    letter, end = -1, -1.0
    are_marks = ((codes >= 0x300) & (codes < 0x370)) | (codes == _NO_SIGN)
    marks = set(np.flatnonzero(are_marks).tolist())
    for i in sorted(marks - {0}):
        if i - 1 not in marks:
            letter, end = i - 1, x1[i - 1]
        if abs(base[i] - base[letter]) > _BASELINE_STEP or not _is_over(x0, x1, i, letter):
            below = _letter_below(codes, x0, x1, base, i)
            if below is not None:
                x0[i], x1[i] = x0[below] + _AFTER, x1[below]
                continue
        if abs(x0[i] - end) < 0.1:
            x1[letter] = end = x1[i]
        x0[i], x1[i] = x0[letter], x1[letter]
    return x0, x1


def _is_over(x0: np.ndarray, x1: np.ndarray, mark: int, letter: int) -> bool:
    """Whether a mark stands where the letter before it does, or right behind it."""
    width = 0.3 * (x1[letter] - x0[letter])
    return bool(x0[letter] - width <= x0[mark] <= x1[letter] + width)


def _letter_below(
    codes: np.ndarray, x0: np.ndarray, x1: np.ndarray, base: np.ndarray, mark: int
) -> int | None:
    """The letter under the middle of a mark; None where there is none."""
    middle = (x0[mark] + x1[mark]) / 2
    here = (x0 <= middle) & (middle < x1) & (np.abs(base - base[mark]) <= _BASELINE_STEP)
    found = np.flatnonzero(here & (codes != _SPACE) & ~((codes >= 0x300) & (codes < 0x370)))
    return int(found[0]) if len(found) else None


def _words(glyphs: _Glyphs, number: int, drawn: Frame, home: Frame) -> list[Word]:
    if not len(glyphs.codes):
        return []
    line = _line_numbers(glyphs.base)
    order = np.lexsort((glyphs.x0, line))
    glyphs, line = glyphs.take(order), line[order]
    space = glyphs.codes == _SPACE
    ink = np.flatnonzero(~space)
    if not len(ink):
        return []
    spaces_before = np.cumsum(space)[ink]
    glyphs, line = glyphs.take(ink), line[ink]
    parted = np.concatenate(([True], np.diff(spaces_before) > 0))
    starts, kept = _cuts(glyphs, line, parted)
    return _cut(glyphs.take(kept), starts[kept], number, drawn, home)


def _line_numbers(base: np.ndarray) -> np.ndarray:
    """A number for each glyph, the same for glyphs on one baseline."""
    levels = np.unique(np.round(base, 1))
    numbers = np.zeros(len(levels), np.int64)
    first, current = levels[0], 0
    for i, level in enumerate(levels):
        if level - first > _BASELINE_STEP:
            current, first = current + 1, level
        numbers[i] = current
    return numbers[np.searchsorted(levels, np.round(base, 1))]


def _cuts(glyphs: _Glyphs, line: np.ndarray, parted: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Which glyphs begin a word, and which are to be kept (not drawn for the second time)."""
    size = np.maximum(glyphs.size, 1.0)
    new_line = np.concatenate(([True], np.diff(line) != 0))
    step = np.concatenate(([0.0], np.diff(glyphs.x0)))
    same = np.concatenate(([False], glyphs.codes[1:] == glyphs.codes[:-1]))
    struck = (step < _DOUBLE_STRIKE * size) & (glyphs.codes < 0x300)
    # Some fonts draw ơ as o and a horn, both of them called ơ: one letter, two widths.
    width = glyphs.x1 - glyphs.x0
    narrower = np.concatenate(([False], width[1:] < 0.6 * width[:-1]))
    beside = np.concatenate(([False], glyphs.x0[1:] < glyphs.x1[:-1] + _DOUBLE_STRIKE * size[1:]))
    twice = same & ~new_line & ~parted & (struck | (narrower & beside))
    gap = np.concatenate(([0.0], glyphs.x0[1:] - glyphs.x1[:-1])) / size
    usual = _usual_gaps(gap, line, new_line | parted)
    starts = new_line | parted | (gap > _GAP + usual)
    return starts, np.flatnonzero(~twice)


def _usual_gaps(gap: np.ndarray, line: np.ndarray, parted: np.ndarray) -> np.ndarray:
    """The letter-spacing of each glyph's line, 0 where letters are set normally."""
    usual = np.zeros(len(gap))
    inner = ~parted
    all_gaps = np.bincount(line[inner], minlength=1)
    wide_gaps = np.bincount(line[inner & (gap > _SPREAD)], minlength=len(all_gaps))
    # Tables have wide gaps too, but few: most gaps of a line are those of its letters.
    for number in np.flatnonzero((2 * wide_gaps > all_gaps) & (all_gaps > 3)).tolist():
        here = line == number
        usual[here] = min(float(np.median(gap[here & inner])), _WIDEST_SPREAD)
    return usual


def _cut(glyphs: _Glyphs, starts: np.ndarray, number: int, drawn: Frame, home: Frame) -> list[Word]:
    starts = starts.copy()
    starts[0] = True
    first = np.flatnonzero(starts)
    end = np.append(first[1:], len(starts))
    size = np.maximum.reduceat(glyphs.size, first)
    base = np.maximum.reduceat(glyphs.base, first)
    x0, x1 = np.minimum.reduceat(glyphs.x0, first), np.maximum.reduceat(glyphs.x1, first)
    box = np.column_stack((x0, base - _ASCENT * size, x1, base + _DESCENT * size))
    if drawn.turn != home.turn:
        box = between(drawn, home, box)
    length = end - first
    bold = 2 * np.add.reduceat(glyphs.bold.astype(int), first) > length
    italic = 2 * np.add.reduceat(glyphs.italic.astype(int), first) > length
    text = "".join(map(chr, glyphs.codes.tolist()))
    texts = [text[a:b] for a, b in zip(first.tolist(), end.tolist(), strict=True)]
    if glyphs.vni.any():
        flags = np.split(glyphs.vni, first[1:])
        texts = [_with_letters_of_vni(*pair) for pair in zip(texts, flags, strict=True)]
    if not unicodedata.is_normalized("NFC", text):
        texts = [unicodedata.normalize("NFC", t) for t in texts]
    corners = map(_new_box, np.round(box, 2).tolist())
    sizes = np.round(size, 2).tolist()
    return list(
        map(_new_word, zip(texts, repeat(number), corners, repeat(None), sizes, bold.tolist(),
                           italic.tolist(), repeat(None), repeat(None)))
    )  # fmt: skip


def _with_letters_of_vni(text: str, are_vni: np.ndarray) -> str:
    """A word with letters for what stands in it by codes of VNI."""
    parts = groupby(zip(text, are_vni, strict=True), key=lambda pair: pair[1])
    texts = ((is_vni, "".join(c for c, _ in chars)) for is_vni, chars in parts)
    return "".join(decode_set(part, _VNI) if is_vni else part for is_vni, part in texts)
