"""The demo's guardians: most have agreed that a student's data is kept."""

from desk.domain.hours import DAY
from desk.domain.people import SYSTEM, Act, Actor
from desk.services import people

# At the beginning of the term; of the others the sheet has not come back yet.
AGREED = ("siswa1", "siswa2", "siswa3", "siswa5")
AGO = 45


def agree(cast: dict[str, Actor], now: int) -> None:
    """Note the consent of most students' guardians (now in UTC seconds)."""
    for username in AGREED:
        people.record_consent(
            Act(SYSTEM, now, f"demo-consent-{username}"),
            cast[username].id,
            given_at=now - AGO * DAY,
        )
