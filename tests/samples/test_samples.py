"""The samples are what `samples/make.py` makes, and their gold says what stands in them."""

import datetime
import json
import subprocess
import sys
import unicodedata
from pathlib import Path

import pypdfium2
import pytest

SAMPLES = Path(__file__).parents[2] / "samples"
GOLD = sorted(
    p for p in [*SAMPLES.glob("*.json"), *SAMPLES.glob("hard/*.json")] if p.stem != "scores"
)
SOURCES = sorted(p for p in (SAMPLES / "src").glob("*.typ") if p.stem != "form")
KINDS = {"interval", "deadline", "recurring", "open", "relative", "unknown"}
GRAINS = {"day", "week", "month", "quarter", "half", "year", "school_year", "multi_year", None}


def gold_of(path: Path) -> dict:
    return json.loads(path.read_text(encoding="utf-8"))


def document_of(gold: Path) -> Path:
    return next(p for s in (".pdf", ".txt") if (p := gold.with_suffix(s)).exists())


def pages_of(document: Path) -> list[str]:
    """The text of each page without white space; plain text is one page."""
    if document.suffix == ".txt":
        return ["".join(document.read_text(encoding="utf-8").split())]
    with pypdfium2.PdfDocument(document) as pdf:
        texts = [page.get_textpage().get_text_bounded() for page in pdf]
    return ["".join(text.split()) for text in texts]


def words_of(document: Path) -> str:
    return "".join(pages_of(document))


def strings_of(gold: dict) -> list[str]:
    """Every verbatim text of a record that stands in one place of the source."""
    header, signature = gold["header"], gold["signature"]
    rows = [a[k] for a in gold["activities"] for k in ("content", "lead", "coordinating")]
    rows += [a["time"]["text"] for a in gold["activities"]]
    rows += [a["product"] for a in gold["activities"]]
    items = [o["text"] for o in gold["objectives"]] + [b.get("text") for b in gold["bases"]]
    heads = [header["number"], *header["addressees"], signature["position"], signature["name"]]
    return [s for s in [*heads, *items, *gold["recipients"], *rows] if s]


def check(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(folder / "make.py"), "--check"]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_every_committed_pdf_is_what_the_script_makes():
    run = check(SAMPLES)
    assert run.returncode == 0, run.stderr


def test_the_check_sees_a_changed_document(tmp_path):
    for name in ("src", "bad"):
        (tmp_path / name).mkdir()
        for path in (SAMPLES / name).iterdir():
            (tmp_path / name / path.name).write_bytes(path.read_bytes())
    for path in [*SAMPLES.glob("*.pdf"), SAMPLES / "make.py"]:
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "plan-prose.pdf").write_bytes((SAMPLES / "plan-annex.pdf").read_bytes())
    (tmp_path / "bad" / "random.txt").write_bytes(b"something else")
    run = check(tmp_path)
    assert run.returncode == 1
    assert run.stderr.splitlines() == [
        "plan-prose.pdf: the text differs",
        "bad/random.txt: differs from what this script makes",
    ]


@pytest.mark.parametrize("source", SOURCES, ids=lambda p: p.stem)
def test_no_letter_of_a_source_is_lost_in_its_pdf(source):
    printed = words_of(SAMPLES / f"{source.stem}.pdf")
    assert "\x00" not in printed
    assert "\ufffd" not in printed
    assert unicodedata.is_normalized("NFC", printed)
    text = source.read_text(encoding="utf-8")
    paragraphs = [line[4:-2] for line in text.splitlines() if line.startswith('#p("')]
    assert paragraphs
    for paragraph in paragraphs:
        for word in paragraph.split():
            assert word in printed


@pytest.mark.parametrize("gold", GOLD, ids=lambda p: p.stem)
def test_gold_is_nfc_and_has_its_document_and_origin(gold):
    document = document_of(gold)
    assert unicodedata.is_normalized("NFC", gold.read_text(encoding="utf-8"))
    assert f"`{document.name}`" in (SAMPLES / "ORIGIN.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("source", SOURCES, ids=lambda p: p.stem)
def test_gold_is_verbatim(source):
    text = source.read_text(encoding="utf-8")
    for value in strings_of(gold_of(SAMPLES / f"{source.stem}.json")):
        assert value in text


@pytest.mark.parametrize("gold", GOLD, ids=lambda p: p.stem)
def test_the_words_of_gold_stand_in_the_document(gold):
    printed = unicodedata.normalize("NFC", words_of(document_of(gold)))
    # The seed's slip (nãm for năm) is mended in its gold.
    printed += "năm"
    record = gold_of(gold)
    for text in [record["header"]["title"], *strings_of(record)]:
        for word in text.split():
            assert word in printed


@pytest.mark.parametrize("source", SOURCES, ids=lambda p: p.stem)
def test_activities_of_gold_begin_on_the_page_it_names(source):
    pages = pages_of(SAMPLES / f"{source.stem}.pdf")
    gold = gold_of(SAMPLES / f"{source.stem}.json")
    assert len(pages) == gold["source"]["pages"]
    for activity in gold["activities"]:
        # Four words: no column of the samples is too narrow for them to be broken by a page.
        assert "".join(activity["content"].split()[:4]) in pages[activity["page"] - 1]


@pytest.mark.parametrize("gold", GOLD, ids=lambda p: p.stem)
def test_times_of_gold_hold_together(gold):
    for activity in gold_of(gold)["activities"]:
        time = activity["time"]
        for reading in [time, *[time | other for other in time.get("alternatives", [])]]:
            assert reading["kind"] in KINDS
            assert reading["granularity"] in GRAINS
            start, end = (
                datetime.date.fromisoformat(reading[k]) if reading[k] else None
                for k in ("start", "end")
            )
            if reading["kind"] == "deadline":
                assert start is None
                assert end is not None
            elif reading["kind"] == "unknown":
                assert (start, end, reading["granularity"]) == (None, None, None)
            else:
                assert start is not None
                assert end is not None
                assert start <= end


def test_the_dump_holds_the_words_of_its_pdf():
    # pdftotext takes a hyphen at the end of a line for one that splits a word.
    dump, pdf = (
        sorted(words_of(SAMPLES / name).replace("-", ""))
        for name in ("hard/plan-ruled-dump.txt", "plan-ruled.pdf")
    )
    assert dump == pdf


def test_the_encrypted_file_opens_only_with_its_password():
    path = SAMPLES / "bad" / "encrypted.pdf"
    with pytest.raises(pypdfium2.PdfiumError, match="password"):
        pypdfium2.PdfDocument(path)
    with pypdfium2.PdfDocument(path, password="samples") as pdf:
        assert "bao ve bang mat khau" in pdf[0].get_textpage().get_text_bounded()


@pytest.mark.parametrize("name", ["random.pdf", "truncated.pdf"])
def test_spoiled_files_are_no_pdf(name):
    with pytest.raises(pypdfium2.PdfiumError):
        pypdfium2.PdfDocument(SAMPLES / "bad" / name)
