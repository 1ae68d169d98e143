"""Tables as pandas frames with the types their columns declare.

Days are ``datetime64[ms]``, numbers that may be missing ``Int64``, flags ``boolean``, and
what comes from a list of values ``category`` with the whole list; so that a frame is the
same whether it comes from the catalog or from a published file.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from pipeline.reader import Reader, Table, dataset, typed
from schemas.dataset import BY_NAME, DATASETS, Column

if TYPE_CHECKING:
    import pandas as pd

_DTYPES = {
    "string": "str",
    "integer": "Int64",
    "boolean": "boolean",
    "date": "datetime64[ms]",
    "datetime": "datetime64[ms, UTC]",
}


def dataset_frame(reader: Reader, name: str) -> pd.DataFrame:
    """A whole dataset."""
    return framed(dataset(reader, name), BY_NAME[name].columns)


def query_frame(reader: Reader, sql: str, params: dict[str, Any]) -> pd.DataFrame:
    """The answer to a query; columns named as in a dataset get its types where they fit."""
    table = typed(reader.query(sql, params))
    values = dict(zip(table.columns, zip(*table.rows, strict=True), strict=False))
    by_name = {c.name: c for d in DATASETS for c in d.columns}
    known = (by_name[name] for name in table.columns if name in by_name)
    return framed(table, [c for c in known if _fits(c, values.get(c.name, ()))])


def framed(table: Table, columns: Iterable[Column]) -> pd.DataFrame:
    """A frame of ``table`` in which ``columns`` have their declared types."""
    import pandas as pd

    frame = pd.DataFrame(list(table.rows), columns=list(table.columns))
    return retyped(frame, columns)


def retyped(frame: pd.DataFrame, columns: Iterable[Column]) -> pd.DataFrame:
    """The frame with the declared types of ``columns``."""
    import pandas as pd

    types = {
        c.name: pd.CategoricalDtype(list(c.values)) if c.type == "category" else _DTYPES[c.type]
        for c in columns
    }
    return frame.astype(types)


_PYTHON: dict[str, type] = {
    "string": str,
    "category": str,
    "integer": int,
    "boolean": bool,
    "date": datetime.date,
    "datetime": datetime.datetime,
}


def _fits(column: Column, values: Iterable[Any]) -> bool:
    """Whether a column that bears the name holds what the name promises."""
    return all(
        v is None or (type(v) is _PYTHON[column.type] and (not column.values or v in column.values))
        for v in values
    )
