"""A local Prefect server for scheduled runs, started and stopped with them."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

from pipeline.errors import MissingTool

_START_SECONDS = 120.0
"""A first start makes Prefect's tables, which took 16 s on two idle cores."""
_STOP_SECONDS = 10.0


def free_address() -> str:
    """An address on this machine at which nothing listens yet."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{probe.getsockname()[1]}/api"


@contextmanager
def prefect_server(address: str, *, log: Path) -> Iterator[None]:
    """A Prefect server at ``address`` as long as the context lasts.

    Raises ``MissingTool`` where it does not come up; what it says goes to ``log``.
    """
    port = address.removesuffix("/api").rpartition(":")[2]
    log.parent.mkdir(exist_ok=True)
    with log.open("w", encoding="utf-8") as out:
        server = subprocess.Popen(
            [sys.executable, "-m", "prefect", "server", "start",
             "--host", "127.0.0.1", "--port", port],
            stdout=out, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C ends the schedule first, then the server
        )  # fmt: skip
    # A service manager stops us with SIGTERM: the server must not be left behind.
    before = signal.signal(signal.SIGTERM, _leave)
    try:
        _wait(server, address, log)
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
        server.terminate()
        try:
            server.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _leave(number: int, _frame: object) -> NoReturn:
    sys.exit(128 + number)


def _wait(server: subprocess.Popen[bytes], address: str, log: Path) -> None:
    """Wait until the server answers."""
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/health", timeout=2):
                return
        except OSError:  # of which URLError is one
            time.sleep(0.5)
    raise MissingTool("Prefect", "its server does not start", f"see {log}")
