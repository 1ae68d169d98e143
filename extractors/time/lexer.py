"""A text cut into tokens, and what each may be on its own: the leaves of the grammar.

``Quý I/2026`` gives the tokens ``quý``, ``i``, ``/``, ``2026`` and the nodes QUARTER,
roman 1, ``/``, yr 2026. Numbers that cannot be part of a time (money, document numbers,
house numbers, ratios, sections) get no node, so that no rule can reach them.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from extractors.grammar import Line, made_node
from extractors.text.numbers import roman_slip
from extractors.time import calendar
from extractors.time.folding import Folded, fold
from extractors.time.nodes import Day, Impossible, Unit
from extractors.time.words import BARE, guard, toneless, vocabulary
from extractors.vocab import Entry

# A run that mixes digits with the letters OCR takes them for: l0, O3, 2O20.
_MIXED = re.compile(
    r"(?:(?<![^\W_])|(?<=\bngày)|(?<=\btháng)|(?<=\bnăm))"
    r"(?=[oil]*\d)(?=\d*[oil])[\doil]+(?![^\W\d_])"
)
_AS_DIGITS = str.maketrans("oil", "011")

# A small word that has run into the unit after it: trướcngày, trongtháng.
_RUN_IN = (
    r"(?:từ|đến|tới|trước|sau|trong|vào|hết|của|cuối|đầu|giữa|hằng|hàng|mỗi|các)"
    r"(?=(?:ngày|tháng|quý|năm|tuần)(?![^\W\d_]))"
    r"|(?:thành|nhất|xong)(?=(?:trước|trong|vào|ngày|tháng|quý)(?![^\W\d_]))"
)
_TOKEN = re.compile(rf"\d+|{_RUN_IN}|[^\W\d_]+|-(?:\s*-)*|[^\w\s]|_")
_SOLID = re.compile(r"[\d./,-]*\d")
_ISO = re.compile(r"((?:19|20)\d\d)-(\d\d)-(\d\d)(?!\d)")
# "22/ 12/ 2011" and "22/1 1/2017" (a digit pushed off its neighbour) are dates too.
_DMY = re.compile(
    r"(\d{1,2})\s*([/.-])\s*(1\s+[0-2]|0\s+[1-9]|\d{1,2})\s*([/.-])\s*(\d{4}|\d{2})(?![\d%])(?!\.\d|\s*/\s*\d)"
)
_DM = re.compile(r"(\d{1,2})\s*/\s*(\d{1,2})(?![\d%])(?![.,]\d|\s*/\s*\d)")
_FRACTION_OF = re.compile(rf"\s*{guard('fraction_of')}")
_COUNTED = re.compile(rf"\d+\s+{guard('counted')}")
_MY = re.compile(r"(\d{1,3})\s*[/.-]\s*((?:19|20)\d\d)(?!\d)(?!\.\d|\s*/\s*\d)")
_DM_LOOSE = re.compile(r"(\d{1,2})[-.](\d{1,2})(?![\d%])(?![/.,-]\d)")
_MONEY = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?(?!\d)|\d+(?:\.\d+){3,}|\d+(?:[.,]\d+)?\s*[%‰]")
_DECIMAL = re.compile(r"\d+,\d+(?![\d,])")
_CLOCK = re.compile(
    r"(?:[01]?\d|2[0-4])\s*(?:(?:h|g|giờ)(?![^\W\d_])"
    r"(?:\s*[0-5]?\d(?![\d/])(?!\s*tháng)(?:\s*(?:phút|p(?!\w)|'+|\"|°))?)?"
    r"|:[0-5]\d(?::[0-5]\d)?(?!\d))(?!\s*làm việc)"
)
# 16/KH-UBND, 11-CT/TU, 42/2024/QH15, 20.03.2026/BCTT-TS: letters without vowel marks.
_DOCUMENT = re.compile(
    r"\d[\d.]*(?:[a-zđ](?=/))?(?:/\d+)*\s*(?:/{1,2}\s*|-\s*(?=[a-zđ]{1,6}/))"
    r"(?!(?:i{1,3}|iv|vi{0,3}|i?x)(?!\w))"
    r"[a-zđ&]{1,12}\d*(?![^\W\d_])(?:[-/.&]\s*[a-zđ&\d]+(?![^\W\d_]))*"
)
# Day and night: the second only where it says hours ("24/24 giờ", not "24/24 xã").
_AROUND_THE_CLOCK = re.compile(r"24/7(?!\d)|24/24(?=\s*(?:h|g|giờ|tiếng)(?!\w))")
_GLUED_KINDS = frozenset({"T", "Q"})


# First characters of the token after a number: what the number can be part of.
_JOINERS = frozenset("/-.")
_AFTER_MONEY = frozenset(".,%‰")
_AFTER_HOUR = frozenset("hg:")


class Lexed(NamedTuple):
    """A line ready to parse, the way back to the text, and the tokens OCR had damaged."""

    line: Line
    words: list[str]
    folded: Folded
    repaired: frozenset[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the original text of the tokens ``[start, end)``."""
        first, last = self.line.starts[start], self.line.ends[end - 1]
        if self.folded.begins is None or self.folded.ends is None:
            return first, last
        return self.folded.begins[first], self.folded.ends[last - 1]


def lex(text: str) -> Lexed:
    """Cut a text into tokens and find what each can be by itself."""
    folded = fold(text)
    line_text = folded.text
    damaged = [m.span() for m in _MIXED.finditer(line_text)]
    if damaged:
        line_text = _MIXED.sub(lambda m: m.group().translate(_AS_DIGITS), line_text)
    spans = [match.span() for match in _TOKEN.finditer(line_text)]
    starts = [start for start, _ in spans]
    ends = [end for _, end in spans]
    words = [line_text[start:end] for start, end in spans]
    atoms = _Atoms(Line(line_text, starts, ends, {}), words)
    atoms.find()
    at = {start: i for i, start in enumerate(starts)} if damaged else {}
    repaired = frozenset(at[a] for a, _ in damaged if a in at) | atoms.parted
    return Lexed(atoms.line, words, folded, repaired)


class _Atoms:
    """Finds the leaves of one line, token by token."""

    def __init__(self, line: Line, words: list[str]) -> None:
        self.line = line
        self.words = words
        self.vocabulary = vocabulary()
        self.toneless = line.text.isascii()
        """The text has no marks at all: they may have been lost."""
        self.token_ending = {end: i + 1 for i, end in enumerate(line.ends)}
        self.label_before = -1
        """Position after a label ("điều", "số"): a number there is its label."""
        self.label = ""
        self.parted: set[int] = set()
        """Tokens put right: a digit pushed off its neighbour (22/1 1/2017), a mark lost."""
        self.phrase_end = 0
        """Position after the last phrase of several words."""

    def find(self) -> None:
        """Put the leaves of every token into ``line.atoms``."""
        known = toneless() if self.toneless else self.vocabulary.lookup
        loose, skip_to = self.vocabulary.loose, 0
        for i, word in enumerate(self.words):
            if i < skip_to:
                continue
            if word in known:
                self._word(i, known[word])
            if word in loose:
                self._loose_phrase(i, loose[word])
            if word in known:
                continue
            if word[0].isdecimal():
                skip_to = self._number(i)
            elif not word[0].isalpha() and (not i or self.words[i - 1] != word):
                self._put(word[0], i, i + 1, None)

    def _put(self, kind: str, start: int, end: int, value: Any) -> None:
        self.line.atoms.setdefault(start, []).append(made_node((kind, start, end, value, "", ())))

    def _word(self, i: int, entries: tuple[Entry, ...]) -> None:
        before = self.words[i - 1] if i else ""
        for rest, kind, value in entries:
            end = i + 1 + len(rest)
            if rest and tuple(self.words[i + 1 : end]) != rest:
                continue
            if rest:
                self.phrase_end = max(self.phrase_end, end)
            if kind == "LABEL":
                # "vòng" is no label inside "trong vòng", nor "điểm" in "cao điểm 60 ngày".
                if before in self.vocabulary.not_after["LABEL"]:
                    continue
                if end > self.label_before and (rest or i >= self.phrase_end):
                    self.label_before, self.label = end, value
            elif kind in _GLUED_KINDS and not self._before_number(i):
                continue
            elif before not in self.vocabulary.not_after.get(kind, ()):
                self._put(kind, i, end, value)
                if self.toneless and (rest, kind, value) not in self._toned(i):
                    self.parted.add(i)
                if self.words[i] in self.vocabulary.slips:
                    self.parted.add(i)

    def _loose_phrase(self, i: int, entries: tuple[Entry, ...]) -> None:
        """A phrase that is told by its letters alone, its marks lost or changed."""
        spelled = self.vocabulary.lookup.get(self.words[i], ())
        before = self.words[i - 1] if i else ""
        for rest, kind, value in entries:
            end = i + 1 + len(rest)
            found = tuple(self.words[i + 1 : end])
            if tuple(word.translate(BARE) for word in found) != rest:
                continue
            right = any((e.rest, e.kind) == (found, kind) for e in spelled)
            if not right and before not in self.vocabulary.not_after.get(kind, ()):
                self._put(kind, i, end, value)
                self.parted.add(i)

    def _toned(self, i: int) -> tuple[Entry, ...]:
        """What the word is where marks are kept: nothing was lost if that is the same."""
        return self.vocabulary.lookup.get(self.words[i], ())

    def _before_number(self, i: int) -> bool:
        """Whether a number follows without a space: T3, Q.1."""
        if i + 1 >= len(self.words) or self.line.ends[i] != self.line.starts[i + 1]:
            return False
        return self.words[i + 1][0] in "0123456789."

    def _number(self, i: int) -> int:
        """Leaves of the number at token ``i``; the token to go on from.

        The token that follows tells what the number can be part of.
        """
        if self._inside(i):
            return i + 1
        start, text = self.line.starts[i], self.line.text
        after = self.words[i + 1] if i + 1 < len(self.words) else ""
        joined = after[:1] in _JOINERS
        if (joined or self._lettered(i, after)) and (document := _DOCUMENT.match(text, start)):
            return self._dead("doc", i, document.end())
        if self.label_before == i and self._labelled(start):
            solid = _SOLID.match(text, start)
            kind = "doc" if self.label in self.vocabulary.documents else "label"
            end = solid.end() if solid else self.line.ends[i]
            after_label = self._dead(kind, i, end, self.label)
            if solid and "/" in solid.group():
                self._next_of_label(after_label)
            return after_label
        if after[:1] in _AFTER_MONEY and (money := _MONEY.match(text, start)):
            return self._dead("dead", i, money.end())
        if joined:
            self._dates(i, start)
        elif after[:1] in _AFTER_HOUR:
            self._clock(i, start)
        self._plain(i, start, after)
        return i + 1

    def _lettered(self, i: int, after: str) -> bool:
        """A number with a letter of its own before the slash: 30c/NQ-CP."""
        return len(after) == 1 and after.isalpha() and self.words[i + 2 : i + 3] == ["/"]

    def _inside(self, i: int) -> bool:
        """Whether the number is the later part of a longer thing: km30, 1/5, 3.4, 30+00."""
        start, text = self.line.starts[i], self.line.text
        before = text[start - 1] if start else " "
        if before.isalpha() or before == "_":
            return self.words[i - 1] not in self.vocabulary.glued_before
        if before in "./+" and i > 1:
            return self.line.ends[i - 2] == start - 1 and text[start - 2].isdecimal()
        return False

    def _labelled(self, start: int) -> bool:
        """A full date after "lần", "đợt" is a date; after "số", "điều" it is a label."""
        if _COUNTED.match(self.line.text, start):
            return False
        date = _DMY.match(self.line.text, start)
        return not (date and len(date[5]) == 4) or self.label in self.vocabulary.firm_labels

    def _next_of_label(self, place: int) -> None:
        """The label holds for the next of a list too: "các lớp 8/1, 8/2"."""
        if place + 1 < len(self.words) and self.words[place] in (",", "và", "-"):
            solid = _SOLID.match(self.line.text, self.line.starts[place + 1])
            if solid and "/" in solid.group():
                self.label_before = place + 1

    def _dead(self, kind: str, i: int, end: int, value: str | None = None) -> int:
        """One node over a number that is no time; the token after it."""
        stop = i + 1
        while stop < len(self.words) and self.line.starts[stop] < end:
            stop += 1
        self._put(kind, i, stop, value)
        return stop

    def _dates(self, i: int, start: int) -> None:
        text = self.line.text
        if match := _DMY.match(text, start):
            self._day_month_year(i, match)
        elif match := _ISO.match(text, start):
            self._whole_date(i, match, int(match[3]), int(match[2]), int(match[1]))
        elif (match := _MY.match(text, start)) and match.end() in self.token_ending:
            value = Unit("month", int(match[1]), int(match[2]))
            self._put("my", i, self.token_ending[match.end()], value)
        elif match := _DM.match(text, start):
            self._day_month(i, match)
            if _AROUND_THE_CLOCK.match(text, start):
                self._put("around", i, self.token_ending[match.end()], None)
        elif match := _DM_LOOSE.match(text, start):
            self._loose(i, match)

    def _clock(self, i: int, start: int) -> None:
        match = _CLOCK.match(self.line.text, start)
        if match and match.end() in self.token_ending:
            self._put("clock", i, self.token_ending[match.end()], "hour")

    def _loose(self, i: int, match: re.Match[str]) -> None:
        """15-4 and 15.4; "1.2" is more often a section, so only "ngày" makes it a date."""
        day, month = int(match[1]), int(match[2])
        if 0 < day <= 31 and 0 < month <= 12:
            kind = "dm_dot" if "." in match.group() else "dm_loose"
            self._put(kind, i, self.token_ending[match.end()], Day(day, month))

    def _day_month_year(self, i: int, match: re.Match[str]) -> None:
        day, month = int(match[1]), int("".join(match[3].split()))
        if len(match[3].split()) > 1:
            self.parted.add(i)
        year = full_year(int(match[5]), len(match[5]))
        if match[2].strip() != match[4].strip() or (len(match[5]) == 2 and match[2] != "/"):
            return
        if 0 < month <= 12 and day:
            self._whole_date(i, match, day, month, year)
        elif len(match[5]) == 4 and calendar.FIRST_YEAR <= year <= calendar.LAST_YEAR:
            self._put("p", i, self.token_ending[match.end()], Impossible("month"))

    def _whole_date(self, i: int, match: re.Match[str], day: int, month: int, year: int) -> None:
        known = calendar.FIRST_YEAR <= year <= calendar.LAST_YEAR and 0 < month <= 12
        kind = "p" if known and 0 < day <= 31 else "bad"
        self._put(kind, i, self.token_ending[match.end()], Day(day, month, year))

    def _day_month(self, i: int, match: re.Match[str]) -> None:
        day, month = int(match[1]), int(match[2])
        if not 0 < month <= 12 or not day or _FRACTION_OF.match(self.line.text, match.end()):
            return
        kind = "dm" if day <= 31 else "bad"
        self._put(kind, i, self.token_ending[match.end()], Day(day, month))

    def _plain(self, i: int, start: int, after: str) -> None:
        """The number by itself, or a decimal."""
        text, end = self.line.text, self.line.ends[i]
        glued = end < len(text) and not text[end].isspace()
        if after == "," and (decimal := _DECIMAL.match(text, start)):
            stop = self.token_ending[decimal.end()]
            self._put("decimal", i, stop, float(decimal.group().replace(",", ".")))
        if glued and after[:1] in ("v", "i", "l") and (n := roman_slip(self.words[i] + after)):
            self._put("roman_slip", i, i + 2, n)
        if glued and after in ("/", ".") and text[end + 1 : end + 2].isdecimal():
            return
        if glued and after[:1].isalpha() and after not in self.vocabulary.glued_after:
            return
        digits = end - start
        if digits > 5:
            return
        number = int(self.words[i])
        if digits <= 2:
            self._put("num", i, i + 1, number)
        elif digits == 4 and calendar.FIRST_YEAR <= number <= calendar.LAST_YEAR:
            self._put("yr", i, i + 1, number)
        else:
            self._put("big", i, i + 1, number)


def full_year(year: int, digits: int) -> int:
    """A year of two digits in full: 17 is 2017, 91 is 1991; others are left."""
    if digits != 2:
        return year
    return 2000 + year if year < 70 else 1900 + year
