"""How fast times are read: expressions a second, running text, import.

python bench/time.py
"""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import yaml

import extractors.time
from extractors.time import find, find_times, parse_time
from schemas.time import TimeContext

_CASES = Path(extractors.time.__file__).with_name("cases.yaml")
_PROSE = (
    "Các sở, ban, ngành và Ủy ban nhân dân các xã, phường chủ động xây dựng kế hoạch, báo cáo "
    "kết quả về Sở Nội vụ trước ngày 15/6/2026 để tổng hợp; thực hiện thường xuyên trong năm. "
)
_ROUNDS = 5


def phrases() -> list[str]:
    """The phrases of the cases, each once."""
    file = yaml.safe_load(_CASES.read_text(encoding="utf-8"))
    return [phrase for group in file["cases"] for phrase in group["phrases"]]


def best(work: object, *args: object, **kwargs: object) -> float:
    """The least processor time of some rounds, in seconds."""
    assert callable(work)
    times = []
    for _ in range(_ROUNDS):
        started = time.process_time()
        work(*args, **kwargs)
        times.append(time.process_time() - started)
    return min(times)


def parse_all(texts: list[str], context: TimeContext) -> None:
    """Every expression once, none of them seen before."""
    find._kept.cache_clear()
    for text in texts:
        parse_time(text, context=context)


def parse_cells(texts: list[str], context: TimeContext) -> None:
    """Expressions that repeat as they do in the cells of plans."""
    for text in texts:
        parse_time(text, context=context)


def import_seconds() -> float:
    code = (
        "import time; s = time.process_time(); import extractors.time; "
        "print(time.process_time() - s)"
    )
    found = [
        float(subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout)
        for _ in range(_ROUNDS)
    ]
    return min(found)


def plain_loop() -> None:
    """Two million additions: 0.08 s on an idle core; tells a busy machine."""
    total = 0
    for n in range(2_000_000):
        total += n


def main() -> None:
    context = TimeContext(plan_year=2026)
    texts = phrases()
    parse_all(texts, context)  # the calendar libraries are imported on first use
    seconds = best(parse_all, texts, context)
    again = best(parse_cells, texts[:400], context)
    prose = (_PROSE * (100_000 // len(_PROSE) + 1))[:100_000]
    print(f"plain loop            {best(plain_loop):.2f} s (0.08 s on an idle core)")
    print(f"import                {import_seconds():.2f} s")
    print(f"expressions           {len(texts) / seconds:,.0f} a second, {len(texts)} different")
    print(f"expressions again     {400 / again:,.0f} a second")
    print(f"100 kB of prose       {best(find_times, prose, context=context):.2f} s")


if __name__ == "__main__":
    main()
