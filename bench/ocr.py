"""Recognition: character errors against transcriptions, and time beside bare Tesseract.

    python bench/ocr.py [--corpus DIR]

Where the corpus is present, each ``dev/scan/*.pageN.txt`` is the text of one scanned page: our
text of that page, and that of Tesseract on the whole page, are held against it. Else only the
time is measured, on the pages of samples/ drawn at 200 dots per inch. Pages are read without
the cache; seconds are those of the processor, ours and Tesseract's of one page turn about, so
that a busy machine disturbs neither. The result is printed and kept in ``results/ocr.json``.
"""

from __future__ import annotations

import argparse
import json
import platform
import re
import time
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple, TypeVar

import pypdfium2
from rapidfuzz.distance import Levenshtein

from extractors.layout import lay_out
from extractors.layout.lines import rows_of
from extractors.recognised import corrected
from extractors.text.syllables import is_legal
from pipeline.ocr.engine import Engine, tesseract
from pipeline.ocr.inks import inks_of
from pipeline.ocr.page import read_page
from pipeline.ocr.scans import scans_of
from pipeline.read import read, read_bytes
from pipeline.read.image import Picture
from schemas.layout import Paragraph, Table
from schemas.page import FileFacts, Page, Pages
from schemas.word import Word

ROOT = Path(__file__).resolve().parent.parent
RESULT = ROOT / "bench" / "results" / "ocr.json"
_QUOTES, _DASHES = re.compile(r"[“”„\"‘’`´']"), re.compile(r"[‐-―−–—-]+")
_T = TypeVar("_T")


class Case(NamedTuple):
    """A page to be read, and what is printed on it where that is known."""

    name: str
    picture: Picture
    printed: str | None


class Measure(NamedTuple):
    """One page: seconds of both, letters printed, and how many each got wrong."""

    is_table: bool
    ours: float
    bare: float
    letters: int
    our_errors: int
    bare_errors: int


def cases(corpus: Path) -> Iterator[Case]:
    texts = sorted((corpus / "dev" / "scan").glob("*.page*.txt"))
    for text in texts:
        name, _, number = text.stem.rpartition(".page")
        picture = picture_of(text.with_name(f"{name}.pdf"), int(number))
        yield Case(f"{name} {number}", picture, text.read_text(encoding="utf-8"))
    if not texts:
        for sample in sorted((ROOT / "samples").glob("*.pdf")):
            yield Case(sample.stem, drawn(sample, 200), None)


def picture_of(path: Path, number: int) -> Picture:
    return dict(scans_of(read(path), read_bytes(path), [number]))[number]


def drawn(path: Path, dpi: float) -> Picture:
    """The first page of a PDF as a scanner would give it."""
    with pypdfium2.PdfDocument(path) as document:
        return Picture(document[0].render(scale=dpi / 72).to_numpy()[..., :3].copy(), dpi)


def measure(case: Case, engine: Engine) -> Measure:
    picture, dpi = case.picture.pixels, case.picture.dpi
    bare, seen = timed(lambda: engine.read(inks_of(picture).black, dpi=dpi, layout="page"))
    ours, page = timed(lambda: read_page(picture, dpi=dpi, number=1, engine=engine))
    if case.printed is None:
        return Measure(False, ours, bare, 0, 0, 0)
    printed = letters(case.printed)
    wrong = [
        Levenshtein.distance(printed, letters(text))
        for text in (text_of(page), " ".join(s.text for s in seen))
    ]
    is_table = any(line.count(" | ") > 1 for line in case.printed.splitlines())
    return Measure(is_table, ours, bare, len(printed), *wrong)


def timed(work: Callable[[], _T]) -> tuple[float, _T]:
    start = time.process_time()
    result = work()
    return time.process_time() - start, result


def text_of(page: Page) -> str:
    """The page as it is read further: its paragraphs, and its tables row by row.

    Lines side by side are put in rows, as the transcriptions have them.
    """
    facts = FileFacts("scan.pdf", "application/pdf", "0" * 64, 1, "ocr", "unicode")
    out: list[str] = []
    beside: list[Word] = []
    for block in lay_out(Pages(facts, corrected([page]))).blocks:
        if isinstance(block, Paragraph) and block.side != "full":
            beside += block.passage.words
            continue
        out += [row.text for row in rows_of(beside)]
        beside = []
        if isinstance(block, Table):
            cells = sorted(block.cells, key=lambda c: (c.row, c.col))
            out += [cell.passage.text for cell in cells]
        else:
            out.append(block.text)
    return " ".join([*out, *(row.text for row in rows_of(beside))])


def letters(text: str) -> str:
    """What is compared: letters, figures and signs, without spaces and kinds of dashes."""
    plain = unicodedata.normalize("NFC", text).replace("|", "")
    return re.sub(r"\s", "", _DASHES.sub("-", _QUOTES.sub("'", plain)))


def summary(measures: dict[str, Measure]) -> dict[str, object]:
    out: dict[str, object] = {
        "python": platform.python_version(),
        "pages": len(measures),
        "seconds a page": round(sum(m.ours for m in measures.values()) / len(measures), 2),
        "times bare tesserocr": round(
            sum(m.ours for m in measures.values()) / sum(m.bare for m in measures.values()), 2
        ),
    }
    for kind, is_table in (("text pages", False), ("table pages", True)):
        of_kind = [m for m in measures.values() if m.letters and m.is_table == is_table]
        if printed := sum(m.letters for m in of_kind):
            out[kind] = {
                "pages": len(of_kind),
                "characters": printed,
                "error rate": round(sum(m.our_errors for m in of_kind) / printed, 4),
                "error rate of bare tesserocr": round(
                    sum(m.bare_errors for m in of_kind) / printed, 4
                ),
            }
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--corpus", type=Path, default=ROOT / "corpus")
    options = parser.parse_args()
    engine = tesseract()
    is_legal("một")  # the table of syllables is made once, whatever is read
    measures = {case.name: measure(case, engine) for case in cases(options.corpus)}
    for name, m in measures.items():
        rate = (
            f"{m.our_errors / m.letters:6.1%} ({m.bare_errors / m.letters:6.1%})"
            if m.letters
            else ""
        )
        print(f"{name:30} {m.ours:5.2f} s ({m.bare:5.2f} s) {rate}")
    result = summary(measures)
    print(json.dumps(result, indent=1))
    RESULT.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
