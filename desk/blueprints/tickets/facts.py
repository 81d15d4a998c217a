"""A fact about a complaint is noted."""

from desk.blueprints.tickets import tickets
from desk.blueprints.tickets.fact_forms import NoteFactForm
from desk.blueprints.tickets.page import send
from desk.domain.people import Permission
from desk.domain.vocabulary import N_
from desk.services import facts
from desk.web.access import Answer, requires
from desk.web.actor import act


@tickets.post("/<id:ticket_id>/note-fact")
@requires(Permission.READ_TICKETS)
def note_fact(ticket_id: int) -> Answer:
    """Note what was found out about a complaint."""
    return send(
        ticket_id,
        NoteFactForm,
        lambda form: facts.note_fact(
            act(form.key.data or ""), ticket_id, seen=form.seen, noted=form.noted()
        ),
        N_("Noted. The fact stands on the ticket and on its forms."),
    )
