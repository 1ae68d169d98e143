"""All the rules of time together, and the kinds that are times when they stand alone."""

from __future__ import annotations

from functools import lru_cache
from types import ModuleType

from extractors.grammar import Grammar, Rule
from extractors.time import (
    rules_cited,
    rules_day,
    rules_duration,
    rules_feast,
    rules_label,
    rules_limit,
    rules_month,
    rules_near,
    rules_open,
    rules_part,
    rules_range,
    rules_repeat,
    rules_rhythm,
    rules_weekday,
    rules_year,
)

SURE = frozenset({"p", "t"})
"""A time wherever it stands."""
WEAK = frozenset({"w"})
"""A time where it is all there is, or where something beside it says so."""
SILENT = frozenset({"no_time", "unframed"})
"""Words that look like a time and are not; nothing inside them is one. What is unframed
("Đại lộ 2 tháng 9") is one where it is all there is."""
UNDATED = frozenset({"undated"})


_MODULES = (
    rules_year, rules_month, rules_part, rules_day, rules_feast, rules_near, rules_range,
    rules_limit, rules_open, rules_duration, rules_rhythm, rules_repeat, rules_weekday,
    rules_label, rules_cited,
)  # fmt: skip


def _rules(module: ModuleType) -> list[Rule]:
    return [value for value in vars(module).values() if isinstance(value, Rule)]


@lru_cache(maxsize=1)
def grammar() -> Grammar:
    """The grammar of time, made once."""
    found = {id(one): one for module in _MODULES for one in _rules(module)}
    return Grammar(found.values(), longest_only=("list", "romans", "year_list", "every"))
