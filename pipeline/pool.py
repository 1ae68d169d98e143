"""A child process per document, with a limit on its time and its memory.

PDF and OCR libraries hang, crash and swallow memory on some of a thousand documents. The
standard pool breaks as a whole when one worker dies and cannot stop one that hangs; here
a worker that does either is replaced, and only its document fails.
"""

from __future__ import annotations

import multiprocessing
import signal
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from multiprocessing.context import BaseContext
from typing import Any, Generic, TypeVar

from pipeline.errors import (
    KehoachError,
    NoPermission,
    TimeLimitReached,
    UnexpectedFailure,
    UnreadableFile,
    WorkerDied,
)

Job = TypeVar("Job")
Result = TypeVar("Result")

_PER_WORKER = 200
"""Documents after which a worker is renewed, so that what libraries leak is given back."""
_PATIENCE = 5.0
"""Seconds a worker gets to end before it is killed."""


def run(
    work: Callable[[Job], Result],
    jobs: Iterable[Job],
    *,
    workers: int,
    time_limit: float,
    memory_limit: int,
    preload: str = "",
) -> Iterator[tuple[Job, Result | KehoachError]]:
    """Do ``work`` for each job in child processes; answers come as they are ready.

    ``work`` and what it takes and gives must be picklable. ``time_limit`` is in seconds
    for each job, ``memory_limit`` in bytes of address space for each worker; ``preload``
    names a module that workers share. When the iterator is closed, what has not been
    answered is dropped.
    """
    context = _context(preload)
    waiting = iter(jobs)
    crew: list[_Worker[Job, Result]] = []
    try:
        while True:
            crew = [w for w in crew if not w.spent]
            while len(crew) < workers and (job := next(waiting, _NONE)) is not _NONE:
                crew.append(_Worker(context, work, memory_limit, time_limit))
                crew[-1].give(job)
            if not crew:
                return
            for worker in _ready(crew):
                done = worker.job, worker.answer()
                job = _NONE if worker.spent else next(waiting, _NONE)
                if job is not _NONE:
                    worker.give(job)
                else:
                    worker.stop()
                yield done
    finally:
        for worker in crew:
            worker.stop(now=True)


_NONE: Any = object()


def _context(preload: str) -> BaseContext:
    """Workers are forked from a clean server: forking ourselves would copy our threads."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    if preload:
        context.set_forkserver_preload([preload])
    return context


class _Worker(Generic[Job, Result]):
    """A child process and the job it is at."""

    def __init__(
        self,
        context: BaseContext,
        work: Callable[[Job], Result],
        memory_limit: int,
        time_limit: float,
    ) -> None:
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(  # type: ignore[attr-defined]
            target=_serve, args=(theirs, work, memory_limit), daemon=True
        )
        self.process.start()
        theirs.close()
        self.time_limit = time_limit
        self.deadline = 0.0
        self.left = _PER_WORKER
        self.spent = False
        self.job: Job

    def give(self, job: Job) -> None:
        self.job = job
        self.deadline = time.monotonic() + self.time_limit
        with suppress(BrokenPipeError):  # it died while idle: the answer will say so
            self.pipe.send(job)

    def answer(self) -> Result | KehoachError:
        """What became of the job; the worker is spent if it cannot take another."""
        self.left -= 1
        try:
            if self.pipe.poll():
                answer: Result | KehoachError = self.pipe.recv()
                self.spent = self.left <= 0
                return answer
        except (EOFError, ConnectionResetError):
            self.stop(now=True)
            return WorkerDied(str(self.job))
        self.stop(now=True)
        return TimeLimitReached(
            str(self.job), f"reading took longer than the time limit of {self.time_limit:g} s"
        )

    def stop(self, *, now: bool = False) -> None:
        self.spent = True
        self.pipe.close()  # an idle worker ends when its pipe does
        if now:
            self.process.kill()
        self.process.join(_PATIENCE)
        if self.process.is_alive():
            self.process.kill()
            self.process.join()


def _ready(crew: list[_Worker[Job, Result]]) -> list[_Worker[Job, Result]]:
    """The workers that have answered, died or run out of time; waits for one."""
    first = min(worker.deadline for worker in crew)
    answered = wait([w.pipe for w in crew], timeout=max(0.0, first - time.monotonic()))
    now = time.monotonic()
    return [w for w in crew if w.pipe in answered or w.deadline <= now]


def _serve(pipe: Connection, work: Callable[[Any], Any], memory_limit: int) -> None:
    """A worker's life: job in, answer out, until the pipe ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent to deal with
    _limit_memory(memory_limit)
    while True:
        try:
            job = pipe.recv()
        except EOFError:
            return
        answer = attempt(work, job)
        try:
            pipe.send(answer)
        except BrokenPipeError:
            return


def attempt(work: Callable[[Job], Result], job: Job) -> Result | KehoachError:
    """Do the work; whatever goes wrong with one document is an answer, not an end."""
    try:
        return work(job)
    except KehoachError as error:
        return error
    except PermissionError:
        return NoPermission(str(job))
    except MemoryError:
        return UnreadableFile(
            str(job), "reading it takes more memory than one document may have",
            "split the document",
        )  # fmt: skip
    except Exception as error:  # noqa: BLE001 - the batch must go on whatever a library raises
        said = " ".join(f"{type(error).__name__}: {error}".split())
        return UnexpectedFailure(str(job), f"kehoach failed on it unexpectedly ({said[:200]})")


def _limit_memory(memory_limit: int) -> None:
    """Bound the address space, so that a runaway file fails alone."""
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    limit = memory_limit if most == resource.RLIM_INFINITY else min(memory_limit, most)
    resource.setrlimit(resource.RLIMIT_AS, (limit, most))
