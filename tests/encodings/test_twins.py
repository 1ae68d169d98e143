"""A file in each old encoding gives the record of its Unicode twin, but for where things stand."""

from __future__ import annotations

from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from pipeline.process import process
from tests.encodings import twins
from tests.encodings.twins import Script, by_turns, pdf_file, word_file

pytestmark = pytest.mark.slow

SCRIPTS = {
    "tcvn3": twins.tcvn3, "vni": twins.vni, "viscii": twins.viscii, "cp1258": twins.cp1258,
    "nfd": twins.nfd, "eth": twins.eth,
}  # fmt: skip
MIXED = {
    "tcvn3": by_turns(twins.unicode, twins.tcvn3),
    "vni": by_turns(twins.unicode, twins.vni),
    "both": by_turns(twins.unicode, twins.tcvn3, twins.vni),
}
PASTED = {"pasted tcvn3": twins.tcvn3, "pasted vni": twins.vni}
NAMED = {"nfd": "unicode", "eth": "unicode", "cp1258": "unicode"}
PDFS = ["plan-ruled", "plan-prose", "dispatch-deadlines", "notice-consultation", "plan-annex"]


def record(path: Path, data: bytes) -> dict[str, Any]:
    path.write_bytes(data)
    return process(path).model_dump(mode="json")


def meaning(value: Any) -> Any:
    """A record without where things stand and what file they come from."""
    if isinstance(value, dict):
        left_out = {"file", "document_id", "source", "sources", "span"}
        return {k: meaning(v) for k, v in value.items() if k not in left_out}
    return [meaning(v) for v in value] if isinstance(value, list) else value


@cache
def _twin(script: Script, folder: Path) -> Any:
    return meaning(record(folder / "twin.docx", word_file(script)))


@pytest.fixture(scope="module")
def word_twin(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return _twin(twins.unicode, tmp_path_factory.mktemp("twin"))


def test_the_twin_is_read_whole(word_twin: Any) -> None:
    assert word_twin["header"]["number"] == "27/KH-UBND"
    assert word_twin["signature"]["name"] == "Nguyễn Văn Mẫu"
    assert len(word_twin["activities"]) == 5


@pytest.mark.parametrize("name", list(SCRIPTS))
def test_word_files(name: str, word_twin: Any, tmp_path: Path) -> None:
    found = record(tmp_path / "old.docx", word_file(SCRIPTS[name]))
    assert meaning(found) == word_twin
    assert found["file"]["encoding"] == NAMED.get(name, name)


@pytest.mark.parametrize("name", list(MIXED))
def test_word_files_of_runs_in_several_encodings(name: str, word_twin: Any, tmp_path: Path) -> None:
    """Text pasted from other files: the typeface of each run tells, however short it is."""
    found = record(tmp_path / "mixed.docx", word_file(MIXED[name]))
    assert meaning(found) == word_twin


def test_a_face_that_was_left_behind_tells_nothing(word_twin: Any, tmp_path: Path) -> None:
    """Unicode typed over an old template keeps the name of .VnTime."""

    def left_behind(text: str) -> twins.Pieces:
        yield text, ".VnTime"

    found = record(tmp_path / "left.docx", word_file(left_behind))
    assert meaning(found) == word_twin
    assert found["file"]["encoding"] == "unicode"


@pytest.mark.parametrize(
    ("name", "sample"),
    [
        *product([n for n in [*SCRIPTS, "shifted", *PASTED] if n != "viscii"], PDFS),
        # the others have Ố and ễ, whose bytes PDF makes a bullet and a hyphen
        *product(["viscii"], ["plan-prose", "notice-consultation"]),
    ],
)
def test_pdfs(name: str, sample: str, tmp_path: Path) -> None:
    path = twins.SAMPLES / f"{sample}.pdf"
    pasted = by_turns(*[twins.unicode] * 4, *[PASTED.get(name, twins.unicode)] * 3)
    script = {**SCRIPTS, "shifted": twins.shifted}.get(name, pasted)
    found = record(tmp_path / "old.pdf", pdf_file(path, script))
    assert meaning(found) == meaning(record(tmp_path / "twin.pdf", pdf_file(path, twins.unicode)))
    encoding = {"shifted": "glyph-shift", **NAMED}.get(name, name).removeprefix("pasted ")
    assert found["file"]["encoding"] == encoding
    assert found["file"]["triage"][0]["reason"] == ("good" if encoding == "unicode" else encoding)


@pytest.mark.parametrize("order", [twins.shuffled, twins.letters_apart, twins.marks_apart])
@pytest.mark.parametrize("sample", ["plan-ruled", "notice-consultation"])
def test_letters_are_put_back_where_they_stand(
    sample: str, order: twins.Order, tmp_path: Path
) -> None:
    """Text drawn out of order is the same page, and gives the same record."""
    path = twins.SAMPLES / f"{sample}.pdf"
    drawn = record(tmp_path / "apart.pdf", pdf_file(path, twins.unicode, order))
    assert meaning(drawn) == meaning(record(tmp_path / "twin.pdf", pdf_file(path, twins.unicode)))
    assert [t["reason"] for t in drawn["file"]["triage"]] == ["good"] * drawn["file"]["pages"]
