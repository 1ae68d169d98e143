"""Each kind of variety observed in real documents has a case, or is named as not handled."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
COVERAGE = yaml.safe_load(Path(__file__).with_name("coverage.yaml").read_text(encoding="utf-8"))
SHOWN = [
    (f"{section}: {seen}", reference)
    for section, observations in COVERAGE.items()
    for seen, references in observations.items()
    for reference in references
]


def entries(path: Path) -> set[str]:
    """What the cases of a file are called."""
    found = yaml.safe_load(path.read_text(encoding="utf-8"))
    if isinstance(found, dict):
        return {entry for listed in found.values() for entry in listed}
    return {case.get("name") or case.get("seen") for case in found}


def is_there(reference: dict[str, str] | str) -> bool:
    if isinstance(reference, str) and "::" in reference:
        path, name = reference.split("::")
        text = (ROOT / path).read_text(encoding="utf-8")
        return re.search(rf"^def {name}\(", text, re.MULTILINE) is not None
    pairs = reference.items() if isinstance(reference, dict) else [reference.split(": ", 1)]
    ((place, words),) = pairs
    if place == "limits":
        text = (ROOT / "docs" / "limits.md").read_text(encoding="utf-8")
        return words.casefold() in text.casefold()
    return words in entries(ROOT / place)


@pytest.mark.parametrize(("observed", "reference"), SHOWN, ids=[str(s) for s in SHOWN])
def test_what_was_observed_has_a_case(observed: str, reference: dict[str, str] | str) -> None:
    assert is_there(reference), f"{observed}: {reference}"
