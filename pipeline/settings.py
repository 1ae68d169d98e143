"""What may be set, with the values that suit an office computer."""

from __future__ import annotations

import os
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How a batch is run.

    ``time_limit`` is the wall-clock limit of one document in seconds; a scan of a hundred
    pages takes about three minutes on one core. ``chunk`` is how many documents make one
    Prefect task: tasks cost 10-25 ms each and documents 0.05-10 s, so that tens of
    documents hide the cost, and a progress report still comes every few seconds.
    """

    workers: int = 0
    """Processes reading documents; 0 takes one for each processor."""
    time_limit: float = 300.0
    chunk: int = 25
    memory_limit: int = 4 * 1024**3
    """Address space of one worker in bytes: a runaway file must not take the machine down."""

    @property
    def n_workers(self) -> int:
        return self.workers or len(os.sched_getaffinity(0))
