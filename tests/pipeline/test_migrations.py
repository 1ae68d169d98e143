"""An archive made by an older version opens in this one, with what it held."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import command
from alembic.config import Config

from pipeline import catalog as cat
from pipeline import ingest
from pipeline.catalog import database
from tests.factories import record

ROW = (
    "INSERT INTO document (document_id, file_name, stored_as, size, state, attempts, tried_with, "
    "added_at) VALUES ('a', 'a.txt', 'a', 1, 'extracted', 1, '', '2026-01-01 00:00:00')",
    "INSERT INTO activity (activity_id, document_id, position, content, origin, needs_review) "
    "VALUES ('1', 'a', 1, 'Họp', 'table', 0)",
)


def test_an_archive_from_before_the_kinds_of_work(tmp_path):
    engine = database.engine_of(f"sqlite:///{tmp_path / 'catalog.sqlite'}")
    config = Config()
    config.set_main_option("script_location", str(database._MIGRATIONS))
    with database.writing(engine, "archive") as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        for statement in ROW:
            connection.execute(sa.text(statement))
    database.migrate(engine, "archive")
    with database.reading(engine, "archive") as connection:
        found = connection.execute(sa.text("SELECT content, category FROM activities")).all()
        assert connection.execute(sa.text("SELECT count(*) FROM calendar")).scalar() == 0
    assert [tuple(row) for row in found] == [("Họp", None)]
    engine.dispose()


def test_records_of_an_older_archive_are_resolved_by_the_next_load(tmp_path):
    folder = tmp_path / "archive"
    (folder / "files").mkdir(parents=True)
    engine = database.engine_of(f"sqlite:///{folder / 'catalog.sqlite'}")
    old = record()
    config = Config()
    config.set_main_option("script_location", str(database._MIGRATIONS))
    with database.writing(engine, "archive") as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0002")
        connection.execute(sa.text(ROW[0].replace("'a',", f"'{old.document_id}',", 1)))
        connection.execute(
            sa.text("UPDATE document SET record = :r, ingested_at = added_at"),
            {"r": old.model_dump_json()},
        )
    engine.dispose()
    archive = cat.open_catalog(folder)
    assert cat.record(archive, old.document_id) == old
    assert ingest.gather(archive, [], rules="x").jobs == ()
    assert cat.unresolved(archive) == []
    kept = cat.record(archive, old.document_id)
    assert kept.header.issuer_id == "ubnd@huyen-song-lam"
    (row,) = cat.ArchiveReader(archive).query("SELECT key, number FROM documents", {}).rows
    assert row == ("ubnd@huyen-song-lam/2026/kh/16", "16/KH-UBND")
    archive.close()
