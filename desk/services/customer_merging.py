"""Two cards of one customer: merge the one into the other, and undo it."""

from desk.domain.customers import EntryKind, NotMergedCard, StaleCustomer
from desk.domain.evidence import CHOOSE, Errors, demand
from desk.domain.people import Act, Permission
from desk.domain.vocabulary import N_
from desk.extensions import db
from desk.models import Customer
from desk.services.customers import load, note, require_usable
from desk.services.transaction import action

UNKNOWN = N_("There is no card with this number.")
ITSELF = N_("This is the number of this very card. Which one is its duplicate?")
RING = N_(
    "This card is merged into that one already, so that one cannot be merged into "
    "this one. Undo the first merge if it was the wrong way round."
)
ELSEWHERE = N_("That card belongs to another unit. Only within a unit can we merge.")
MERGED = N_("That card is merged into another one already.")
GONE = N_("What that card said was erased, so there is nothing to merge.")


@action
def merge(act: Act, survivor_id: int, *, seen: int, duplicate_id: int | None) -> int:
    """Merge another card of the same customer into this one; tickets keep their own.

    Raises ErasedCard, InvalidInput, MergedCard, StaleCustomer.
    """
    act.actor.require(Permission.PROTECT_CUSTOMERS)
    # Locked in one order, so that two who merge the other way round wait.
    for id_ in sorted({survivor_id, duplicate_id or survivor_id}):
        _lock(id_)
    survivor = load(act, survivor_id)
    duplicate = db.session.get(Customer, duplicate_id) if duplicate_id else None
    demand(_errors(survivor, duplicate, is_chosen=duplicate_id is not None))
    if survivor.version != seen:
        raise StaleCustomer
    require_usable(survivor, act)
    if duplicate is not None:
        duplicate.merged_into_id = survivor.id
        note(duplicate, EntryKind.MERGED, act, into=survivor.id)
        note(survivor, EntryKind.MERGED, act, card=duplicate.id)
    return survivor.id


@action
def unmerge(act: Act, duplicate_id: int, *, seen: int) -> int:
    """Undo a merge: both cards stand for themselves again; return the duplicate's id.

    Raises NotMergedCard, StaleCustomer.
    """
    act.actor.require(Permission.PROTECT_CUSTOMERS)
    duplicate = load(act, duplicate_id)
    if duplicate.merged_into_id is None:
        raise NotMergedCard
    if duplicate.version != seen:
        raise StaleCustomer
    survivor = load(act, duplicate.merged_into_id)
    duplicate.merged_into_id = None
    note(duplicate, EntryKind.UNMERGED, act, into=survivor.id)
    note(survivor, EntryKind.UNMERGED, act, card=duplicate.id)
    return duplicate.id


def _errors(
    survivor: Customer, duplicate: Customer | None, *, is_chosen: bool
) -> Errors:
    """Return why the one cannot be merged into the other; a ring never comes about."""
    if duplicate is None:
        return {"duplicate": UNKNOWN if is_chosen else CHOOSE}
    found = ""
    if duplicate.id == survivor.id:
        found = ITSELF
    elif duplicate.unit_id != survivor.unit_id:
        found = ELSEWHERE
    elif _leads_to(survivor, duplicate.id):
        found = RING
    elif duplicate.merged_into_id is not None:
        found = MERGED
    elif duplicate.erased_at is not None:
        found = GONE
    return {"duplicate": found} if found else {}


def _leads_to(customer: Customer, other_id: int) -> bool:
    """Say whether a card is merged into another, through others or not."""
    here: Customer | None = customer
    while here is not None and here.merged_into_id is not None:
        if here.merged_into_id == other_id:
            return True
        here = db.session.get(Customer, here.merged_into_id)
    return False


def _lock(customer_id: int) -> None:
    db.session.get(Customer, customer_id, with_for_update=True, populate_existing=True)
