"""Records with their bodies identified, and what a reviewer is told of them."""

import datetime
from pathlib import Path

import pytest

from extractors.activities.schedule import as_schedule
from extractors.activities.tables import read_rows
from extractors.agency.annotate import identify
from extractors.agency.registry import is_known
from extractors.checks import check_activities, check_agencies
from extractors.text.normalise import words_of
from pipeline.process import process
from schemas.layout import Cell, Passage, Table
from schemas.record import AgencyText, Assignment, Basis, Header, Recipient
from schemas.time import TimeContext
from tests import factories

SAMPLES = Path(__file__).parents[2] / "samples"
DAY = datetime.date(2023, 3, 1)


def plan(**parts):
    header = Header(kind="plan", issuer="Ủy ban nhân dân huyện Vĩnh Giao", issued_on=DAY)
    empty = {"bases": (), "activities": (), "assignments": (), "recipients": (), "issues": ()}
    return identify(factories.record().model_copy(update={"header": header, **empty, **parts}))


def ids(text):
    return [ref.id for ref in text.agencies]


def activity(lead, coordinating=None):
    return factories.activity(
        "Họp",
        lead=AgencyText(text=lead),
        coordinating=AgencyText(text=coordinating) if coordinating else None,
    )


def test_every_part_of_a_record_names_its_bodies():
    record = plan(
        activities=(activity("Phòng Nội vụ", "Các phòng, ban, ngành"),),
        assignments=(Assignment(agency=AgencyText(text="Công an huyện")),),
        recipients=(Recipient(text="TT/HU", name="TT/HU"),),
    )
    assert record.header.issuer_id == "ubnd@huyen-vinh-giao"
    (found,) = record.activities
    assert ids(found.lead) == ["phong-noi-vu@huyen-vinh-giao"]
    assert found.lead.agencies[0].name == "Phòng Nội vụ huyện Vĩnh Giao"
    assert ids(found.coordinating) == ["nhom/phong-ban-nganh@huyen-vinh-giao"]
    assert ids(record.assignments[0].agency) == ["cong-an@huyen-vinh-giao"]
    assert ids(record.recipients[0]) == ["thuong-truc@huyen-uy@huyen-vinh-giao"]


def test_one_cell_that_says_who_leads_and_who_supports():
    (found,) = plan(
        activities=(activity("Phòng Nội vụ chủ trì, phối hợp với Công an huyện"),)
    ).activities
    assert found.lead.text == "Phòng Nội vụ chủ trì, phối hợp với Công an huyện"
    assert ids(found.lead) == ["phong-noi-vu@huyen-vinh-giao"]
    assert found.coordinating.text == "Công an huyện"
    assert ids(found.coordinating) == ["cong-an@huyen-vinh-giao"]


def test_a_body_in_doubt_is_a_doubt_of_its_item():
    record = plan(activities=(activity("BTC"), activity("Phòng Nội vụ")))
    assert [a.doubts for a in record.activities] == [("agency_ambiguous",), ()]
    assert record.activities[0].lead.agencies[0].id is None


def test_the_archive_is_no_recipient():
    recipient = Recipient(text="Lưu: VT, NV", is_archive=True)
    assert plan(recipients=(recipient,)).recipients == (recipient,)


def test_keys_of_bases_name_the_issuer():
    def basis(issuer):
        return Basis(kind="Kế hoạch", number="05/KH-UBND", issued_on=DAY, issuer=issuer,
                     text="x", key="ubnd/2023/kh/5")  # fmt: skip

    record = plan(bases=(basis("UBND tỉnh"), basis("UBND huyện"), basis("UBND xã")))
    assert [b.key for b in record.bases] == [
        "ubnd@tinh:huyen-vinh-giao/2023/kh/5", "ubnd@huyen-vinh-giao/2023/kh/5", None,
    ]  # fmt: skip


def test_an_issuer_that_is_not_printed():
    record = plan(
        header=Header(kind="plan"), activities=(activity("Phòng Nội vụ"), activity("Công an"))
    )
    assert record.header.issuer_id is None
    assert [ids(a.lead) for a in record.activities] == [["phong-noi-vu@huyen"], [None]]


def test_unknown_bodies_are_told_once():
    record = plan(
        activities=(activity("Tổ chuyên gia"), activity("Tổ chuyên gia; Phòng Nội vụ")),
        recipients=(Recipient(text="Các phòng, ban", name="Các phòng, ban"),),
    )
    (issue,) = check_agencies(record)
    assert (issue.code, issue.severity, issue.path) == (
        "unknown-agency", "info", "activities[0].lead",
    )  # fmt: skip


def cell(row, col, text):
    return Cell(row, col, Passage.of(words_of(text)))


def test_a_row_without_a_lead_in_a_table_that_names_leads():
    texts = [
        ["TT", "Nội dung", "Cơ quan chủ trì", "Thời gian"],
        ["1", "Ban hành kế hoạch", "Phòng Nội vụ", "Tháng 3/2023"],
        ["2", "Tổng kết", "", "Tháng 12/2023"],
    ]
    cells = tuple(cell(r, c, t) for r, row in enumerate(texts) for c, t in enumerate(row))
    schedule = as_schedule(Table(cells, n_rows=3, n_cols=4, header_rows=1))
    rows = list(read_rows(schedule, context=TimeContext(plan_year=2023)))
    found = [i for i in check_activities(rows, Header()) if i.code == "missing-lead"]
    assert [(i.severity, i.path) for i in found] == [("info", "activities[1].lead")]


@pytest.mark.parametrize("name", ["plan-2020.txt", "plan-ruled.pdf", "dispatch-deadlines.pdf"])
def test_samples_know_their_bodies(name):
    record = process(SAMPLES / name)
    assert is_known(record.header.issuer_id)
    refs = [
        ref for a in record.activities for t in (a.lead, a.coordinating) if t for ref in t.agencies
    ]
    assert refs
    assert sum(ref.id is not None and is_known(ref.id) for ref in refs) / len(refs) > 0.8
