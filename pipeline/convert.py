"""Word processors' files of a batch, converted together before they are read."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pipeline.errors import DocumentError, KehoachError, MissingTool
from pipeline.read.office import EACH_LIMIT, ForeignFile, kind_of, to_docx

_HEAD = 4
_OWN = (b"%PDF", b"\xff\xd8\xff", b"\x89PNG", b"II*\0", b"MM\0*")
"""How large files begin that LibreOffice has no part in."""


def convert(
    paths: Iterable[Path], folder: Path, *, time_limit: float = EACH_LIMIT
) -> dict[Path, Path | KehoachError]:
    """The .docx of each file that LibreOffice reads for us, made in few calls of it.

    Args:
        paths: files of every kind; those that need no conversion have no answer.
        folder: an existing folder for what is made.
        time_limit: seconds for one file.

    Returns:
        For each path that needs it a file in ``folder``, or why there is none:
        ``MissingTool`` for all of them where LibreOffice is not installed.
    """
    foreign = {path: file for path in paths if (file := _foreign(path)) is not None}
    try:
        answers = to_docx(list(foreign.values()), each_limit=min(time_limit, EACH_LIMIT))
    except MissingTool as error:
        return dict.fromkeys(foreign, error)
    made: dict[Path, Path | KehoachError] = {}
    for number, (path, answer) in enumerate(zip(foreign, answers, strict=True)):
        if isinstance(answer, bytes):
            made[path] = folder / f"{number}.docx"
            (folder / f"{number}.docx").write_bytes(answer)
        else:
            made[path] = answer
    return made


def _foreign(path: Path) -> ForeignFile | None:
    """The file where LibreOffice reads it; what is wrong with others is told when they are read."""
    try:
        with path.open("rb") as stream:
            if stream.read(_HEAD).startswith(_OWN):
                return None
        data = path.read_bytes()
        kind = kind_of(data, name=path.name)
    except (DocumentError, OSError):
        return None
    return None if kind is None or kind == "docx" else ForeignFile(path.name, data, kind)
