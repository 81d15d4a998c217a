"""What reviewers do in the demo's story besides the tickets: a sample, one look at it."""

from desk.domain.hours import DAY
from desk.domain.people import Act, Actor
from desk.domain.sampling import Finding
from desk.domain.vocabulary import Step
from desk.queries.samples import samples, tickets_of
from desk.queries.tickets import version_of
from desk.services.samples import check_evidence, draw_sample

DAYS = 14
PERCENT = 25
NOTE = (
    "Penegasannya sudah memakai kata-kata pelanggan. Ucapan terima kasihnya sopan, "
    "tetapi pelanggan belum diajak datang lagi."
)


def draw(reviewer: Actor, unit_id: int, now: int) -> None:
    """Draw a sample of the last days, and check the first ticket (UTC seconds)."""
    if samples(reviewer):
        return
    sample_id = draw_sample(
        Act(reviewer, now, "demo-sample"),
        unit_id,
        begin=now - DAYS * DAY,
        end=now,
        percent=PERCENT,
    )
    first = tickets_of(sample_id, reviewer)[0].ticket_id
    check_evidence(
        Act(reviewer, now, "demo-check"),
        sample_id,
        first,
        seen=version_of(first),
        findings=dict.fromkeys(Step, Finding.SUFFICIENT) | {Step.THANK: Finding.WEAK},
        note=NOTE,
    )
