"""The public form: a complaint from anybody, without an account."""

from http import HTTPStatus

from flask import Response, make_response, redirect, render_template, request, url_for
from flask_limiter import RequestLimit
from werkzeug.exceptions import HTTPException

from desk.blueprints.complaint import complaint
from desk.blueprints.complaint.forms import ComplaintForm
from desk.blueprints.complaint.limits import FORMS
from desk.blueprints.complaint.receipt import hand_over
from desk.domain.codes import digest_of
from desk.domain.errors import InvalidInput
from desk.domain.evidence import CHOOSE
from desk.extensions import limiter
from desk.queries.public import OpenUnit, open_units
from desk.services import public as service
from desk.web.access import Answer, public
from desk.web.actor import customer_act, new_key
from desk.web.derived import code_of_form


def hold_up(_limit: RequestLimit) -> Response:
    """Show the form as it was filled in to whoever sends it too often."""
    form, units = open_form()
    form.hold_up()
    return make_response(_page(form, units))


@complaint.route("", methods=["GET", "POST"], strict_slashes=False)
@public
@limiter.limit(FORMS, methods=["POST"], on_breach=hold_up)
def form() -> Answer:
    """Take a complaint."""
    form, units = open_form()
    codes: list[str] = []
    if units and form.accepts(lambda: codes.append(_send(form, units))):
        hand_over(codes[0])
        return redirect(url_for("complaint.thanks"))
    return _page(form, units)


@complaint.errorhandler(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
def show_too_large(_problem: HTTPException) -> Answer:
    """Say what to do about a photo so large that not even the text was read."""
    page = render_template("complaint/too_large.html")
    return page, HTTPStatus.REQUEST_ENTITY_TOO_LARGE


def open_form() -> tuple[ComplaintForm, list[OpenUnit]]:
    """Return the form, for the unit on the poster if it came from one."""
    units = open_units()
    asked = request.args.get("unit", "").upper()
    known = {unit.code: unit.id for unit in units}
    form = ComplaintForm(data={"unit_id": known.get(asked)})
    form.offer(units)
    return form, units


def _page(form: ComplaintForm, units: list[OpenUnit]) -> Answer:
    page = render_template("complaint/form.html", form=form, units=units)
    return page, form.status


def _send(form: ComplaintForm, units: list[OpenUnit]) -> str:
    """Have the complaint taken; return the code that opens it."""
    unit_id = form.unit_id.data if "unit_id" in form else units[0].id
    if unit_id is None:
        raise InvalidInput({"unit_id": CHOOSE})
    told, key = form.told(), form.key.data or new_key()
    code = code_of_form(key, (unit_id, told, form.photo_id))
    service.complain(
        customer_act(key),
        unit_id,
        complaint=told,
        photo_id=form.photo_id,
        digest=digest_of(code),
    )
    return code
