"""What the customer gets and is asked besides the four steps: a slip, a follow-up."""

from flask import render_template
from flask_babel import force_locale, gettext

from desk.blueprints.tickets import tickets
from desk.blueprints.tickets.aftermath_forms import FollowUpForm
from desk.blueprints.tickets.page import read, send
from desk.domain.codes import digest_of, shown
from desk.domain.people import Permission
from desk.domain.vocabulary import N_, Language
from desk.services import follow_ups
from desk.services.codes import give_code
from desk.web.access import Answer, requires
from desk.web.actor import act, key_sent, new_key
from desk.web.derived import code_of_form
from desk.web.public_address import is_loopback, public_url
from desk.web.qr import svg_of

WHERE_IT_STANDS = N_(
    "See where your complaint stands, or add something: scan the code, or open the "
    "address. Keep this slip; the code is for you alone."
)
HOW_WAS_IT = N_(
    "How did we do? Scan the code, or open the address, and tell us. It takes half a "
    "minute, and no name is asked for. Thank you, and see you again."
)


@tickets.post("/<id:ticket_id>/slip")
@requires(Permission.KEEP_CUSTOMERS)
def slip(ticket_id: int) -> Answer:
    """Make a code and show it, once: to print, or for the customer to scan."""
    ticket = read(ticket_id)
    # The same code each time this button's form is sent: a double tap makes one.
    key = key_sent() or new_key()
    code = code_of_form(key, ("slip", ticket_id))
    give_code(act(key), ticket_id, digest=digest_of(code))
    address = public_url("complaint.status", code=shown(code))
    return render_template(
        "tickets/slip.html",
        ticket=ticket,
        code=shown(code),
        address=address,
        qr=svg_of(address),
        said=_said(is_closed=ticket.is_closed),
        is_loopback=is_loopback(),
    )


@tickets.post("/<id:ticket_id>/follow-up")
@requires(Permission.KEEP_CUSTOMERS)
def follow_up(ticket_id: int) -> Answer:
    """Note how the customer was found a week later."""
    return send(
        ticket_id,
        FollowUpForm,
        lambda form: follow_ups.follow_up(
            act(form.key.data or ""),
            ticket_id,
            seen=form.seen,
            evidence=form.evidence(),
        ),
        N_("Noted. Thank you for keeping in touch."),
    )


def _said(*, is_closed: bool) -> list[tuple[Language, str]]:
    """Return what the slip says, in each language: nobody asks for theirs."""
    words = HOW_WAS_IT if is_closed else WHERE_IT_STANDS
    said = []
    for language in Language:
        with force_locale(language.value):
            said.append((language, gettext(words)))
    return said
