"""What a ticket's log says, in words a person reads."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext

from desk.domain.erasure import Scope
from desk.domain.log import EventKind
from desk.domain.nearness import Aim
from desk.domain.people import Permission
from desk.domain.sampling import Finding
from desk.domain.vocabulary import (
    N_,
    Channel,
    Impact,
    Need,
    NeedOutcome,
    PauseReason,
    Performance,
    Priority,
    Quality,
    Remedy,
    Reply,
    Solution,
    Step,
    Technique,
    Urgency,
    Word,
)
from desk.domain.workflow import COMPLETION
from desk.queries.history import Entry
from desk.queries.tickets import TicketView
from desk.web import from_customer
from desk.web.actor import find_actor
from desk.web.formatting import instant, label, short_instant
from desk.web.titles import title

NAMES: dict[str, str] = {
    "complaint": N_("Complaint"),
    "item": N_("Item or service"),
    "receipt": N_("Receipt number"),
    "no_receipt": N_("No receipt"),
    "remedy": N_("What the customer wants"),
    "remedy_note": N_("More about what is wanted"),
    "needs": N_("Needs"),
    "source_id": N_("Source"),
    "rule": N_("Found by the words in the complaint"),
    "restatement": N_("Restatement"),
    "reply": N_("Customer's answer"),
    "corrected_need": N_("Corrected by the customer"),
    "sent_at": N_("Sent at"),
    "solution": N_("Solution"),
    "done": N_("What was done"),
    "outcomes": N_("How far needs were met"),
    "to": N_("Back to"),
    "reason": N_("Reason"),
    "question": N_("What was asked"),
    "attempt": N_("How it was tried"),
    "said": N_("What the customer said"),
    "fact": N_("Fact"),
    "technique": N_("Technique"),
    "qualities": N_("Sorted as"),
    "findings": N_("Evidence"),
    "note": N_("Note"),
    "words": N_("Words of thanks"),
    "channel": N_("Channel"),
    "impact": N_("Impact"),
    "urgency": N_("Urgency"),
    "priority": N_("Priority"),
    "from_priority": N_("Priority before"),
    "from_unit": N_("From unit"),
    "unit": N_("To unit"),
    "passed": N_("Past target by then"),
    "card_offered": N_("Feedback card offered"),
    "forecast": N_("Forecast of the student (not graded)"),
    "performance": N_("The handling was"),
    "would_tell": N_("Would tell a friend"),
    "line": N_("In the customer's words"),
    "same_device": N_("Sent from a device that staff work on"),
    "reached": N_("Customer reached"),
    "became_customer": N_("Became a customer"),
    "giver": N_("From"),
    "receiver": N_("To"),
    "page_number": N_("Page of the paper book"),
    "ticket": N_("Merged ticket"),
    "holder": N_("Logged by"),
    "into": N_("Into"),
    "follows": N_("Follows"),
    "activity": N_("At the other desk"),
    "imported_at": N_("Imported on"),
    "scope": N_("What"),
    "card": N_("Customer’s card"),
}
# What a word means under one kind of event only.
NAMES_UNDER: dict[EventKind, dict[str, str]] = {
    EventKind.APPROVAL_REQUESTED: {"done": N_("What is to be done")},
    EventKind.PAUSED: {"channel": N_("Tried by")},
}
VOCABULARIES: dict[str, type[Word]] = {
    "remedy": Remedy,
    "reply": Reply,
    "solution": Solution,
    "to": Step,
    "channel": Channel,
    "impact": Impact,
    "urgency": Urgency,
    "priority": Priority,
    "from_priority": Priority,
    "scope": Scope,
    "technique": Technique,
    "forecast": Performance,
    "performance": Performance,
}
# Under other kinds a reason is what somebody wrote.
VOCABULARIES_UNDER: dict[EventKind, dict[str, type[Word]]] = {
    EventKind.PAUSED: {"reason": PauseReason},
}


@dataclass(frozen=True, slots=True)
class Fact:
    """A name and what is known, both in the reader's language."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Told:
    """An event as the timeline prints it; instants in UTC seconds."""

    n: int
    kind: EventKind
    title: str
    actor: str | None
    at: int
    recorded_at: int
    facts: Sequence[Fact]
    is_undone: bool


def tell(entries: Sequence[Entry], sources: Mapping[int, str]) -> list[Told]:
    """Return the timeline of a ticket."""
    return [
        Told(
            n=entry.n,
            kind=entry.kind,
            title=title(entry),
            # What another desk logged, nobody with an account did here.
            actor=entry.actor
            or entry.mentions.get("holder")
            or from_customer.name(entry),
            at=entry.event.at,
            recorded_at=entry.event.recorded_at,
            facts=facts_of(entry, sources),
            is_undone=entry.is_undone,
        )
        for entry in entries
    ]


def evidence(
    ticket: TicketView, sources: Mapping[int, str]
) -> list[tuple[Step, list[Fact]]]:
    """Return the evidence that stands for each step completed, in their order."""
    told = {e.kind: facts_of(e, sources) for e in ticket.entries if not e.is_undone}
    return [(step, told[COMPLETION[step]]) for step in Step if COMPLETION[step] in told]


def proposal(ticket: TicketView, sources: Mapping[int, str]) -> list[Fact]:
    """Return what the owner last asked a reviewer to agree to."""
    asked = [e for e in ticket.entries if e.kind is EventKind.APPROVAL_REQUESTED]
    return facts_of(asked[-1], sources) if asked else []


def facts_of(entry: Entry, sources: Mapping[int, str]) -> list[Fact]:
    """Return what an event says, in the order a person would tell it."""
    told = {**entry.words, **entry.facts, **entry.mentions}
    # For whoever looks into it, not for whom it might be about.
    reader = find_actor()
    if reader is None or not reader.may(Permission.REVIEW):
        told.pop("same_device", None)
    if told.get("receipt"):
        told.pop("no_receipt", None)
    names = NAMES | NAMES_UNDER.get(entry.kind, {})
    words = VOCABULARIES | VOCABULARIES_UNDER.get(entry.kind, {})
    facts = [
        Fact(gettext(name), _printed(field, told[field], sources, words))
        for field, name in names.items()
        if told.get(field) not in (None, "", [], {})
    ]
    return [*_subject(entry), *facts, *_erased(entry)]


def _erased(entry: Entry) -> list[Fact]:
    """Return that what was written is gone, where nothing of it is left."""
    if not entry.is_erased or entry.words:
        return []
    return [Fact(gettext("What was written"), gettext("Erased: its time is over."))]


def _subject(entry: Entry) -> list[Fact]:
    """Return what a verdict or an undoing is about."""
    if entry.about is None:
        return []
    what = f"{label(entry.about.kind)}, {short_instant(entry.about.at)}"
    return [Fact(gettext("About"), what)]


def _printed(
    field: str,
    value: Any,
    sources: Mapping[int, str],
    words: Mapping[str, type[Word]],
) -> str:
    if field in words:
        return label(words[field](value))
    if isinstance(value, bool):
        return str(gettext("Yes") if value else gettext("No"))
    printers: dict[str, Callable[[Any], str]] = {
        "needs": lambda needs: _listed(Need, needs),
        "qualities": lambda qualities: _listed(Quality, qualities),
        "outcomes": _outcomes,
        "findings": _findings,
        "passed": _passed,
        "source_id": lambda source_id: sources.get(source_id, ""),
        "sent_at": instant,
        "imported_at": instant,
    }
    return printers.get(field, str)(value)


def _listed(words: type[Word], values: Sequence[str]) -> str:
    return ", ".join(label(words(value)) for value in values)


def _findings(findings: Mapping[str, str]) -> str:
    return ", ".join(
        f"{label(Step(step))}: {label(Finding(finding))}"
        for step, finding in findings.items()
    )


def _outcomes(outcomes: Mapping[str, str]) -> str:
    return ", ".join(
        f"{label(Need(need))}: {label(NeedOutcome(outcome))}"
        for need, outcome in outcomes.items()
    )


def _passed(dues: Mapping[str, int]) -> str:
    return ", ".join(
        f"{label(Aim(aim))} ({short_instant(due)})" for aim, due in dues.items()
    )
