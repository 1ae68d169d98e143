"""The catalog: what was read from which file, and what could not be (only user of SQLAlchemy)."""

from pipeline.catalog.catalog import Catalog, is_archive, open_catalog
from pipeline.catalog.files import Stored, fingerprint, store
from pipeline.catalog.read import (
    ArchiveReader,
    Failure,
    Seen,
    Status,
    behind,
    missing_files,
    open_reader,
    record,
    seen,
    status,
)
from pipeline.catalog.write import fail, forget_unread, save

__all__ = [
    "ArchiveReader",
    "Catalog",
    "Failure",
    "Seen",
    "Status",
    "Stored",
    "behind",
    "fail",
    "fingerprint",
    "forget_unread",
    "is_archive",
    "missing_files",
    "open_catalog",
    "open_reader",
    "record",
    "save",
    "seen",
    "status",
    "store",
]
