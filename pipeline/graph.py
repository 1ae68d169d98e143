"""Who cites whom: the documents around one, through the keys under which they are cited.

A cited document need not be in the archive; what cites it is known all the same. Every
question is answered by an index (identity, key, number), never by reading records.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from extractors.citation.keys import symbol_key
from pipeline.errors import WrongUse
from pipeline.reader import Reader, Row, Table, dataset, typed

Direction = Literal["cites", "cited_by"]

_PREFIX = re.compile(r"[0-9a-f]{6,64}")
_SHOWN = 5
"""How many documents of one name a message lists."""


@dataclass(frozen=True, slots=True)
class Node:
    """A document; without ``document_id`` it is cited, and not in the archive."""

    document_id: str | None
    key: str | None
    kind: str | None
    number: str | None
    issued_on: Any
    issuer: str | None
    title: str | None

    @property
    def identity(self) -> tuple[str | None, ...]:
        """What makes two nodes one document."""
        return (self.document_id,) if self.document_id else (self.key, self.number, self.title)


@dataclass(frozen=True, slots=True)
class Link:
    """One citation; ``node`` is the document at its other end, ``beyond`` what lies behind."""

    node: Node
    relation: str | None
    matches: int
    """How many documents of the archive the cited one could be."""
    dated_after: bool
    closes_circle: bool
    beyond: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Graph:
    document: Node
    cites: tuple[Link, ...]
    cited_by: tuple[Link, ...]


def graph(reader: Reader, name: str, *, depth: int = 1) -> Graph:
    """The documents that one cites and that cite it, ``depth`` steps away at most.

    ``name`` is the beginning of an identity, a key, a number, or the name of a file.
    Raises ``WrongUse`` where no document, or several, are called so.
    """
    node = find(reader, name)
    return Graph(
        node,
        tuple(_links(reader, node, "cites", depth, {node.identity})),
        tuple(_links(reader, node, "cited_by", depth, {node.identity})),
    )


_DOCUMENT = "SELECT document_id, key, kind, number, issued_on, issuer, title FROM document WHERE "
_CITED = """
    SELECT NULL AS document_id, key, min(kind) AS kind, min(number) AS number,
           min(issued_on) AS issued_on, min(issuer) AS issuer, min(subject) AS title
    FROM basis b
    WHERE {which} AND NOT EXISTS (SELECT 1 FROM document d WHERE d.key = b.key)
    GROUP BY key
"""


def find(reader: Reader, name: str) -> Node:
    """The document called so; raises ``WrongUse``."""
    found: dict[tuple[str | None, ...], Node] = {}
    for sql, value in _questions(name.strip()):
        for row in typed(reader.query(sql, {"name": value, "end": value + "~"})).dicts():
            node = Node(**row)
            found.setdefault(node.identity, node)
        if found:
            break
    if not found:
        raise WrongUse(
            name,
            "no document of the archive is called so, nor is one that they cite",
            "give its number (16/KH-UBND), the beginning of its identity, or its file's name",
        )
    if len(found) > 1:
        nodes = list(found.values())
        shown = "; ".join(map(_called, nodes[:_SHOWN]))
        more = f" and {len(nodes) - _SHOWN} others" if len(nodes) > _SHOWN else ""
        raise WrongUse(name, f"{len(nodes)} documents are called so: {shown}{more}",
                       "give the identity or the key of one")  # fmt: skip
    return next(iter(found.values()))


def _questions(name: str) -> Iterator[tuple[str, str]]:
    """Queries for a name, the surest first."""
    if _PREFIX.fullmatch(name):
        yield _DOCUMENT + "document_id >= :name AND document_id < :end", name
    yield _DOCUMENT + "key = :name AND :end <> ''", name
    yield _CITED.format(which="key = :name AND :end <> ''"), name
    if symbol := symbol_key(name):
        yield (
            (
                f"{_DOCUMENT} symbol = :name AND :end <> '' UNION ALL "
                f"SELECT * FROM ({_CITED.format(which='symbol = :name')}) cited"
            ),
            symbol,
        )
    yield _DOCUMENT + "file_name = :name AND :end <> ''", name


def _called(node: Node) -> str:
    """A document's name, and what tells it from others of that name."""
    sign = node.document_id[:12] if node.document_id else node.key or "no key"
    issuer = f" of {node.issuer}" if node.issuer else ""
    return f"{node.number or node.title}{issuer} ({sign})"


_FIELDS = """
    c.relation, c.matches, c.dated_after, c.closes_circle,
    d.document_id, d.key, d.kind, d.number, d.issued_on, d.issuer, d.title
"""
_CITES = """
    SELECT c.*, m.kind AS own_kind, m.issuer AS own_issuer, m.title AS own_title
    FROM citations c LEFT JOIN document m ON m.document_id = c.cited_document_id
    WHERE c.document_id = :name ORDER BY c.position
"""
_CITED_BY = """
    SELECT {fields} FROM citations c JOIN document d ON d.document_id = c.document_id
    WHERE {which} ORDER BY d.issued_on, d.document_id, c.position
"""


def _links(
    reader: Reader,
    node: Node,
    way: Direction,
    depth: int,
    seen: set[tuple[str | None, ...]],
) -> Iterator[Link]:
    """The citations from or to a document; each document's own are followed once."""
    if depth < 1:
        return
    for row in _rows(reader, node, way):
        other = _cited_node(row) if way == "cites" else _citing_node(row)
        beyond: tuple[Link, ...] = ()
        if other.identity not in seen:
            seen.add(other.identity)
            beyond = tuple(_links(reader, other, way, depth - 1, seen))
        yield Link(
            other,
            row["relation"],
            row["matches"],
            bool(row["dated_after"]),
            bool(row["closes_circle"]),
            beyond,
        )


def _rows(reader: Reader, node: Node, way: Direction) -> list[Row]:
    if way == "cites":
        if node.document_id is None:
            return []
        return typed(reader.query(_CITES, {"name": node.document_id}), None).dicts()
    if node.key is None:
        return []
    sql = _CITED_BY.format(fields=_FIELDS, which="c.cited_key = :name")
    return typed(reader.query(sql, {"name": node.key})).dicts()


def _cited_node(row: Mapping[str, Any]) -> Node:
    """The cited document as the archive has it, else as it is cited."""
    return Node(
        row["cited_document_id"],
        row["cited_key"],
        row["cited_kind"],
        row["cited_number"],
        row["cited_issued_on"],
        row["cited_issuer"] or row["own_issuer"],
        row["cited_subject"] or row["own_title"],
    )


def _citing_node(row: Mapping[str, Any]) -> Node:
    names = ("document_id", "key", "kind", "number", "issued_on", "issuer", "title")
    return Node(*(row[name] for name in names))


def citations(
    reader: Reader,
    *,
    cited: str | None = None,
    kind: str | None = None,
    relation: str | None = None,
) -> Table:
    """The rows of the dataset ``citations`` that are asked for.

    ``cited`` is a number, a key or an identity; ``kind`` is the kind of the citing document.
    """
    table = dataset(reader, "citations")
    rows = (dict(zip(table.columns, row, strict=True)) for row in table.rows)
    wanted = (
        (cited is None or _is(row, cited, symbol_key(cited)))
        and (kind is None or row["kind"] == kind)
        and (relation is None or row["relation"] == relation)
        for row in rows
    )
    kept = tuple(row for row, keep in zip(table.rows, wanted, strict=True) if keep)
    return Table(table.columns, kept)


def _is(row: Mapping[str, Any], cited: str, symbol: str) -> bool:
    if cited in (row["cited_key"], row["cited_document_id"]):
        return True
    return row["cited_number"] is not None and symbol_key(row["cited_number"]) == symbol
