"""Word documents (.docx): what their author typed, with the labels Word would print.

The file is read as it is, without a word processor: the standard library opens the package,
``pipeline.read.ooxml`` resolves styles, labels, tracked changes and merged cells.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from itertools import chain

from pipeline.errors import UnreadableFile
from pipeline.read.ooxml.flow import read_flow
from pipeline.read.ooxml.package import open_package
from schemas.office import OfficeBlock, OfficeTable
from schemas.page import FileFacts, Pages

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def read_docx(data: bytes, *, name: str, facts: FileFacts | None = None) -> Pages:
    """Read a Word document.

    Args:
        data: the bytes of the .docx file.
        name: the file's name, for messages.
        facts: what is said of the file where ``data`` was converted from another one.

    Returns:
        The flow in ``office`` and its flattened text in ``text``; a note ``unread-page:1``
        for a document without any words (a scan pasted into Word), ``low-text-quality``
        where labels or styles are lost.

    Raises:
        EncryptedFile, UnreadableFile, UnsupportedFile
    """
    package = open_package(data, name=name)
    try:
        flow = read_flow(package)
    except RecursionError as error:
        raise UnreadableFile(name, "its parts lie too deep in one another") from error
    notes = package.notes
    if not any(map(_has_words, flow.blocks)):
        notes = (*notes, "unread-page:1")
    facts = replace(facts or _facts(data, name), encoding=flow.encoding)
    return Pages(facts, (), flow.text, notes, flow.blocks)


def _facts(data: bytes, name: str) -> FileFacts:
    digest = hashlib.sha256(data).hexdigest()
    return FileFacts(name, MEDIA_TYPE, digest, None, "office", "unicode")


def _has_words(block: OfficeBlock) -> bool:
    if isinstance(block, OfficeTable):
        return any(map(_has_words, chain.from_iterable(c.blocks for c in block.cells)))
    return any(line.words for line in block.lines)
