"""Tickets made the way people make them: through the services, by one of the cast."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import count
from typing import Any

from flask import Flask
from sqlalchemy import select

from desk.domain.clock import Measures, measure
from desk.domain.codes import digest_of, shown
from desk.domain.customers import Card
from desk.domain.evidence import (
    Confirmed,
    Contacted,
    Fulfilled,
    Paused,
    Recorded,
    Thanked,
)
from desk.domain.facts import Noted
from desk.domain.feedback import Answered
from desk.domain.follow_ups import FollowedUp
from desk.domain.log import Event, EventKind
from desk.domain.people import CUSTOMER, Act, Actor
from desk.domain.targets import DEFAULT_TARGETS, MINUTE
from desk.domain.vocabulary import (
    Channel,
    CustomerKind,
    CustomerStanding,
    Impact,
    Need,
    NeedOutcome,
    PauseReason,
    Performance,
    Priority,
    Quality,
    Relation,
    Remedy,
    Reply,
    Solution,
    Step,
    Technique,
    Urgency,
)
from desk.extensions import db
from desk.models import Customer, Evidence, Ticket, TicketEvent
from desk.queries.calendars import calendar_in_force
from desk.queries.targets import read_targets
from desk.services import (
    approvals,
    assignments,
    coaching,
    codes,
    corrections,
    customer_links,
    customer_merging,
    customers,
    facts,
    feedback,
    follow_ups,
    handovers,
    imports,
    log,
    marks,
    merging,
    moves,
    ownership,
    paper,
    pauses,
    photos,
    priorities,
    public,
    reopening,
    targets,
    verdicts,
)
from desk.services import tickets as service
from desk.services.codes import make_code
from desk.services.transaction import writing
from tests.support.cast import World

COMPLAINT = "Roti sobek yang saya beli tadi pagi sudah berjamur."


@dataclass(frozen=True)
class Row:
    """A ticket's columns at one moment."""

    columns: dict[str, Any]

    def __getattr__(self, name: str) -> Any:
        """Return a column."""
        return self.columns[name]


class Tickets:
    """Makes tickets and moves them on; each call is one act of one person, now."""

    def __init__(self, app: Flask, world: World) -> None:
        """Work on an app's database."""
        self.app, self.world = app, world
        self._keys = count(1)

    def act(self, by: str, *, key: str | None = None, at: int | None = None) -> Act:
        """Return an act of one of the cast, now, with a new key."""
        return Act(
            actor=self.world.actors[by],
            at=int(time.time()) if at is None else at,
            key=key or f"test-{next(self._keys)}",
        )

    def start(self, by: str = "siswa") -> int:
        """Start recording; return the ticket's id."""
        with self.app.app_context():
            return service.start(self.act(by))

    def receive(self, complaint: str = COMPLAINT, **known: Any) -> int:
        """Put a complaint into the queue; return the ticket's id."""
        told = {
            "unit_id": self.world.units["MM"],
            "item": "Roti sobek",
            "customer": "",
            "channel": Channel.WHATSAPP,
            "source_id": self.world.sources["product.expired"],
            **known,
        }
        with self.app.app_context():
            return imports.receive(self.act("admin"), complaint=complaint, **told)

    def complain(self, complaint: str = COMPLAINT, **known: Any) -> tuple[int, str]:
        """Send the public form; return the ticket's id and its code."""
        told = {"item": "", "remedy": None, "customer": "", "contact": "", **known}
        code = codes.make_code()
        with self.app.app_context():
            ticket_id = public.complain(
                replace(self.act("admin"), actor=CUSTOMER),
                self.world.units["MM"],
                complaint=public.Complaint(complaint=complaint, **told),
                photo_id=None,
                digest=digest_of(code),
            )
        return ticket_id, shown(code)

    def write(self, ticket_id: int, said: str = "Struknya ada.") -> None:
        """Write about a complaint, as its customer."""
        with self.app.app_context():
            act = replace(self.act("admin"), actor=CUSTOMER)
            public.write(act, ticket_id, said=said, photo_id=None)

    def at(self, step: Step | None, by: str = "siswa", **recorded: Any) -> int:
        """Return a new ticket that stands at a step; None is closed."""
        ticket_id = self.start(by)
        for done, walk in self._walk.items():
            if step is not None and step.position <= done.position:
                break
            walk(ticket_id, by, **(recorded if done is Step.RECORD else {}))
        return ticket_id

    def record(self, ticket_id: int, by: str = "siswa", **changed: Any) -> None:
        """Record the request."""
        evidence = replace(self.recorded, **changed)
        self._step(service.record, ticket_id, by, evidence)

    def confirm(self, ticket_id: int, by: str = "siswa", **changed: Any) -> None:
        """Confirm needs."""
        self._step(service.confirm, ticket_id, by, replace(CONFIRMED, **changed))

    def fulfil(self, ticket_id: int, by: str = "siswa", **changed: Any) -> None:
        """Fulfil the need."""
        self._step(service.fulfil, ticket_id, by, replace(FULFILLED, **changed))

    def thank(self, ticket_id: int, by: str = "siswa", **changed: Any) -> None:
        """Thank the customer."""
        self._step(service.thank, ticket_id, by, replace(THANKED, **changed))

    def ask_approval(self, ticket_id: int, by: str = "siswa", **changed: Any) -> None:
        """Ask for approval of money back, unless told otherwise."""
        asked = {"solution": Solution.REFUND, **changed}
        evidence = replace(FULFILLED, **asked)
        self._step(approvals.ask_approval, ticket_id, by, evidence)

    def approve(self, ticket_id: int, by: str = "pengawas", note: str = "") -> None:
        """Agree to the solution asked for."""
        seen = self.read(ticket_id).version
        with self.app.app_context():
            approvals.approve(self.act(by), ticket_id, seen=seen, note=note)

    def refuse(
        self, ticket_id: int, by: str = "pengawas", note: str = "Tukar saja."
    ) -> None:
        """Turn down the solution asked for."""
        seen = self.read(ticket_id).version
        with self.app.app_context():
            approvals.refuse(self.act(by), ticket_id, seen=seen, note=note)

    def take(self, ticket_id: int, by: str = "siswa") -> None:
        """Take a ticket from the queue."""
        with self.app.app_context():
            ownership.take(self.act(by), ticket_id)

    def release(self, ticket_id: int, by: str = "siswa") -> None:
        """Put a ticket back in the queue."""
        seen = self.read(ticket_id).version
        with self.app.app_context():
            ownership.release(self.act(by), ticket_id, seen=seen)

    def undo(self, ticket_id: int, by: str = "siswa") -> None:
        """Undo one's own last click."""
        seen = self.read(ticket_id).version
        with self.app.app_context():
            corrections.undo(self.act(by), ticket_id, seen=seen)

    def step_back(
        self, ticket_id: int, to: Step, by: str = "siswa", reason: str = "Keliru."
    ) -> None:
        """Go back to an earlier step."""
        seen = self.read(ticket_id).version
        with self.app.app_context():
            corrections.step_back(
                self.act(by), ticket_id, seen=seen, to=to, reason=reason
            )

    def pause(self, ticket_id: int, by: str = "siswa", **changed: Any) -> None:
        """Pause a ticket to wait for the customer, unless told otherwise."""
        seen, evidence = self.read(ticket_id).version, replace(PAUSED, **changed)
        with self.app.app_context():
            pauses.pause(self.act(by), ticket_id, seen=seen, pause=evidence)

    def resume(self, ticket_id: int, by: str = "siswa") -> None:
        """End a pause."""
        seen = self.read(ticket_id).version
        with self.app.app_context():
            pauses.resume(self.act(by), ticket_id, seen=seen)

    def contact(self, ticket_id: int, by: str = "siswa", **changed: Any) -> None:
        """Log what the customer said."""
        seen, evidence = self.read(ticket_id).version, replace(CONTACTED, **changed)
        with self.app.app_context():
            pauses.contact(self.act(by), ticket_id, seen=seen, contact=evidence)

    def verify(self, ticket_id: int, target: int, by: str = "pengawas") -> None:
        """Vouch for a pause or a claimed time."""
        seen = self.read(ticket_id).version
        with self.app.app_context():
            verdicts.verify(self.act(by), ticket_id, seen=seen, target=target)

    def reject(
        self,
        ticket_id: int,
        target: int,
        by: str = "pengawas",
        reason: str = "Pelanggan ada di toko.",
    ) -> None:
        """Turn down a pause or a claimed time."""
        seen = self.read(ticket_id).version
        with self.app.app_context():
            verdicts.reject(
                self.act(by), ticket_id, seen=seen, target=target, reason=reason
            )

    def set_targets(
        self, by: str = "guru", begins_at: int | None = None, **minutes: int
    ) -> int:
        """Set the targets of the minimarket: the defaults but for cells by name."""
        cells = {
            (priority, step): minutes.get(
                f"{priority}_{step}", DEFAULT_TARGETS.of(priority).of(step) // MINUTE
            )
            for priority in Priority
            for step in Step
        }
        unit_id = self.world.units["MM"]
        with self.app.app_context():
            return targets.set_targets(
                self.act(by),
                unit_id,
                seen=read_targets(unit_id, now=0).newest,
                minutes=cells,
                begins_at=begins_at,
                reason="Lebih cepat.",
            )

    def offer(
        self, ticket_id: int, to: str = "siswi", by: str = "siswa", note: str = ""
    ) -> None:
        """Offer a ticket to a colleague."""
        seen, receiver = self.read(ticket_id).version, self.world.id_of(to)
        with self.app.app_context():
            handovers.offer(
                self.act(by), ticket_id, seen=seen, receiver_id=receiver, note=note
            )

    def accept(self, ticket_id: int, by: str = "siswi") -> None:
        """Accept a ticket that was offered."""
        seen = self.read(ticket_id).version
        with self.app.app_context():
            handovers.accept(self.act(by), ticket_id, seen=seen)

    def decline(
        self, ticket_id: int, by: str = "siswi", reason: str = "Masih melayani."
    ) -> None:
        """Decline a ticket that was offered."""
        seen = self.read(ticket_id).version
        with self.app.app_context():
            handovers.decline(self.act(by), ticket_id, seen=seen, reason=reason)

    def withdraw(self, ticket_id: int, by: str = "siswa") -> None:
        """Take back an offer."""
        seen = self.read(ticket_id).version
        with self.app.app_context():
            handovers.withdraw(self.act(by), ticket_id, seen=seen)

    def assign(
        self, ticket_id: int, to: str = "siswi", by: str = "pengawas", note: str = ""
    ) -> None:
        """Give a ticket to somebody on duty."""
        receiver_id = self.world.id_of(to)
        self._do(assignments.assign, ticket_id, by, receiver_id=receiver_id, note=note)

    def take_over(self, ticket_id: int, by: str = "pengawas") -> None:
        """Go on with somebody else's ticket."""
        self._do(assignments.take_over, ticket_id, by)

    def prioritise(
        self,
        ticket_id: int,
        impact: Impact = Impact.MANY,
        urgency: Urgency = Urgency.NOW,
        by: str = "pengawas",
    ) -> None:
        """Set how pressing a ticket is: high, unless told otherwise."""
        self._do(priorities.prioritise, ticket_id, by, impact=impact, urgency=urgency)

    def move(
        self,
        ticket_id: int,
        to: str = "PC",
        by: str = "pengawas",
        reason: str = "Ini urusan cetak.",
    ) -> None:
        """Move a ticket into the queue of another unit."""
        unit_id = self.world.units[to]
        self._do(moves.move, ticket_id, by, unit_id=unit_id, reason=reason)

    def coach(
        self, ticket_id: int, by: str = "pengawas", note: str = "Ulangi pelan-pelan."
    ) -> None:
        """Write a note to who holds a ticket, or held it last."""
        self._do(coaching.coach, ticket_id, by, note=note)

    def read_note(self, ticket_id: int, by: str = "siswa") -> None:
        """Say that one has read the coach notes on a ticket."""
        with self.app.app_context():
            coaching.read_note(self.act(by), ticket_id)

    def note_fact(self, ticket_id: int, by: str = "siswa", **changed: Any) -> None:
        """Note what was found out by looking at the shelf, unless told otherwise."""
        self._do(facts.note_fact, ticket_id, by, noted=replace(NOTED, **changed))

    def reopen(
        self, ticket_id: int, by: str = "pengawas", reason: str = "Rotinya keras lagi."
    ) -> None:
        """Reopen a closed ticket."""
        seen = self.read(ticket_id).version
        with self.app.app_context():
            reopening.reopen(self.act(by), ticket_id, seen=seen, reason=reason)

    def follow_on(self, ticket_id: int, by: str = "siswa") -> int:
        """Start a ticket linked to an old one; return its id."""
        with self.app.app_context():
            return reopening.follow_on(self.act(by), ticket_id)

    def void(
        self, ticket_id: int, by: str = "pengawas", reason: str = "Salah tekan."
    ) -> None:
        """Undo the last event of somebody's ticket."""
        seen = self.read(ticket_id).version
        with self.app.app_context():
            corrections.void(
                self.act(by), ticket_id, seen=seen, target=seen, reason=reason
            )

    def merge(
        self,
        survivor_id: int,
        duplicate: int | str,
        by: str = "pengawas",
        reason: str = "Keluhan yang sama.",
    ) -> None:
        """Merge a duplicate into a ticket."""
        seen = self.read(survivor_id).version
        with self.app.app_context():
            merging.merge(
                self.act(by),
                survivor_id,
                seen=seen,
                duplicate=duplicate,
                reason=reason,
            )

    def unmerge(self, duplicate_id: int, by: str = "pengawas") -> None:
        """Take a duplicate out of the ticket it was merged into."""
        self._do(merging.unmerge, duplicate_id, by, reason="Ternyata berbeda.")

    def make_customer(self, by: str = "siswa", *, unit: str = "MM", **said: Any) -> int:
        """Make the card of an internal customer; return its id."""
        card = Card(
            **{
                "kind": CustomerKind.INDIVIDUAL,
                "standing": CustomerStanding.CUSTOMER,
                "relation": Relation.INTERNAL,
                "name": "Ratna Dewi",
                **said,
            }
        )
        with self.app.app_context():
            return customers.make(self.act(by), self.world.units[unit], card=card)

    def link(self, ticket_id: int, card: int, by: str = "siswa") -> None:
        """Set the card of a ticket's customer."""
        self._do(customer_links.link, ticket_id, by, card=card)

    def merge_customers(
        self, survivor_id: int, duplicate_id: int, by: str = "pengawas"
    ) -> None:
        """Merge a card into another."""
        with self.app.app_context():
            seen = db.session.get_one(Customer, survivor_id).version
            customer_merging.merge(
                self.act(by), survivor_id, seen=seen, duplicate_id=duplicate_id
            )

    def mark(self, ticket_id: int, by: str = "siswa", reason: str = "Coba.") -> None:
        """Mark a ticket as not a complaint."""
        self._do(marks.mark, ticket_id, by, reason=reason)

    def confirm_mark(
        self, ticket_id: int, by: str = "pengawas", note: str = ""
    ) -> None:
        """Agree that it is not a complaint."""
        self._do(marks.confirm_mark, ticket_id, by, note=note)

    def decline_mark(
        self, ticket_id: int, by: str = "pengawas", note: str = "Ini keluhan."
    ) -> None:
        """Say that it is a complaint."""
        self._do(marks.decline_mark, ticket_id, by, note=note)

    def restore(self, ticket_id: int, by: str = "pengawas") -> None:
        """Let a ticket that was set aside go on."""
        self._do(marks.restore, ticket_id, by, reason="Ini keluhan juga.")

    def give_code(self, ticket_id: int, by: str = "siswa") -> str:
        """Give the customer a code; return it as it stands on the slip."""
        code = make_code()
        with self.app.app_context():
            codes.give_code(self.act(by), ticket_id, digest=digest_of(code))
        return shown(code)

    def give_feedback(
        self, ticket_id: int, by: Actor = CUSTOMER, **changed: Any
    ) -> None:
        """Answer the card as the customer: as expected, unless told otherwise."""
        act = Act(actor=by, at=int(time.time()), key=f"test-{next(self._keys)}")
        with self.app.app_context():
            feedback.give_feedback(act, ticket_id, answer=replace(ANSWERED, **changed))

    def follow_up(self, ticket_id: int, by: str = "siswa", **changed: Any) -> None:
        """Ask the customer how it went: reached, unless told otherwise."""
        evidence = replace(FOLLOWED_UP, **changed)
        self._do(follow_ups.follow_up, ticket_id, by, evidence=evidence)

    def make_card(self, ticket_id: int, **known: Any) -> int:
        """Give the customer of a ticket a card, past every rule; return its id."""
        with self.app.app_context(), writing():
            card = Customer(
                unit_id=self.world.units["MM"],
                kind=CustomerKind.INDIVIDUAL,
                relation=Relation.INTERNAL,
                name="Bu Ratna",
                search_name="ratna",
                made_at=int(time.time()),
                **{"standing": CustomerStanding.PROSPECT, "purposes": [], **known},
            )
            db.session.add(card)
            db.session.flush()
            card_id = card.id
        self.happen(ticket_id, "customer_linked", facts={"card": card_id})
        return card_id

    def enter_paper(
        self,
        by: str = "siswa",
        *,
        received_at: int | None = None,
        page_number: str = "17",
        photo: bytes | None = None,
    ) -> int:
        """Enter a complaint of an hour ago from page 17; return the ticket's id."""
        claimed = int(time.time()) - 3_600 if received_at is None else received_at
        with self.app.app_context():
            photo_id = None
            if photo is not None:
                content = photos.clean(photo)
                photo_id = photos.keep(self.act(by), content=content)
            return paper.enter(
                self.act(by),
                received_at=claimed,
                page_number=page_number,
                photo_id=photo_id,
            )

    def read(self, ticket_id: int) -> Row:
        """Return the ticket's columns."""
        with self.app.app_context():
            ticket = db.session.get_one(Ticket, ticket_id)
            return Row({c.key: getattr(ticket, c.key) for c in Ticket.__table__.c})

    def claim(self, ticket_id: int, kind: str, *, at: int, by: str = "siswa") -> int:
        """Log, as from paper, that a step was completed earlier; return the event's n.

        Instants in UTC seconds. What it says is empty: only its time is of interest.
        """
        return self.happen(ticket_id, kind, by=by, at=at)

    def happen(
        self,
        ticket_id: int,
        kind: str,
        by: str = "siswa",
        at: int | None = None,
        facts: dict[str, Any] | None = None,
    ) -> int:
        """Let something happen by the one gate alone, past every rule; return its n."""
        act = self.act(by)
        with self.app.app_context(), writing():
            ticket = log.load(ticket_id)
            return log.append(
                ticket, EventKind(kind), act, recorded_at=act.at, at=at, facts=facts
            )

    def measures(self, ticket_id: int) -> Measures:
        """Return every figure of the ticket as of now."""
        row, events = self.read(ticket_id), self.events(ticket_id)
        with self.reading():
            return measure(events, calendar_in_force(row.unit_id), int(time.time()))

    def events(self, ticket_id: int) -> list[Event]:
        """Return the ticket's events, in order, as the rules know them."""
        with self.reading():
            rows = db.session.scalars(TicketEvent.of_ticket(ticket_id))
            return [row.as_event() for row in rows]

    def log(self, ticket_id: int) -> list[str]:
        """Return the kinds of the ticket's events, in order."""
        with self.reading():
            query = select(TicketEvent.kind).filter_by(ticket_id=ticket_id)
            return [kind.value for kind in db.session.scalars(query.order_by("n"))]

    def facts(self, ticket_id: int) -> dict[str, Any]:
        """Return the facts of the ticket's last event."""
        with self.reading():
            query = select(TicketEvent.facts).filter_by(ticket_id=ticket_id)
            last = query.order_by(TicketEvent.n.desc()).limit(1)
            return dict(db.session.scalars(last).one())

    def words(self, ticket_id: int) -> dict[str, str]:
        """Return the words of the ticket's last event."""
        with self.reading():
            query = (
                select(Evidence.words)
                .join(TicketEvent, TicketEvent.id == Evidence.event_id)
                .where(TicketEvent.ticket_id == ticket_id)
                .order_by(TicketEvent.n.desc())
                .limit(1)
            )
            return db.session.scalars(query).one_or_none() or {}

    def ids(self) -> list[int]:
        """Return the id of every ticket."""
        with self.reading():
            return list(db.session.scalars(select(Ticket.id).order_by(Ticket.id)))

    def count(self) -> int:
        """Return how many tickets there are."""
        return len(self.ids())

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Open the database for a moment."""
        with self.app.app_context():
            yield

    @property
    def recorded(self) -> Recorded:
        """Return good evidence for the first step."""
        return replace(RECORDED, source_id=self.world.sources["product.expired"])

    @property
    def _walk(self) -> dict[Step, Any]:
        verbs = (self.record, self.confirm, self.fulfil, self.thank)
        return dict(zip(Step, verbs, strict=True))

    def _step(self, verb: Any, ticket_id: int, by: str, evidence: Any) -> None:
        self._do(verb, ticket_id, by, evidence=evidence)

    def _do(self, verb: Any, ticket_id: int, by: str, **said: Any) -> None:
        seen = self.read(ticket_id).version
        with self.app.app_context():
            verb(self.act(by), ticket_id, seen=seen, **said)


RECORDED = Recorded(
    item="Roti sobek",
    receipt="MM-0912",
    no_receipt=False,
    complaint=COMPLAINT,
    remedy=Remedy.EXCHANGE,
    remedy_note="",
    needs=frozenset({Need.PRACTICAL, Need.EMOTIONAL}),
    source_id=None,
    channel=Channel.IN_PERSON,
    customer="Bu Ratna",
    contact="0812-3456-789",
)
CONFIRMED = Confirmed(
    restatement="Jadi Ibu ingin rotinya ditukar dengan yang baru, betul?",
    reply=Reply.RIGHT,
    corrected_need="",
    sent_at=None,
)
FULFILLED = Fulfilled(
    solution=Solution.EXCHANGE,
    done="Roti ditukar dengan yang baru dari rak depan.",
    reason="",
    outcomes={Need.PRACTICAL: NeedOutcome.MET, Need.EMOTIONAL: NeedOutcome.PARTLY},
)
THANKED = Thanked(
    words="Terima kasih sudah memberi tahu kami, Bu. Kami tunggu kembali.",
    channel=Channel.IN_PERSON,
    card_offered=True,
    forecast=Performance.AS_EXPECTED,
)
ANSWERED = Answered(
    performance=Performance.AS_EXPECTED,
    would_tell=True,
    line="Rotinya langsung ditukar.",
)
FOLLOWED_UP = FollowedUp(reached=True, note="Masih puas, sudah belanja lagi.")
PAUSED = Paused(
    reason=PauseReason.WAITING_CUSTOMER,
    question="Ibu lebih suka roti cokelat atau keju?",
    attempt="Menelepon dua kali, tidak diangkat.",
    channel=Channel.PHONE,
)
CONTACTED = Contacted(said="Ibu memilih roti keju.", channel=Channel.WHATSAPP)
NOTED = Noted(
    fact="Dua roti lain dari kiriman yang sama juga berjamur.",
    technique=Technique.OBSERVATION,
    qualities=frozenset({Quality.ACTUAL, Quality.ACCURATE}),
)
