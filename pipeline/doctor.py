"""What is installed, what is missing, and the command that mends it."""

from __future__ import annotations

import platform
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Literal

from pipeline import catalog as cat
from pipeline.errors import ArchiveUnusable, MissingTool

Verdict = Literal["ok", "missing", "wrong"]

_WITHOUT_EXTRA = re.compile(r"^([A-Za-z0-9._-]+)")


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at. ``mend`` is a command, empty where nothing is to be done."""

    name: str
    verdict: Verdict
    detail: str
    mend: str = ""


def checks(archive: Path | None = None) -> Iterator[Check]:
    """Everything that is looked at, in the order of importance."""
    yield Check("Python", "ok", platform.python_version())  # pip refuses one that is too old
    yield from _libraries()
    yield _tesseract()
    yield _libreoffice()
    if archive is not None:
        yield _archive(archive)


def _libraries() -> Iterator[Check]:
    """Each library that the package asks for, with what it asks of its version."""
    for line in metadata.requires("kehoach") or ():
        if "extra ==" in line:
            continue
        name = line.partition(";")[0].strip()
        yield _library(name)


def _library(requirement: str) -> Check:
    match = _WITHOUT_EXTRA.match(requirement)
    assert match is not None  # pip would have refused it
    name = match.group(1)
    mend = f"{sys.executable} -m pip install '{requirement}'"
    try:
        version = metadata.version(name)
    except metadata.PackageNotFoundError:
        return Check(name, "missing", "not installed", mend)
    wanted = requirement.partition("]")[2] or requirement[len(name) :]
    if not _satisfies(version, wanted):
        return Check(name, "wrong", f"{version}, but {wanted.strip()} is needed", mend)
    return Check(name, "ok", version)


def _satisfies(version: str, wanted: str) -> bool:
    """Whether a version is within the bounds; only >= and < are used by this package."""
    have = _numbers(version)
    for bound in filter(None, wanted.replace(" ", "").split(",")):
        if bound.startswith(">=") and have < _numbers(bound[2:]):
            return False
        if bound.startswith("<") and not bound.startswith("<=") and have >= _numbers(bound[1:]):
            return False
    return True


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(n) for n in re.findall(r"\d+", version)[:3])


def _tesseract() -> Check:
    """The engine comes with the libraries, its Vietnamese model from the system."""
    from pipeline.ocr.engine import tessdata

    try:
        folder = tessdata()
    except MissingTool:
        mend = _install(
            {"apt-get": "tesseract-ocr-vie", "dnf": "tesseract-langpack-vie",
             "brew": "tesseract-lang"}
        )  # fmt: skip
        detail = "Vietnamese is not installed: scans cannot be read"
        return Check("tesseract", "missing", detail, mend)
    return Check("tesseract", "ok", f"Vietnamese in {folder}")


def _libreoffice() -> Check:
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        mend = _install(
            {"apt-get": "libreoffice-writer-nogui", "dnf": "libreoffice-writer",
             "brew": "--cask libreoffice"}
        )  # fmt: skip
        return Check("LibreOffice", "missing", "old Word files (.doc) cannot be read", mend)
    return Check("LibreOffice", "ok", _said(program, "--version").strip())


def _install(packages: dict[str, str]) -> str:
    """The command that installs packages here."""
    manager = next((m for m in packages if shutil.which(m)), "apt-get")
    prefix = "" if manager == "brew" else "sudo "
    yes = "" if manager == "brew" else "-y "
    return f"{prefix}{manager} install {yes}{packages[manager]}"


def _said(program: str, *options: str) -> str:
    try:
        done = subprocess.run(
            [program, *options], capture_output=True, text=True, timeout=60, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout or done.stderr


def _archive(folder: Path) -> Check:
    """Whether an archive opens, and has every file that its catalog names."""
    try:
        catalog = cat.open_catalog(folder)
        try:
            missing, total = cat.missing_files(catalog)
        finally:
            catalog.close()
    except ArchiveUnusable as error:
        return Check(f"archive {folder}", "wrong", error.wrong, error.advice)
    if missing:
        detail = f"{len(missing)} of {total} files are gone or cut short, first {missing[0]}"
        return Check(f"archive {folder}", "wrong", detail, "kehoach ingest the documents again")
    return Check(f"archive {folder}", "ok", f"{total} documents, all files whole")
