"""Figures that recognition took for letters or parted, where only one reading is a date.

``tháng I1`` is November, ``22/1 1/2017`` one date, ``l0 ngày`` ten days. A figure that could
be two is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_AS_FIGURES = str.maketrans({"l": "1", "I": "1", "|": "1", "i": "1", "O": "0", "o": "0"})
_MIXED = re.compile(r"(?=.*\d)[\dlI|iOo]{2,4}")
"""Figures with letters among them that look like figures."""
_UNITS = frozenset(("ngày", "tháng", "năm", "quý", "tuần", "giờ", "phút"))
_COUNTED = frozenset(("ngày", "tháng", "quý", "tuần"))
"""Words that a figure follows."""
_YEARS = frozenset(("nam", "nàm", "nám", "nâm", "nảm", "nãm", "nắm", "nằm"))
"""``năm`` as it is misread before a year."""
_YEAR = re.compile(r"(?:19|20)\d\d\b")
_BEGUN = re.compile(r"\d{1,2}[/.-]\d$")
_ENDED = re.compile(r"\d[/.-](?:19|20)\d\d\D*$")
_DATE = re.compile(r"(?:0?[1-9]|[12]\d|3[01])[/.-](?:0?[1-9]|1[0-2])[/.-](?:19|20)\d\d\D*")


def with_figures(line: Sequence[str]) -> list[str]:
    """Words with their figures; a date in two pieces stands in the first, the second is empty."""
    out = list(line)
    for i, token in enumerate(out):
        before = out[i - 1].lower() if i else ""
        after = out[i + 1].lower() if i + 1 < len(out) else ""
        if i and _BEGUN.match(out[i - 1]) and _ENDED.match(token):
            joined = out[i - 1] + token
            if _DATE.fullmatch(joined):
                out[i - 1], out[i] = joined, ""
        elif token in _YEARS and _YEAR.match(after):
            out[i] = "năm"
        elif _MIXED.fullmatch(token) and (before in _COUNTED or after.strip(".,;") in _UNITS):
            out[i] = token.translate(_AS_FIGURES)
    return out
