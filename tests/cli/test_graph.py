"""kehoach graph: citations around a document, as a tree, JSON and for Graphviz."""

from __future__ import annotations

import json

import pytest

import kehoach

LAW = "quoc-hoi/2024/luat/33"


def test_a_tree(run, archive):
    ran = run("graph", "5/KH-UBND", "--archive", archive)
    assert ran.code == 0
    lines = ran.out.splitlines()
    assert lines[0].startswith("5/KH-UBND, 05/01/2026, ỦY BAN NHÂN DÂN HUYỆN SÔNG LAM, ")
    assert "căn cứ: 33/2024/QH15, 21/06/2024, Quốc hội" in ran.out
    assert "được viện dẫn trong (0)" in ran.out


def test_what_rests_on_a_law_that_is_not_there(run, archive):
    ran = run("graph", "33/2024/QH15", "--archive", archive)
    assert ran.code == 0
    assert ran.out.count("căn cứ: ") == 2
    found = json.loads(run("graph", LAW, "--archive", archive, "--format", "json").out)
    assert found["document"]["document_id"] is None
    assert {link["node"]["number"] for link in found["cited_by"]} == {"5/KH-UBND", "6/KH-UBND"}


def test_for_graphviz(run, archive):
    ran = run("graph", LAW, "--archive", archive, "--format", "dot")
    assert ran.code == 0
    assert ran.out.startswith("digraph {\n")
    assert ran.out.count(f'-> "{LAW}" [label="căn cứ"];') == 2
    assert ran.out.count("style=dashed") == 1


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("99/KH-UBND", "99/KH-UBND: no document of the archive is called so"),
        ("", "no document of the archive is called so"),
    ],
)
def test_no_such_document(run, archive, name, message):
    ran = run("graph", name, "--archive", archive)
    assert ran.code == 2
    assert ran.out == ""
    assert message in ran.err
    assert ran.err.count("\n") == 1


def test_no_archive(run, tmp_path):
    assert run("graph", "5/KH-UBND", "--archive", tmp_path).code == 4


def test_two_questions_in_one_line_each(archive):
    """As docs/datasets.md has them."""
    archive = kehoach.open(archive)
    march = archive.calendar("2026-06-01", "2026-06-30", agency="Phòng Nội vụ")
    assert list(march["number"]) == ["5/KH-UBND", "6/KH-UBND"]
    plans = archive.citations(cited="33/2024/QH15", kind="plan")
    assert list(plans["number"]) == ["5/KH-UBND", "6/KH-UBND"]
    assert set(plans["relation"]) == {"rests_on"}
    assert archive.citations(cited="33/2024/QH15", relation="carries_out").empty
    assert list(archive.sql("SELECT DISTINCT cited_key FROM citations")["cited_key"]) == [LAW]
    archive.close()
