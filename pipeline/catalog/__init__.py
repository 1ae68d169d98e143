"""The catalog: what was read from which file, and what could not be (only user of SQLAlchemy)."""

from pipeline.catalog.agencies import (
    Agency,
    add_alias,
    add_merge,
    agencies,
    issues,
    name_of,
    named_by,
    nobody,
    own,
    remove,
    unresolved,
)
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
from pipeline.catalog.write import fail, forget_unread, resolve, save

__all__ = [
    "Agency",
    "ArchiveReader",
    "Catalog",
    "Failure",
    "Seen",
    "Status",
    "Stored",
    "add_alias",
    "add_merge",
    "agencies",
    "behind",
    "fail",
    "fingerprint",
    "forget_unread",
    "is_archive",
    "issues",
    "missing_files",
    "name_of",
    "named_by",
    "nobody",
    "open_catalog",
    "open_reader",
    "own",
    "record",
    "remove",
    "resolve",
    "save",
    "seen",
    "status",
    "store",
    "unresolved",
]
