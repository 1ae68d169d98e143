"""Agency cells read by hand: splitting, roles and identities, scored as F1."""

from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

from extractors.agency.resolve import issuer_of, name_bodies

LEAST = 0.97


def documents(name):
    return yaml.safe_load(Path(__file__).with_name(name).read_text(encoding="utf-8"))


class Cell(NamedTuple):
    document: dict
    text: str
    expected: list  # of (text, identity, role)


def expected_of(text, value):
    if isinstance(value, list):
        return []
    if not isinstance(value, dict):
        return [(None, value, None)]
    if set(value) <= {"lead", "coordinating"}:
        return [(t, i, role) for role, bodies in value.items() for t, i in bodies.items()]
    return [(t, i, None) for t, i in value.items()]


def cells(name):
    return [
        Cell(document, text, expected_of(text, value))
        for document in documents(name)
        for text, value in document["cells"].items()
    ]


CELLS = {name: cells(f"{name}.yaml") for name in ("gold", "blind")}


def read(cell):
    """The bodies found; a body that is the only one is not compared by its text."""
    document = cell.document
    issuer = issuer_of(
        document["issuer"], parent=document.get("parent"), issued_on=document["dated"]
    )
    found = name_bodies(
        cell.text, slot=document["slot"], issuer=issuer, issued_on=document["dated"]
    )
    roles = any(role for _, _, role in cell.expected)
    alone = len(found) == 1 and [t for t, _, _ in cell.expected] == [None]
    return [
        (None if alone else n.ref.text, n.ref.id, (n.role or "lead") if roles else None)
        for n in found
    ]


def f1(pairs):
    right = sum(sum((Counter(a) & Counter(b)).values()) for a, b in pairs)
    found, expected = (sum(len(p[k]) for p in pairs) for k in (0, 1))
    return 2 * right / (found + expected)


@pytest.fixture(scope="module", params=CELLS)
def name(request):
    return request.param


@pytest.fixture(scope="module")
def readings(name):
    return [(read(cell), cell.expected) for cell in CELLS[name]]


@pytest.mark.parametrize(("what", "of"), [("split", 0), ("identity", 1), ("role", 2)], ids=str)
def test_gold_cells(name, readings, what, of, record_property):
    pairs = [([x[of] for x in found], [x[of] for x in wanted]) for found, wanted in readings]
    if what == "role":
        pairs = [p for p in pairs if any(p[1])]
    if what == "identity":
        pairs = [([x[:2] for x in f], [x[:2] for x in w]) for f, w in readings]
    score = f1(pairs)
    record_property(f"agency_{name}_{what}_f1", round(score, 4))
    missed = [
        f"{cell.text}: {found} instead of {wanted}"
        for cell, (found, wanted) in zip(CELLS[name], pairs, strict=False)
        if Counter(found) != Counter(wanted)
    ]
    assert score >= LEAST, f"{what}: F1 {score:.3f}\n" + "\n".join(missed)


def test_there_are_four_hundred_cells():
    assert len(CELLS["gold"]) >= 300
    assert len(CELLS["gold"]) + len(CELLS["blind"]) >= 400
