"""What leaves the archive: data package, calendar files, feeds."""

from __future__ import annotations

import csv
import io
import json

import icalendar
import openpyxl
import pandas as pd
import pytest

from pipeline.calendar import Selection
from pipeline.errors import ArchiveUnusable, WrongUse
from pipeline.publish.formats import COLUMNS, FORMATS
from pipeline.publish.frames import dataset_frame, query_frame
from pipeline.publish.ics import ics
from pipeline.publish.package import is_published, open_published, publish
from pipeline.reader import calendar
from schemas.dataset import BY_NAME, DATASETS
from tests.factories import NOON, day

DTYPES = {
    "string": "str",
    "integer": "Int64",
    "boolean": "boolean",
    "date": "datetime64[ms]",
    "datetime": "datetime64[ms, UTC]",
    "category": "category",
}


@pytest.fixture
def published(out):
    reader = open_published(out)
    yield reader
    reader.close()


@pytest.mark.parametrize("table", DATASETS, ids=lambda d: d.name)
def test_parquet_loads_with_the_declared_types(out, table):
    frame = pd.read_parquet(out / f"{table.name}.parquet")
    assert {n: str(t) for n, t in frame.dtypes.items()} == {
        c.name: DTYPES[c.type] for c in table.columns
    }
    assert len(frame)


@pytest.mark.parametrize("table", DATASETS, ids=lambda d: d.name)
def test_archive_and_package_give_the_same_frames(filled, published, out, table):
    frame = dataset_frame(filled, table.name)
    pd.testing.assert_frame_equal(frame, dataset_frame(published, table.name))
    pd.testing.assert_frame_equal(frame, pd.read_parquet(out / f"{table.name}.parquet"))


@pytest.mark.parametrize("table", DATASETS, ids=lambda d: d.name)
def test_a_csv_twin_says_the_same(out, table):
    frame = pd.read_parquet(out / f"{table.name}.parquet")
    days = [c.name for c in table.columns if c.type in ("date", "datetime")]
    twin = pd.read_csv(out / f"{table.name}.csv", parse_dates=days, dtype={"no": "str"})
    assert list(twin.columns) == list(frame.columns)
    for name in days:
        assert list(twin[name].dropna()) == list(frame[name].dropna())
    assert twin.isna().sum().sum() == frame.isna().sum().sum()


def test_an_empty_archive_has_the_same_types(archive, tmp_path):
    from pipeline import catalog as cat

    publish(cat.ArchiveReader(archive), tmp_path / "empty", version="0.1.0", at=NOON)
    frame = pd.read_parquet(tmp_path / "empty" / "calendar.parquet")
    assert str(frame["start"].dtype) == "datetime64[ms]"
    assert len(frame) == 0


def test_every_column_is_described(out):
    package = json.loads((out / "datapackage.json").read_text(encoding="utf-8"))
    assert {r["path"] for r in package["resources"]} == {
        p.name for p in out.iterdir() if p.name != "datapackage.json"
    }
    for resource in package["resources"]:
        fields = resource["schema"]["fields"]
        table = BY_NAME[resource["name"].removesuffix("-csv")]
        assert [f["name"] for f in fields] == [c.name for c in table.columns]
        assert all(f["title"] and f["description"] for f in fields)
    targets = {
        key["reference"]["resource"]
        for r in package["resources"]
        for key in r["schema"].get("foreignKeys", ())
    }
    assert targets <= {r["name"] for r in package["resources"]}


def test_publishing_again_replaces_all(filled, out):
    (out / "calendar.csv").write_text("old")
    publish(filled, out, version="0.1.0", at=NOON)
    assert (out / "calendar.csv").read_text() != "old"
    assert [p.name for p in out.parent.iterdir() if p.name.startswith(".out")] == []


def test_a_failed_publication_leaves_the_last_one(filled, out, monkeypatch):
    before = (out / "datapackage.json").read_bytes()

    def full(*args, **options):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(pd.DataFrame, "to_csv", full)
    with pytest.raises(WrongUse, match="No space left"):
        publish(filled, out, version="0.2.0", at=NOON)
    assert (out / "datapackage.json").read_bytes() == before
    assert [p.name for p in out.parent.iterdir() if p.name.startswith(".out")] == []


def test_a_folder_of_other_things_is_left_alone(filled, tmp_path):
    (tmp_path / "letter.txt").write_text("x")
    with pytest.raises(WrongUse, match="other files"):
        publish(filled, tmp_path, version="0.1.0", at=NOON)


def test_published_tables_that_are_gone(out, tmp_path):
    with pytest.raises(ArchiveUnusable):
        open_published(tmp_path)
    assert is_published(out)
    (out / "bases.parquet").unlink()
    with pytest.raises(ArchiveUnusable, match=r"bases\.parquet"):
        dataset_frame(open_published(out), "bases")


QUERIES = [
    'SELECT lead, count(*) AS n, min("end") AS "end" FROM calendar GROUP BY lead ORDER BY lead',
    "SELECT c.content, d.title FROM calendar c JOIN documents d USING (document_id) ORDER BY 1, 2",
    "SELECT is_deadline, state, granularity FROM calendar WHERE is_deadline",
    "SELECT length(title) AS title, 'x' AS start FROM documents ORDER BY title",
    "SELECT * FROM issues WHERE code = 'nothing'",
]


@pytest.mark.parametrize("query", QUERIES)
def test_sql_gives_the_same_frames(filled, published, query):
    frame = query_frame(filled, query, {})
    pd.testing.assert_frame_equal(frame, query_frame(published, query, {}))


def test_sql_columns_have_types_where_the_names_fit(filled):
    frame = query_frame(filled, QUERIES[0], {})
    assert str(frame["end"].dtype) == "datetime64[ms]"
    other = query_frame(filled, QUERIES[3], {})
    assert str(other["title"].dtype) == "int64"  # a length, though it is called a title
    assert list(other["start"]) == ["x", "x"]


def test_a_query_of_published_tables_may_only_read(published):
    for wrong in ("DELETE FROM calendar", "SELECT nothing"):
        with pytest.raises(WrongUse):
            published.query(wrong, {})


def test_selections_are_the_same(filled, published):
    wanted = Selection(start=day("2026-05-01"), end=day("2026-06-30"), agency="noi vu")
    rows = calendar(filled, wanted)
    assert [r["content"] for r in rows] == [
        "Tuyên truyền pháp luật về lưu trữ",
        "Mở lớp tập huấn nghiệp vụ văn thư",
    ]
    assert rows == calendar(published, wanted)


@pytest.fixture
def rows(filled):
    return calendar(filled, Selection())


def test_csv(rows):
    found = list(csv.DictReader(io.StringIO(FORMATS["csv"](rows).decode())))
    assert tuple(found[0]) == COLUMNS
    assert len(found) == len(rows)
    deadline = next(r for r in found if r["is_deadline"] == "true")
    assert (deadline["start"], deadline["end"]) == ("", "2026-05-15")


def test_json(rows):
    found = json.loads(FORMATS["json"](rows))
    assert [tuple(r) for r in found] == [COLUMNS] * len(rows)
    assert found[0]["start"] == "2026-01-01"
    assert json.loads(FORMATS["json"]([])) == []


def test_parquet(rows):
    frame = pd.read_parquet(io.BytesIO(FORMATS["parquet"](rows)))
    assert str(frame["start"].dtype) == "datetime64[ms]"
    assert len(frame) == len(rows)


def test_xlsx(rows):
    sheet = openpyxl.load_workbook(io.BytesIO(FORMATS["xlsx"](rows))).active
    heading, first, *_ = sheet.iter_rows()
    assert heading[0].value == "Từ ngày"
    assert first[0].is_date
    assert first[0].number_format == "dd/mm/yyyy"
    formula = next(c for c in sheet["D"] if str(c.value).startswith("="))
    assert formula.data_type == "s"


def events(data, kind="VEVENT"):
    return icalendar.Calendar.from_ical(data).walk(kind)


def by_summary(data, part):
    return next(e for e in events(data) if part in e["SUMMARY"])


def test_ics_of_an_interval(rows):
    event = by_summary(ics(rows), "tập huấn")
    assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (
        day("2026-06-01"),
        day("2026-07-01"),  # exclusive
    )
    assert event["TRANSP"] == "TRANSPARENT"
    assert event["X-KEHOACH-EDTF"] == "2026-06"
    assert "Chủ trì: Phòng Nội vụ" in event["DESCRIPTION"]


def test_ics_of_a_deadline(rows):
    event = by_summary(ics(rows), "Nộp hồ sơ")
    assert event["SUMMARY"].startswith("Hạn: ")
    assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (
        day("2026-05-15"),
        day("2026-05-16"),
    )
    assert events(ics(rows), "VTODO") == []
    (todo,) = events(ics(rows, todos=True), "VTODO")
    assert todo.decoded("DUE") == day("2026-05-15")
    assert "DTSTART" not in todo


def test_ics_of_a_recurrence(rows):
    event = by_summary(ics(rows), "Báo cáo")
    assert event.decoded("DTSTART") == day("2026-01-01")
    assert event.decoded("DTEND") == day("2026-04-01")  # 90 days: the shortest quarter
    assert event["RRULE"].to_ical() == b"FREQ=MONTHLY;UNTIL=20261001;INTERVAL=3"


def test_ics_of_a_part_of_a_recurrence(filled):
    part = calendar(filled, Selection(start=day("2026-04-01"), end=day("2026-09-30")))
    event = by_summary(ics(part), "Báo cáo")
    assert event.decoded("DTSTART") == day("2026-04-01")
    assert event["RRULE"]["UNTIL"] == [day("2026-07-01")]


def test_ics_of_deadlines_that_come_back(rows):
    """Events on the days themselves, and a to-do for each."""
    first = next(r for r in rows if r["rrule"])
    rule = "FREQ=MONTHLY;BYMONTHDAY=24;UNTIL=20261231"
    days = ("2026-01-24", "2026-02-24", "2026-03-24")
    again = [
        first | {"occurrence": i, "start": None, "end": day(d), "is_deadline": True, "rrule": rule}
        for i, d in enumerate(days, start=1)
    ]
    (event,) = events(ics(again))
    assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (
        day("2026-01-24"),
        day("2026-01-25"),
    )
    assert event["RRULE"]["UNTIL"] == [day("2026-03-24")]
    assert [t.decoded("DUE") for t in events(ics(again, todos=True), "VTODO")] == [
        day(d) for d in days
    ]


def test_ics_names_are_unique_and_last(rows):
    names = [
        e["UID"] for e in (*events(ics(rows, todos=True)), *events(ics(rows, todos=True), "VTODO"))
    ]
    assert len(set(names)) == len(names)
    assert ics(rows) == ics(rows)
