"""One bad document never takes the others with it."""

from __future__ import annotations

import pytest

from pipeline import pool
from pipeline.errors import KehoachError
from tests.pipeline.jobs import misbehave


def answers(jobs, *, workers=2, time_limit=30.0):
    found = pool.run(
        misbehave, jobs, workers=workers, time_limit=time_limit, memory_limit=4 * 1024**3
    )
    return {j: a.code if isinstance(a, KehoachError) else a for j, a in found}


def test_good_jobs_are_all_answered():
    jobs = [f"job {i}" for i in range(30)]
    assert answers(jobs) == {job: job.upper() for job in jobs}


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        ("die", "worker-died"),
        ("raise", "unexpected"),
        ("locked", "encrypted"),
        ("eat", "unreadable"),
    ],
)
def test_a_bad_job_fails_alone(bad, code):
    jobs = ["a", f"{bad} 1", "b", f"{bad} 2", "c", "d"]
    found = answers(jobs)
    assert found.pop(f"{bad} 1") == found.pop(f"{bad} 2") == code
    assert found == {"a": "A", "b": "B", "c": "C", "d": "D"}


def test_a_job_that_hangs_is_stopped_and_the_others_are_done():
    found = answers(["hang", "a", "b", "c"], time_limit=1.0)
    assert found == {"hang": "time-limit", "a": "A", "b": "B", "c": "C"}


def test_an_unforeseen_error_is_one_line():
    ((_, error),) = pool.run(
        misbehave, ["raise"], workers=1, time_limit=9, memory_limit=4 * 1024**3
    )
    assert "\n" not in str(error)
    assert "ValueError: nobody foresaw this" in str(error)


def test_workers_are_renewed(monkeypatch):
    monkeypatch.setattr(pool, "_PER_WORKER", 2)
    found = answers([f"pid {i}" for i in range(6)], workers=1)
    assert len(found) == 6
    assert len(set(found.values())) == 3


def test_leaving_early_ends_the_workers():
    running = pool.run(misbehave, ["a", "hang"], workers=2, time_limit=60, memory_limit=4 * 1024**3)
    assert next(running)[1] == "A"
    running.close()  # would wait for a minute if the worker were left to itself
