"""Heads, grounds, headings, feet, annexes and kinds of documents as offices print them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.variety.letter import record_of, value

LETTERS = yaml.safe_load(Path(__file__).with_name("letters.yaml").read_text(encoding="utf-8"))


def cases() -> Iterator[Any]:
    for case in LETTERS:
        if "cases" in case:
            for printed, wanted in case["cases"].items():
                parts = {**case.get("parts", {}), case["part"]: printed}
                yield pytest.param(parts, dict(zip(case["paths"], wanted, strict=True)),
                                   id=f"{case['section']}: {case['seen']}: {printed}")  # fmt: skip
        else:
            yield pytest.param(
                case["parts"], case["wanted"], id=f"{case['section']}: {case['seen']}"
            )


@pytest.mark.parametrize(("parts", "wanted"), list(cases()))
def test_letters(parts: dict[str, str], wanted: dict[str, Any]) -> None:
    found = record_of(parts)
    assert {path: value(found, path) for path in wanted} == wanted
