"""The same document in several media, and its record without what depends on the medium."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from pipeline.process import process
from schemas.record import Record
from tests.variety.notation import Document
from tests.variety.sheet import as_pdf
from tests.variety.word import as_docx

__all__ = ["CASES", "as_docx", "as_pdf", "bare", "document_of", "read"]
CASES = yaml.safe_load(Path(__file__).with_name("tables.yaml").read_text(encoding="utf-8"))
_OF_THE_MEDIUM = frozenset({"document_id", "file", "source", "sources", "message"})
"""Messages name pages, which Word files do not have."""


def document_of(case: dict[str, str]) -> Document:
    return Document(**{k: v for k, v in case.items() if k in ("body", "code", "title")})


def read(data: bytes, path: Path) -> Record:
    path.write_bytes(data)
    return process(path)


def bare(record: Record) -> Any:
    """The record as JSON without places, and without the facts of its file."""
    return _bare(record.model_dump(mode="json"))


def _bare(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _bare(v) for k, v in value.items() if k not in _OF_THE_MEDIUM}
    return [_bare(v) for v in value] if isinstance(value, list) else value
