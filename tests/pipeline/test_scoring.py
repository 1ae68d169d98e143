"""Scores say what was right, and what was not."""

from __future__ import annotations

import json

import pytest

from pipeline.errors import WrongUse
from pipeline.evaluate import Report, Score, as_scores, compare, evaluate, load_scores
from pipeline.scoring import CALENDAR, WRONG_DATES, close, key, marks, same, times_agree

TIME = {"text": "Tháng 6", "kind": "interval", "start": "2026-06-01", "end": "2026-06-30"}


def row(content="Tổ chức hội nghị tổng kết", lead="Phòng Nội vụ", time=None, **more):
    return {"no": "1", "group": None, "content": content, "lead": lead, "coordinating": None,
            "time": time or TIME, **more}  # fmt: skip


def gold(**parts):
    header = {"kind": "plan", "kind_code": "KH", "number": "5/KH-UBND", "issued_on": "2026-01-05",
              "issuer": "UBND huyện Sông Lam", "parent": None, "place": "Sông Lam",
              "title": "Công tác văn thư năm 2026", "addressees": []}  # fmt: skip
    return {"header": header, "bases": [], "objectives": [], "activities": [row()],
            "recipients": [], "signature": {}} | parts  # fmt: skip


def scores(wanted, found):
    """(right, gold, found) of each field."""
    total = {}
    for m in marks(wanted, found):
        right, asked, given = total.get(m.field, (0, 0, 0))
        total[m.field] = (right + m.right, asked + m.gold, given + m.found)
    return total


def test_a_record_is_right_against_itself():
    for field, (right, asked, given) in scores(gold(), gold()).items():
        assert right == asked == given or field == WRONG_DATES, field
    assert not [m.miss for m in marks(gold(), gold()) if m.miss]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Hòa Bình", "hoà bình"),
        ("Quý I", "Quí I."),
        ("16/KH–UBND", "16 / KH-UBND"),
        ("“Uống nước”", "'uống nước'"),
    ],
)
def test_spellings_that_are_the_same(a, b):
    assert key(a) == key(b)
    assert same(a, b)


def test_nothing_is_the_same_as_nothing_only():
    assert same(None, None)
    assert not same(None, "")
    assert not close("Sông Lam", None)
    assert close("Công tác văn thư, lưu trữ năm 2026", "Công tác văn thư lưu trữ năm 2026")
    assert not close("Quyết định", "Quyết nghị")


def test_an_invented_value_is_wrong():
    wanted, found = gold(), gold()
    wanted["header"] = wanted["header"] | {"number": None}
    assert scores(wanted, found)["header.number"] == (0, 1, 1)


def test_the_parent_may_be_a_part_of_the_issuer():
    wanted = gold()
    wanted["header"] = wanted["header"] | {"issuer": "Sở Nội vụ", "parent": "UBND tỉnh Hải Bình"}
    found = gold()
    found["header"] = found["header"] | {"issuer": "UBND tỉnh Hải Bình Sở Nội vụ"}
    assert scores(wanted, found)["header.issuer"] == (1, 1, 1)


def test_lists_count_what_is_missed_and_what_was_not_asked_for():
    wanted = gold(recipients=["Sở Nội vụ", "Lưu: VT"])
    found = gold(recipients=[{"text": "Lưu: VT."}, {"text": "Ông Nguyễn Văn Mẫu"}])
    assert scores(wanted, found)["recipients"] == (1, 2, 2)


def test_borderline_items_do_not_count():
    extra = {"text": "Thực hiện tốt các mục tiêu đã đề ra"}
    wanted = gold(objectives=[], borderline={"objectives": [extra]})
    assert "objectives" not in scores(wanted, gold(objectives=[extra]))


def test_bases_go_by_number_and_date():
    law = {"kind": "Luật", "number": "33/2024/QH15", "issued_on": "2024-06-21",
           "issuer": "Quốc hội", "subject": "Lưu trữ", "text": "Luật Lưu trữ"}  # fmt: skip
    other_day = law | {"issued_on": "2024-06-22"}
    assert scores(gold(bases=[law]), gold(bases=[law]))["bases"] == (1, 1, 1)
    found = scores(gold(bases=[law]), gold(bases=[other_day]))
    assert found["bases"] == (0, 1, 1)
    assert found["bases.kind"] == (0, 1, 1)
    plain = law | {"number": None, "issued_on": None}
    assert scores(gold(bases=[plain]), gold(bases=[plain]))["bases"] == (1, 1, 1)
    assert scores(gold(bases=[plain]), gold(bases=[law]))["bases"] == (0, 1, 1)


def test_a_row_counts_in_the_calendar_only_whole():
    wrong_lead = gold(activities=[row(lead="Văn phòng")])
    found = scores(gold(), wrong_lead)
    assert found[CALENDAR] == (0, 1, 1)
    assert found["activities.rows"] == (1, 1, 1)
    assert found["activities.time"] == (1, 1, 1)
    assert found[WRONG_DATES] == (0, 1, 0)


def test_a_wrong_date_is_worse_than_none():
    wrong = gold(activities=[row(time=TIME | {"end": "2026-07-31"})])
    none = gold(activities=[row(time=TIME | {"kind": "unknown", "start": None, "end": None})])
    assert scores(gold(), wrong)[WRONG_DATES] == (1, 1, 0)
    assert WRONG_DATES not in scores(gold(), none)


def test_a_missed_row_and_an_invented_one():
    invented = gold(activities=[row(content="Kiểm kê tài sản cố định cuối năm")])
    found = scores(gold(), invented)
    assert found[CALENDAR] == found["activities.rows"] == (0, 1, 1)
    assert found[WRONG_DATES] == (1, 1, 0)
    assert sum("activity" in m.miss for m in marks(gold(), invented)) == 2


def test_alternatives_of_a_time_are_right():
    rival = TIME | {"alternatives": [{"kind": "deadline", "start": None}]}
    assert times_agree(rival, {"kind": "deadline", "start": None, "end": "2026-06-30"})
    assert not times_agree(TIME, {"kind": "deadline", "start": None, "end": "2026-06-30"})
    assert times_agree({}, {"kind": "unknown", "start": None, "end": None})


def test_scores_of_a_field():
    score = Score(right=1, gold=2, found=4)
    assert (score.precision, score.recall, score.f1) == (0.25, 0.5, pytest.approx(1 / 3))
    assert Score(0, 0, 0).f1 is None


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "plan.json").write_text(json.dumps(gold()), encoding="utf-8")
    (tmp_path / "plan.txt").write_text("x", encoding="utf-8")
    (tmp_path / "lonely.json").write_text("{}", encoding="utf-8")
    return tmp_path


def kept(folder, record):
    (folder / "kept").mkdir(exist_ok=True)
    (folder / "kept" / "plan.json").write_text(json.dumps(record), encoding="utf-8")
    return evaluate(folder, saved=folder / "kept", run=False)


def test_kept_records_are_scored_without_running(folder):
    report = kept(folder, gold())
    assert [d.name for d in report.documents] == ["plan"]
    assert report.macro == 1.0
    assert next(iter(report.scored)) == CALENDAR


def test_a_record_that_was_not_kept_is_a_failure(folder):
    report = evaluate(folder, saved=folder / "nowhere", run=False)
    assert [d.name for d in report.failed] == ["plan"]
    assert report.scored[CALENDAR] == Score(0, 1, 0)


def test_gains_and_losses_are_listed_item_by_item(folder):
    worse = gold(activities=[row(lead="Văn phòng")])
    worse["header"] = worse["header"] | {"place": "Hải Bình"}
    before = as_scores(kept(folder, worse))
    (folder / "scores.json").write_text(json.dumps(before), encoding="utf-8")
    better = gold(signature={"name": "Người Mẫu"})
    change = compare(kept(folder, better), load_scores(folder / "scores.json"))
    assert [c.partition(":")[0] for c in change.gained] == ["plan", "plan"]
    assert {"place" in c or "lead" in c for c in change.gained} == {True}
    assert [("signature.name" in c) for c in change.lost] == [True]
    assert list(change.fallen) == ["signature.name"]
    assert change.is_loss


def test_another_wrong_answer_is_neither_gain_nor_loss(folder):
    wrong = [gold(activities=[row(lead=name)]) for name in ("Văn phòng", "Thanh tra")]
    before = as_scores(kept(folder, wrong[0]))
    change = compare(kept(folder, wrong[1]), before)
    assert (change.gained, change.lost, change.is_loss) == ((), (), False)


def test_what_cannot_be_scored_says_so(tmp_path):
    for wrong in (tmp_path, tmp_path / "no"):
        with pytest.raises(WrongUse):
            evaluate(wrong)
    (tmp_path / "plan.json").write_text("{", encoding="utf-8")
    (tmp_path / "plan.txt").write_text("x", encoding="utf-8")
    with pytest.raises(WrongUse, match="no JSON"):
        evaluate(tmp_path, saved=tmp_path, run=False)
    with pytest.raises(WrongUse, match="--saved"):
        evaluate(tmp_path, run=False)


def test_documents_are_read_in_processes(samples, tmp_path):
    """The real stages on one sample and on a file that cannot be read."""
    for name in ("plan-2020.json", "plan-2020.txt"):
        (tmp_path / name).write_bytes((samples / name).read_bytes())
    (tmp_path / "random.json").write_text(json.dumps(gold()), encoding="utf-8")
    (tmp_path / "random.txt").write_bytes((samples / "bad" / "random.txt").read_bytes())
    report = evaluate(tmp_path, saved=tmp_path / "kept")
    assert isinstance(report, Report)
    assert [d.name for d in report.failed] == ["random"]
    assert report.fields["bases"].gold == 3
    assert (tmp_path / "kept" / "plan-2020.json").exists()
