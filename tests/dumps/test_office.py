"""Random plans printed by a word processor say what was drawn."""

from pathlib import Path

import pytest

from pipeline.process import process
from tests.dumps.office import office_docx, office_pdfs
from tests.dumps.plans import Plan, random_plan
from tests.word.look import shown


def plain(text: str) -> str:
    """The words of a text, whose dashes may stand before sentences or at the ends of lines."""
    return " ".join(text.replace("-", " ").split())


def tasks(plan: Plan) -> list[list[str]]:
    return [
        [plain(task.cells[role]) for role in plan.roles if role != "index"] for task in plan.tasks
    ]


@pytest.mark.parametrize("seed", range(6))
def test_the_word_file_has_the_rows_of_the_plan(seed):
    plan = random_plan(seed)
    contents = {plain(task.cells["content"]) for task in plan.tasks}
    at = plan.roles.index("content")
    rows = [
        [plain(cell) for cell, role in zip(row, plan.roles, strict=True) if role != "index"]
        for table in shown(office_docx(plan))
        if isinstance(table, list)
        for row in table
        if len(row) == len(plan.roles) and plain(row[at]) in contents
    ]
    assert rows == tasks(plan)


def test_plans_look_different_and_each_the_same_each_time():
    assert office_docx(random_plan(5)) != office_docx(random_plan(6))
    assert shown(office_docx(random_plan(5))) == shown(office_docx(random_plan(5)))


@pytest.mark.slow
def test_the_printed_plan_has_its_tasks(tmp_path: Path):
    plans = [random_plan(seed) for seed in (3000, 3001)]
    for plan, pdf in zip(plans, office_pdfs(plans), strict=True):
        path = tmp_path / f"{plan.seed}.pdf"
        path.write_bytes(pdf)
        found = [plain(a.content or "") for a in process(path).activities]
        assert found == [plain(task.cells["content"]) for task in plan.tasks]
