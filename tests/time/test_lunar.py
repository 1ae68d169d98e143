"""The lunar calendar against what was printed in Việt Nam's almanacs, and against itself."""

import datetime
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.time.calendar import lunar_month, solar
from extractors.time.lunar import months_of

Date = datetime.date

# The years in which Việt Nam and China differ are 1968, 1985, 2007 and 2030.
TET = [
    Date(1968, 1, 29), Date(1975, 2, 11), Date(1985, 1, 21), Date(1995, 1, 31), Date(2000, 2, 5),
    Date(2007, 2, 17), Date(2010, 2, 14), Date(2015, 2, 19), Date(2019, 2, 5), Date(2020, 1, 25),
    Date(2021, 2, 12), Date(2022, 2, 1), Date(2023, 1, 22), Date(2024, 2, 10), Date(2025, 1, 29),
    Date(2026, 2, 17), Date(2030, 2, 2),
]  # fmt: skip
LEAPS = {1985: 2, 1987: 7, 2004: 2, 2006: 7, 2009: 5, 2012: 4, 2014: 9, 2017: 6, 2020: 4, 2023: 2,
         2025: 6, 2028: 5}  # fmt: skip


@pytest.mark.parametrize("day", TET, ids=str)
def test_new_year_falls_on_the_day_it_was_kept(day):
    assert solar(1, 1, day.year) == day


@pytest.mark.parametrize("year", range(2003, 2029))
def test_leap_months_are_those_of_the_almanac(year):
    leap = [m.number for m in months_of(year) if m.leap]
    assert leap == ([LEAPS[year]] if year in LEAPS else [])


@pytest.mark.parametrize("year", [1985, 1987])
def test_leap_months_that_differ_from_the_chinese_ones(year):
    assert [m.number for m in months_of(year) if m.leap] == [LEAPS[year]]


@settings(max_examples=25, deadline=None)
@given(st.integers(1901, 2198))
def test_years_follow_one_another_without_a_gap(year):
    months = [*months_of(year), *months_of(year + 1)]
    assert all((b.first - a.first).days == a.days for a, b in pairwise(months))
    assert {m.days for m in months} <= {29, 30}
    numbers = [m.number for m in months_of(year) if not m.leap]
    assert numbers == list(range(1, 13))


def test_a_day_that_a_month_does_not_have_is_none():
    short = next(m for m in months_of(2024) if m.days == 29)
    assert solar(30, short.number, 2024) is None
    assert solar(29, short.number, 2024) == short.first + datetime.timedelta(days=28)


@pytest.mark.parametrize("asked", [(1, 5, 2024, True), (1, 1, 1800, False), (1, 1, 2300, False)])
def test_a_month_that_is_not_there_is_none(asked):
    assert solar(*asked) is None
    assert lunar_month(*asked[1:]) is None
