"""Plain text files: encodings found, other bytes refused, page breaks kept."""

import codecs
import random
import unicodedata

import pytest

from pipeline.errors import EmptyFile, MissingFile, UnreadableFile
from pipeline.read import read
from pipeline.read.text import decode

TEXT = (
    "Kế hoạch số 12/KH-UBND ngày 05 tháng 3 năm 2023 của Ủy ban nhân dân huyện về việc đọc sách.\n"
)


@pytest.mark.parametrize(
    ("codec", "mark"),
    [
        ("utf-8", b""),
        ("utf-8", codecs.BOM_UTF8),
        ("utf-16-le", codecs.BOM_UTF16_LE),
        ("utf-16-be", codecs.BOM_UTF16_BE),
        ("utf-16-le", b""),
        ("utf-16-be", b""),
    ],
)
def test_unicode_files(codec, mark):
    assert decode(mark + TEXT.encode(codec), name="a.txt") == (TEXT, "unicode")


def test_windows_files_for_vietnamese():
    tones = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
    decomposed = "".join(
        c if len(d := unicodedata.normalize("NFD", c)) < 2 or not tones & set(d)
        else unicodedata.normalize("NFC", "".join(x for x in d if x not in tones))
        + "".join(x for x in d if x in tones)
        for c in TEXT
    )  # fmt: skip
    text, codec = decode(decomposed.encode("cp1258"), name="a.txt")
    assert (unicodedata.normalize("NFC", text), codec) == (TEXT, "cp1258")


@pytest.mark.parametrize("seed", range(5))
def test_random_bytes_are_no_text(seed):
    data = random.Random(seed).randbytes(4000)
    with pytest.raises(UnreadableFile, match="not a text"):
        decode(data, name="a.txt")


def test_what_a_file_is_is_told_by_its_bytes(tmp_path):
    path = tmp_path / "ke-hoach.txt"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    with pytest.raises(UnreadableFile):
        read(path)


def test_an_empty_file_is_said_to_be_empty(tmp_path):
    path = tmp_path / "ke-hoach.txt"
    path.write_bytes(b" \n\n")
    with pytest.raises(EmptyFile):
        read(path)


@pytest.mark.parametrize("name", ["khong-co.txt", "."])
def test_a_path_without_a_file(tmp_path, name):
    with pytest.raises(MissingFile):
        read(tmp_path / name)


def test_facts_of_a_text(tmp_path):
    path = tmp_path / "ke-hoach.txt"
    path.write_text(TEXT, encoding="utf-8")
    facts = read(path).file
    assert (facts.media_type, facts.pages, facts.encoding) == ("text/plain", None, "unicode")
    assert len(facts.sha256) == 64
