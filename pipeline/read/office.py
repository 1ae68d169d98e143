"""Files of word processors: .docx is read here, older and other kinds through LibreOffice.

LibreOffice turns .doc, .rtf, .odt and web pages saved as Word files into .docx, many in one
call: starting it takes longer than converting a document. Each call has a profile of its own,
so that calls can run side by side and none asks anything of a user.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import signal
import subprocess
import tempfile
import time
import zipfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pipeline.errors import (
    DocumentError,
    EncryptedFile,
    MissingTool,
    TimeLimitReached,
    UnreadableFile,
    UnsupportedFile,
)
from pipeline.read.ooxml.package import kind_of_zip
from pipeline.read.word import read_docx
from schemas.page import FileFacts, Pages

Foreign = Literal["doc", "rtf", "odt", "html", "xml"]
Kind = Literal["docx"] | Foreign
_MEDIA_TYPES: Mapping[Foreign, str] = {
    "doc": "application/msword",
    "rtf": "application/rtf",
    "odt": "application/vnd.oasis.opendocument.text",
    "html": "text/html",
    "xml": "application/msword",
}
_OLE = b"\xd0\xcf\x11\xe0"
_SECTOR = 512
_FIB = b"\xec\xa5"
"""How the main stream of a .doc begins; a flag bit in its eleventh byte says "encrypted"."""
_HTML = re.compile(rb"\s*(?:<!--.*?-->\s*|<\?xml[^>]*>\s*)*<(?:!doctype\s+html|html|head|body)\b",
                   re.IGNORECASE | re.DOTALL)  # fmt: skip
_HEAD = 4096
START_LIMIT = 60.0
"""Seconds for LibreOffice to start on a busy machine; it takes one or two on an idle one."""
EACH_LIMIT = 30.0
"""Seconds for one document; a hundred pages take three."""
_GLANCE = 0.2
"""Seconds between looks at what is finished."""
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
</item>
<item oor:path="/org.openoffice.Inet/Settings">
<prop oor:name="ooInetProxyType" oor:op="fuse"><value>2</value></prop>
<prop oor:name="ooInetHTTPProxyName" oor:op="fuse"><value>127.0.0.1</value></prop>
<prop oor:name="ooInetHTTPProxyPort" oor:op="fuse"><value>9</value></prop>
<prop oor:name="ooInetHTTPSProxyName" oor:op="fuse"><value>127.0.0.1</value></prop>
<prop oor:name="ooInetHTTPSProxyPort" oor:op="fuse"><value>9</value></prop>
<prop oor:name="ooInetNoProxy" oor:op="fuse"><value></value></prop>
</item>
</oor:items>
"""
"""A document must neither run macros nor fetch anything: it is told of a proxy that is none."""


@dataclass(frozen=True, slots=True)
class ForeignFile:
    """A document that LibreOffice is to convert."""

    name: str
    data: bytes
    kind: Foreign


def kind_of(data: bytes, *, name: str) -> Kind | None:
    """What kind of text document the bytes are; None where they are none.

    Raises:
        EncryptedFile: a password protects it.
        UnsupportedFile: a web archive or a package in XML, which no free program reads.
    """
    if data.startswith(b"PK\x03\x04"):
        kinds: Mapping[str, Kind] = {"word": "docx", "opendocument": "odt"}
        return kinds.get(kind_of_zip(data))
    if data.startswith(_OLE):
        return _kind_of_ole(data, name)
    if data.startswith(b"{\\rtf"):
        return "rtf"
    head = data[:_HEAD].removeprefix(b"\xef\xbb\xbf").strip(b"\xff\xfe").replace(b"\0", b"")
    if head.lower().startswith(b"mime-version:") and b"multipart/related" in head.lower():
        raise UnsupportedFile(
            name,
            "it is a web archive (MHT) under another name",
            "open it in Word and save it as .docx",
        )
    if b"<pkg:package" in head:
        raise UnsupportedFile(
            name, "it is a Word file in one piece of XML", "open it in Word and save it as .docx"
        )
    if b"<w:wordDocument" in head:
        return "xml"
    return "html" if _HTML.match(head) else None


def _kind_of_ole(data: bytes, name: str) -> Kind | None:
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise EncryptedFile(name)
    starts = (at for at in range(_SECTOR, len(data), _SECTOR) if data.startswith(_FIB, at))
    begun = next(starts, None)
    # The list of contents, which names the stream, is lost where a file was cut short.
    if "WordDocument".encode("utf-16-le") not in data and begun != _SECTOR:
        return None
    if begun is not None and data[begun + 11 : begun + 12] and data[begun + 11] & 1:
        raise EncryptedFile(name)
    return "doc"


def read_office(data: bytes, *, name: str, kind: Kind, docx: bytes | None = None) -> Pages:
    """Read a word processor's file; ``name`` is the file's own.

    ``docx`` is what LibreOffice has made of it before; without it that is done now.

    Raises:
        EncryptedFile, UnreadableFile, UnsupportedFile, TimeLimitReached
        MissingTool: LibreOffice is needed and is not installed.
    """
    if kind == "docx":
        return read_docx(data, name=name)
    if docx is None:
        (converted,) = to_docx([ForeignFile(name, data, kind)])
        if isinstance(converted, DocumentError):
            raise converted
        docx = converted
    digest = hashlib.sha256(data).hexdigest()
    facts = FileFacts(name, _MEDIA_TYPES[kind], digest, None, "office", "unicode")
    return read_docx(docx, name=name, facts=facts)


def to_docx(
    files: Sequence[ForeignFile], *, each_limit: float = EACH_LIMIT
) -> list[bytes | DocumentError]:
    """Convert documents in one call of LibreOffice; for each the .docx, or what went wrong.

    Where a call leaves documents undone, it broke off or hung at the first of them: that one
    is tried alone, the others in a new call, so that one bad document fails alone.
    ``each_limit`` is in seconds.

    Raises:
        MissingTool: LibreOffice is not installed.
    """
    done: dict[int, bytes | DocumentError] = {}
    left = list(range(len(files)))
    while left:
        done |= zip(left, _converted([files[i] for i in left], each_limit), strict=True)
        undone = [i for i in left if not isinstance(done[i], bytes)]
        if undone and len(left) > 1:
            (done[undone[0]],) = _converted([files[undone[0]]], each_limit)
        left = undone[1:]
    return [done[i] for i in range(len(files))]


def _converted(files: Sequence[ForeignFile], each_limit: float) -> list[bytes | DocumentError]:
    with tempfile.TemporaryDirectory(prefix="kehoach-", ignore_cleanup_errors=True) as folder:
        sources = [Path(folder, f"{i}.{file.kind}") for i, file in enumerate(files)]
        for path, file in zip(sources, files, strict=True):
            path.write_bytes(file.data)
        in_time = _run(sources, Path(folder), each_limit)
        made = [Path(folder, "out", f"{i}.docx") for i in range(len(files))]
        return [
            path.read_bytes() if zipfile.is_zipfile(path) else _failure(file, in_time)
            for path, file in zip(made, files, strict=True)
        ]


def _failure(file: ForeignFile, in_time: bool) -> DocumentError:
    if in_time:
        return UnreadableFile(file.name, f"LibreOffice cannot read it as .{file.kind}")
    return TimeLimitReached(file.name, "LibreOffice did not finish it", "save it as .docx")


def _run(sources: Sequence[Path], folder: Path, each_limit: float) -> bool:
    """Convert one after the other, each within its limit; whether it ended by itself."""
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
    command = [
        _program(), f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore",
        "--nolockcheck", "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder / "out"),
        *map(str, sources),
    ]  # fmt: skip
    process = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        env=os.environ | {"HOME": str(folder)}, start_new_session=True,
    )  # fmt: skip
    try:
        return _ended(process, folder / "out", each_limit)
    finally:
        _end(process)


def _ended(process: subprocess.Popen[bytes], out: Path, each_limit: float) -> bool:
    """Wait for the end; False where no document was finished for too long."""
    finished, deadline = 0, time.monotonic() + START_LIMIT + each_limit
    while time.monotonic() < deadline:
        with suppress(subprocess.TimeoutExpired):
            process.wait(_GLANCE)
            return True
        if (count := sum(1 for _ in out.glob("*.docx"))) > finished:
            finished, deadline = count, time.monotonic() + each_limit
    return False


def _end(process: subprocess.Popen[bytes]) -> None:
    """Kill what still runs: soffice is a script that starts the program, which may hang."""
    if process.poll() is None:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _program() -> str:
    found = shutil.which("soffice") or shutil.which("libreoffice")
    if found is None:
        raise MissingTool(
            "LibreOffice", "LibreOffice is not installed, which reads word processors' files "
            "other than .docx", "apt-get install libreoffice-writer-nogui",
        )  # fmt: skip
    return found
