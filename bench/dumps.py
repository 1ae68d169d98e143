"""How well tables come out of text dumps: random plans, typeset and read by five readers.

    python bench/dumps.py [--plans 40] [--from 1000] [--set office] [--reader pdftotext ...]
        [--out DIR] [--keep] [-v]

Each plan (``tests/dumps/plans.py``) is set by Typst and by a word processor, dumped, laid out
and extracted; its activities are compared with what the plan says. ``rows`` is the share of
tasks whose content is right, ``calendar`` of those whose body in the lead and time are right
too (F1 over all plans); told too by number of columns and by where cells stand in their rows.
``--out`` writes what was read and what it should give, ``--keep`` the figures to
``bench/results/dumps.json``. Needs poppler's ``pdftotext`` and, for the set ``office``,
LibreOffice.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
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
from tests.dumps.office import office_pdfs
from tests.dumps.plans import Plan, Task, random_plan, typeset

RESULT = Path(__file__).parent / "results" / "dumps.json"
FACTS = FileFacts("dump.txt", "text/plain", "0" * 64, None, "plain", "unicode")
CLOSE = 90.0
FIGURES = ("calendar", "rows", "lead", "time")


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


def typst_pdfs(plans: Sequence[Plan]) -> list[bytes]:
    return [typeset(plan) for plan in plans]


SETS: dict[str, Callable[[Sequence[Plan]], list[bytes]]] = {
    "typst": typst_pdfs,
    "office": office_pdfs,
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
    lead = is_close(task.cells.get("lead"), activity.lead.text if activity.lead else None)
    when = is_close(task.cells.get("time"), activity.time.text if activity.time else None)
    return Counter(rows=1, lead=int(lead), time=int(when), calendar=int(lead and when))


def f1(counts: Counter[str], what: str) -> float:
    return round(2 * counts[what] / max(counts["gold"] + counts["found"], 1), 4)


def write(folder: Path, name: str, plan: Plan, pdf: bytes, dumps: dict[str, str]) -> None:
    """``NAME.pdf``, ``NAME.json`` and a text of each reader (``NAME.txt`` is pdftotext's)."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.pdf").write_bytes(pdf)
    for reader, text in dumps.items():
        ending = "" if reader == "pdftotext" else "." + reader.removeprefix("pdftotext -")
        (folder / f"{name}{ending}.txt").write_text(text, encoding="utf-8")
    rows = [{**task.cells, "group": task.group} for task in plan.tasks]
    truth = {"roles": plan.roles, "headings": plan.headings, "middle": plan.look.middle}
    text = json.dumps({**truth, "rows": rows}, ensure_ascii=False, indent=1)
    (folder / f"{name}.json").write_text(text + "\n", encoding="utf-8")


def kinds(plan: Plan) -> tuple[str, str, str]:
    """What a plan's figures are added to."""
    return "all", f"{len(plan.roles)} columns", "middle" if plan.look.middle else "top"


def measure(
    plans: Sequence[Plan], dumps: Sequence[str], *, verbose: bool
) -> dict[str, dict[str, float]]:
    """The figures of one reader for each kind of plan."""
    totals: defaultdict[str, Counter[str]] = defaultdict(Counter)
    start = time.process_time()
    for plan, dump in zip(plans, dumps, strict=True):
        counts = compare(plan, activities_of(dump))
        for kind in kinds(plan):
            totals[kind] += counts + Counter(plans=1)
        if verbose:
            print(f"  {plan.seed} {f1(counts, 'calendar')} {dict(counts)} {kinds(plan)[1:]}")
    figures = {
        kind: {"plans": count["plans"]} | {w: f1(count, w) for w in FIGURES}
        for kind, count in sorted(totals.items())
    }
    figures["all"]["seconds_per_plan"] = round((time.process_time() - start) / len(plans), 2)
    return figures


def show(title: str, figures: dict[str, dict[str, float]]) -> None:
    print(title)
    for kind, values in figures.items():
        print(
            f"  {kind:10s} " + "  ".join(f"{name} {v:g}" for name, v in values.items()), flush=True
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--plans", type=int, default=40)
    parser.add_argument("--from", type=int, default=1000, dest="first")
    parser.add_argument("--set", action="append", choices=list(SETS), dest="sets")
    parser.add_argument("--reader", action="append", choices=list(READERS))
    parser.add_argument("--out", type=Path, help="write PDFs, dumps and what they should give")
    parser.add_argument("--keep", action="store_true", help="keep the result as the recorded one")
    parser.add_argument("-v", action="store_true", help="print every plan")
    options = parser.parse_args()
    plans = [random_plan(options.first + i) for i in range(options.plans)]
    readers = options.reader or list(READERS)
    found: dict[str, dict[str, dict[str, dict[str, float]]]] = {}
    for name in options.sets or list(SETS):
        pdfs = SETS[name](plans)
        dumps = {reader: [READERS[reader](pdf) for pdf in pdfs] for reader in readers}
        if options.out:
            for i, plan in enumerate(plans):
                texts = {reader: dumps[reader][i] for reader in readers}
                write(options.out, f"{name}-{plan.seed}", plan, pdfs[i], texts)
        found[name] = {}
        for reader in readers:
            found[name][reader] = measure(plans, dumps[reader], verbose=options.v)
            show(f"{name}, {reader}", found[name][reader])
    if options.keep:
        kept = {"plans": options.plans, "first": options.first, "sets": found}
        RESULT.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
