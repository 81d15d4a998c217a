"""Who protects customers' data: merge two cards of one customer, and undo it."""

from flask import flash, redirect, request, url_for
from flask_babel import gettext

from desk.blueprints.customers import customers
from desk.blueprints.customers.page import card_page, merge_form
from desk.domain.people import Permission
from desk.queries.calendars import zone_in_force
from desk.queries.customers import get_customer
from desk.services import customer_merging as service
from desk.web.access import Answer, requires
from desk.web.actor import act, actor, key_sent
from desk.web.zone import use_zone


@customers.post("/<id:customer_id>/merge")
@requires(Permission.PROTECT_CUSTOMERS)
def merge(customer_id: int) -> Answer:
    """Merge another card into this one."""
    known = get_customer(customer_id, actor())
    use_zone(zone_in_force(known.unit_id))
    form = merge_form(known)
    if form.accepts(
        lambda: service.merge(
            act(form.key.data or ""),
            customer_id,
            seen=form.seen,
            duplicate_id=form.chosen,
        )
    ):
        flash(gettext("Merged. It can be undone at any time."), "success")
        return redirect(url_for("customers.show", customer_id=customer_id))
    known = get_customer(customer_id, actor())
    if form.refusal:
        form.version.data = known.version
    return card_page(known, form)


@customers.post("/<id:customer_id>/unmerge")
@requires(Permission.PROTECT_CUSTOMERS)
def unmerge(customer_id: int) -> Answer:
    """Let a merged card stand for itself again."""
    seen = request.form.get("version", 0, type=int)
    service.unmerge(act(key_sent()), customer_id, seen=seen)
    flash(gettext("The merge is undone. Both cards stand for themselves."), "success")
    return redirect(url_for("customers.show", customer_id=customer_id))
