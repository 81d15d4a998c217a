"""Everything kept on one customer, as a file for machines and a page for people."""

import json
from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from flask_babel import gettext

from desk.domain.people import Role
from desk.queries.dossiers import CardData, ComplaintData, Dossier
from desk.queries.reads import Read
from desk.web.formatting import iso, label
from desk.web.telling import Told, tell

# Whose acts have no account behind them: the customer at the public form, or the desk.
NOBODY = "desk or customer"


@dataclass(frozen=True, slots=True)
class Chapter:
    """A complaint as it is printed: its history in words, its photos as addresses."""

    complaint: ComplaintData
    history: Sequence[Told]
    photos: Sequence[str]


def chapters(dossier: Dossier, sources: Mapping[int, str]) -> list[Chapter]:
    """Return the complaints as a person reads them; staff are told by their roles."""
    return [
        Chapter(each, _history(each, sources), [_picture(p) for p in each.photos])
        for each in dossier.complaints
    ]


def as_json(dossier: Dossier, *, made_at: int) -> str:
    """Return all of it as one JSON text; instants in ISO 8601, UTC."""
    told = {
        "made_at": iso(made_at),
        "cards": [_card(card) for card in dossier.cards],
        "complaints": [_complaint(each) for each in dossier.complaints],
        "looked_at": [_read(read) for read in dossier.reads],
    }
    return json.dumps(told, ensure_ascii=False, indent=2)


def _history(complaint: ComplaintData, sources: Mapping[int, str]) -> list[Told]:
    told = tell(complaint.entries, sources)
    return [
        Told(
            n=each.n,
            kind=each.kind,
            title=each.title,
            actor=_role_name(role),
            at=each.at,
            recorded_at=each.recorded_at,
            facts=each.facts,
            is_undone=each.is_undone,
        )
        for each, role in zip(told, complaint.roles, strict=True)
    ]


def _role_name(role: Role | None) -> str:
    return label(role) if role else str(gettext("the desk itself, or the customer"))


def _picture(content: bytes) -> str:
    return f"data:image/jpeg;base64,{b64encode(content).decode()}"


def _card(card: CardData) -> dict[str, Any]:
    told = asdict(card) | {
        "made_at": iso(card.made_at),
        "erased_at": iso(card.erased_at) if card.erased_at else None,
    }
    told["changes"] = [
        {
            "what": change.kind,
            "at": iso(change.at),
            "by": change.role or NOBODY,
            "facts": change.facts,
        }
        for change in card.changes
    ]
    return told


def _complaint(each: ComplaintData) -> dict[str, Any]:
    return {
        "number": each.number,
        "received_at": iso(each.received_at),
        "ended_at": iso(each.ended_at) if each.ended_at else None,
        "name": each.customer,
        "contact": each.contact,
        "complaint": each.complaint,
        "history": [
            {
                "what": entry.kind,
                "at": iso(entry.event.at),
                "written_down_at": iso(entry.recorded_at),
                "by": role or NOBODY,
                "is_undone": entry.is_undone,
                "facts": entry.facts,
                "words": entry.words,
            }
            for entry, role in zip(each.entries, each.roles, strict=True)
        ],
        "photos_jpeg_base64": [b64encode(p).decode() for p in each.photos],
    }


def _read(read: Read) -> dict[str, Any]:
    return {
        "at": iso(read.at),
        "by": read.role,
        "card": read.customer_id,
        "ticket": read.number,
    }
