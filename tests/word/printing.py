"""Word files printed to PDF by LibreOffice."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

PROGRAM = "soffice"
_EACH_LIMIT = 30


def print_all(files: Sequence[Path]) -> list[Path]:
    """The PDF of each file, beside it: one call for all, as starting takes longer than printing."""
    (folder,) = {file.parent for file in files}
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        command = [
            PROGRAM, f"-env:UserInstallation=file://{profile}", "--headless", "--norestore",
            "--convert-to", "pdf", "--outdir", str(folder), *map(str, files),
        ]  # fmt: skip
        limit = 60 + _EACH_LIMIT * len(files)
        subprocess.run(command, check=True, capture_output=True, timeout=limit)
    return [file.with_suffix(".pdf") for file in files]
