"""How well tables come out of text dumps: random plans, typeset and read by five readers.

    python bench/dumps.py [--plans 40] [--from 1000] [--reader pdftotext ...] [-v]

Each plan (``tests/dumps/plans.py``) is typeset, dumped, laid out and extracted; its activities
are compared with what the plan says. ``rows`` is the share of tasks whose content is right,
``calendar`` of those whose body in the lead and time are right too (F1 over all plans).
Needs poppler's ``pdftotext``. The result is kept in ``bench/results/dumps.json``.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pdfplumber
import pypdfium2
from rapidfuzz import fuzz

sys.path.insert(0, str(Path(__file__).parents[1]))

from extractors.layout import lay_out
from extractors.record import extract
from extractors.text.fold import fold
from schemas.page import FileFacts, Pages
from schemas.record import Activity, ProducedBy
from tests.dumps.plans import Plan, Task, random_plan, typeset

RESULT = Path(__file__).parent / "results" / "dumps.json"
FACTS = FileFacts("dump.txt", "text/plain", "0" * 64, None, "plain", "unicode")
CLOSE = 90.0


def poppler(*options: str) -> Callable[[bytes], str]:
    def dump(pdf: bytes) -> str:
        with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
            file.write(pdf)
            file.flush()
            command = ["pdftotext", *options, file.name, "-"]
            return subprocess.run(command, capture_output=True, check=True).stdout.decode()

    return dump


def plumber(pdf: bytes) -> str:
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(pdf)
        file.flush()
        with pdfplumber.open(file.name) as document:
            return "\f".join(page.extract_text() or "" for page in document.pages)


def pdfium(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "\f".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()


READERS: dict[str, Callable[[bytes], str]] = {
    "pdftotext": poppler(),
    "pdftotext -layout": poppler("-layout"),
    "pdftotext -raw": poppler("-raw"),
    "pdfium": pdfium,
    "pdfplumber": plumber,
}


def activities_of(text: str) -> list[Activity]:
    layout = lay_out(Pages(FACTS, text=text))
    return list(extract(layout, produced_by=ProducedBy(version="0", rules="0")).activities)


def is_close(a: str | None, b: str | None) -> bool:
    return fuzz.ratio(_key(a), _key(b)) >= CLOSE


def _key(text: str | None) -> str:
    return fold(text or "").strip(" .;:,-")


def compare(plan: Plan, found: list[Activity]) -> Counter[str]:
    """Counts of what is right: tasks paired with activities in order of likeness."""
    counts = Counter(gold=len(plan.tasks), found=len(found))
    left = list(enumerate(found))
    for i, task in enumerate(plan.tasks):
        best = max(left, key=lambda x: _likeness(task, x[1]) - abs(x[0] - i), default=None)
        if best is None or _likeness(task, best[1]) < CLOSE:
            continue
        left.remove(best)
        counts.update(_right(task, best[1]))
    return counts


def _likeness(task: Task, activity: Activity) -> float:
    return fuzz.ratio(_key(task.cells["content"]), _key(activity.content))


def _right(task: Task, activity: Activity) -> Counter[str]:
    lead = is_close(task.cells.get("lead"), activity.lead and activity.lead.text)
    when = is_close(task.cells.get("time"), activity.time and activity.time.text)
    return Counter(rows=1, lead=int(lead), time=int(when), calendar=int(lead and when))


def f1(counts: Counter[str], what: str) -> float:
    return round(2 * counts[what] / max(counts["gold"] + counts["found"], 1), 4)


def measure(seeds: range, readers: list[str], *, verbose: bool) -> dict[str, dict[str, float]]:
    out: dict[str, dict[str, float]] = {}
    plans = {seed: random_plan(seed) for seed in seeds}
    pdfs = {seed: typeset(plan) for seed, plan in plans.items()}
    for reader in readers:
        total: Counter[str] = Counter()
        start = time.process_time()
        for seed, plan in plans.items():
            counts = compare(plan, activities_of(READERS[reader](pdfs[seed])))
            total += counts
            if verbose:
                print(f"  {reader} {seed} {f1(counts, 'calendar')} {dict(counts)} {plan.roles}")
        out[reader] = {w: f1(total, w) for w in ("calendar", "rows", "lead", "time")}
        out[reader]["seconds_per_plan"] = round((time.process_time() - start) / len(plans), 2)
        print(f"{reader:20s} {out[reader]}", flush=True)
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--plans", type=int, default=40)
    parser.add_argument("--from", type=int, default=1000, dest="first")
    parser.add_argument("--reader", action="append", choices=list(READERS))
    parser.add_argument("--keep", action="store_true", help="keep the result as the recorded one")
    parser.add_argument("-v", action="store_true", help="print every plan")
    options = parser.parse_args()
    seeds = range(options.first, options.first + options.plans)
    readers = options.reader or list(READERS)
    found = measure(seeds, readers, verbose=options.v)
    if options.keep:
        kept = {"plans": options.plans, "first": options.first, "readers": found}
        RESULT.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
