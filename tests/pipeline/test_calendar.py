"""Times become days of a calendar."""

from __future__ import annotations

import pytest

from pipeline.calendar import Selection, occurrences
from schemas.time import Reading
from tests.factories import ALL_YEAR, BY_15_MAY, JUNE, QUARTERLY, YEAR, day, time

YEARLY = ("2026-01-01", "2026-12-31")


def days(value, period=None):
    return [
        (str(o.start or ""), str(o.end or ""), o.is_deadline)
        for o in occurrences(value, period=period)
    ]


def test_an_interval_stands_once():
    assert days(JUNE) == [("2026-06-01", "2026-06-30", False)]


def test_a_deadline_has_no_start():
    assert days(BY_15_MAY) == [("", "2026-05-15", True)]


def test_an_open_time_stands_once_over_its_window():
    assert days(ALL_YEAR) == [("2026-01-01", "2026-12-31", False)]


@pytest.mark.parametrize(
    "value",
    [
        None,
        time("khi có yêu cầu", "unknown", None, None),
        time("sau khi có hướng dẫn", "relative", None, None),
        time("hằng tháng", "recurring", None, None, rrule="FREQ=MONTHLY"),
    ],
)
def test_a_time_without_dates_stands_nowhere(value):
    assert days(value) == []


def test_a_deadline_that_comes_back_is_one_each_time():
    value = time("trước ngày 25 hằng tháng", "recurring", *YEARLY, granularity="day",
                 is_deadline=True, rrule="FREQ=MONTHLY;BYMONTHDAY=24;UNTIL=20261231")  # fmt: skip
    found = days(value)
    assert (found[0], found[-1], len(found)) == (
        ("", "2026-01-24", True), ("", "2026-12-24", True), 12,
    )  # fmt: skip


def test_deadlines_no_rule_can_say_have_no_start_either():
    parts = ((day("2026-06-14"),) * 2, (day("2026-12-09"),) * 2)
    value = time("15/6, 10/12", "recurring", *YEARLY, is_deadline=True, segments=parts)
    assert days(value) == [("", "2026-06-14", True), ("", "2026-12-09", True)]


def test_quarters_are_expanded():
    assert days(QUARTERLY) == [
        ("2026-01-01", "2026-03-31", False),
        ("2026-04-01", "2026-06-30", False),
        ("2026-07-01", "2026-09-30", False),
        ("2026-10-01", "2026-12-31", False),
    ]
    assert [o.number for o in occurrences(QUARTERLY)] == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("rule", "unit", "first", "count"),
    [
        # the 15th of each month
        ("FREQ=MONTHLY;BYMONTHDAY=15;UNTIL=20261231", "day", ("2026-01-15", "2026-01-15"), 12),
        # the last day of each quarter
        ("FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1", "day", ("2026-03-31", "2026-03-31"), 4),
        # 2026 opens on a Thursday: the first whole week begins on Monday 5 January
        ("FREQ=WEEKLY;BYDAY=MO;UNTIL=20261231", "week", ("2026-01-05", "2026-01-11"), 52),
        # fortnightly from the first Monday of the window, though the window opens midweek
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", "week", ("2026-01-05", "2026-01-11"), 26),
        ("FREQ=MONTHLY;INTERVAL=6", "half", ("2026-01-01", "2026-06-30"), 2),
        ("FREQ=YEARLY;INTERVAL=2", "multi_year", ("2026-01-01", "2026-01-01"), 1),
    ],
)
def test_recurrences(rule, unit, first, count):
    found = days(time("", "recurring", *YEARLY, granularity=unit, rrule=rule))
    assert len(found) == count
    assert found[0][:2] == first


def test_the_last_occurrence_is_cut_at_the_end_of_the_window():
    value = time("", "recurring", "2026-03-01", "2026-05-15", granularity="month",
                 rrule="FREQ=MONTHLY")  # fmt: skip
    assert days(value)[-1] == ("2026-05-01", "2026-05-15", False)


def test_a_recurrence_without_a_window_runs_over_the_plans_period():
    value = time("Hằng tháng", "recurring", None, None, granularity="month", rrule="FREQ=MONTHLY")
    assert len(days(value, YEAR)) == 12


def test_each_segment_is_an_occurrence():
    parts = ((day("2026-01-01"), day("2026-03-31")), (None, day("2026-09-30")))
    value = time("Quý I; trước 30/9", "interval", "2026-01-01", "2026-09-30", segments=parts)
    assert days(value) == [("2026-01-01", "2026-03-31", False), ("", "2026-09-30", True)]


def test_equal_segments_stand_once():
    part = (day("2026-01-01"), day("2026-01-31"))
    assert len(days(time("", "interval", *YEARLY, segments=(part, part)))) == 1


def test_rival_readings_are_left_out():
    rival = Reading("interval", day("2026-04-01"), day("2026-06-30"))
    value = time("Tháng II", "interval", "2026-02-01", "2026-02-28", alternatives=(rival,))
    assert days(value) == [("2026-02-01", "2026-02-28", False)]


def test_what_lies_back_is_no_deadline():
    assert days(time("đến nay", "relative", None, "2026-02-01")) == [("", "2026-02-01", False)]


ROW = {
    "start": day("2026-06-01"),
    "end": day("2026-06-30"),
    "state": "extracted",
    "kind": "plan",
    "kind_code": "KH",
    "time_kind": "interval",
    "issuer": "Ủy ban nhân dân huyện Sông Lam",
    "issuer_id": "ubnd-song-lam",
}


@pytest.mark.parametrize(
    ("wanted", "admitted"),
    [
        ({}, True),
        ({"start": day("2026-06-30")}, True),  # the last day is inclusive
        ({"start": day("2026-07-01")}, False),
        ({"end": day("2026-06-01")}, True),
        ({"end": day("2026-05-31")}, False),
        ({"state": "approved"}, False),
        ({"kind": "plan"}, True),
        ({"kind": "KH"}, True),
        ({"kind": "deadline"}, False),
        ({"kind": "interval"}, True),
        ({"issuer": "sông lam"}, True),
        ({"issuer": "song lam"}, True),  # marks count only if they are given
        ({"issuer": "sòng lam"}, False),
        ({"issuer": "ubnd-song-lam"}, True),
        ({"agency": "noi vu"}, True),
        ({"agency": "phong-noi-vu"}, True),
        ({"agency": "Tài chính"}, False),
    ],
)
def test_selection(wanted, admitted):
    bodies = [("phong-noi-vu", "Phòng Nội vụ"), (None, "Các phòng, ban")]
    assert Selection(**wanted).admits(ROW, agencies=bodies) is admitted


def test_a_deadline_is_selected_by_its_end():
    row = ROW | {"start": None}
    assert Selection(start=day("2026-06-30"), end=day("2026-06-30")).admits(row)
    assert not Selection(end=day("2026-06-29")).admits(row)
