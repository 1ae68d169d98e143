"""The fixed forms of a citation: number and symbol, date, and the blanks left in drafts.

16/2026/QĐ-UBND · 66.18/2026/NQ-CP · 30c/NQ-CP · 05-NQ/TU · 225 - KH/TWĐTN · 298 KH/TWĐTN
ngày 05/3/2021 · ngày 05-3-2021 · ngày 18 tháng 12 năm 2019 · ngày mười tám tháng mười hai …
"""

from __future__ import annotations

import datetime
import re
from functools import cache

from extractors.text.numbers import number_words

_SYMBOL = r"(?:QH\s\d{1,2}\b|[A-ZĐ][\w&]*(?:\s?[-–/.&]\s?(?=[A-ZĐ\d])[\w&]+)*)"
NUMBER = (
    r"\d[\d.]*[a-zđ]?\s?"
    rf"(?:[/\-–]\s?(?:(?:19|20)\d\d\s?/\s?)?/?\s?{_SYMBOL}|\s(?=[A-Z]{{2,}}/){_SYMBOL})"
)
BLANK_NUMBER = rf"[.…_\s]*[/\-–]\s?{_SYMBOL}"
"""The number is stamped when the document goes out: ``Kế hoạch số      /KH-UBND``."""
BLANK_DATE = (
    r"(?:ngày|Ngày)[\s.…_]*(?:\d{1,2}[\s.…_]*)?(?:/|tháng)[\s.…_]*(?:\d{1,2}[\s.…_]*)?"
    r"(?:/|năm)[\s.…_]*(?:(?:19|20)\d\d)?"
)

CLOCK = r"(?:lúc|hồi)\s+\d{1,2}\s*(?:giờ|[hg:])\s*(?:\d{1,2}(?:\s*phút)?)?\s*,?"
"""The hour of a telegram, before its day: ``Công điện số 12/CĐ-TTg lúc 18 giờ 30 ngày …``."""


@cache
def _numerals() -> dict[str, int]:
    """Days and months in words, as ``mồng hai``, ``tháng mười hai`` have them."""
    words = {word: n for word, n in number_words().items() if n <= 31}
    first_ten = {f"{a} {word}": n for word, n in words.items() if n <= 10 for a in ("mồng", "mùng")}
    return words | first_ten


@cache
def date_pattern() -> str:
    """A day with its month and year, in groups ``day``, ``month``, ``month_`` and so on."""
    words = "|".join(sorted(_numerals(), key=len, reverse=True))
    numeral = rf"\d{{1,2}}|{words}"
    return (
        rf"(?:(?:ngày\s*)?(?=\d)|ngày\s*)(?P<day>{numeral})\s*"
        r"(?:[/.\-–]\s*(?P<month>\d{1,2})\s*[/.\-–]\s*(?P<year>(?:19|20)\d\d)"
        rf"|tháng\s*(?P<month_>{numeral})\s*(?:năm|/)\s*(?P<year_>(?:19|20)\d\d))"
    )


def date_of(groups: dict[str, str | None]) -> datetime.date | None:
    """The date of the groups of ``date_pattern``; None where it does not exist."""
    year, month = groups["year"] or groups["year_"], groups["month"] or groups["month_"]
    if not (year and month and groups["day"]):
        return None
    try:
        return datetime.date(int(year), _numeral(month), _numeral(groups["day"]))
    except ValueError:
        return None


def _numeral(text: str) -> int:
    return int(text) if text.isdecimal() else _numerals()[re.sub(r"\s+", " ", text)]
