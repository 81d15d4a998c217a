"""Whether the log is still what was written: each chain walked from its start."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sqlalchemy import String, Text, cast, select, type_coerce

from desk.domain.erasure import accounted_for
from desk.domain.log import NO_EVENT, EventKind, commit_to, seal
from desk.extensions import db
from desk.models import Evidence, Ticket, TicketEvent

CHUNK = 1_000

ALTERED = "its content does not match its seal"
MISSING = "an event before it is missing"
WORDS_ALTERED = "its words were changed"
WORDS_MISSING = "its words are missing, and the desk did not erase them"
WORDS_ERASED = "its words were erased, and no event of the desk says so"
CUT_OFF = "the events after it are missing"
NO_EVENTS = "the ticket has no events"
NO_TICKET = "its ticket is missing"
RENUMBERED = "the ticket's number is not the one it was received under"

Link = Any


@dataclass(frozen=True, slots=True)
class Break:
    """The first event of a chain that is not as it was written."""

    number: str
    n: int
    reason: str


def walk_chains() -> Iterator[Break | None]:
    """Walk every ticket's chain; yield None for a whole one, else its first break."""
    with _any_bytes():
        tickets = {
            row.id: row
            for row in db.session.execute(
                select(Ticket.id, Ticket.number, Ticket.version, Ticket.log_head)
            )
        }
        for ticket_id, chain in groupby(_links(), key=lambda link: link.ticket_id):
            ticket = tickets.pop(ticket_id, None)
            if ticket is None:
                yield Break(f"#{ticket_id}", next(chain).n, NO_TICKET)
            else:
                yield _first_break(ticket, chain)
        for ticket in tickets.values():
            yield Break(ticket.number, 0, NO_EVENTS)


def _links() -> Iterator[Link]:
    # Read as plain text: a damaged value must be named here, not fail to load.
    event = TicketEvent
    query = (
        select(
            event.ticket_id,
            event.n,
            type_coerce(event.kind, String).label("kind"),
            event.actor_id,
            event.at,
            event.recorded_at,
            cast(event.facts, Text).label("facts"),
            event.digest,
            event.hash,
            Evidence.salt,
            cast(Evidence.words, Text).label("words"),
            Evidence.erased_at,
        )
        .outerjoin(Evidence, Evidence.event_id == event.id)
        .order_by(event.ticket_id, event.n)
        .execution_options(yield_per=CHUNK)
    )
    yield from db.session.execute(query)


def _first_break(ticket: Any, links: Iterator[Link]) -> Break | None:
    head, n = NO_EVENT, 0
    chain = list(links)
    erasures = [each for link in chain for each in _erasure(link)]
    for link in chain:
        n += 1
        if link.n != n:
            return Break(ticket.number, link.n, MISSING)
        problem = _problem(link, head) or _forgotten(link, erasures)
        if problem:
            return Break(ticket.number, n, problem)
        if n == 1 and json.loads(link.facts).get("number") != ticket.number:
            return Break(ticket.number, n, RENUMBERED)
        head = link.hash
    if (head, n) != (ticket.log_head, ticket.version):
        return Break(ticket.number, n, CUT_OFF)
    return None


def _problem(link: Link, head: str) -> str | None:
    try:
        if link.hash != seal(head, _sealed(link)):
            return ALTERED
    except ValueError:  # not JSON, or not UTF-8, any more
        return ALTERED
    if link.salt is None or link.words is None:
        is_lost = link.digest is not None and link.erased_at is None
        return WORDS_MISSING if is_lost else None
    try:
        is_true = commit_to(link.salt, json.loads(link.words)) == link.digest
    except ValueError:
        is_true = False
    return None if is_true else WORDS_ALTERED


def _erasure(link: Link) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield what an event says was erased; one that cannot be read says nothing."""
    if link.kind == EventKind.ERASED:
        with suppress(ValueError):
            yield link.n, json.loads(link.facts)


def _forgotten(
    link: Link, erasures: Sequence[tuple[int, dict[str, Any]]]
) -> str | None:
    is_gone = link.erased_at is not None
    return WORDS_ERASED if is_gone and not accounted_for(link.n, erasures) else None


def _sealed(link: Link) -> dict[str, Any]:
    return {
        "ticket": link.ticket_id,
        "n": link.n,
        "kind": link.kind,
        "actor": link.actor_id,
        "at": link.at,
        "recorded_at": link.recorded_at,
        "facts": json.loads(link.facts),
        "digest": link.digest,
    }


@contextmanager
def _any_bytes() -> Iterator[None]:
    """Let SQLite hand over text that is not UTF-8 instead of failing on it."""
    driver = db.session.connection().connection.driver_connection
    if db.engine.dialect.name != "sqlite" or driver is None:
        yield
        return
    driver.text_factory = lambda raw: raw.decode(errors="surrogateescape")
    try:
        yield
    finally:
        driver.text_factory = str
