"""The page of one card, whichever form is open on it."""

from flask import render_template, url_for
from flask_babel import gettext

from desk.blueprints.customers.forms import MergeCardForm
from desk.domain.customers import Release, Restriction, may_reveal
from desk.domain.people import Permission
from desk.domain.vocabulary import N_
from desk.queries.customer_history import complaints, happenings
from desk.queries.customers import CustomerView
from desk.queries.similar_customers import similar_customers
from desk.web.access import Answer
from desk.web.actor import actor
from desk.web.formatting import label

# What a card's fields are called where its history names them.
FIELDS = {
    "kind": N_("Who is it?"),
    "standing": N_("Standing"),
    "relation": N_("Internal or external?"),
    "name": N_("Name"),
    "contact_person": N_("Contact person"),
    "members": N_("Members"),
    "expects": N_("What they expect of us"),
    "phone": N_("Phone or WhatsApp"),
    "contact": N_("Other contact"),
    "purposes": N_("What may we contact them for?"),
    "birthday": N_("Birthday (day and month)"),
}


def card_page(known: CustomerView, sent: MergeCardForm | None = None) -> Answer:
    """Return the page, with the form that was sent and not accepted if there is one."""
    person = actor()
    protects = person.may(Permission.PROTECT_CUSTOMERS)
    merge = None
    if protects and known.is_usable and not known.is_restricted:
        merge = sent or merge_form(known)
    page = render_template(
        "customers/show.html",
        customer=known,
        complaints=complaints(known.id, person),
        happenings=happenings(known.id),
        fields={name: gettext(text) for name, text in FIELDS.items()},
        reasons={each.value: label(each) for each in (*Restriction, *Release)},
        merge=merge,
        may_change=known.is_usable and (protects or not known.is_restricted),
        may_reveal=may_reveal(person, is_open=known.has_open_ticket),
        may_protect=protects,
    )
    return page, sent.status if sent else 200


def merge_form(known: CustomerView) -> MergeCardForm:
    """Return the form that merges another card into this one."""
    form = MergeCardForm(
        page=url_for("customers.merge", customer_id=known.id),
        data={"version": known.version},
    )
    form.offer(
        similar_customers(
            known.unit_id, name=known.name, phone=known.phone or None, but=known.id
        )
    )
    return form
