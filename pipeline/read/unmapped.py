"""Glyphs whose font has no Unicode table: pdfium gives their numbers in the font instead.

Writers of PDF drop the table for letters beyond Latin-1, so a page says ``YăQ`` where it
shows văn, and its digits come as control characters. The numbers are those of Times New
Roman's own order (``extractors.text.encodings``); whether that holds is told by what the
page then says.
"""

from __future__ import annotations

import numpy as np

from extractors.text.encodings import unshift
from extractors.text.syllables import legal_share
from pipeline.read import pdfium

_SUSPECTS = 10
"""Codes that are no letters of Vietnamese, before the page is looked at."""
_LEGAL = 0.8
_LETTERS = frozenset("ƠơƯư\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323")
_LAYOUT = frozenset("\x00\x02\t\n\f\r")


def with_letters(text_page: int, codes: np.ndarray) -> tuple[np.ndarray, bool]:
    """Code points with letters for glyph numbers, and whether there were any; shape (n,)."""
    low = (codes < 0x20) | ((codes >= 0x180) & (codes < 0x530))
    kinds, counts = np.unique(codes[low], return_counts=True)
    suspects = sum(
        n for code, n in zip(kinds.tolist(), counts.tolist(), strict=True)
        if chr(code) not in _LETTERS | _LAYOUT
    )  # fmt: skip
    if suspects < _SUSPECTS:
        return codes, False
    made = codes.copy()
    unmapped = pdfium.are_unmapped(text_page, len(codes))
    for code in set(codes[unmapped].tolist()):
        letter = unshift(chr(code))
        if letter is not None:
            made[unmapped & (codes == code)] = ord(letter)
    text, before = ("".join(map(chr, c.tolist())) for c in (made, codes))
    is_better = legal_share(text) >= max(_LEGAL, legal_share(before))
    return (made, True) if is_better else (codes, False)
