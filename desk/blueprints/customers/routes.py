"""The list of cards, one card, and its form; similar ones; a contact in full."""

from urllib.parse import urlencode

from flask import flash, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from desk.blueprints.customers import customers
from desk.blueprints.customers.forms import CardForm, CustomerFilterForm, as_fields
from desk.blueprints.customers.page import card_page
from desk.domain.evidence import LINE
from desk.domain.people import Permission
from desk.queries import customers as queries
from desk.queries.calendars import zone_in_force
from desk.queries.customers import CustomerView, get_customer
from desk.queries.pages import ROWS
from desk.queries.similar_customers import similar_customers
from desk.queries.units import units_for
from desk.services import customers as service
from desk.services import reveals
from desk.web.access import Answer, requires
from desk.web.actor import act, actor, key_sent
from desk.web.filters import from_address
from desk.web.paging import LinkedPage
from desk.web.phones import read_phone
from desk.web.reach import about, reach
from desk.web.text import clean
from desk.web.zone import use_zone

MOST_PAGES = 10_000


@customers.get("/")
@requires(Permission.KEEP_CUSTOMERS)
def index() -> Answer:
    """Show the cards, 25 a page."""
    form = from_address(CustomerFilterForm)
    number = min(max(request.args.get("page", 1, type=int), 1), MOST_PAGES)
    page = queries.customers(actor(), form.filters(), page=number)

    def url(there: int) -> str:
        kept = {**request.args.to_dict(flat=True), "page": there}
        return f"{request.path}?{urlencode(kept)}"

    linked = LinkedPage(
        page.rows,
        page.total,
        url(number + 1) if number * ROWS < page.total else None,
        url(number - 1) if number > 1 else None,
    )
    return render_template(
        "customers/index.html",
        page=linked,
        filters=form,
        has_units=actor().unit_id is None,
        may_protect=actor().may(Permission.PROTECT_CUSTOMERS),
    )


@customers.route("/add", methods=["GET", "POST"])
@requires(Permission.KEEP_CUSTOMERS)
def add() -> Answer:
    """Make a card."""
    units = [unit for unit in units_for(actor()) if unit.is_active]
    form = CardForm()
    form.offer(units, None)
    made: list[int] = []

    def carry_out() -> None:
        chosen = form.unit_id.data if "unit_id" in form else units[0].id
        made.append(service.make(act(form.key.data or ""), chosen, card=form.card()))

    if form.accepts(carry_out):
        flash(gettext("The card is made."), "success")
        return redirect(url_for("customers.show", customer_id=made[0]))
    return render_template("customers/add.html", form=form), form.status


@customers.get("/similar")
@requires(Permission.KEEP_CUSTOMERS)
def similar() -> Response:
    """Tell which cards of one's unit may be of the customer being written down."""
    name = str(clean(request.args.get("name", "")))[:LINE]
    phone = read_phone(request.args.get("contact", "")[:LINE])
    unit_id = actor().unit_id
    found = similar_customers(unit_id, name=name, phone=phone) if unit_id else []
    return jsonify(
        [{"id": each.id, "name": each.name, "about": about(each)} for each in found]
    )


@customers.get("/<id:customer_id>")
@requires(Permission.KEEP_CUSTOMERS)
def show(customer_id: int) -> Answer:
    """Show a card with what happened to it."""
    return card_page(_read(customer_id))


@customers.route("/<id:customer_id>/change", methods=["GET", "POST"])
@requires(Permission.KEEP_CUSTOMERS)
def change(customer_id: int) -> Answer:
    """Change what a card says."""
    known = _read(customer_id)
    form = CardForm(data=as_fields(known))
    form.offer((), known)
    if form.accepts(
        lambda: service.change(
            act(form.key.data or ""), customer_id, seen=form.seen, card=form.card()
        )
    ):
        flash(gettext("Saved."), "success")
        return redirect(url_for("customers.show", customer_id=customer_id))
    if form.refusal:
        # Sent again it is meant: what the card says now stands above the fields.
        known = _read(customer_id)
        form.version.data = known.version
    page = render_template("customers/change.html", form=form, customer=known)
    return page, form.status


@customers.post("/<id:customer_id>/reveal")
@requires(Permission.KEEP_CUSTOMERS)
def reveal(customer_id: int) -> Answer:
    """Show a contact in full, once, and write down who read it."""
    known = _read(customer_id)
    reveals.reveal_customer(act(key_sent()), customer_id)
    shown = [reach(each) for each in (known.phone, known.contact) if each]
    return render_template(
        "customers/reveal.html",
        title=known.name,
        reaches=shown,
        back=url_for("customers.show", customer_id=customer_id),
    )


def _read(customer_id: int) -> CustomerView:
    known = get_customer(customer_id, actor())
    use_zone(zone_in_force(known.unit_id))
    return known
