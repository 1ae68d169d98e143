"""Loading: nothing twice, nothing lost."""

from __future__ import annotations

import os
import zipfile

import pytest

from pipeline import catalog as cat
from pipeline import ingest as work
from pipeline.errors import DocumentError, EncryptedFile, MissingTool, TimeLimitReached
from pipeline.settings import Settings
from tests.factories import RULES, activity, record


class FakePool:
    """Stands in for the processes: a text of one line becomes a record, or the error it names."""

    def __init__(self):
        self.read: list[str] = []
        self.rules = RULES
        self.errors: dict[str, DocumentError] = {}
        self.parts: dict[str, tuple[str, ...]] = {}
        """Texts of files that hold several documents: what each of them says."""

    def run(self, _work, jobs, **_options):
        for job in jobs:
            self.read.append(job.origin.rpartition("/")[2])
            text = job.path.read_text(encoding="utf-8")
            yield (
                job,
                self.errors.get(text)
                or tuple(
                    record(
                        job.stored.name,
                        of=words,
                        rules=self.rules,
                        activities=(activity(words),),
                        issues=(),
                    )
                    for words in self.parts.get(text, (text,))
                ),
            )


@pytest.fixture
def pool(monkeypatch):
    fake = FakePool()
    monkeypatch.setattr(work, "pool", fake)
    return fake


@pytest.fixture
def inbox(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("a", "b", "c"):
        (folder / f"{name}.txt").write_text(f"Họp {name}", encoding="utf-8")
    return folder


def load(archive, *paths, rules=RULES, **options):
    return work.ingest(archive, paths, rules=rules, settings=Settings(chunk=2), **options)


def test_all_is_read_once(archive, pool, inbox):
    first = load(archive, inbox)
    assert (first.read, first.activities, first.troubles) == (3, 3, ())
    second = load(archive, inbox)
    assert (second.read, second.plan.known, second.troubles) == (0, 3, ())
    assert pool.read == ["a.txt", "b.txt", "c.txt"]
    assert cat.status(archive).states == {"extracted": 3}


def test_equal_files_are_one_document(archive, pool, inbox):
    (inbox / "copy.txt").write_text("Họp a", encoding="utf-8")
    summary = load(archive, inbox)
    assert (summary.read, summary.plan.known) == (3, 1)


def test_zip_members_are_documents(archive, pool, inbox, tmp_path):
    with zipfile.ZipFile(tmp_path / "more.zip", "w") as packed:
        packed.writestr("d.txt", "Họp d")
        packed.write(inbox / "a.txt", "a.txt")
    assert load(archive, inbox).read == 3
    summary = load(archive, tmp_path / "more.zip")
    assert (summary.read, summary.plan.known) == (1, 1)


def test_a_failure_is_its_own(archive, pool, inbox):
    pool.errors = {"Họp b": EncryptedFile("copy")}
    summary = load(archive, inbox, inbox / "gone.txt")
    assert summary.read == 2
    assert [t.origin for t in summary.troubles] == [f"{inbox}/gone.txt", f"{inbox}/b.txt"]
    assert "password" in summary.troubles[1].reason
    assert [f.name for f in cat.status(archive).failures] == [f"{inbox}/b.txt", f"{inbox}/gone.txt"]


def test_a_failure_is_tried_again_only_for_a_reason(archive, pool, inbox):
    pool.errors = {"Họp b": EncryptedFile("copy")}
    load(archive, inbox)
    pool.read.clear()
    again = load(archive, inbox)
    assert pool.read == []
    assert [t.origin for t in again.troubles] == [f"{inbox}/b.txt"]  # it is still not there
    load(archive, inbox, retry=True)
    assert pool.read == ["b.txt"]
    pool.errors, pool.rules = {}, "rules-2"
    assert load(archive, inbox, rules="rules-2").read == 1
    assert cat.status(archive).failures == ()


def test_a_passing_failure_is_tried_again(archive, pool, inbox):
    pool.errors = {"Họp b": MissingTool("tesseract")}
    load(archive, inbox)
    pool.errors = {}
    assert load(archive, inbox).read == 1


def test_files_without_their_program_wait(archive, pool, inbox):
    pool.errors = {"Họp b": MissingTool("LibreOffice")}
    first = load(archive, inbox)
    assert (first.read, first.troubles, len(first.waiting)) == (2, (), 1)
    assert cat.status(archive).states == {"extracted": 2, "waiting": 1}
    assert len(load(archive, inbox).waiting) == 1
    pool.errors = {}
    last = load(archive, inbox)
    assert (last.read, last.waiting, cat.status(archive).failures) == (1, (), ())


def test_better_rules_read_again_when_asked(archive, pool, inbox):
    load(archive, inbox)
    pool.rules = "rules-2"
    assert load(archive, inbox, rules="rules-2").read == 0
    summary = load(archive, rules="rules-2", again=True)
    assert summary.read == 3
    assert cat.status(archive).rules == {"rules-2": 3}


def test_a_document_that_fails_under_new_rules_keeps_its_record(archive, pool, inbox):
    load(archive, inbox)
    pool.errors = {"Họp b": TimeLimitReached("copy")}
    pool.rules = "rules-2"
    load(archive, rules="rules-2", again=True)
    found = cat.status(archive)
    assert found.states == {"extracted": 3}
    assert [f.name for f in found.failures] == ["b.txt"]


def test_a_chunk_that_was_broken_off_goes_on(archive, pool, inbox):
    plan = work.gather(archive, [inbox], rules=RULES)
    settings = Settings()
    work.read_chunk(archive, plan.jobs[:2], rules=RULES, settings=settings)
    work.read_chunk(archive, plan.jobs, rules=RULES, settings=settings)
    assert pool.read == ["a.txt", "b.txt", "c.txt"]


def test_a_stopped_run_keeps_what_is_done(archive, pool, inbox):
    class Stopped(work.Progress):
        def done(self, outcome):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        load(archive, inbox, progress=Stopped())
    assert cat.status(archive).states == {"extracted": 1}
    assert load(archive, inbox).read == 2


def test_progress_is_told(archive, pool, inbox):
    class Told(work.Progress):
        def __init__(self):
            self.said = []

        def found(self, count):
            self.said.append(f"found {count}")

        def start(self, total):
            self.said.append(f"start {total}")

        def done(self, outcome):
            self.said.append(outcome.origin[-5:])

    told = Told()
    load(archive, inbox, progress=told)
    assert told.said == ["found 1", "found 2", "found 3", "start 3", "a.txt", "b.txt", "c.txt"]


def test_the_record_bears_the_name_the_file_came_with(archive, tmp_path):
    """The copy in the archive is called after its hash (the real stages, no process)."""
    source = tmp_path / "Kế hoạch số 5.txt"
    source.write_text("KẾ HOẠCH\nCông tác văn thư năm 2026\n", encoding="utf-8")
    stored = cat.store(archive.files, source, name=source.name)
    (found,) = work.read_one(work.Job(stored, str(source), archive.files / stored.place))
    assert found.file.name == "Kế hoạch số 5.txt"
    assert found.document_id == stored.document_id


@pytest.mark.slow
def test_real_processes_read_real_documents(archive, samples):
    wanted = [samples / "plan-2020.txt", samples / "bad"]
    summary = work.ingest(archive, wanted, rules=RULES, settings=Settings(workers=2))
    assert summary.read >= 2  # the plan, and the text that is none
    codes = {f.code for f in cat.status(archive).failures}
    assert {"empty", "encrypted"} <= codes
    assert "unexpected" not in codes


def test_a_record_that_cannot_be_kept_fails_alone(archive, pool, inbox):
    class Broken(FakePool):
        def run(self, work_, jobs, **options):
            for job, answer in super().run(work_, jobs, **options):
                half = activity("nửa chữ \ud800")
                bad = job.origin.endswith("b.txt")
                halved = tuple(r.model_copy(update={"activities": (half,)}) for r in answer)
                yield job, halved if bad else answer

    pool.run = Broken().run
    summary = load(archive, inbox)
    assert summary.read == 2
    assert "cannot be kept" in summary.troubles[0].reason
    assert cat.status(archive).states == {"extracted": 2, "failed": 1}


def test_a_name_in_an_old_encoding(archive, pool, inbox):
    """Bytes that are no UTF-8, as on disks of old Windows machines."""
    named = inbox / os.fsdecode(b"K\xea ho\xb9ch.txt")
    named.write_text("Họp d", encoding="utf-8")
    assert load(archive, inbox).read == 4
    rows = cat.ArchiveReader(archive).query("SELECT file_name FROM documents", {}).rows
    assert ("K\ufffd ho\ufffdch.txt",) in rows


def test_documents_of_one_file_have_rows_of_their_own(archive, pool, inbox):
    pool.parts["Họp a"] = ("Họp a", "Họp a2", "Họp a3")
    summary = load(archive, inbox)
    assert (summary.read, summary.activities, len(summary.outcomes)) == (5, 5, 3)
    assert sum(cat.status(archive).states.values()) == 5
    assert load(archive, inbox).plan.known == 3
    assert cat.missing_files(archive) == ([], 3)


def test_documents_that_better_rules_no_longer_find_are_gone(archive, pool, inbox):
    pool.parts["Họp a"] = ("Họp a", "Họp a2", "Họp a3")
    load(archive, inbox)
    pool.parts["Họp a"], pool.rules = ("Họp a", "Họp a2"), "rules-2"
    again = load(archive, rules="rules-2", again=True)
    assert (again.read, again.activities, len(again.outcomes)) == (4, 4, 3)
    rows = cat.ArchiveReader(archive).query("SELECT content FROM activities ORDER BY content", {})
    assert [r[0] for r in rows.rows] == ["Họp a", "Họp a2", "Họp b", "Họp c"]
