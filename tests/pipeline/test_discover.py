"""Documents are found among what a user names."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile

import pytest

from pipeline.discover import Aside, Candidate, Unread, discover


def kinds(paths):
    """What was found: the bytes of candidates, the code of troubles."""
    found = {}
    for item in discover(paths):
        match item:
            case Candidate():
                found[item.origin] = (item.name, item.path.read_bytes())
            case Unread():
                found[item.origin] = item.error.code
            case Aside():
                found[item.origin] = None
    return found


@pytest.fixture
def inbox(tmp_path):
    (tmp_path / "in" / "2026").mkdir(parents=True)
    return tmp_path / "in"


def test_folders_are_walked_in_order(inbox):
    (inbox / "b.txt").write_bytes(b"b")
    (inbox / "2026" / "a.PDF").write_bytes(b"%PDF a")
    (inbox / "2026" / "report").write_bytes(b"%PDF without a suffix")
    (inbox / "2026" / "sums.xlsx").write_bytes(b"x")
    (inbox / "2026" / "~$a.docx").write_bytes(b"x")
    (inbox / "Thumbs.db").write_bytes(b"x")
    (inbox / ".hidden").mkdir()
    (inbox / ".hidden" / "c.txt").write_bytes(b"c")
    assert kinds([inbox]) == {
        f"{inbox}/b.txt": ("b.txt", b"b"),
        f"{inbox}/2026/a.PDF": ("a.PDF", b"%PDF a"),
        f"{inbox}/2026/report": ("report", b"%PDF without a suffix"),
        f"{inbox}/2026/sums.xlsx": None,
    }


def test_a_file_that_is_named_is_taken_whatever_it_is(inbox):
    (inbox / "sums.xlsx").write_bytes(b"x")
    assert kinds([inbox / "sums.xlsx"]) == {f"{inbox}/sums.xlsx": ("sums.xlsx", b"x")}


def test_what_does_not_exist(inbox):
    assert kinds([inbox / "no.pdf"]) == {f"{inbox}/no.pdf": "missing"}


def test_zip_members(inbox):
    deep = inbox / "deep.zip"
    with zipfile.ZipFile(deep, "w") as archive:
        archive.writestr("kế hoạch.txt", "trong")
    with zipfile.ZipFile(inbox / "all.zip", "w") as archive:
        archive.writestr("2026/a.txt", "a")
        archive.writestr("../../etc/b.txt", "b")  # a path that would climb out
        archive.writestr("sums.xlsx", "x")
        archive.write(deep, "deep.zip")
    deep.unlink()
    root = f"{inbox}/all.zip"
    assert kinds([inbox]) == {
        f"{root}/2026/a.txt": ("a.txt", b"a"),
        f"{root}/../../etc/b.txt": ("b.txt", b"b"),
        f"{root}/sums.xlsx": None,
        f"{root}/deep.zip/kế hoạch.txt": ("kế hoạch.txt", b"trong"),
    }


def test_names_of_old_packers(inbox):
    """UTF-8 written without the flag that says so."""
    path = inbox / "old.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("KeXXhoach.txt", "x")
    name = "Kế.txt".encode()
    data = path.read_bytes().replace(b"KeXXhoach.txt", name.ljust(13, b"t"))
    path.write_bytes(data)
    assert list(kinds([path])) == [f"{path}/Kế.txt{'t' * (13 - len(name))}"]


def test_a_damaged_zip(inbox):
    (inbox / "bad.zip").write_bytes(b"PK\x03\x04 and no more")
    (inbox / "a.txt").write_bytes(b"a")
    found = kinds([inbox])
    assert found[f"{inbox}/bad.zip"] == "unreadable"
    assert found[f"{inbox}/a.txt"] == ("a.txt", b"a")


def test_a_zip_member_with_a_password(inbox):
    path = inbox / "locked.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", "a")
        archive.writestr("b.txt", "b")
    data = bytearray(path.read_bytes())
    at = data.index(b"PK\x01\x02")  # the first entry of the directory: its flags are at +8
    data[at + 8] |= 1
    path.write_bytes(bytes(data))
    assert kinds([path]) == {f"{path}/a.txt": "encrypted", f"{path}/b.txt": ("b.txt", b"b")}


def test_zips_too_deep(inbox, tmp_path):
    inner = tmp_path / "0.zip"
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("a.txt", "a")
    for i in range(1, 5):
        outer = tmp_path / f"{i}.zip"
        with zipfile.ZipFile(outer, "w") as archive:
            archive.write(inner, inner.name)
        inner = outer
    assert list(kinds([inner]).values()) == ["unsupported"]


def test_a_docx_is_a_document_and_not_an_archive(inbox):
    for name in ("plan.docx", "plan"):
        with zipfile.ZipFile(inbox / name, "w") as archive:
            archive.writestr("[Content_Types].xml", "<Types/>")
    assert {name for name, _ in kinds([inbox]).values()} == {"plan.docx", "plan"}


def test_links_in_circles_end(inbox):
    (inbox / "2026" / "up").symlink_to(inbox)
    (inbox / "a.txt").write_bytes(b"a")
    assert list(kinds([inbox])) == [f"{inbox}/a.txt"]


WALK = """
import os, sys
from pathlib import Path
from pipeline.discover import discover
if os.geteuid() == 0:  # root may read all: go on as nobody
    os.setgroups([]), os.setgid(65534), os.setuid(65534)
for found in discover([Path(sys.argv[1])]):
    print(found.origin, getattr(getattr(found, "error", None), "code", "ok"))
"""


def test_a_folder_without_rights(inbox):
    """Everything else is found."""
    closed = inbox / "closed"
    closed.mkdir()
    (closed / "b.txt").write_bytes(b"b")
    (inbox / "a.txt").write_bytes(b"a")
    (inbox / "z.txt").write_bytes(b"z")
    (inbox / "z.txt").chmod(0)
    closed.chmod(0)
    if os.geteuid() == 0:
        for parent in list(inbox.parents)[:3]:
            parent.chmod(0o755)
    try:
        done = subprocess.run(
            [sys.executable, "-c", WALK, inbox], capture_output=True, text=True, check=True
        )
    finally:
        closed.chmod(0o755)
    assert done.stdout.splitlines() == [
        f"{inbox}/a.txt ok",
        f"{inbox}/z.txt no-permission",
        f"{closed} no-permission",
    ]
