"""The card of a customer: what can happen to it."""

import re
from dataclasses import dataclass, replace
from datetime import date

from desk.domain.errors import DeskError
from desk.domain.evidence import CHOOSE
from desk.domain.people import Actor, Permission
from desk.domain.vocabulary import (
    N_,
    CustomerKind,
    CustomerStanding,
    Purpose,
    Relation,
    Word,
)

LONGEST_NAME = 120
MOST_MEMBERS, LEAST_MEMBERS = 60, 2
# So that 29 February is a day, too.
LEAP_YEAR = 2000
NO_NAME = N_("Write what the customer is called. A first name will do.")
NO_CONTACT_PERSON = N_("Write who speaks for the office.")
NO_MEMBERS = N_("Write at least two names, one a line. The first speaks for all.")
TOO_MANY_MEMBERS = N_("Write at most 60 names. A larger group speaks through a few.")
Errors = dict[str, str]


class EntryKind(Word):
    """Everything that can happen to a customer's card."""

    MADE = "made", N_("Card made")
    CHANGED = "changed", N_("Card changed")
    MERGED = "merged", N_("Merged into another card")
    UNMERGED = "unmerged", N_("Merge undone")
    RESTRICTED = "restricted", N_("Use restricted")
    RELEASED = "released", N_("Restriction lifted")
    EXPORTED = "exported", N_("Data exported")
    ERASED = "erased", N_("Data erased")


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What a card says of a customer; the birthday as month and day ("09-02").

    A phone or contact of None is left as it is known. The first of the members
    represents the others.
    """

    kind: CustomerKind | None
    standing: CustomerStanding | None
    relation: Relation | None
    name: str
    contact_person: str = ""
    members: tuple[str, ...] = ()
    phone: str | None = ""
    contact: str | None = ""
    expects: str = ""
    purposes: tuple[Purpose, ...] = ()
    birthday: str = ""

    def errors(self) -> Errors:
        """Return a message for each field that is missing or wrong."""
        found: Errors = {} if self.name else {"name": NO_NAME}
        for field in ("kind", "standing", "relation"):
            if getattr(self, field) is None:
                found[field] = CHOOSE
        if self.kind is CustomerKind.OFFICE and not self.contact_person:
            found["contact_person"] = NO_CONTACT_PERSON
        if self.kind is CustomerKind.COLLECTIVE and len(self.members) < LEAST_MEMBERS:
            found["members"] = NO_MEMBERS
        if len(self.members) > MOST_MEMBERS:
            found["members"] = TOO_MANY_MEMBERS
        return found

    def kept(self) -> "Card":
        """Return what may be kept: of the birthday nothing without consent to it."""
        is_office = self.kind is CustomerKind.OFFICE
        is_collective = self.kind is CustomerKind.COLLECTIVE
        return replace(
            self,
            contact_person=self.contact_person if is_office else "",
            members=self.members if is_collective else (),
            birthday=self.birthday if Purpose.BIRTHDAY in self.purposes else "",
        )


def read_birthday(text: str) -> str | None:
    """Return day and month ("2-9", "02/09") as "09-02", None for no such day."""
    found = re.fullmatch(r"(\d{1,2})\s*[-/. ]\s*(\d{1,2})", text.strip())
    if found is None:
        return None
    try:
        day = date(LEAP_YEAR, int(found[2]), int(found[1]))
    except ValueError:
        return None
    return f"{day:%m-%d}"


class StaleCustomer(DeskError):
    """Somebody changed the card since the person last saw it."""

    message = N_(
        "Somebody changed this card while you were writing. What it says now stands "
        "below; your text is still here. Check it and send again."
    )


class MergedCard(DeskError):
    """The card is merged into another one, which is used in its place."""

    message = N_("This card is merged into another one. Use that one instead.")


class RestrictedCard(DeskError):
    """The customer asked that what is known of them is not used."""

    message = N_("The use of this card is restricted, so it cannot be used or changed.")


class ErasedCard(DeskError):
    """What the card said was erased."""

    message = N_("What this card said was erased, so it cannot be used any more.")


class NotMergedCard(DeskError):
    """The card is not merged (any more)."""

    message = N_("This card is not merged, so there is nothing to undo.")


class NoCardLinked(DeskError):
    """The ticket has no card."""

    message = N_("No customer's card belongs to this ticket.")


class NothingToShow(DeskError):
    """There is no contact (any more), or it is not for this person."""

    message = N_("There is no contact here, or it was erased.")


class MaskedByNow(DeskError):
    """After closing, a contact is for who protects customers' data only."""

    message = N_(
        "The ticket is closed, so the contact stays masked. A supervisor or teacher "
        "can show it if it is needed."
    )


def may_reveal(
    actor: Actor, *, is_open: bool, is_owner: bool = False, asks_again: bool = False
) -> bool:
    """Say whether a person may read a contact in full; the reading is written down.

    Who keeps customers may while a complaint is open, so that they can call; after
    closing its owner, who asks again a week later, and who protects customers' data.
    Source: product.md, "Privacy".
    """
    if actor.may(Permission.PROTECT_CUSTOMERS) or (is_owner and asks_again):
        return True
    return is_open and (is_owner or actor.may(Permission.KEEP_CUSTOMERS))


class Restriction(Word):
    """Why the use of a card is restricted: it is kept, and used for nothing else."""

    ASKED = "asked", N_("The customer asked for it")
    GUARDIAN = "guardian", N_("A guardian asked for it")
    DISPUTED = "disputed", N_("The customer says that something here is wrong")
    OBJECTED = "objected", N_("The customer objects to what it is used for")


class Release(Word):
    """Why a restriction is lifted; no value is one of the reasons for restricting."""

    AGREED = "agreed", N_("The customer, or the guardian, asked to lift it")
    CORRECTED = "corrected", N_("What was wrong is corrected")
    CORRECT = "correct", N_("It was checked, and nothing was wrong")
