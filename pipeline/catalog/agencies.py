"""What a user says of bodies, kept in the archive, and which documents it touches.

A change and the note of which documents must be resolved again are one transaction;
resolving them (``write.resolve``) is one for each. So a program that is broken off leaves
nothing lost: the next one that looks finds the rest.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

import sqlalchemy as sa

from extractors.agency.own import Alias, Merge, Own, words_of
from pipeline.catalog.catalog import Catalog
from pipeline.catalog.database import reading, writing
from pipeline.catalog.tables import agency, agency_alias, agency_merge, document, mention

_EVERYBODY = ""
"""The issuer of an alias that holds in everybody's documents: a key cannot be null."""


@dataclass(frozen=True, slots=True)
class Agency:
    """A body of an archive: how many documents name it, and by which words."""

    agency_id: str
    name: str
    documents: int
    wordings: tuple[str, ...]


def own_names(connection: sa.Connection) -> Own:
    """Everything a user has said of bodies."""
    aliases = connection.execute(sa.select(agency_alias).order_by(agency_alias.c.words))
    merges = connection.execute(sa.select(agency_merge).order_by(agency_merge.c.agency_id))
    return Own(
        tuple(Alias(a.text, a.agency_id, a.name, a.issuer_id or None) for a in aliases),
        tuple(Merge(m.agency_id, m.into_id, m.name) for m in merges),
    )


def own(catalog: Catalog) -> Own:
    with reading(catalog.engine, catalog.name) as connection:
        return own_names(connection)


def name_of(catalog: Catalog, agency_id: str) -> str | None:
    """The name of a body that the archive's documents or a user name; None where none does."""
    named = (
        sa.select(agency.c.name).where(agency.c.agency_id == agency_id),
        sa.select(agency_alias.c.name).where(agency_alias.c.agency_id == agency_id),
        sa.select(agency_merge.c.name).where(agency_merge.c.into_id == agency_id),
    )
    with reading(catalog.engine, catalog.name) as connection:
        found = (connection.execute(query.limit(1)).scalar() for query in named)
        return next((name for name in found if name is not None), None)


def issues(catalog: Catalog, agency_id: str) -> bool:
    """Whether a body issued a document of the archive."""
    issued = sa.select(document.c.document_id).where(document.c.issuer_id == agency_id)
    with reading(catalog.engine, catalog.name) as connection:
        return connection.execute(issued.limit(1)).scalar() is not None


def named_by(catalog: Catalog, text: str, *, issuer: str | None) -> dict[str, int]:
    """The bodies that words name in the documents of an issuer, each with their number."""
    which = [mention.c.words == _key(text), mention.c.agency_id.is_not(None)]
    if issuer is not None:
        which.append(document.c.issuer_id == issuer)
    with reading(catalog.engine, catalog.name) as connection:
        rows = connection.execute(
            sa.select(mention.c.agency_id, sa.func.count())
            .join(document, document.c.document_id == mention.c.document_id)
            .where(*which)
            .group_by(mention.c.agency_id)
        )
        return {row[0]: row[1] for row in rows}


def add_alias(catalog: Catalog, alias: Alias, *, at: datetime.datetime) -> None:
    """Keep an alias, in the place of one of the same words, and note whom it touches."""
    key, issuer = _key(alias.text), alias.issuer or _EVERYBODY
    with writing(catalog.engine, catalog.name) as connection:
        connection.execute(sa.delete(agency_alias).where(_is(key, issuer)))
        connection.execute(
            sa.insert(agency_alias).values(
                words=key,
                issuer_id=issuer,
                text=alias.text,
                agency_id=alias.agency_id,
                name=alias.name,
                added_at=at,
            )
        )
        _touch(connection, _saying([key]))


def add_merge(catalog: Catalog, merge: Merge, *, at: datetime.datetime) -> None:
    """Keep a merge and note whom it touches."""
    with writing(catalog.engine, catalog.name) as connection:
        connection.execute(
            sa.insert(agency_merge).values(
                agency_id=merge.agency_id, into_id=merge.into, name=merge.name, added_at=at
            )
        )
        _touch(connection, _naming([merge.agency_id]))


def remove(catalog: Catalog, what: str, *, issuer: str | None) -> int:
    """Take back an alias by its words, or a merge by the identity that was another's.

    Returns how many were taken back: none where nothing was said of it.
    """
    key, whose = _key(what), issuer or _EVERYBODY
    with writing(catalog.engine, catalog.name) as connection:
        # Before they are gone: the documents in which they counted.
        into = connection.execute(
            sa.select(agency_merge.c.into_id).where(agency_merge.c.agency_id == what)
        ).scalar()
        aliases = connection.execute(sa.delete(agency_alias).where(_is(key, whose))).rowcount
        merges = connection.execute(
            sa.delete(agency_merge).where(agency_merge.c.agency_id == what)
        ).rowcount
        if aliases:
            _touch(connection, _saying([key]))
        if into is not None:
            _touch(connection, _naming([into]))
        return aliases + merges


def unresolved(catalog: Catalog) -> list[str]:
    """The documents whose bodies are to be resolved again."""
    with reading(catalog.engine, catalog.name) as connection:
        return list(
            connection.execute(
                sa.select(document.c.document_id)
                .where(document.c.unresolved, document.c.ingested_at.is_not(None))
                .order_by(document.c.document_id)
            ).scalars()
        )


def agencies(catalog: Catalog) -> list[Agency]:
    """The bodies that the archive's documents name, those named most first."""
    with reading(catalog.engine, catalog.name) as connection:
        wordings: dict[str, list[str]] = {}
        for identity, text in connection.execute(
            sa.select(mention.c.agency_id, sa.func.min(mention.c.text))
            .where(mention.c.agency_id.is_not(None))
            .group_by(mention.c.agency_id, mention.c.words)
            .order_by(mention.c.agency_id, sa.func.count().desc(), mention.c.words)
        ):
            wordings.setdefault(identity, []).append(text)
        rows = connection.execute(
            sa.select(agency.c.agency_id, sa.func.max(agency.c.name), sa.func.count())
            .group_by(agency.c.agency_id)
            .order_by(sa.func.count().desc(), agency.c.agency_id)
        )
        return [Agency(i, name, n, tuple(wordings.get(i, ()))) for i, name, n in rows]


def nobody(catalog: Catalog) -> list[Agency]:
    """The wordings of one body that nobody could identify, those printed most first."""
    with reading(catalog.engine, catalog.name) as connection:
        rows = connection.execute(
            sa.select(sa.func.min(mention.c.text), sa.func.count())
            .where(mention.c.agency_id.is_(None), mention.c.bodies == 1)
            .group_by(mention.c.words)
            .order_by(sa.func.count().desc(), mention.c.words)
        )
        return [Agency("", text, n, (text,)) for text, n in rows]


def _key(text: str) -> str:
    return f" {' '.join(words_of(text))} "


def _is(key: str, issuer: str) -> sa.ColumnElement[bool]:
    return sa.and_(agency_alias.c.words == key, agency_alias.c.issuer_id == issuer)


def _saying(keys: Iterable[str]) -> sa.Select[tuple[str]]:
    """The documents in which words stand, alone or among others."""
    said = (mention.c.words.contains(key, autoescape=True) for key in keys)
    return sa.select(mention.c.document_id).where(sa.or_(*said))


def _naming(identities: Iterable[str]) -> sa.CompoundSelect[tuple[str]]:
    """The documents that name a body, or one below it (``phong-…@so-y-te@tinh-…``)."""
    asked = list(identities)
    below = [agency.c.agency_id.endswith(f"@{i}", autoescape=True) for i in asked]
    return sa.union(
        sa.select(agency.c.document_id).where(sa.or_(agency.c.agency_id.in_(asked), *below)),
        sa.select(document.c.document_id).where(document.c.issuer_id.in_(asked)),
    )


def _touch(
    connection: sa.Connection, which: sa.Select[tuple[str]] | sa.CompoundSelect[tuple[str]]
) -> None:
    connection.execute(
        sa.update(document)
        .where(document.c.document_id.in_(which), document.c.ingested_at.is_not(None))
        .values(unresolved=True)
    )
