"""One customer's data: looked up, handed over, restricted."""

from collections.abc import Callable

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from desk.blueprints.privacy import privacy
from desk.blueprints.privacy.forms import FindForm, ReleaseForm, RestrictForm
from desk.domain.errors import InvalidInput
from desk.domain.people import Permission
from desk.domain.vocabulary import N_
from desk.queries.calendars import zone_in_force
from desk.queries.dossiers import (
    Dossier,
    customer_dossier,
    find_ticket,
    ticket_dossier,
)
from desk.queries.sources import source_names
from desk.services import privacy as service
from desk.web.access import Answer, requires
from desk.web.actor import act, actor, key_sent
from desk.web.dossier import as_json, chapters
from desk.web.now import now
from desk.web.zone import use_zone

NOT_FOUND = N_("No ticket has this code or number. Compare it with the slip.")


@privacy.route("/privacy/find", methods=["GET", "POST"])
@requires(Permission.PROTECT_CUSTOMERS)
def find() -> Answer:
    """Find the ticket of a customer who gave no name, by the slip."""
    form = FindForm()
    found: list[int] = []
    if form.accepts(lambda: found.append(_found(form.text.data or ""))):
        return redirect(url_for("privacy.ticket", ticket_id=found[0]))
    return render_template("privacy/find.html", form=form), form.status


@privacy.get("/privacy/tickets/<id:ticket_id>")
@requires(Permission.PROTECT_CUSTOMERS)
def ticket(ticket_id: int) -> Answer:
    """Show what is kept on a ticket, until when, and who looked at it."""
    return _show(_told(ticket_dossier(ticket_id, actor())), ticket_id=ticket_id)


@privacy.post("/privacy/tickets/<id:ticket_id>/export")
@requires(Permission.PROTECT_CUSTOMERS)
def export_ticket(ticket_id: int) -> Answer:
    """Hand over everything kept on a ticket, as a file."""
    return _file(_ticket_data(ticket_id), f"ticket-{ticket_id}")


@privacy.post("/privacy/tickets/<id:ticket_id>/print")
@requires(Permission.PROTECT_CUSTOMERS)
def print_ticket(ticket_id: int) -> Answer:
    """Hand over everything kept on a ticket, as a page to print."""
    return _printed(_ticket_data(ticket_id))


@privacy.get("/customers/<id:customer_id>/privacy")
@requires(Permission.PROTECT_CUSTOMERS)
def customer(customer_id: int) -> Answer:
    """Show what is kept on a customer, until when, and who looked at it."""
    return _customer_page(customer_id)


@privacy.post("/customers/<id:customer_id>/export")
@requires(Permission.PROTECT_CUSTOMERS)
def export_customer(customer_id: int) -> Answer:
    """Hand over everything kept on a customer, as a file."""
    return _file(_customer_data(customer_id), f"customer-{customer_id}")


@privacy.post("/customers/<id:customer_id>/print")
@requires(Permission.PROTECT_CUSTOMERS)
def print_customer(customer_id: int) -> Answer:
    """Hand over everything kept on a customer, as a page to print."""
    return _printed(_customer_data(customer_id))


@privacy.post("/customers/<id:customer_id>/restrict")
@requires(Permission.PROTECT_CUSTOMERS)
def restrict(customer_id: int) -> Answer:
    """Keep a card from being used."""
    form = RestrictForm(page=request.path)
    return _change(
        customer_id, form, service.restrict, N_("The card is not used any more.")
    )


@privacy.post("/customers/<id:customer_id>/release")
@requires(Permission.PROTECT_CUSTOMERS)
def release(customer_id: int) -> Answer:
    """Let a card be used again."""
    form = ReleaseForm(page=request.path)
    return _change(
        customer_id, form, service.release, N_("The card can be used again.")
    )


def _change(
    customer_id: int,
    form: RestrictForm | ReleaseForm,
    verb: Callable[..., int],
    praise: str,
) -> Answer:
    """Send a form about a card: back to its page, or with what is wrong beside it."""
    if form.accepts(
        lambda: verb(act(form.key.data or ""), customer_id, reason=form.reason.data)
    ):
        flash(gettext(praise), "success")
        return redirect(url_for("privacy.customer", customer_id=customer_id))
    return _customer_page(customer_id, form)


def _customer_page(
    customer_id: int, sent: RestrictForm | ReleaseForm | None = None
) -> Answer:
    dossier = _told(customer_dossier(customer_id, actor()))
    card = next(each for each in dossier.cards if each.id == customer_id)
    verb, kind = (
        ("privacy.release", ReleaseForm)
        if card.is_restricted
        else ("privacy.restrict", RestrictForm)
    )
    url = url_for(verb, customer_id=customer_id)
    form = sent if isinstance(sent, kind) else kind(page=url)
    return _show(dossier, card=card, form=form, form_url=url), form.status


def _show(dossier: Dossier, **known: object) -> str:
    return render_template("privacy/dossier.html", dossier=dossier, **known)


def _told(dossier: Dossier) -> Dossier:
    use_zone(zone_in_force(dossier.unit_id))
    return dossier


def _found(text: str) -> int:
    ticket_id = find_ticket(text, actor())
    if ticket_id is None:
        raise InvalidInput({"text": NOT_FOUND})
    return ticket_id


def _ticket_data(ticket_id: int) -> Dossier:
    """Return what is kept, once it is written down that it is handed over."""
    service.export_ticket(act(key_sent()), ticket_id)
    return _told(ticket_dossier(ticket_id, actor()))


def _customer_data(customer_id: int) -> Dossier:
    service.export_customer(act(key_sent()), customer_id)
    return _told(customer_dossier(customer_id, actor()))


def _file(dossier: Dossier, name: str) -> Answer:
    answer = Response(as_json(dossier, made_at=now()), mimetype="application/json")
    answer.headers.set("Content-Disposition", "attachment", filename=f"{name}.json")
    return answer


def _printed(dossier: Dossier) -> str:
    return render_template(
        "privacy/handed_over.html",
        dossier=dossier,
        chapters=chapters(dossier, source_names(actor().language)),
        made_at=now(),
    )
