"""What a user says of the bodies of an archive: other names for one, two that are one.

    add    "TCCB" is phong-noi-vu@huyen-phu-loc          wins over the registry
    merge  to-giup-viec@… is to-chuyen-vien-giup-viec@…  in all documents

What is said is kept in the archive, and the documents it touches are resolved again at
once, from their records: no file is read. Documents loaded later are resolved by it, too.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from dataclasses import replace

from extractors.agency.own import Alias, Merge, words_of
from pipeline import catalog as cat
from pipeline.errors import WrongUse

_IDENTITY = re.compile(r"[a-z0-9][a-z0-9.:/@-]*")
_SHOWN = 3
"""How many identities a message names."""

Done = Callable[[int, int], None]
"""Told how many documents are done, and of how many."""


def add(
    catalog: cat.Catalog,
    text: str,
    agency_id: str,
    *,
    name: str | None = None,
    issuer: str | None = None,
    instead: bool = False,
    at: datetime.datetime,
) -> Alias:
    """Let words name a body from now on.

    Args:
        name: the full name of a body that the archive does not name yet.
        issuer: identity of the issuer in whose documents alone the words name the body.
        instead: whether words that name another body are to be taken from it.

    Raises:
        WrongUse: the body or the issuer is not known, or the words name another body.
    """
    if not words_of(text):
        raise WrongUse(repr(text), "there are no words in it", "give the words as printed")
    known = _known(catalog, agency_id, name=name)
    if issuer is not None and not cat.issues(catalog, issuer):
        raise WrongUse(
            issuer,
            "it issued no document of the archive",
            "'kehoach status' and the documents table show who did",
        )
    if not instead:
        _refuse_taken(catalog, text, agency_id, issuer)
    alias = Alias(text, agency_id, known, issuer)
    cat.add_alias(catalog, alias, at=at)
    return alias


def _known(catalog: cat.Catalog, agency_id: str, *, name: str | None) -> str:
    """The name of a body; that of a new one is given."""
    for merge in cat.own(catalog).merges:
        if merge.agency_id == agency_id:
            raise WrongUse(agency_id, f"it is merged into {merge.into}", "name that one")
    found = cat.name_of(catalog, agency_id)
    if found is None and name is None:
        raise _unknown(agency_id, "'kehoach agency list' shows those there are, --name makes one")
    if found is None and not _IDENTITY.fullmatch(agency_id):
        raise WrongUse(agency_id, "this is no identity", "write small letters, digits and hyphens")
    return name or found or agency_id


def _unknown(agency_id: str, advice: str) -> WrongUse:
    return WrongUse(agency_id, "no body of the archive has this identity", advice)


def _refuse_taken(catalog: cat.Catalog, text: str, agency_id: str, issuer: str | None) -> None:
    """Raise ``WrongUse`` where words name another body, by the user or in documents."""
    key = words_of(text)
    own = {
        a.agency_id
        for a in cat.own(catalog).aliases
        if words_of(a.text) == key and a.issuer == issuer
    }
    taken = sorted((own or set(cat.named_by(catalog, text, issuer=issuer))) - {agency_id})
    if taken:
        others = len(taken) - _SHOWN
        shown = ", ".join(taken[:_SHOWN]) + (f" and {others} others" if others > 0 else "")
        raise WrongUse(f"'{text}'", f"it names {shown} already", "--instead takes it from there")


def merge(catalog: cat.Catalog, agency_id: str, into: str, *, at: datetime.datetime) -> Merge:
    """Let an identity be another's from now on.

    Raises:
        WrongUse: one of them is not known, they are one, or it would go in a circle.
    """
    if agency_id == into:
        raise WrongUse(agency_id, "a body cannot be merged into itself")
    steps = {m.agency_id: m for m in cat.own(catalog).merges}
    if (step := steps.get(agency_id)) is not None:
        raise WrongUse(
            agency_id,
            f"it is merged into {step.into} already",
            "'kehoach agency remove' takes that back",
        )
    last = into
    while last in steps:
        last = steps[last].into
    if last == agency_id:
        raise WrongUse(into, f"it is merged into {agency_id}: that would go in a circle")
    names = {i: cat.name_of(catalog, i) for i in (agency_id, last)}
    for identity in (agency_id, last):
        if names[identity] is None:
            raise _unknown(identity, "'kehoach agency list' shows those there are")
    made = Merge(agency_id, into, names[last] or last)
    cat.add_merge(catalog, made, at=at)
    return replace(made, into=last)


def remove(catalog: cat.Catalog, what: str, *, issuer: str | None = None) -> None:
    """Take back an alias by its words, or a merge by the identity that was merged.

    Raises:
        WrongUse: nothing was said of it.
    """
    if not cat.remove(catalog, what, issuer=issuer):
        raise WrongUse(
            f"'{what}'", "nothing was said of it", "'kehoach agency list --own' shows what was"
        )


def resolve_again(catalog: cat.Catalog, *, done: Done = lambda _done, _of: None) -> int:
    """Resolve the documents that a change touches; how many they were.

    It may be broken off: what is left is done by the next call, which ``ingest`` makes, too.
    """
    waiting = cat.unresolved(catalog)
    for count, document_id in enumerate(waiting, start=1):
        cat.resolve(catalog, document_id)
        done(count, len(waiting))
    return len(waiting)
