"""Pages per second: our reading and layout beside pdfplumber's words and tables.

    python bench/pages.py samples [more files or folders] [--rounds 3]

Both read the same files in one process, turn about, file by file; seconds are those of the
processor, so that a busy machine disturbs neither, and the best round of each counts. The
result is printed and kept as JSON in ``bench/results/pages.json``.
"""

from __future__ import annotations

import argparse
import json
import platform
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import pdfplumber

from extractors.layout.page import layout_pages
from pipeline.errors import DocumentError
from pipeline.read.pdf import read_pdf

RESULT = Path(__file__).parent / "results" / "pages.json"


def ours(path: Path) -> int:
    """Pages read and laid out."""
    pages = read_pdf(path)
    layout_pages(pages)
    return len(pages.pages)


def theirs(path: Path) -> int:
    """Pages whose words and tables pdfplumber extracted."""
    with pdfplumber.open(path) as document:
        for page in document.pages:
            page.extract_words()
            page.extract_tables()
            page.close()
        return len(document.pages)


def seconds(work: Callable[[Path], int], path: Path) -> float:
    start = time.process_time()
    work(path)
    return time.process_time() - start


def readable(paths: Iterable[Path]) -> dict[Path, int]:
    """PDF files with a text layer, each with its pages."""
    found: dict[Path, int] = {}
    for path in paths:
        for file in sorted(path.rglob("*.pdf")) if path.is_dir() else [path]:
            try:
                pages = read_pdf(file)
            except DocumentError:
                continue
            if not pages.notes:
                found[file] = len(pages.pages)
    return found


def measure(files: dict[Path, int], rounds: int) -> dict[str, object]:
    best = {ours: dict.fromkeys(files, 1e9), theirs: dict.fromkeys(files, 1e9)}
    for _ in range(rounds):
        for file in files:
            for work, times in best.items():
                times[file] = min(times[file], seconds(work, file))
    pages = sum(files.values())
    spent = {work.__name__: sum(times.values()) for work, times in best.items()}
    return {
        "files": len(files),
        "pages": pages,
        "pages_per_second": {
            "kehoach": round(pages / spent["ours"], 1),
            "pdfplumber": round(pages / spent["theirs"], 1),
        },
        "ratio": round(spent["theirs"] / spent["ours"], 1),
        "rounds": rounds,
        "machine": f"{platform.machine()}, Python {platform.python_version()}",
        "pdfplumber": pdfplumber.__version__,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("paths", nargs="+", type=Path, help="PDF files, or folders of them")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    files = readable(options.paths)
    if not files:
        parser.error("no PDF with a text layer there")
    result = measure(files, options.rounds)
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")
    speeds = result["pages_per_second"]
    print(f"{result['files']} files, {result['pages']} pages; pages per second: {speeds}")
    print(f"{result['ratio']} times as fast as pdfplumber")


if __name__ == "__main__":
    main()
