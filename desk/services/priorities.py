"""How pressing a complaint is, as a reviewer sees it: impact × urgency."""

from desk.domain.errors import InvalidInput
from desk.domain.evidence import CHOOSE
from desk.domain.log import EventKind
from desk.domain.people import Act
from desk.domain.priority import priority_of
from desk.domain.refusals import SamePriority
from desk.domain.vocabulary import Impact, Urgency
from desk.models import Ticket
from desk.services import log
from desk.services.row import Facts
from desk.services.supervision import require_others, supervised_open
from desk.services.transaction import action


@action
def prioritise(
    act: Act,
    ticket_id: int,
    *,
    seen: int,
    impact: Impact | None,
    urgency: Urgency | None,
) -> int:
    """Set the priority of somebody else's open ticket.

    It changes the targets, never the time counted. Raises InvalidInput, OwnWork,
    SamePriority, TicketClosed, StaleTicket. Source: clock.md, "Measures".
    """
    ticket = supervised_open(act, ticket_id, seen=seen)
    require_others(act, ticket)
    if impact is None or urgency is None:
        missing = {"impact": impact, "urgency": urgency}
        raise InvalidInput({name: CHOOSE for name, set_ in missing.items() if not set_})
    if (ticket.impact, ticket.urgency) == (impact, urgency):
        raise SamePriority
    log.append(
        ticket,
        EventKind.PRIORITISED,
        act,
        recorded_at=act.at,
        facts={
            "impact": impact,
            "urgency": urgency,
            "priority": priority_of(impact, urgency),
            **_before(ticket, act.at),
        },
    )
    return ticket.id


def _before(ticket: Ticket, at: int) -> Facts:
    """Return what grading has to know: the priority until now, and targets passed.

    Whoever lowers it afterwards changes no grade (clock.md, "Measures"), so what had
    passed by then (UTC seconds) stays in the log.
    """
    dues = {
        "step": ticket.step_due,
        "response": ticket.response_due,
        "resolution": ticket.resolution_due,
    }
    passed = {aim: due for aim, due in dues.items() if due is not None and due < at}
    facts: Facts = {"from_priority": ticket.priority}
    return facts | ({"passed": passed} if passed else {})
