"""The customer of a ticket: their card, and their contact in full."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext

from desk.blueprints.tickets import tickets
from desk.blueprints.tickets.card_forms import LinkForm, MakeCardForm
from desk.blueprints.tickets.page import read, seen_sent, send
from desk.domain.people import Permission
from desk.domain.vocabulary import N_
from desk.queries.similar_customers import card_of
from desk.services import customer_links, reveals
from desk.web.access import Answer, requires
from desk.web.actor import act, actor, key_sent
from desk.web.reach import reach, texts_about


@tickets.post("/<id:ticket_id>/link")
@requires(Permission.KEEP_CUSTOMERS)
def link(ticket_id: int) -> Answer:
    """Set the card of the customer whose complaint it is."""
    return send(
        ticket_id,
        LinkForm,
        lambda form: customer_links.link(
            act(form.key.data or ""), ticket_id, seen=form.seen, card=form.card.data
        ),
        N_("The card belongs to this ticket now."),
    )


@tickets.post("/<id:ticket_id>/unlink")
@requires(Permission.KEEP_CUSTOMERS)
def unlink(ticket_id: int) -> Answer:
    """Take the card off a ticket."""
    customer_links.unlink(act(key_sent()), ticket_id, seen=seen_sent())
    flash(gettext("The card is taken off this ticket."), "success")
    return redirect(url_for("tickets.show", ticket_id=ticket_id))


@tickets.post("/<id:ticket_id>/make-card")
@requires(Permission.KEEP_CUSTOMERS)
def make_card(ticket_id: int) -> Answer:
    """Make a card of what the ticket knows of the customer."""
    contact = read(ticket_id).contact
    return send(
        ticket_id,
        MakeCardForm,
        lambda form: customer_links.make_card(
            act(form.key.data or ""),
            ticket_id,
            seen=form.seen,
            card=form.card(contact),
        ),
        N_("The card is made and belongs to this ticket."),
    )


@tickets.post("/<id:ticket_id>/reveal")
@requires(Permission.READ_TICKETS)
def reveal(ticket_id: int) -> Answer:
    """Show a contact in full, once, and write down who read it."""
    ticket = read(ticket_id)
    reveals.reveal_ticket(act(key_sent()), ticket_id)
    card = card_of(ticket.entries, actor())
    known = [ticket.contact, *((card.phone, card.contact) if card else ())]
    texts = texts_about(ticket)
    every = [reach(each, texts) for each in known if each]
    # The card and the ticket mostly say the same, each in its own way.
    once = {each.call or each.shown: each for each in reversed(every)}
    return render_template(
        "customers/reveal.html",
        title=ticket.number,
        reaches=list(reversed(once.values())),
        back=url_for("tickets.show", ticket_id=ticket_id),
    )
