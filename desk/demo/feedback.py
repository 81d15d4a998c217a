"""What customers answer in the demo's story, and how some were found a week later."""

from collections.abc import Sequence
from itertools import cycle
from typing import NamedTuple

from desk.domain.feedback import Answered
from desk.domain.follow_ups import FollowedUp
from desk.domain.hours import DAY
from desk.domain.people import CUSTOMER, Act, Actor
from desk.domain.vocabulary import Performance
from desk.queries.feedback import closed_tickets, has_feedback
from desk.queries.follow_ups import follow_ups
from desk.queries.tickets import version_of
from desk.services.feedback import give_feedback
from desk.services.follow_ups import follow_up

HOUR = 3_600
# So many follow-ups are left to be made.
LEFT = 2


class Said(NamedTuple):
    """What a customer says, in the order of the card."""

    performance: Performance
    would_tell: bool | None
    line: str = ""


# None is a customer who does not answer; about every other one does.
SAID: tuple[Said | None, ...] = (
    Said(
        Performance.AS_EXPECTED, would_tell=True, line="Masalahnya langsung dibereskan."
    ),
    None,
    Said(
        Performance.ABOVE, would_tell=True, line="Ramah, dan dikabari sampai selesai."
    ),
    None,
    None,
    Said(Performance.AS_EXPECTED, would_tell=None),
    Said(Performance.BELOW, would_tell=False, line="Menunggu jawabannya terlalu lama."),
    None,
    Said(Performance.ABOVE, would_tell=True),
    None,
    Said(Performance.AS_EXPECTED, would_tell=True, line="Sudah baik, terima kasih."),
)
FOUND = (
    FollowedUp(reached=True, note="Masih puas, minggu ini sudah belanja lagi."),
    FollowedUp(reached=False, note="Ditelepon dua kali, belum diangkat."),
    FollowedUp(reached=True, note="Pelanggan senang masih diingat."),
)


def play(unit_id: int, supervisor: Actor, now: int) -> None:
    """Let customers answer some hours after closing, and follow up (UTC seconds)."""
    if has_feedback(unit_id):
        return
    for (ticket_id, touched_at), said in zip(
        closed_tickets(unit_id), cycle(SAID), strict=False
    ):
        at = touched_at + 4 * HOUR
        if said is not None and at <= now:
            act = Act(CUSTOMER, at, f"demo-feedback-{ticket_id}")
            give_feedback(act, ticket_id, answer=Answered(**said._asdict()))
    _follow_up(supervisor, now)


def _follow_up(supervisor: Actor, now: int) -> None:
    page = follow_ups(supervisor, now=now)
    due: Sequence[int] = [e.id for e in page.rows if e.follow_up_due + DAY <= now]
    for ticket_id, found in zip(due[:-LEFT], cycle(FOUND), strict=False):
        follow_up(
            Act(supervisor, now, f"demo-follow-up-{ticket_id}"),
            ticket_id,
            seen=version_of(ticket_id),
            evidence=found,
        )
