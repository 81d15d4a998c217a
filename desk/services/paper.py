"""Paper records: complaints written in the paper book, entered when power is back."""

import re

from desk.domain.errors import Forbidden
from desk.domain.evidence import FUTURE_TOLERANCE, MISSING, Errors, demand
from desk.domain.log import EventKind
from desk.domain.people import Act, Permission
from desk.domain.vocabulary import N_
from desk.extensions import db
from desk.models import Unit
from desk.services import log, photos, row
from desk.services.tickets import open_ticket
from desk.services.transaction import action

SCHOOL_DAYS_BACK = 3
# A code, so that it may be sealed in the log for ever: never a name or a sentence.
PAGE = re.compile(r"[A-Za-z]{0,3}[-./ ]?\d{1,5}([-./ ]\d{1,4}|[A-Za-z])?")

FUTURE = N_("This is in the future.")
TOO_OLD = N_(
    "This is more than 3 school days ago. Tell your supervisor; "
    "it can no longer be entered from paper."
)
PAGE_OR_PHOTO = N_("Write the page number, or add a photo of the page.")
NO_PAGE = N_("Write only the page number, for example 17 or B-17.")


@action
def enter(
    act: Act, *, received_at: int | None, page_number: str, photo_id: int | None
) -> int:
    """Enter a complaint from the paper book; return the ticket's id.

    The receipt (UTC seconds) is claimed, with a page number or a photo to prove it.
    Raises InvalidInput. Source: clock.md, "Rules for the hard cases", paper.
    """
    act.actor.require(Permission.WALK_STEPS)
    unit = db.session.get(Unit, act.actor.unit_id) if act.actor.unit_id else None
    if unit is None or not unit.is_active:
        raise Forbidden
    demand(_errors(unit, act, received_at, page_number=page_number, photo_id=photo_id))
    photo = None if photo_id is None else photos.kept(act, photo_id)
    ticket = open_ticket(unit, received_at=act.at)
    log.append(
        ticket,
        EventKind.RECEIVED,
        act,
        recorded_at=act.at,
        at=min(received_at or act.at, act.at),
        facts={
            "is_paper": True,
            "page_number": page_number,
            **photos.attach(photo, ticket),
        },
    )
    return ticket.id


def _errors(
    unit: Unit,
    act: Act,
    received_at: int | None,
    *,
    page_number: str,
    photo_id: int | None,
) -> Errors:
    errors = _time_errors(unit, act, received_at)
    if page_number and not PAGE.fullmatch(page_number):
        errors["page_number"] = NO_PAGE
    if not page_number and photo_id is None:
        errors["page_number"] = PAGE_OR_PHOTO
    return errors


def _time_errors(unit: Unit, act: Act, received_at: int | None) -> Errors:
    if received_at is None:
        return {"received_at": MISSING}
    if received_at > act.at + FUTURE_TOLERANCE:
        return {"received_at": FUTURE}
    calendar = row.calendar_of(unit.id)
    if calendar.school_days(received_at, act.at) > SCHOOL_DAYS_BACK:
        return {"received_at": TOO_OLD}
    return {}
