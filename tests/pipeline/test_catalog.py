"""The catalog keeps what was read, and why the rest was not."""

from __future__ import annotations

import datetime
import sqlite3

import pytest
import sqlalchemy as sa

from pipeline import catalog as cat
from pipeline.catalog import database
from pipeline.catalog.tables import document, metadata
from pipeline.errors import (
    ArchiveUnusable,
    CannotBeKept,
    EncryptedFile,
    MissingTool,
    NoPermission,
    WrongUse,
)
from pipeline.reader import dataset
from schemas.dataset import DATASETS
from schemas.record import Issue
from tests.factories import JUNE, NOON, RULES, activity, record, sha
from tests.pipeline.conftest import stored

LATER = NOON + datetime.timedelta(hours=1)


def rows(archive, name):
    return dataset(cat.ArchiveReader(archive), name).dicts()


def test_the_tables_are_those_the_migrations_make(archive):
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    with archive.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


@pytest.mark.parametrize("table", DATASETS, ids=lambda d: d.name)
def test_each_dataset_has_its_columns_and_their_types(archive, table):
    cat.save(archive, stored(), record(), at=NOON)
    found = rows(archive, table.name)
    assert found
    python = {"date": datetime.date, "datetime": datetime.datetime, "integer": int,
              "boolean": bool, "string": str, "category": str}  # fmt: skip
    for row in found:
        assert list(row) == [c.name for c in table.columns]
        for column in table.columns:
            value = row[column.name]
            assert value is None or type(value) is python[column.type], column.name
            assert value is not None or not column.required, column.name
            assert not column.values or value is None or value in column.values


def test_foreign_keys_hold(archive):
    cat.save(archive, stored(), record(), at=NOON)
    tables = {d.name: rows(archive, d.name) for d in DATASETS}
    keys = {d.name: {row[d.key[0]] for row in tables[d.name]} for d in DATASETS if d.key}
    for table in DATASETS:
        for column, target in table.foreign:
            assert {row[column] for row in tables[table.name]} - {None} <= keys[target], column
        if table.key:
            named = [tuple(row[k] for k in table.key) for row in tables[table.name]]
            assert len(set(named)) == len(named)


def test_the_calendar_has_every_dated_occurrence(archive):
    cat.save(archive, stored(), record(), at=NOON)
    found = [(str(r["start"]), str(r["end"]), r["is_deadline"]) for r in rows(archive, "calendar")]
    assert found == [
        ("2026-01-01", "2026-03-31", False),
        ("2026-01-01", "2026-12-31", False),
        ("2026-04-01", "2026-06-30", False),
        ("None", "2026-05-15", True),
        ("2026-06-01", "2026-06-30", False),
        ("2026-07-01", "2026-09-30", False),
        ("2026-10-01", "2026-12-31", False),
    ]


def test_a_doubt_or_a_warning_asks_for_review(archive):
    cat.save(archive, stored(), record(), at=NOON)
    cat.save(archive, stored("b"), record("b", activities=(activity("Họp"),), issues=()), at=NOON)
    warned = Issue(code="missing-lead", severity="warning", message="Thiếu", path="activities[0]")
    cat.save(archive, stored("c"), record("c", activities=(activity("Họp"),), issues=(warned,)),
             at=NOON)  # fmt: skip
    states = {r["file_name"]: r["state"] for r in rows(archive, "documents")}
    assert states == {"ke-hoach.txt": "needs_review", "b": "extracted", "c": "needs_review"}
    doubted = {r["content"] for r in rows(archive, "activities") if r["state"] == "needs_review"}
    assert doubted == {"Nộp hồ sơ vào lưu trữ cơ quan", "Họp"}


def test_a_record_comes_back_as_it_went_in(archive):
    cat.save(archive, stored(), record(), at=NOON)
    assert cat.record(archive, sha("ke-hoach.txt")) == record()
    assert cat.record(archive, sha("other")) is None


def test_saving_again_replaces_and_keeps_names(archive):
    cat.save(archive, stored(), record(), at=NOON)
    before = rows(archive, "activities")
    fewer = record(rules="rules-2", activities=record().activities[:2], issues=())
    cat.save(archive, stored(), fewer, at=LATER)
    after = rows(archive, "activities")
    assert {r["activity_id"] for r in after} < {r["activity_id"] for r in before}
    assert len(after) == 2
    (only,) = rows(archive, "documents")
    assert only["rules"] == "rules-2"
    assert only["ingested_at"] == LATER


def test_a_broken_save_changes_nothing(archive):
    cat.save(archive, stored(), record(), at=NOON)
    before = [rows(archive, d.name) for d in DATASETS]
    with archive.engine.begin() as connection:
        connection.execute(
            sa.text("CREATE TRIGGER stop BEFORE INSERT ON occurrence "
                    "BEGIN SELECT RAISE(ABORT, 'stopped'); END")
        )  # fmt: skip
    with pytest.raises(CannotBeKept, match="stopped"):
        cat.save(archive, stored(), record(activities=(activity("Họp"),), issues=()), at=LATER)
    assert [rows(archive, d.name) for d in DATASETS] == before


def test_approval_outlives_a_rerun_that_changes_nothing(archive):
    cat.save(archive, stored(), record(), at=NOON)
    with archive.engine.begin() as connection:
        connection.execute(sa.update(document).values(state="approved"))
    cat.save(archive, stored(), record(rules="rules-2"), at=LATER)
    assert {r["state"] for r in rows(archive, "calendar")} == {"approved"}
    cat.save(archive, stored(), record(activities=(activity("Họp"),)), at=LATER)
    assert rows(archive, "documents")[0]["state"] == "needs_review"


def test_failures_are_kept_with_their_reason(archive):
    cat.fail(archive, stored("a.pdf"), EncryptedFile("a.pdf"), name="a.pdf", rules=RULES, at=NOON)
    (known,) = cat.seen(archive, [sha("a.pdf"), sha("b.pdf")]).values()
    assert (known.state, known.has_record, known.tried_with) == ("failed", False, RULES)
    assert known.failure.code == "encrypted"
    assert "password" in known.failure.reason
    assert rows(archive, "documents") == []


def test_a_failure_leaves_what_was_read_before(archive):
    cat.save(archive, stored(), record(), at=NOON)
    cat.fail(archive, stored(), EncryptedFile("x"), name="x", rules="rules-2", at=LATER)
    (known,) = cat.seen(archive, [sha("ke-hoach.txt")]).values()
    assert known.has_record and known.failure and known.state == "needs_review"
    cat.save(archive, stored(), record(), at=LATER + datetime.timedelta(hours=1))
    (known,) = cat.seen(archive, [sha("ke-hoach.txt")]).values()
    assert known.failure is None


def test_an_unreadable_path_stands_once_and_goes_when_it_can_be_read(archive):
    for _ in range(2):
        cat.fail(archive, None, NoPermission("in/a.pdf"), name="in/a.pdf", rules=RULES, at=NOON)
    assert [f.name for f in cat.status(archive).failures] == ["in/a.pdf"]
    cat.forget_unread(archive, ["in/a.pdf"])
    assert cat.status(archive).failures == ()


def test_waiting_for_a_program_night_after_night_stands_once(archive):
    for _ in range(3):
        error = MissingTool("LibreOffice")
        cat.fail(archive, stored("a.doc"), error, name="a.doc", rules=RULES, at=NOON)
    with archive.engine.connect() as connection:
        kept = connection.execute(sa.text("SELECT count(*) FROM failure")).scalar_one()
    assert kept == 1


def test_status(archive):
    cat.save(archive, stored(), record(), at=NOON)
    cat.fail(archive, stored("a.pdf"), EncryptedFile("a.pdf"), name="a.pdf", rules=RULES, at=NOON)
    found = cat.status(archive)
    assert found.states == {"failed": 1, "needs_review": 1}
    assert (found.activities, found.occurrences) == (5, 7)
    assert (found.first, found.last) == ("2026-01-01", "2026-12-31")
    assert found.doubts == {"agency_ambiguous": 1}
    assert found.issues == {"unknown-agency": 1}
    assert found.rules == {RULES: 1}


def test_documents_read_by_older_rules_are_found(archive):
    cat.save(archive, stored(), record(), at=NOON)
    assert [s.name for s in cat.behind(archive, "rules-2")] == ["ke-hoach.txt"]
    assert cat.behind(archive, RULES) == []


def test_a_query_may_only_read(archive):
    cat.save(archive, stored(), record(), at=NOON)
    reader = cat.ArchiveReader(archive)
    query = 'SELECT "end" FROM calendar WHERE is_deadline AND lead = :lead'
    assert len(reader.query(query, {"lead": "Các phòng, ban"}).rows) == 1
    for wrong in ("DELETE FROM activity", "SELECT nothing", "SELECT 1; SELECT 2"):
        with pytest.raises(WrongUse):
            reader.query(wrong, {})
    cat.save(archive, stored("b"), record("b"), at=NOON)  # and writing goes on afterwards


def test_no_archive(tmp_path):
    with pytest.raises(ArchiveUnusable, match="no archive here"):
        cat.open_catalog(tmp_path)
    (tmp_path / "letter.txt").write_text("x")
    with pytest.raises(ArchiveUnusable, match="other files"):
        cat.open_catalog(tmp_path, create=True)


def test_a_newer_archive_is_refused(archive):
    with archive.engine.begin() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(ArchiveUnusable, match=r"newer version.*9999"):
        cat.open_catalog(archive.folder)


def test_a_damaged_catalog_is_refused(tmp_path):
    (tmp_path / "files").mkdir()
    (tmp_path / "catalog.sqlite").write_bytes(b"this is no database" * 100)
    with pytest.raises(ArchiveUnusable, match="damaged"):
        cat.open_catalog(tmp_path)


def test_a_locked_catalog_says_so(archive, monkeypatch):
    monkeypatch.setattr(database, "_BUSY_SECONDS", 0.05)
    again = cat.open_catalog(archive.folder)
    other = sqlite3.connect(archive.folder / "catalog.sqlite", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        with pytest.raises(ArchiveUnusable, match="another program"):
            cat.save(again, stored(), record(), at=NOON)
    finally:
        other.close()
        again.close()


def test_files_are_stored_under_their_hash(tmp_path):
    source = tmp_path / "Kế hoạch.TXT"
    source.write_text("Kế hoạch", encoding="utf-8")
    kept = cat.store(tmp_path / "files", source, name=source.name)
    assert kept.document_id == sha("Kế hoạch")
    assert kept.place == f"{kept.document_id[:2]}/{kept.document_id}.txt"
    assert (tmp_path / "files" / kept.place).read_text(encoding="utf-8") == "Kế hoạch"
    assert cat.store(tmp_path / "files", source, name=source.name) == kept
    assert [p.name for p in (tmp_path / "files").iterdir()] == [kept.document_id[:2]]


def test_an_odd_suffix_is_left_off(tmp_path):
    source = tmp_path / "a.tar.gz;rm -r"
    source.write_bytes(b"x")
    assert "." not in cat.store(tmp_path / "files", source, name=source.name).place


def test_times_of_two_documents_do_not_mix(archive):
    cat.save(archive, stored(), record(), at=NOON)
    cat.save(archive, stored("b"), record("b", activities=(activity("Họp", JUNE),), issues=()),
             at=NOON)  # fmt: skip
    assert len({r["activity_id"] for r in rows(archive, "activities")}) == 6
