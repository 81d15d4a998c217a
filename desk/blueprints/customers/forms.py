"""The forms of a customer's card, and what the list of cards is narrowed to."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext, lazy_gettext
from wtforms import (
    BooleanField,
    Form,
    SelectChoice,
    StringField,
    TextAreaField,
)
from wtforms.validators import ValidationError

from desk.domain.customers import Card, read_birthday
from desk.domain.evidence import LINE, TEXT
from desk.domain.vocabulary import (
    N_,
    CustomerKind,
    CustomerStanding,
    Purpose,
    Relation,
)
from desk.queries.customers import CustomerFilters, CustomerView
from desk.queries.similar_customers import SimilarCustomer
from desk.queries.units import UnitLine
from desk.web.fields import Chips, Suggested, Ticks, as_id, id_or_none
from desk.web.filters import Choice
from desk.web.forms import SeenForm, at_most
from desk.web.phones import read_phone
from desk.web.reach import about
from desk.web.text import clean

NO_PHONE = N_(
    "This is no telephone number. Write it like 0812-3456-7890; anything else goes "
    "under “Other contact”."
)
NO_BIRTHDAY = N_("Write day and month, for example 2-9 for 2 September.")
NO_NUMBER = N_("Write the number of a card.")


class CardForm(SeenForm):
    """What a card says; what is kept of phone and contact is never shown in it."""

    unit_id = Chips(lazy_gettext("Unit"), coerce=int)
    kind = Chips(
        lazy_gettext("Who is it?"),
        CustomerKind,
        coerce=CustomerKind,
        default=CustomerKind.INDIVIDUAL,
    )
    name = StringField(lazy_gettext("Name"), [at_most(LINE)])
    contact_person = StringField(lazy_gettext("Contact person"), [at_most(LINE)])
    members = TextAreaField(lazy_gettext("Members"), [at_most(TEXT)])
    standing = Chips(
        lazy_gettext("How well do they know the shop?"),
        CustomerStanding,
        coerce=CustomerStanding,
    )
    relation = Chips(lazy_gettext("Internal or external?"), Relation, coerce=Relation)
    expects = TextAreaField(lazy_gettext("What they expect of us"), [at_most(TEXT)])
    phone = StringField(lazy_gettext("Phone or WhatsApp"), [at_most(LINE)])
    forget_phone = BooleanField(lazy_gettext("Remove the number that is kept"))
    contact = StringField(lazy_gettext("Other contact"), [at_most(LINE)])
    forget_contact = BooleanField(lazy_gettext("Remove the contact that is kept"))
    purposes = Ticks(
        lazy_gettext("What may we contact them for?"), Purpose, coerce=Purpose
    )
    birthday = StringField(lazy_gettext("Birthday (day and month)"), [at_most(LINE)])

    def offer(self, units: Sequence[UnitLine], known: CustomerView | None) -> None:
        """Ask for a unit only who works for several; a card stays at its unit."""
        self.known = known
        if known is not None or len(units) == 1:
            del self.unit_id
        else:
            self.unit_id.choices = [SelectChoice(unit.id, unit.name) for unit in units]

    def validate_phone(self, field: StringField) -> None:
        """Refuse what no telephone number can be read from."""
        if field.data and read_phone(field.data) is None:
            raise ValidationError(gettext(NO_PHONE))

    def validate_birthday(self, field: StringField) -> None:
        """Refuse what is no day of a year, where one is kept at all."""
        is_kept = Purpose.BIRTHDAY in (self.purposes.data or ())
        if is_kept and field.data and read_birthday(field.data) is None:
            raise ValidationError(gettext(NO_BIRTHDAY))

    def card(self) -> Card:
        """Return what was filled in."""
        typed = self.phone.data or ""
        return Card(
            kind=self.kind.data,
            standing=self.standing.data,
            relation=self.relation.data,
            name=self.name.data or "",
            contact_person=self.contact_person.data or "",
            members=_lines(self.members.data),
            phone=self._kept(read_phone(typed) or "", self.forget_phone),
            contact=self._kept(self.contact.data or "", self.forget_contact),
            expects=self.expects.data or "",
            purposes=tuple(each for each in Purpose if each in self.purposes.data),
            birthday=read_birthday(self.birthday.data or "") or "",
        )

    def _kept(self, typed: str, forget: BooleanField) -> str | None:
        """Return what is to be kept: as typed, nothing, or (None) what is known."""
        return typed or ("" if self.known is None or forget.data else None)


def as_fields(known: CustomerView) -> dict[str, Any]:
    """Return what a card says, to start its form with; but for how they are reached."""
    month, _, day = known.birthday.partition("-")
    return {
        "version": known.version,
        "kind": known.kind,
        "name": known.name,
        "contact_person": known.contact_person,
        "members": "\n".join(known.members),
        "standing": known.standing,
        "relation": known.relation,
        "expects": known.expects,
        "purposes": list(known.purposes),
        "birthday": f"{int(day)}-{int(month)}" if day else "",
    }


class CustomerFilterForm(Form):
    """What the list of cards can be narrowed to."""

    q = StringField(lazy_gettext("Name or phone"), filters=[clean])
    kind = Choice(lazy_gettext("Who is it?"), CustomerKind)
    standing = Choice(lazy_gettext("Standing"), CustomerStanding)
    relation = Choice(lazy_gettext("Internal or external?"), Relation)

    def filters(self) -> CustomerFilters:
        """Return what the list is narrowed to. Raises NotFound for nonsense."""
        text = (self.q.data or "")[:LINE]
        return CustomerFilters(
            text=text,
            phone=read_phone(text),
            kind=self.kind.read(CustomerKind),
            standing=self.standing.read(CustomerStanding),
            relation=self.relation.read(Relation),
        )


class MergeCardForm(SeenForm):
    """Which other card is of the same customer: one suggested, or by its number."""

    suggested = Suggested(lazy_gettext("Which card is the duplicate?"), coerce=as_id)
    duplicate = StringField(lazy_gettext("Number of the other card"), [at_most(LINE)])

    def offer(self, suggestions: Sequence[SimilarCustomer]) -> None:
        """Offer cards that are alike."""
        self.suggested.choices = [
            SelectChoice(each.id, f"{each.name} · {about(each)}")
            for each in suggestions
        ]

    def validate_duplicate(self, field: StringField) -> None:
        """Refuse what is no number."""
        if field.data and id_or_none(field.data) is None:
            raise ValidationError(gettext(NO_NUMBER))

    @property
    def chosen(self) -> int | None:
        """Return the number written, else the card chosen."""
        return id_or_none(self.duplicate.data) or self.suggested.data


def _lines(text: str | None) -> tuple[str, ...]:
    lines = (line.strip() for line in (text or "").splitlines())
    return tuple(line[:LINE] for line in lines if line)
