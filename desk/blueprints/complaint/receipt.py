"""The page after sending: the number, and the code that is shown only here."""

from flask import redirect, render_template, session, url_for

from desk.blueprints.complaint import complaint
from desk.blueprints.complaint.telling import whatsapp
from desk.domain.codes import shown
from desk.queries.codes import find_by_code
from desk.queries.public import get_public
from desk.web.access import Answer, public
from desk.web.now import now
from desk.web.public_address import public_url
from desk.web.qr import svg_of
from desk.web.zone import use_zone

# In seconds: long enough to write the code down, short enough for a shared computer.
SHOWN_FOR = 30 * 60
KEPT_AS = "receipt"


def hand_over(code: str) -> None:
    """Let this browser, and no other, see the code for a while."""
    session[KEPT_AS] = {"code": code, "at": now()}


@complaint.get("/thanks")
@public
def thanks() -> Answer:
    """Show the number and the code of the complaint just sent."""
    kept = session.get(KEPT_AS) or {}
    code = kept.get("code", "")
    ticket_id = find_by_code(code)
    if ticket_id is None or not 0 <= now() - kept["at"] <= SHOWN_FOR:
        return redirect(url_for("complaint.find"))
    case = get_public(ticket_id, now=now())
    use_zone(case.zone)
    address = public_url("complaint.status", code=shown(code))
    return render_template(
        "complaint/thanks.html",
        case=case,
        code=shown(code),
        address=address,
        qr=svg_of(address),
        whatsapp=whatsapp(case),
    )


@complaint.post("/done")
@public
def done() -> Answer:
    """Forget the code in this browser: others may use it next."""
    session.pop(KEPT_AS, None)
    return redirect(url_for("complaint.find"))
