"""What customers of the demo's shop sent by the public form themselves."""

from collections.abc import Iterator

from desk.domain.codes import code_of, digest_of
from desk.domain.people import CUSTOMER, Act
from desk.domain.vocabulary import Remedy
from desk.services import public
from desk.services.public import Complaint

MINUTE = 60
# How many minutes ago, what was complained about, and what was written later.
SENT: tuple[tuple[int, Complaint, str], ...] = (
    (
        95,
        Complaint(
            complaint="Seragam olahraga yang saya pesan dua minggu lalu belum datang.",
            item="Seragam olahraga",
            remedy=Remedy.EXPLANATION,
            customer="Ibu Sulastri",
            contact="0812-5550-0123",
        ),
        "Besok anak saya sudah pelajaran olahraga. Mohon dikabari hari ini.",
    ),
    (
        20,
        Complaint(
            complaint="Fotokopi saya miring dan ada garis hitam di setiap halaman.",
            item="Fotokopi 24 lembar",
            remedy=Remedy.REPAIR,
            customer="",
            contact="",
        ),
        "",
    ),
)


def send(unit_id: int, *, now: int) -> None:
    """Send the complaints (now in UTC seconds)."""
    for act, complaint, message in _acts(now):
        digest = digest_of(code_of(b"the demo's own", act.key))
        ticket_id = public.complain(
            act, unit_id, complaint=complaint, photo_id=None, digest=digest
        )
        if message:
            later = Act(actor=CUSTOMER, at=now - MINUTE, key=f"{act.key}-later")
            public.write(later, ticket_id, said=message, photo_id=None)


def _acts(now: int) -> Iterator[tuple[Act, Complaint, str]]:
    for n, (minutes, complaint, message) in enumerate(SENT):
        at = now - minutes * MINUTE
        yield Act(actor=CUSTOMER, at=at, key=f"demo-door-{n}"), complaint, message
