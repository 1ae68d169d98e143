"""The language layer: characters per second of ``kehoach.nlp()``, and its share of a document.

    python bench/nlp.py samples [more files or folders]

The pipeline reads every paragraph of the documents' layout, each part of it timed by itself;
and each document is extracted while a clock runs over every call that extraction makes of
it. Seconds are those of the processor; models and tables are loaded before. The result is
printed and kept as JSON in ``bench/results/nlp.json``.
"""

from __future__ import annotations

import argparse
import json
import platform
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import kehoach
from extractors.layout import lay_out
from extractors.text import annotated, spans
from extractors.text import nlp as layer
from extractors.text.words import segment
from pipeline.errors import DocumentError
from pipeline.process import process
from pipeline.read import read
from schemas.layout import Layout

RESULT = Path(__file__).parent / "results" / "nlp.json"


def layouts(paths: Iterable[Path]) -> Iterator[tuple[Path, Layout]]:
    """Documents that can be read without recognition, laid out."""
    for path in paths:
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.suffix in (".pdf", ".txt", ".docx") and "bad" not in file.parts:
                try:
                    yield file, lay_out(read(file))
                except DocumentError:
                    continue


def texts(layout: Layout) -> list[str]:
    """The paragraphs of a document and the cells of its tables."""
    cells = (cell.text for table in layout.tables for cell in table.cells)
    return [t for t in (*(p.text for p in layout.paragraphs), *cells) if t.strip()]


def spent(work: Iterable[object]) -> float:
    begun = time.process_time()
    for _ in work:
        pass
    return time.process_time() - begun


def throughput(paragraphs: list[str]) -> dict[str, object]:
    nlp = kehoach.nlp()
    size = sum(map(len, paragraphs))
    spans.times_in.cache_clear()
    docs = [nlp.make_doc(text) for text in paragraphs]
    whole = spent(map(nlp, paragraphs))
    spans.times_in.cache_clear()
    parts = {
        "words": spent(map(segment, paragraphs)),
        "tags": spent(map(layer.tag_words, docs)),
        "spans": spent(map(layer.find_spans, docs)),
    }
    return {
        "characters": size,
        "tokens": sum(map(len, docs)),
        "characters_per_second": round(size / whole),
        "tokens_per_second": round(sum(map(len, docs)) / whole),
        "share_of_parts": {n: round(s / sum(parts.values()), 2) for n, s in parts.items()},
    }


class Clock:
    """Seconds spent in the language layer while documents are extracted."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.calls = 0
        self._load = layer.load

    def __enter__(self) -> Clock:
        pipeline = self._load()

        class Timed:
            def make_doc(timed, text: str) -> object:  # noqa: N805
                return self._timed(pipeline.make_doc, text)

            def __call__(timed, doc: object, **options: object) -> object:  # noqa: N805
                self.calls += 1
                return self._timed(pipeline, doc, **options)

        layer.load = Timed
        return self

    def _timed(self, work, *arguments: object, **options: object) -> object:
        begun = time.process_time()
        result = work(*arguments, **options)
        self.seconds += time.process_time() - begun
        return result

    def __exit__(self, *_: object) -> None:
        layer.load = self._load


def share(files: list[Path]) -> dict[str, object]:
    """What part of the time of documents goes into the layer, all together and at most."""
    for file in files:  # once without a clock: what is loaded stays loaded
        process(file)
    total, inside, calls, worst = 0.0, 0.0, 0, 0.0
    for file in files:
        annotated.read_spans.cache_clear()
        spans.times_in.cache_clear()
        with Clock() as clock:
            seconds = spent(process(f) for f in (file,))
        total, inside, calls = total + seconds, inside + clock.seconds, calls + clock.calls
        worst = max(worst, clock.seconds / seconds)
    return {
        "documents": len(files),
        "seconds_a_document": round(total / len(files), 3),
        "texts_read_a_document": round(calls / len(files), 1),
        "share_of_time": round(inside / total, 3),
        "largest_share": round(worst, 3),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("paths", nargs="+", type=Path, help="documents, or folders of them")
    options = parser.parse_args()
    found = dict(layouts(options.paths))
    if not found:
        parser.error("no document there that can be read")
    paragraphs = [text for layout in found.values() for text in texts(layout)]
    kehoach.nlp()("Sở Nội vụ báo cáo trước ngày 15/6/2024.")
    result = {
        "pipeline": throughput(paragraphs),
        "extraction": share(list(found)),
        "machine": f"{platform.machine()}, Python {platform.python_version()}",
    }
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(result, indent=2))


if __name__ == "__main__":
    main()
