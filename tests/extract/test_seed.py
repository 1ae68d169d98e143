"""The plan of 2020, read completely: what its gold record leaves to be checked by hand."""

from pathlib import Path

import pytest

from pipeline.process import process

SAMPLES = Path(__file__).parents[2] / "samples"


@pytest.fixture(scope="module")
def record():
    return process(SAMPLES / "plan-2020.txt")


def test_assignments(record):
    found = [(a.label, a.agency.text, [t.label for t in a.tasks]) for a in record.assignments]
    assert found == [
        ("1", "Các thành viên Hội đồng Thi đua - Khen thưởng Huyện", ["a", "b"]),
        (
            "2",
            "Phòng Nội vụ (Cơ quan Thường trực của Hội đồng Thi đua - Khen thưởng Huyện)",
            ["a", "b", "c"],
        ),
        ("2", "Các Cụm, khối thi đua", [None]),
    ]


def test_what_a_reviewer_should_know(record):
    said = [(i.code, i.path) for i in record.issues if i.code not in QUIET]
    assert said == [
        ("missing-number", "header.number"),
        ("missing-issue-date", "header.issued_on"),
        ("duplicate-ordinal", "activities[3].no"),
        ("ambiguous-time", "activities[7].time"),
        ("duplicate-heading-label", "assignments[2].label"),
    ]


QUIET = {"unknown-agency"}
"""Bodies that only this district has are in no registry, rightly."""


def test_the_slip_keeps_both_readings(record):
    when = record.activities[7].time
    assert (str(when.start), str(when.end), when.granularity) == (
        "2020-02-01",
        "2020-02-29",
        "month",
    )
    assert [(str(r.start), str(r.end)) for r in when.alternatives] == [("2020-04-01", "2020-06-30")]


def test_every_value_is_pointed_at(record):
    text = (SAMPLES / "plan-2020.txt").read_text(encoding="utf-8")
    for activity in record.activities:
        for name, source in activity.sources.items():
            start, end = source.span
            value = getattr(activity, name)
            shown = value if isinstance(value, str) else value.text
            first, last = shown.split()[0], shown.split()[-1]
            assert text[start:end].startswith(first)
            assert text[start:end].endswith(last)


def test_the_period_is_the_year_of_the_title(record):
    period = record.header.period
    assert (str(period.start), str(period.end)) == ("2020-01-01", "2020-12-31")
