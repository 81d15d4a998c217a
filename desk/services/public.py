"""What customers do at the public door, without an account: complain, write, come back.

They are known by nothing but the code of a complaint, so these verbs ask for no role;
that the code opens the ticket, the door has found out (queries/codes.py).
"""

from dataclasses import dataclass
from typing import ClassVar

from desk.domain.errors import NotInUse
from desk.domain.evidence import MISSING, Errors, demand
from desk.domain.log import EventKind
from desk.domain.people import Act, Actor
from desk.domain.refusals import NoSuchCode, OwnMessage, TooLateToComeBack
from desk.domain.vocabulary import Channel, Remedy
from desk.domain.workflow import REOPEN_WITHIN
from desk.extensions import db
from desk.models import Unit
from desk.services import codes, log, photos
from desk.services.reopening import school_days_closed
from desk.services.tickets import open_ticket
from desk.services.transaction import action


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaint:
    """What a customer wrote into the public form."""

    WORDS: ClassVar = ("complaint", "item", "customer", "contact")

    complaint: str
    item: str
    remedy: Remedy | None
    customer: str
    contact: str

    def errors(self) -> Errors:
        """Return a message for each field that is missing."""
        return {} if self.complaint else {"complaint": MISSING}


@action
def complain(
    act: Act, unit_id: int, *, complaint: Complaint, photo_id: int | None, digest: str
) -> int:
    """Put a customer's complaint into the unit's queue; return the ticket's id.

    From then on the code with that digest opens its page. Raises InvalidInput, and
    NotInUse for a unit that takes no complaints.
    """
    unit = db.session.get(Unit, unit_id)
    if unit is None or not unit.is_active:
        raise NotInUse
    demand(complaint.errors())
    photo = None if photo_id is None else photos.kept(act, photo_id)
    ticket = open_ticket(unit, received_at=act.at)
    facts = {"channel": Channel.PUBLIC_FORM, **photos.attach(photo, ticket)}
    if complaint.remedy is not None:
        facts["remedy"] = complaint.remedy
    log.append(
        ticket,
        EventKind.RECEIVED,
        act,
        recorded_at=act.at,
        facts=facts,
        words={field: getattr(complaint, field) for field in Complaint.WORDS},
    )
    codes.keep(ticket, digest=digest, at=act.at, by=None)
    return ticket.id


@action
def write(
    act: Act,
    ticket_id: int,
    *,
    said: str,
    photo_id: int | None,
    signed_in: Actor | None = None,
) -> int:
    """Log what a customer writes; it ends a pause, and reopens what was closed.

    Raises OwnMessage if who is signed in had a part in the complaint, InvalidInput,
    TooLateToComeBack more than 7 school days after closing, and NotReopenable for what
    ended otherwise. Source: clock.md, "Events", customer_contacted and reopened.
    """
    ticket = log.load(ticket_id)
    if ticket.contact_erased_at is not None or ticket.erased_at is not None:
        raise NoSuchCode
    if signed_in is not None and log.had_part(signed_in, ticket):
        raise OwnMessage
    kind, field = EventKind.CUSTOMER_CONTACTED, "said"
    if ticket.step is None:
        if school_days_closed(ticket, act.at) > REOPEN_WITHIN:
            raise TooLateToComeBack
        kind, field = EventKind.REOPENED, "reason"
    demand({} if said else {"said": MISSING})
    photo = None if photo_id is None else photos.kept(act, photo_id)
    facts = {"channel": Channel.PUBLIC_FORM, **photos.attach(photo, ticket)}
    log.append(ticket, kind, act, recorded_at=act.at, facts=facts, words={field: said})
    return ticket.id


@action
def keep_photo(act: Act, *, content: bytes) -> int:
    """Keep a clean photo until its form is accepted, a day at most; return its id.

    Whoever shows the number again must prove that it is theirs: the door signs it.
    """
    return photos.store(act, content)
