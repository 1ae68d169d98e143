"""Kinds of work: every word list is used, every case is right, and records carry them."""

from pathlib import Path
from typing import get_args

import pytest
import yaml

import extractors.activities
from extractors.activities.category import category_of
from pipeline.process import process
from schemas.record import Category

FOLDER = Path(extractors.activities.__file__).parent
CASES = yaml.safe_load((FOLDER / "category_cases.yaml").read_text(encoding="utf-8"))
WORDS = yaml.safe_load((FOLDER / "categories.yaml").read_text(encoding="utf-8"))
SAMPLES = Path(__file__).parents[2] / "samples"


@pytest.mark.parametrize(
    ("category", "content"),
    [(category, text) for category, texts in CASES.items() for text in texts],
)
def test_kinds_of_work(category, content):
    assert category_of(content) == category


def test_every_kind_has_words_and_cases():
    kinds = set(get_args(Category))
    assert set(CASES) == kinds
    assert set(WORDS) - {"nothing"} == kinds - {"khác"}


@pytest.mark.parametrize("kind", sorted(set(WORDS) - {"nothing"}))
def test_each_word_alone_gives_its_kind(kind):
    """A phrase may begin with a shorter one of another kind only if it is the longer one."""
    missed = [p for p in WORDS[kind]["phrases"] if category_of(p.capitalize()) != kind]
    assert missed == []


@pytest.mark.parametrize("content", ["", " ", "...", "12/3", "Ủy ban nhân dân"])
def test_what_says_nothing_is_other_work(content):
    assert category_of(content) == "khác"


def test_a_record_says_what_its_activities_are():
    record = process(SAMPLES / "plan-2020.txt")
    kinds = [a.category for a in record.activities]
    assert kinds[0] == "ban hành văn bản"
    assert kinds[2] == "khen thưởng"
    assert all(kinds)
