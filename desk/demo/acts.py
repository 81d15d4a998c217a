"""The acts of the demo's story: each a call of the service a student would make."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from desk.domain.evidence import (
    Confirmed,
    Contacted,
    Fulfilled,
    Paused,
    Recorded,
    Thanked,
)
from desk.domain.people import SYSTEM, Act, Actor
from desk.domain.vocabulary import (
    Channel,
    Need,
    NeedOutcome,
    PauseReason,
    Performance,
    Remedy,
    Reply,
    Solution,
    Step,
)
from desk.queries.tickets import version_of
from desk.services import (
    approvals,
    corrections,
    imports,
    ownership,
    paper,
    pauses,
    tickets,
    verdicts,
)

Line = dict[str, Any]


@dataclass(slots=True)
class Scene:
    """One ticket of the story as it is played."""

    key: str
    ticket: Line
    unit_id: int
    cast: dict[str, Actor]
    sources: dict[str, int]
    ticket_id: int = 0
    owner: str = field(default="")
    asked: dict[str, str] = field(default_factory=dict)
    # The event of the last pause, for the verdict on it.
    paused: int = 0
    # The scenes that others refer to, by their names.
    stage: dict[str, "Scene"] = field(default_factory=dict)

    def open(self, at: int) -> None:
        """Let the complaint reach the desk, or the paper it was noted on."""
        self.owner = self.ticket.get("by", "")
        self.stage[self.ticket.get("name", self.key)] = self
        if "page" in self.ticket:
            entered_at = at + self.ticket["entered"] * 60
            self.ticket_id = paper.enter(
                self.act(self.owner, "open", entered_at),
                received_at=at,
                page_number=self.ticket["page"],
                photo_id=None,
            )
        elif self.owner:
            self.ticket_id = tickets.start(self.act(self.owner, "open", at))
        else:
            self.ticket_id = imports.receive(
                Act(actor=SYSTEM, at=at, key=f"{self.key}-open"),
                unit_id=self.unit_id,
                complaint=self.ticket["complaint"],
                item=self.ticket["item"],
                customer=self.ticket.get("customer", ""),
                channel=Channel(self.ticket["channel"]),
                source_id=self.sources[self.ticket["source"]],
            )

    def act(self, username: str, name: object, at: int) -> Act:
        """Return an act of one of the cast."""
        return Act(actor=self.cast[username], at=at, key=f"{self.key}-{name}")

    @property
    def seen(self) -> int:
        """Return the version of the ticket that everybody sees now."""
        return version_of(self.ticket_id)


def record(scene: Scene, n: int, line: Line, at: int) -> None:
    """Record the request."""
    ticket = scene.ticket
    evidence = Recorded(
        item=ticket["item"],
        receipt=ticket.get("receipt", ""),
        no_receipt=ticket.get("no_receipt", False),
        complaint=ticket["complaint"],
        remedy=Remedy(ticket["remedy"]),
        remedy_note=ticket.get("remedy_note", ""),
        needs=frozenset(Need(need) for need in ticket["needs"]),
        source_id=scene.sources[ticket["source"]],
        channel=Channel(ticket["channel"]),
        customer=ticket.get("customer", ""),
        contact=ticket.get("contact", ""),
    )
    act = scene.act(line.get("by", scene.owner), n, at)
    tickets.record(act, scene.ticket_id, seen=scene.seen, evidence=evidence)


def confirm(scene: Scene, n: int, line: Line, at: int) -> None:
    """Confirm needs, or have them corrected."""
    reply = Reply(line["reply"])
    evidence = Confirmed(
        restatement=line["restatement"],
        reply=reply,
        corrected_need=line.get("corrected_need", ""),
        sent_at=at if reply is Reply.NOT_ANSWERED else None,
    )
    act = scene.act(scene.owner, n, at)
    tickets.confirm(act, scene.ticket_id, seen=scene.seen, evidence=evidence)


def fulfil(scene: Scene, n: int, line: Line, at: int) -> None:
    """Fulfil the need."""
    act = scene.act(scene.owner, n, at)
    asked = scene.asked.get(line["solution"], "")
    done = "\n".join(part for part in (asked, line["done"]) if part)
    evidence = _solution({**line, "done": done})
    tickets.fulfil(act, scene.ticket_id, seen=scene.seen, evidence=evidence)


def thank(scene: Scene, n: int, line: Line, at: int) -> None:
    """Thank the customer."""
    evidence = Thanked(
        words=line["words"],
        channel=Channel(line["channel"]),
        card_offered=line["card"],
        forecast=Performance(line["forecast"]) if line["card"] else None,
    )
    act = scene.act(scene.owner, n, at)
    tickets.thank(act, scene.ticket_id, seen=scene.seen, evidence=evidence)


def take(scene: Scene, n: int, line: Line, at: int) -> None:
    """Take the ticket from the queue."""
    scene.owner = line["by"]
    ownership.take(scene.act(scene.owner, n, at), scene.ticket_id)


def release(scene: Scene, n: int, line: Line, at: int) -> None:
    """Put the ticket back in the queue."""
    act = scene.act(line.get("by", scene.owner), n, at)
    ownership.release(act, scene.ticket_id, seen=scene.seen)


def undo(scene: Scene, n: int, line: Line, at: int) -> None:
    """Undo the last click."""
    act = scene.act(line.get("by", scene.owner), n, at)
    corrections.undo(act, scene.ticket_id, seen=scene.seen)


def step_back(scene: Scene, n: int, line: Line, at: int) -> None:
    """Go back to an earlier step."""
    act = scene.act(line.get("by", scene.owner), n, at)
    corrections.step_back(
        act,
        scene.ticket_id,
        seen=scene.seen,
        to=Step(line["to"]),
        reason=line["reason"],
    )


def ask_approval(scene: Scene, n: int, line: Line, at: int) -> None:
    """Ask a supervisor to agree."""
    act = scene.act(scene.owner, n, at)
    scene.asked[line["solution"]] = line["done"]
    approvals.ask_approval(
        act, scene.ticket_id, seen=scene.seen, evidence=_solution(line)
    )


def approve(scene: Scene, n: int, line: Line, at: int) -> None:
    """Agree to a solution."""
    act = scene.act(line["by"], n, at)
    approvals.approve(act, scene.ticket_id, seen=scene.seen, note=line.get("note", ""))


def refuse(scene: Scene, n: int, line: Line, at: int) -> None:
    """Turn down a solution."""
    act = scene.act(line["by"], n, at)
    approvals.refuse(act, scene.ticket_id, seen=scene.seen, note=line["note"])


def pause(scene: Scene, n: int, line: Line, at: int) -> None:
    """Pause the ticket."""
    waiting = Paused(
        reason=PauseReason(line["reason"]),
        question=line["question"],
        attempt=line["attempt"],
        channel=Channel(line["channel"]),
    )
    act = scene.act(scene.owner, n, at)
    pauses.pause(act, scene.ticket_id, seen=scene.seen, pause=waiting)
    scene.paused = scene.seen


def resume(scene: Scene, n: int, line: Line, at: int) -> None:
    """End the pause."""
    act = scene.act(line.get("by", scene.owner), n, at)
    pauses.resume(act, scene.ticket_id, seen=scene.seen)


def contact(scene: Scene, n: int, line: Line, at: int) -> None:
    """Log what the customer said."""
    act = scene.act(line.get("by", scene.owner), n, at)
    said = Contacted(said=line["said"], channel=Channel(line["channel"]))
    pauses.contact(act, scene.ticket_id, seen=scene.seen, contact=said)


def verify(scene: Scene, n: int, line: Line, at: int) -> None:
    """Approve the last pause."""
    act = scene.act(line["by"], n, at)
    verdicts.verify(act, scene.ticket_id, seen=scene.seen, target=scene.paused)


def reject(scene: Scene, n: int, line: Line, at: int) -> None:
    """Turn down the last pause, saying why."""
    act = scene.act(line["by"], n, at)
    verdicts.reject(
        act,
        scene.ticket_id,
        seen=scene.seen,
        target=scene.paused,
        reason=line["reason"],
    )


def _solution(line: Line) -> Fulfilled:
    return Fulfilled(
        solution=Solution(line["solution"]),
        done=line["done"],
        reason=line.get("reason", ""),
        outcomes={
            Need(need): NeedOutcome(how) for need, how in line.get("met", {}).items()
        },
    )


Verb = Callable[[Scene, int, Line, int], None]

VERBS: dict[str, Verb] = {
    verb.__name__: verb
    for verb in (
        record,
        confirm,
        fulfil,
        thank,
        take,
        release,
        undo,
        step_back,
        ask_approval,
        approve,
        refuse,
        pause,
        resume,
        contact,
        verify,
        reject,
    )
}
