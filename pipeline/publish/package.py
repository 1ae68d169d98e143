"""The datasets as a Frictionless data package: Parquet files, CSV twins, every column described."""

from __future__ import annotations

import datetime
import hashlib
import json
import re
import shutil
import sqlite3
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.errors import ArchiveUnusable, WrongUse
from pipeline.publish.frames import dataset_frame
from pipeline.reader import Reader, Table
from schemas.dataset import BY_NAME, DATASETS, Column, Dataset

if TYPE_CHECKING:
    import pandas as pd

_DESCRIPTOR = "datapackage.json"
_NAME = "kehoach"
_MEDIA_TYPES = {"parquet": "application/vnd.apache.parquet", "csv": "text/csv"}
_PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
_MOMENT = "%Y-%m-%dT%H:%M:%SZ"


def publish(reader: Reader, out: Path, *, version: str, at: datetime.datetime) -> dict[str, int]:
    """Write all datasets into the folder ``out``; rows of each by its name.

    They are written beside it and put in its place when all are whole. A folder that was
    not published by kehoach is left alone. Raises ``WrongUse``.
    """
    if out.exists() and not is_published(out) and (not out.is_dir() or any(out.iterdir())):
        raise WrongUse(out, "it holds other files", "name a new folder with --out")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=out.parent, prefix=f".{out.name}-") as work:
            new = Path(work, "new")
            new.mkdir()
            counts = _write(reader, new, version=version, at=at)
            _swap(new, out, aside=Path(work, "old"))
    except OSError as error:
        raise WrongUse(
            out, f"it cannot be written ({error.strerror})", "name another folder with --out"
        ) from error
    return counts


def is_published(folder: Path) -> bool:
    """Whether ``folder`` holds datasets published by kehoach."""
    try:
        found = json.loads((folder / _DESCRIPTOR).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(found, dict) and found.get("name") == _NAME


def _swap(new: Path, out: Path, *, aside: Path) -> None:
    """Put ``new`` in the place of ``out``; what was there stays if that fails."""
    if not out.exists():
        new.rename(out)
        return
    out.rename(aside)
    try:
        new.rename(out)
    except OSError:
        aside.rename(out)
        raise
    shutil.rmtree(aside)


def _write(reader: Reader, folder: Path, *, version: str, at: datetime.datetime) -> dict[str, int]:
    counts: dict[str, int] = {}
    resources: list[dict[str, Any]] = []
    for dataset in DATASETS:
        frame = dataset_frame(reader, dataset.name)
        counts[dataset.name] = len(frame)
        frame.to_parquet(folder / f"{dataset.name}.parquet", index=False)
        csv_of(frame, dataset).to_csv(
            folder / f"{dataset.name}.csv", index=False, lineterminator="\n"
        )
        resources += [_resource(folder, dataset, kind, rows=len(frame)) for kind in _MEDIA_TYPES]
    descriptor = {
        "$schema": _PROFILE,
        "name": _NAME,
        "title": "Kế hoạch công tác: văn bản, hoạt động, lịch",
        "description": "Plans and dispatches of Vietnamese authorities, read and normalised. "
        "Each table is a Parquet file with a CSV twin.",
        "version": version,
        "created": at.astimezone(datetime.UTC).strftime(_MOMENT),
        "resources": resources,
    }
    text = json.dumps(descriptor, ensure_ascii=False, indent=2)
    (folder / _DESCRIPTOR).write_text(text + "\n", encoding="utf-8")
    return counts


def csv_of(frame: pd.DataFrame, dataset: Dataset) -> pd.DataFrame:
    """The frame as it goes into CSV: moments in ISO 8601, flags as true and false."""
    told = {
        column.name: frame[column.name].dt.strftime(_MOMENT)
        if column.type == "datetime"
        else frame[column.name].map({True: "true", False: "false"})
        for column in dataset.columns
        if column.type in ("datetime", "boolean")
    }
    return frame.assign(**told)


def _resource(folder: Path, dataset: Dataset, kind: str, *, rows: int) -> dict[str, Any]:
    path = folder / f"{dataset.name}.{kind}"
    data = path.read_bytes()
    return {
        "name": _resource_name(dataset.name, kind),
        "path": path.name,
        "title": dataset.title,
        "description": dataset.description,
        "format": kind,
        "mediatype": _MEDIA_TYPES[kind],
        **({"encoding": "utf-8"} if kind == "csv" else {}),
        "bytes": len(data),
        "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
        "rows": rows,
        "schema": _schema(dataset, kind),
    }


def _resource_name(dataset: str, kind: str) -> str:
    return dataset if kind == "parquet" else f"{dataset}-{kind}"


def _schema(dataset: Dataset, kind: str) -> dict[str, Any]:
    schema: dict[str, Any] = {"fields": [_field(column) for column in dataset.columns]}
    if dataset.key:
        schema["primaryKey"] = list(dataset.key)
    if dataset.foreign:
        schema["foreignKeys"] = [
            {
                "fields": [column],
                "reference": {
                    "resource": _resource_name(target, kind),
                    "fields": [BY_NAME[target].key[0]],
                },
            }
            for column, target in dataset.foreign
        ]
    return schema


def _field(column: Column) -> dict[str, Any]:
    constraints: dict[str, Any] = {"required": True} if column.required else {}
    if column.values:
        constraints["enum"] = list(column.values)
    described = {
        "name": column.name,
        "type": "string" if column.type == "category" else column.type,
        "title": column.title,
        "description": column.description,
    }
    return described | ({"constraints": constraints} if constraints else {})


@dataclass(frozen=True, slots=True)
class PublishedReader:
    """Read-only queries over published tables (a ``pipeline.reader.Reader``).

    A table is loaded into a database in memory when a query first names it.
    """

    folder: Path
    memory: sqlite3.Connection
    loaded: set[str] = field(default_factory=set)

    def query(self, sql: str, params: Mapping[str, Any], /) -> Table:
        for name in BY_NAME.keys() & set(re.findall(r"\w+", sql)) - self.loaded:
            self._load(name)
        values = {k: str(v) if isinstance(v, datetime.date) else v for k, v in params.items()}
        self.memory.execute("PRAGMA query_only = ON")
        try:
            answer = self.memory.execute(sql, values)
            rows = tuple(answer.fetchall())
        except (sqlite3.Error, sqlite3.Warning) as error:
            raise WrongUse("SQL", str(error)) from error
        finally:
            self.memory.execute("PRAGMA query_only = OFF")
        return Table(tuple(column[0] for column in answer.description or ()), rows)

    def close(self) -> None:
        self.memory.close()

    def _load(self, name: str) -> None:
        columns = BY_NAME[name].columns
        names = ", ".join(f'"{c.name}"' for c in columns)
        marks = ", ".join("?" * len(columns))
        self.memory.execute(f"CREATE TABLE {name} ({names})")
        self.memory.executemany(f"INSERT INTO {name} VALUES ({marks})", self._rows(name))
        self.loaded.add(name)

    def _rows(self, name: str) -> list[tuple[Any, ...]]:
        """The rows with days and moments as the catalog keeps them: as text."""
        import pyarrow.parquet

        path = self.folder / f"{name}.parquet"
        try:
            table = pyarrow.parquet.read_table(path)
        except (OSError, pyarrow.ArrowException) as error:
            raise ArchiveUnusable(
                self.folder, f"{path.name} cannot be read", "publish the datasets again"
            ) from error
        shown = [
            [_as_text(v, column.type) for v in table.column(column.name).to_pylist()]
            for column in BY_NAME[name].columns
        ]
        return list(zip(*shown, strict=True))


def _as_text(value: Any, kind: str) -> Any:
    if isinstance(value, datetime.datetime):
        return str(value.date()) if kind == "date" else value.replace(tzinfo=None).isoformat(" ")
    return value


def open_published(folder: Path) -> PublishedReader:
    """The datasets in ``folder``; raises ``ArchiveUnusable``."""
    if not is_published(folder):
        raise ArchiveUnusable(
            folder, "there are no published tables here", "make them with 'kehoach publish'"
        )
    return PublishedReader(folder, sqlite3.connect(":memory:"))
