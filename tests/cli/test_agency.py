"""kehoach agency: a user's own names, and documents that follow them without being read again."""

from __future__ import annotations

import csv
import io
import json
import shutil

import pytest

import kehoach
from kehoach.cli import main
from tests.cli.conftest import PLAN

pytestmark = pytest.mark.slow

NOI_VU = "phong-noi-vu@huyen-song-lam"
VAN_PHONG = "van-phong-hoi-dong-nhan-dan-va-uy-ban-nhan-dan@huyen-song-lam"


OLD_PLAN = PLAN.replace("2026", "2024")
"""Of a year in which there were districts."""


@pytest.fixture(scope="module")
def old_template(tmp_path_factory):
    root = tmp_path_factory.mktemp("bodies")
    for number in (5, 6):
        (root / f"{number}.txt").write_text(OLD_PLAN.format(number=number), encoding="utf-8")
    with pytest.raises(SystemExit, match="0"):
        main(["ingest", str(root), "--archive", str(root / "archive"), "--direct"])
    return root / "archive"


@pytest.fixture
def archive(old_template, tmp_path):
    return shutil.copytree(old_template, tmp_path / "archive")


@pytest.fixture
def say(run, archive):
    """Run ``kehoach agency`` on the archive."""
    return lambda *arguments: run("agency", *arguments, "--archive", archive)


def bodies(archive):
    with kehoach.open(archive) as opened:
        return set(opened.table("activity_agencies")["agency_id"])


def no_file_is_read(monkeypatch):
    from pipeline import process

    monkeypatch.setattr(process, "process", None)


def test_list(say):
    ran = say("list")
    assert ran.code == 0
    assert f"{NOI_VU}  [2]\n    Phòng Nội vụ huyện Sông Lam\n    Phòng Nội vụ\n" in ran.out
    rows = json.loads(say("list", "nội", "--format", "json").out)
    assert [r["id"] for r in rows] == [NOI_VU]
    (row,) = csv.DictReader(io.StringIO(say("list", "phong noi", "--format", "csv").out))
    assert row == {"id": NOI_VU, "name": "Phòng Nội vụ huyện Sông Lam", "documents": "2",
                   "wordings": "Phòng Nội vụ"}  # fmt: skip
    assert say("list", "--unknown").out == ""


def test_words_name_another_body_in_documents_old_and_new(say, run, archive, tmp_path, monkeypatch):
    with kehoach.open(archive) as opened:
        before = list(opened.activities()["activity_id"])
    with monkeypatch.context() as patch:
        no_file_is_read(patch)
        ran = say("add", "văn phòng", NOI_VU, "--instead")
    assert ran.code == 0
    assert ran.out == (
        f"'văn phòng' is {NOI_VU} (Phòng Nội vụ huyện Sông Lam); 2 documents resolved again\n"
    )
    assert bodies(archive) == {NOI_VU}
    with kehoach.open(archive) as opened:
        assert list(opened.activities()["activity_id"]) == before
        assert set(opened.activities()["lead"]) == {"Phòng Nội vụ", "Văn phòng"}  # as printed
    new = tmp_path / "new.txt"
    new.write_text(OLD_PLAN.format(number=7), encoding="utf-8")
    assert run("ingest", new, "--archive", archive, "--direct").code == 0
    assert bodies(archive) == {NOI_VU}


def test_a_new_body(say, archive):
    ran = say("add", "Văn phòng", "bo-phan-mot-cua", "--name", "Bộ phận Một cửa", "--instead")
    assert ran.code == 0
    assert bodies(archive) == {NOI_VU, "bo-phan-mot-cua"}
    assert "Bộ phận Một cửa" in say("list", "một cửa").out
    with kehoach.open(archive) as opened:
        assert len(opened.calendar(agency="Một cửa")) == 2
        assert "unknown-agency" not in set(opened.table("issues")["code"])


def test_words_in_the_documents_of_one_issuer(say, run, archive, tmp_path):
    other = tmp_path / "other.txt"
    other.write_text(
        OLD_PLAN.format(number=8).replace("SÔNG LAM", "VĨNH GIAO").replace("Sông Lam", "Vĩnh Giao"),
        encoding="utf-8",
    )
    run("ingest", other, "--archive", archive, "--direct")
    ran = say("add", "Văn phòng", NOI_VU, "--issuer", "ubnd@huyen-song-lam", "--instead")
    assert ran.code == 0
    assert VAN_PHONG not in bodies(archive)
    assert VAN_PHONG.replace("song-lam", "vinh-giao") in bodies(archive)


def test_merge_and_take_back(say, archive):
    ran = say("merge", VAN_PHONG, NOI_VU)
    assert ran.code == 0
    assert "2 documents resolved again" in ran.out
    assert bodies(archive) == {NOI_VU}
    assert f"{VAN_PHONG}\n    is {NOI_VU}" in say("list", "--own").out
    assert say("remove", VAN_PHONG).code == 0
    assert bodies(archive) == {NOI_VU, VAN_PHONG}
    assert say("list", "--own").out == ""


def test_merges_follow_one_another(say, archive):
    say("merge", VAN_PHONG, NOI_VU)
    ran = say("merge", NOI_VU, "ubnd@huyen-song-lam")
    assert ran.code == 0
    assert bodies(archive) == {"ubnd@huyen-song-lam"}


def test_an_issuer_that_is_named_anew(say, archive):
    """Who speaks decides who all the others are."""
    ran = say("merge", "ubnd@huyen-song-lam", "ubnd@tinh:huyen-song-lam")
    assert ran.code == 2  # the province is not named there
    say("add", "UBND huyện X", "ubnd@huyen-vinh-giao", "--name", "Ủy ban nhân dân huyện Vĩnh Giao")
    assert say("merge", "ubnd@huyen-song-lam", "ubnd@huyen-vinh-giao").code == 0
    assert bodies(archive) == {NOI_VU.replace("song-lam", "vinh-giao"),
                               VAN_PHONG.replace("song-lam", "vinh-giao")}  # fmt: skip


def test_what_was_broken_off_is_done_by_the_next_run(say, run, archive, inbox, monkeypatch):
    from pipeline import agencies

    with monkeypatch.context() as patch:
        patch.setattr(agencies, "resolve_again", lambda catalog, done: 0)
        assert "0 documents resolved" in say("merge", VAN_PHONG, NOI_VU).out
    assert VAN_PHONG in bodies(archive)
    assert run("ingest", inbox, "--archive", archive, "--direct").code == 0
    assert VAN_PHONG not in bodies(archive)


WRONG = {
    "no such body": (["add", "TCCB", "phong-tccb"],
                     "phong-tccb: no body of the archive has this identity"),
    "no identity": (["add", "TCCB", "Phòng TCCB", "--name", "x"],
                    "Phòng TCCB: this is no identity"),
    "no words": (["add", "...", NOI_VU], "'...': there are no words in it"),
    "taken by the registry": (["add", "Văn phòng", NOI_VU],
                              f"'Văn phòng': it names {VAN_PHONG} already; --instead"),
    "no such issuer": (["add", "TCCB", NOI_VU, "--issuer", "ubnd@x"],
                       "ubnd@x: it issued no document of the archive"),
    "into itself": (["merge", NOI_VU, NOI_VU], f"{NOI_VU}: a body cannot be merged into itself"),
    "unknown merged": (["merge", "nobody", NOI_VU], "nobody: no body of the archive has"),
    "into an unknown": (["merge", NOI_VU, "nobody"], "nobody: no body of the archive has"),
    "nothing to take back": (["remove", "TCCB"], "'TCCB': nothing was said of it"),
}  # fmt: skip


@pytest.mark.parametrize(("arguments", "message"), WRONG.values(), ids=WRONG)
def test_wrong_use_is_one_line(say, archive, arguments, message):
    before = bodies(archive)
    ran = say(*arguments)
    assert ran.code == 2
    assert ran.out == ""
    assert ran.err.startswith(f"kehoach: {message}")
    assert ran.err.count("\n") == 1
    assert bodies(archive) == before


def test_words_that_the_user_gave_to_another_body(say):
    say("add", "TCCB", NOI_VU)
    ran = say("add", "tccb", VAN_PHONG)
    assert ran.code == 2
    assert f"it names {NOI_VU} already" in ran.err
    assert say("add", "TCCB", NOI_VU).code == 0  # the same again is no trouble
    assert say("add", "tccb", VAN_PHONG, "--instead").code == 0


def test_merges_in_a_circle(say):
    say("merge", VAN_PHONG, NOI_VU)
    ran = say("merge", NOI_VU, VAN_PHONG)
    assert ran.code == 2
    assert f"{VAN_PHONG}: it is merged into {NOI_VU}: that would go in a circle" in ran.err
    ran = say("merge", VAN_PHONG, "ubnd@huyen-song-lam")
    assert ran.code == 2
    assert f"it is merged into {NOI_VU} already" in ran.err
    ran = say("add", "VP", VAN_PHONG)
    assert ran.code == 2
    assert f"{VAN_PHONG}: it is merged into {NOI_VU}; name that one" in ran.err


def test_no_archive(run, tmp_path):
    assert run("agency", "list", "--archive", tmp_path).code == 4
