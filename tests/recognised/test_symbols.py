"""Numbers of documents that recognition broke, and those that only look odd."""

from __future__ import annotations

import pytest

from extractors.recognised.symbols import with_symbols


@pytest.mark.parametrize(
    ("seen", "meant"),
    [
        ("Số: 57/1B-UBND", "Số: 57/TB-UBND"),
        ("số 214/QĐĐ-STC", "số 214/QĐ-STC"),
        ("số 2034/Q0Đ-BTC", "số 2034/QĐ-BTC"),
        ("số 16/2031/IT-BTC", "số 16/2031/TT-BTC"),
        ("định số 21 4/QĐĐ-STC ngày", "định số 214/QĐ-STC  ngày"),
        ("Luật số 43/2013/QH 13 ngày", "Luật số 43/2013/QH13  ngày"),
    ],
)
def test_a_broken_number_is_made_whole(seen: str, meant: str) -> None:
    assert " ".join(with_symbols(seen.split())) == meant


@pytest.mark.parametrize(
    "line",
    [
        "Số: 12/KH-UBND",
        "số 15/SNV-TCBC",
        "số 9/TTLT-BTC-BNV",
        "21 4/2031",
        "có 21 24/7",
        "1/2 QH 13",
    ],
)
def test_other_numbers_stay(line: str) -> None:
    assert with_symbols(line.split()) == line.split()
