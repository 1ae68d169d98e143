"""What may be set, with the values that suit an office computer."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path


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
        if self.workers:
            return self.workers
        # Containers and batch systems give a program fewer processors than there are.
        usable = getattr(os, "sched_getaffinity", None)
        return len(usable(0)) if usable else os.cpu_count() or 1


def prefect_environment(archive: Path, *, level: str) -> dict[str, str]:
    """Variables that Prefect reads when it is imported.

    Its database lies in the archive; nothing is told to anyone outside; its own messages
    begin at ``level``. A server that is already named (PREFECT_API_URL) is used.
    """
    return {
        "PREFECT_HOME": str((archive / "prefect").absolute()),
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
        "PREFECT_SERVER_ALLOW_EPHEMERAL_MODE": "true",
        # A first start makes Prefect's own tables, which takes up to 18 s on two cores.
        "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",
        "PREFECT_LOGGING_LEVEL": level,
        "PREFECT_LOGGING_TO_API_ENABLED": "false" if level == "CRITICAL" else "true",
        "PREFECT_SERVER_LOGGING_LEVEL": level,
        "PREFECT_CLI_COLORS": "false",
    }
