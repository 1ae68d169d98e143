"""Kinds of files, damaged ones, large ones, and LibreOffice."""

from __future__ import annotations

import http.server
import io
import os
import shutil
import stat
import threading
import time
import zipfile
from pathlib import Path

import pytest

from pipeline.errors import (
    DocumentError,
    EncryptedFile,
    MissingTool,
    TimeLimitReached,
    UnreadableFile,
    UnsupportedFile,
)
from pipeline.process import process
from pipeline.read import read
from pipeline.read.office import ForeignFile, kind_of, to_docx
from pipeline.read.word import MEDIA_TYPE, read_docx
from tests.word.look import laid_out, rows, shown
from tests.word.make import abstract, docx, lvl, num, p, package, tbl, tc, tr

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
RTF = rb"{\rtf1\ansi\ansicpg1252 K\u7871? ho\u7841?ch\par \trowd\cellx2000\cellx6000 1\cell Vi\u7879?c\cell\row}"
HTML = "<html><head><meta charset='utf-8'></head><body><ol><li>Mục đích</ol></body></html>".encode()


def saved(tmp_path: Path, data: bytes, name: str = "ke-hoach.docx") -> Path:
    path = tmp_path / name
    path.write_bytes(data)
    return path


def without(data: bytes, *names: str, **changed: bytes) -> bytes:
    """The package without some parts, and with others replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            if name not in names:
                new.writestr(name, changed.get(Path(name).stem, old.read(name)))
    return out.getvalue()


def ole(*names: str, fib: bytes = b"") -> bytes:
    """As much of an OLE file as its kind is told from."""
    head = OLE.ljust(512, b"\0") + fib.ljust(512, b"\0")
    return head + b"".join(n.encode("utf-16-le") + b"\0\0" for n in names)


def test_facts_of_the_file(tmp_path: Path):
    record = process(saved(tmp_path, docx(p("KẾ HOẠCH", jc="center"), p("I. MỤC ĐÍCH"))))
    assert record.file.media_type == MEDIA_TYPE
    assert (record.file.text_origin, record.file.pages) == ("office", None)


def test_a_part_of_a_record_points_into_the_text(tmp_path: Path):
    path = saved(
        tmp_path, docx(p("KẾ HOẠCH", jc="center"), p("Công tác văn thư năm 2026", jc="center"))
    )
    source = process(path).header.sources["title"]
    text = read(path).text
    assert (source.page, source.boxes) == (None, ())
    assert text is not None and source.span is not None
    assert text[slice(*source.span)] == "Công tác văn thư năm 2026"


@pytest.mark.parametrize("name", ["ke-hoach.doc", "ke-hoach.pdf", "ke-hoach"])
def test_a_file_is_what_its_bytes_are(tmp_path: Path, name: str):
    assert read(saved(tmp_path, docx(p("Kế hoạch")), name)).file.media_type == MEDIA_TYPE


def test_other_office_files_are_refused(tmp_path: Path):
    sheet = package({"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<workbook/>"})
    for data in (sheet, package({"a.txt": "x"}), ole("Workbook")):
        with pytest.raises(UnsupportedFile, match="is not read"):
            read(saved(tmp_path, data))


def test_files_with_a_password(tmp_path: Path):
    flagged = b"\xec\xa5" + bytes(9) + b"\x01"
    for data in (ole("EncryptedPackage"), ole("WordDocument", fib=flagged)):
        with pytest.raises(EncryptedFile, match="password"):
            read(saved(tmp_path, data))


def test_a_doc_that_was_cut_short_is_still_one():
    """Its list of contents, at the end, is gone; the main stream begins where it always does."""
    for data in (ole("WordDocument", fib=b"\xec\xa5" + bytes(9)), ole(fib=b"\xec\xa5")):
        assert kind_of(data, name="a.doc") == "doc"


def test_an_encrypted_member(tmp_path: Path):
    data = bytearray(docx(p("a")))
    at = 0
    while (at := data.find(b"PK\x01\x02", at + 1)) > 0:
        data[at + 8] |= 1
    with pytest.raises(EncryptedFile):
        read_docx(bytes(data), name="a.docx")


def test_a_package_in_xml_is_refused():
    data = b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><pkg:package/>'
    with pytest.raises(UnsupportedFile, match="one piece of XML"):
        kind_of(data, name="a.xml")


def test_a_web_archive_is_refused():
    data = b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n"
    with pytest.raises(UnsupportedFile, match="MHT"):
        kind_of(data, name="a.doc")


@pytest.mark.parametrize(
    ("data", "kind"),
    [(HTML, "html"), (b"\xef\xbb\xbf \n<!DOCTYPE html><p>", "html"), (b"<!-- x --><HTML>", "html"),
     ("<html>".encode("utf-16"), "html"), (RTF, "rtf"), (b"<?xml version='1.0'?><w:wordDocument>", "xml"),
     (package({"mimetype": "application/vnd.oasis.opendocument.text"}), "odt"),
     (b"<b>dam</b> Ke hoach", None), ("Kế hoạch".encode(), None)],
)  # fmt: skip
def test_kinds(data: bytes, kind: str | None):
    assert kind_of(data, name="a.doc") == kind


def test_damaged_packages():
    whole = docx(p("Kế hoạch " * 500))
    for data in (
        whole[: len(whole) // 2], whole[:200], without(whole, "word/document.xml"),
        without(whole, document=b"<w:document"), without(whole, document=b"<a/>"),
        without(whole, document=b""),
    ):  # fmt: skip
        with pytest.raises((UnreadableFile, UnsupportedFile)):
            read_docx(data, name="a.docx")


def test_a_member_whose_bytes_were_changed():
    data = bytearray(docx(p("Kế hoạch " * 50)))
    at = data.find(b"word/document.xml") + 40
    data[at : at + 20] = bytes(20)
    with pytest.raises(UnreadableFile):
        read_docx(bytes(data), name="a.docx")


def test_lost_parts_beside_the_text_are_noted():
    whole = docx(
        p("Mục đích", num="1"), numbering=abstract("1", lvl(0, "decimal", "%1.")) + num("1", "1")
    )
    assert read_docx(whole, name="a").notes == ()
    for data in (
        without(whole, "word/numbering.xml"), without(whole, styles=b"<broken"),
        without(whole, numbering=b"<broken"),
    ):  # fmt: skip
        pages = read_docx(data, name="a.docx")
        assert pages.notes == ("low-text-quality",)
        assert pages.text is not None
        assert "Mục đích" in pages.text


def test_lost_relations_do_no_harm():
    whole = docx(
        p("Mục đích", num="1"), numbering=abstract("1", lvl(0, "decimal", "%1.")) + num("1", "1")
    )
    for names in (("_rels/.rels",), ("word/_rels/document.xml.rels",)):
        assert shown(without(whole, *names)) == ["1. Mục đích"]


def test_a_document_without_words_is_noted():
    picture = "<w:r><w:drawing/></w:r>"
    assert read_docx(docx(p(picture)), name="a.docx").notes == ("unread-page:1",)
    assert read_docx(docx(), name="a.docx").notes == ("unread-page:1",)


def test_entities_that_grow_and_tables_in_tables_without_end_are_refused():
    growing = "<!DOCTYPE a [<!ENTITY a 'aaaaaaaaaa'>" + "".join(
        f"<!ENTITY {b} '{f'&{a};' * 10}'>" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    bomb = f"{growing}]><a>&i;</a>".encode()
    nested = "".join("<w:tbl><w:tr><w:tc>" for _ in range(2000)) + "".join(
        "</w:tc></w:tr></w:tbl>" for _ in range(2000)
    )
    for data in (without(docx(), document=bomb), docx(nested)):
        with pytest.raises(UnreadableFile):
            read_docx(data, name="a.docx")


@pytest.mark.slow
def test_a_table_of_5000_rows_and_a_cell_of_50_kb_take_seconds():
    """40 times the largest table seen; read, laid out and looked through."""
    body = [tr(str(i), f"Kiểm tra đợt {i}", "Tháng 5", "Thanh tra huyện") for i in range(5000)]
    long = tr("5001", tc(p("nội dung kiểm tra " * 2800)), "Tháng 6", "Thanh tra huyện")
    data = docx(tbl(tr("STT", "Nội dung", "Thời gian", "Chủ trì"), *body, long))
    begin = time.process_time()
    (table,) = laid_out(data).tables
    assert time.process_time() - begin < 20
    assert table.n_rows == 5002
    assert len(rows(table)[-1][1]) > 50_000


@pytest.mark.slow
def test_five_thousand_tables_of_one_row_take_seconds():
    head = tbl(tr("STT", "Nội dung", "Thời gian"))
    each = (tbl(tr(str(i), "Kiểm tra", "Tháng 5")) for i in range(5000))
    begin = time.process_time()
    (table,) = laid_out(docx(head, *each)).tables
    assert time.process_time() - begin < 20
    assert table.n_rows == 5001


def test_without_libreoffice_the_command_that_installs_it_is_told(tmp_path: Path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(MissingTool, match="apt-get install libreoffice-writer-nogui") as caught:
        read(saved(tmp_path, RTF, "a.doc"))
    assert caught.value.exit_code == 3


def program(folder: Path, script: str) -> None:
    """A stand-in for LibreOffice."""
    path = folder / "soffice"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)


def test_a_call_that_hangs_is_killed_with_its_children(tmp_path: Path, monkeypatch):
    program(tmp_path, f"sleep 600 & echo $! > {tmp_path}/child; wait")
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr("pipeline.read.office.START_LIMIT", 0.5)
    (answer,) = to_docx([ForeignFile("a.doc", RTF, "rtf")], each_limit=0.1)
    assert isinstance(answer, TimeLimitReached)
    child = int((tmp_path / "child").read_text())
    assert not _runs(child)


def _runs(process: int) -> bool:
    state = Path(f"/proc/{process}/stat")
    for _ in range(50):
        if not state.exists() or state.read_text().rpartition(")")[2].split()[0] == "Z":
            return False
        time.sleep(0.1)
    return True


@pytest.mark.parametrize(
    ("at_bad", "error"), [("exit 1", UnreadableFile), ("continue", UnreadableFile),
                          ("sleep 60", TimeLimitReached)],
)  # fmt: skip
def test_one_bad_document_fails_alone(tmp_path: Path, monkeypatch, at_bad, error):
    """It breaks the call off, is passed over, or hangs: the others are converted all the same."""
    made = saved(tmp_path, docx(p("Kế hoạch")), "made")
    program(tmp_path, f"""
        echo call >> {tmp_path}/calls
        while [ "$1" != --outdir ]; do shift; done
        out=$2; shift 2; mkdir -p "$out"
        for file in "$@"; do
          if grep -q bad "$file"; then {at_bad}; fi
          cp {made} "$out/$(basename "${{file%.*}}").docx"
        done""")  # fmt: skip
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr("pipeline.read.office.START_LIMIT", 1.0)
    names = ("one", "two", "bad", "three", "four")
    answers = to_docx([ForeignFile(n, n.encode(), "doc") for n in names], each_limit=1.0)
    bad = answers.pop(2)
    assert answers == [made.read_bytes()] * 4
    assert isinstance(bad, error)
    assert (tmp_path / "calls").read_text().count("call") <= 3


@pytest.mark.slow
def test_libreoffice_converts_many_files_in_one_call(tmp_path: Path):
    """The real program: RTF, a web page, and an OLE file cut short."""
    files = [
        ForeignFile("a.rtf", RTF, "rtf"), ForeignFile("b.doc", HTML, "html"),
        ForeignFile("c.doc", ole("WordDocument"), "doc"),
    ]  # fmt: skip
    if shutil.which("soffice") is None and shutil.which("libreoffice") is None:
        with pytest.raises(MissingTool, match="libreoffice-writer-nogui"):
            to_docx(files)
        return
    rtf, html, cut = to_docx(files)
    assert isinstance(rtf, bytes) and isinstance(html, bytes)
    assert shown(rtf) == ["Kế hoạch", "1", "Việc"]
    assert shown(html) == ["1. Mục đích"]
    assert isinstance(cut, DocumentError)


class _Listener(http.server.BaseHTTPRequestHandler):
    asked: list[str] = []  # noqa: RUF012 - the server makes a handler for each request

    def do_GET(self) -> None:
        self.asked.append(self.path)
        self.send_error(404)

    do_HEAD = do_OPTIONS = do_PROPFIND = do_GET  # noqa: N815 - names that the library looks for

    def log_message(self, *_: object) -> None:
        pass


@pytest.mark.slow
def test_a_document_fetches_nothing(tmp_path: Path):
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Listener) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{server.server_port}"
        page = f"<html><link rel=stylesheet href='{url}/a.css'><p>Kế hoạch<img src='{url}/b.png'></html>"
        path = saved(tmp_path, page.encode("utf-16"), "a.doc")
        if shutil.which("soffice") is None and shutil.which("libreoffice") is None:
            with pytest.raises(MissingTool, match="libreoffice-writer-nogui"):
                read(path)
        else:
            assert "Kế hoạch" in (read(path).text or "")
        server.shutdown()
    assert _Listener.asked == []
