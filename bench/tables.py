"""Cells read exactly in random tables, typeset as real PDFs.

    python bench/tables.py [--tables 500]

The tables are those of the tests (`tests/layout/tables.py`, `printed.py`): 2 to 9 columns, merged
cells, group rows, headings of two rows, one page or many, rows cut by a page's end, borders left
out. The result is printed and kept as JSON in ``bench/results/tables.json``.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from extractors.layout.page import layout_pages
from pipeline.read.pdf import read_pdf
from tests.layout.printed import as_pdf
from tests.layout.tables import random_table
from tests.layout.test_tables import exact_cells

RESULT = Path(__file__).parent / "results" / "tables.json"
FIRST_SEED = 1000


def measure(tables: int) -> dict[str, object]:
    right = places = whole = 0
    columns, pages = Counter[int](), Counter[int]()
    for seed in range(FIRST_SEED, FIRST_SEED + tables):
        rng = random.Random(seed)
        pdf, seen = as_pdf(random_table(rng), rng)
        read = read_pdf(pdf)
        one, all_of = exact_cells(seen, layout_pages(read))
        right, places, whole = right + one, places + all_of, whole + (one == all_of)
        columns[len(seen.widths)] += 1
        pages[len(read.pages)] += 1
    return {
        "tables": tables,
        "cells": places,
        "exact": round(right / places, 4),
        "tables_without_a_miss": whole,
        "tables_by_columns": dict(sorted(columns.items())),
        "tables_by_pages": dict(sorted(pages.items())),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tables", type=int, default=500)
    result = measure(parser.parse_args().tables)
    RESULT.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(result))


if __name__ == "__main__":
    main()
