"""Every case gives its value, every rule has a case."""

from __future__ import annotations

import datetime
import unicodedata
from collections import Counter

import pytest
from dateutil.rrule import rrulestr
from edtf import parse_edtf

from extractors.grammar import Node
from extractors.time import parse_time
from extractors.time.find import read, read_whole
from extractors.time.rules import grammar
from tests.time.cases import CASES, FIELDS, Case, groups, shown


def _id(case: Case) -> str:
    return f"{case.phrase} {case.context.column or ''}".strip()


@pytest.mark.parametrize("case", CASES, ids=_id)
def test_value(case: Case) -> None:
    assert shown(parse_time(case.phrase, context=case.context)) == case.expected


@pytest.mark.parametrize("case", [c for c in CASES if c.expected and not c.clause], ids=_id)
def test_one_phrase_covers_it(case: Case) -> None:
    """A phrase is read by one rule from end to end, not put together from pieces."""
    reading = read_whole(case.phrase)
    covered = {i for node in reading.nodes for i in range(node.start, node.end)}
    left = [w for i, w in enumerate(reading.lexed.words) if i not in covered and w.isalnum()]
    assert (len(reading.nodes), left) == (1, [])


def _rules_of(node: Node) -> set[str]:
    return {node.rule}.union(*(_rules_of(c) for c in node.children if c is not None))


def test_every_rule_is_used_by_a_case() -> None:
    words = {"month": "tháng", "quarter": "quý", "year": "năm", "day": "ngày", None: ""}
    used: set[str] = set()
    for case in CASES:
        headed = f"{words[case.context.column]} {case.phrase}"
        for node in (*read_whole(case.phrase).nodes, *read(headed).nodes):
            used |= _rules_of(node)
    assert {rule.name for rule in grammar().rules} - used == set()


def test_rule_names_differ() -> None:
    names = Counter(rule.name for rule in grammar().rules)
    assert [name for name, n in names.items() if n > 1] == []


def test_edtf_is_level_two() -> None:
    strings = {c.expected["edtf"] for c in CASES if c.expected and "edtf" in c.expected}
    assert len(strings) > 150
    for string in strings:
        assert parse_edtf(string) is not None


def test_a_dated_value_has_its_edtf() -> None:
    for case in CASES:
        if case.expected and ("start" in case.expected or "end" in case.expected):
            assert "edtf" in case.expected, case.phrase


def test_rules_of_recurrence_come_round_in_their_window() -> None:
    rhythms = [c.expected for c in CASES if c.expected and "rrule" in c.expected]
    assert len(rhythms) > 80
    for expected in rhythms:
        if "start" not in expected:
            continue
        start = datetime.datetime.combine(expected["start"], datetime.time())
        days = [moment.date() for moment in rrulestr(expected["rrule"], dtstart=start)]
        assert days, expected["rrule"]
        assert expected["start"] <= days[0] <= days[-1] <= expected["end"]


def test_the_file_is_tidy() -> None:
    for group in groups():
        assert group["seen"] in ("field", "own")
        assert set(group) <= {"expect", "context", "clause", "seen", "note", "phrases"}
        assert group["expect"] == "none" or set(group["expect"]) <= set(FIELDS)
    for case in CASES:
        assert case.phrase == unicodedata.normalize("NFC", case.phrase).strip()
    repeated = Counter((c.phrase, c.context) for c in CASES)
    assert [phrase for phrase, n in repeated.items() if n > 1] == []


def test_both_kinds_of_wording_are_there() -> None:
    seen = Counter(case.seen for case in CASES)
    assert seen["field"] > 200
    assert seen["own"] > 100
    assert sum(case.expected is None for case in CASES) > 25
