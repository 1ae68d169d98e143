"""Lines that do nothing but name a day, a week, a month or a quarter.

``Thứ Hai, ngày 05/10:``, ``Tháng 01/2026``, ``QUÝ II`` and ``Buổi sáng`` head the work that
stands below them in weekly schedules and in programmes by month. What day they mean is for
the time grammar to say; here they are only told from titles and sentences.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

from extractors.text.fold import fold
from extractors.text.labels import label_of
from extractors.vocab import load

_LONGEST = 110
"""Characters: "Tuần 40 (từ ngày 05 tháng 10 năm 2026 đến ngày 09 tháng 10 năm 2026)" has 70."""
_WEEKDAYS_BELOW = re.compile(r"\W*thứ\b", re.IGNORECASE)
_WORD = re.compile(r"\d+|[^\W\d_]+")


class _Words(NamedTuple):
    opens: re.Pattern[str]
    about: re.Pattern[str]
    session: re.Pattern[str]
    weekday: re.Pattern[str]
    beside: frozenset[str]


@cache
def _words() -> _Words:
    data = load(Path(__file__).with_suffix(".yaml"))
    words = {name: [fold(word) for word in entries] for name, entries in data.items()}
    either = {name: "(?:" + "|".join(entries) + ")" for name, entries in words.items()}
    weekday = f"(?:{fold('thứ')} (?:{either['weekdays']}|[2-7])|{fold('chủ nhật')})\\b"
    opens = (
        weekday,
        f"(?:{fold('từ')} )?{fold('ngày')} \\d", f"{fold('tháng')} (?:\\d|{either['months']}\\b)",
        f"{fold('quý')} (?:[1-4]|i{{1,3}}|iv)\\b", f"{fold('tuần')} (?:{fold('thứ')} )?\\d",
        r"\d{1,2} ?[/.-] ?\d{1,2}\b",
    )  # fmt: skip
    return _Words(
        re.compile("|".join(opens)),
        re.compile(f"(?:{either['about']} )*"),
        re.compile(f"(?:{fold('buổi')} )?{either['sessions']}"),
        re.compile(weekday),
        frozenset(w for name in ("weekdays", "months", "beside") for w in words[name])
        | frozenset(w for entry in words["sessions"] for w in entry.split()),
    )


def names_period(text: str) -> bool:
    """Whether a line names a day, a week, a month or a quarter, and says nothing else."""
    if len(text) > _LONGEST:
        return False
    key, words = _key(text), _words()
    before = words.about.match(key)
    rest = key[before.end() if before else 0 :]
    if words.opens.match(rest) is None:
        return False
    return all(w.isdigit() or w in words.beside for w in _WORD.findall(rest))


def with_weekday(text: str, heading: str) -> str:
    """A cell as it is said under its heading: ``Hai 05/10`` under ``Thứ`` is Thứ Hai 05/10."""
    under = _WEEKDAYS_BELOW.match(heading) is not None
    return f"Thứ {text}" if under and names_period(f"Thứ {text}") else text


def heads_day(text: str) -> bool:
    """Whether a line heads the work of a day; the weeks that end a title do not.

    ``Thứ Hai, ngày 05/10`` and ``Ngày 05/10:`` do, ``(từ ngày 05/10 đến ngày 09/10)`` does not.
    """
    if not names_period(text):
        return False
    return text.rstrip().endswith(":") or _words().weekday.match(_key(text)) is not None


def names_session(text: str) -> bool:
    """Whether a line names a part of the day and says nothing else: ``Buổi sáng:``."""
    return _words().session.fullmatch(_key(text)) is not None


def session_end(text: str) -> int:
    """Where the part of the day ends that opens an item: ``Sáng: 8h00 …``; 0 where none does."""
    match = re.match(r"[^:]{3,12}:\s*(?=\S)", text)
    return match.end() if match and names_session(match.group()) else 0


def _key(text: str) -> str:
    label = label_of(text)
    return fold(re.sub(r"[^\w/.\-]+", " ", text[label.end if label else 0 :])).strip(" .:*-–")
