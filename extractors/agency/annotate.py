"""A record with its bodies identified: issuer, who leads and supports, who receives."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from functools import partial
from typing import TypeVar

from extractors.agency.identity import DOUBTS
from extractors.agency.issuer import NOBODY, Issuer
from extractors.agency.own import NOTHING, Own
from extractors.agency.registry import Registry
from extractors.agency.resolve import Named, Slot, issuer_of, name_bodies
from extractors.citation.keys import key_of_basis
from schemas.record import (
    Activity,
    AgencyRef,
    AgencyText,
    Assignment,
    Basis,
    Header,
    Item,
    Recipient,
    Record,
)

_T = TypeVar("_T", bound=Item)
Find = Callable[..., tuple[Named, ...]]


def identify(record: Record, *, own: Own = NOTHING) -> Record:
    """The record with ``agencies`` and ``issuer_id``; bodies in doubt give their item a doubt.

    A record that has them already gets them anew, as when a user has named a body since.
    """
    header = record.header
    dated = header.issued_on or (header.period.start if header.period else None)
    issuer = _issuer(header, dated, own)
    registry = own.registry(issuer.id)
    find: Find = partial(_find, issuer=issuer, dated=dated, registry=registry, seen={})
    return record.model_copy(
        update={
            "header": header.model_copy(update={"issuer_id": issuer.id}),
            "bases": tuple(_basis(b, find) for b in record.bases),
            "activities": tuple(_activity(a, find) for a in record.activities),
            "assignments": tuple(_assignment(a, find) for a in record.assignments),
            "recipients": tuple(_recipient(r, find) for r in record.recipients),
        }
    )


def _issuer(header: Header, dated: datetime.date | None, own: Own) -> Issuer:
    if header.issuer is None:
        return NOBODY
    return issuer_of(header.issuer, parent=header.parent, issued_on=dated, registry=own.registry())


def _find(
    text: str,
    slot: Slot,
    *,
    issuer: Issuer,
    dated: datetime.date | None,
    registry: Registry,
    seen: dict[tuple[str, Slot], tuple[Named, ...]],
) -> tuple[Named, ...]:
    """The bodies of a cell; the same cell in many rows is read once."""
    if (text, slot) not in seen:
        seen[text, slot] = name_bodies(
            text, slot=slot, issuer=issuer, issued_on=dated, registry=registry
        )
    return seen[text, slot]


_SITTING = re.compile(r"(?:Hội nghị|Kỳ họp|Phiên họp)\s+(?:lần\s+)?thứ\s+\w+,?\s+(?:của\s+)?")
"""``Hội nghị lần thứ sáu Ban Chấp hành Trung ương``: the committee issued it."""


def _basis(basis: Basis, find: Find) -> Basis:
    """The key of a basis names its issuer; none where nobody can tell who issued it."""
    key = key_of_basis(basis)
    if key is None or basis.number is None:
        return basis.model_copy(update={"key": None})
    named = find(_SITTING.sub("", basis.issuer), "recipient") if basis.issuer else ()
    found = [n.ref.id for n in named] or [n.ref.id for n in find(basis.number, "number")]
    known = [identity for identity in found if identity]
    if not known or len(known) < len(found):
        return basis.model_copy(update={"key": None})
    return basis.model_copy(update={"key": key_of_basis(basis, issuer="+".join(known))})


def _activity(activity: Activity, find: Find) -> Activity:
    lead = find(activity.lead.text, "lead") if activity.lead else ()
    support = find(activity.coordinating.text, "coordinating") if activity.coordinating else ()
    update: dict[str, object] = {}
    if activity.lead:
        update["lead"] = _with(activity.lead, [n for n in lead if n.role != "coordinating"])
    if activity.coordinating:
        update["coordinating"] = _with(activity.coordinating, support)
    elif activity.lead and (own := [n for n in lead if n.role == "coordinating"]):
        text = activity.lead.text[own[0].start : own[-1].end]
        update["coordinating"] = _with(AgencyText(text=text), own)
    return _doubted(activity.model_copy(update=update), (*lead, *support))


def _assignment(assignment: Assignment, find: Find) -> Assignment:
    found = find(assignment.agency.text, "assignment")
    agency = _with(assignment.agency, found)
    return _doubted(assignment.model_copy(update={"agency": agency}), found)


def _recipient(recipient: Recipient, find: Find) -> Recipient:
    if recipient.is_archive:
        return recipient
    found = find(recipient.name or recipient.text, "recipient")
    return _doubted(recipient.model_copy(update={"agencies": _refs(found)}), found)


def _with(text: AgencyText, found: list[Named] | tuple[Named, ...]) -> AgencyText:
    return text.model_copy(update={"agencies": _refs(found)})


def _refs(found: list[Named] | tuple[Named, ...]) -> tuple[AgencyRef, ...]:
    return tuple(named.ref for named in found)


def _doubted(item: _T, found: tuple[Named, ...]) -> _T:
    before = (d for d in item.doubts if d not in DOUBTS)
    doubts = (*before, *(d for named in found for d in named.doubts))
    return item.model_copy(update={"doubts": tuple(dict.fromkeys(doubts))})
