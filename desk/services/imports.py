"""Complaints that reach the desk without a student at the counter."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypedDict

from sqlalchemy import select

from desk.domain.errors import NotInUse
from desk.domain.evidence import CHOOSE, Errors, demand
from desk.domain.intake import Arrival, Columns, Field, read_arrivals
from desk.domain.log import EventKind
from desk.domain.people import Act, Permission
from desk.domain.table import Refused, Table
from desk.domain.vocabulary import Channel
from desk.extensions import db
from desk.models import Ticket, Unit
from desk.services import log, row
from desk.services.sources import is_choosable
from desk.services.tagging import by_rule, tagger_of
from desk.services.tickets import open_ticket, open_tickets
from desk.services.transaction import action

# How many complaints go to the database at once.
BATCH = 250


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """A table of complaints, how to read it, and what all its rows have in common."""

    table: Table
    columns: Columns
    unit_id: int
    channel: Channel
    source_id: int | None
    # Without a source given, the words of the unit's sources may find one for each.
    by_rule: bool = False


class Report(TypedDict):
    """What became of the rows: counts, and each refused row with its reason."""

    imported: int
    tagged: int
    already_there: int
    refused: list[tuple[int, str, dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class _Plan:
    """What an import would do."""

    unit: Unit
    new: Sequence[Arrival]
    already_there: int
    refused: Sequence[Refused]
    # The source the rule finds for a new one, by its key.
    tags: Mapping[str, int]

    def report(self) -> Report:
        return {
            "imported": len(self.new),
            "tagged": len(self.tags),
            "already_there": self.already_there,
            "refused": [(r.line, r.reason, dict(r.facts)) for r in self.refused],
        }


@action
def receive(
    act: Act,
    *,
    unit_id: int,
    complaint: str,
    item: str,
    customer: str,
    channel: Channel,
    source_id: int | None,
) -> int:
    """Put a complaint into the unit's queue; return the ticket's id."""
    act.actor.require(Permission.ADMINISTER)
    ticket = open_ticket(db.session.get_one(Unit, unit_id), received_at=act.at)
    log.append(
        ticket,
        EventKind.RECEIVED,
        act,
        recorded_at=act.at,
        facts=_facts(channel, source_id),
        words={"complaint": complaint, "item": item, "customer": customer},
    )
    return ticket.id


@action
def import_complaints(
    act: Act, intake: Intake, *, progress: Callable[[int], object]
) -> Report:
    """Put every good row that is not there yet into the unit's queue.

    All of them or, on any failure, none; progress hears how many more rows are done.
    Raises NotInUse for the unit or source, InvalidInput for the columns.
    """
    return carry_out(act, intake, progress=progress)


def carry_out(act: Act, intake: Intake, *, progress: Callable[[int], object]) -> Report:
    """Import within the caller's transaction."""
    # Locked, so that of two imports the later one sees what the earlier brought in;
    # without its key, so that the counter goes on opening tickets.
    db.session.get(Unit, intake.unit_id, with_for_update={"key_share": True})
    plan = _plan(act, intake)
    facts = _facts(intake.channel, intake.source_id)
    for start in range(0, len(plan.new), BATCH):
        batch = plan.new[start : start + BATCH]
        keys = [arrival.key for arrival in batch]
        tickets = open_tickets(plan.unit, keys, received_at=act.at)
        logs = [
            (ticket, list(_happenings(act, arrival, facts, plan.tags)))
            for ticket, arrival in zip(tickets, batch, strict=True)
        ]
        log.append_to_new(logs)
        progress(len(batch))
    return plan.report()


def _happenings(
    act: Act, arrival: Arrival, facts: row.Facts, tags: Mapping[str, int]
) -> Iterator[log.Happening]:
    actor_id = act.actor.id or None
    yield log.Happening(
        EventKind.RECEIVED,
        at=arrival.received_at or act.at,
        recorded_at=act.at,
        facts=facts,
        words=arrival.words,
        actor_id=actor_id,
    )
    if arrival.key in tags:
        yield log.Happening(
            EventKind.TAGGED,
            at=act.at,
            recorded_at=act.at,
            facts=by_rule(tags[arrival.key]),
            words={},
            actor_id=actor_id,
        )


def preview_complaints(act: Act, intake: Intake) -> Report:
    """Return what an import would do, and do nothing. Raises as the import does."""
    return _plan(act, intake).report()


def _plan(act: Act, intake: Intake) -> _Plan:
    act.actor.require(Permission.ADMINISTER)
    if place_errors(intake.unit_id, intake.source_id):
        raise NotInUse
    demand(_column_errors(intake))
    unit = db.session.get_one(Unit, intake.unit_id)
    arrivals, refused = read_arrivals(
        intake.table,
        intake.columns,
        unit_id=unit.id,
        zone=row.calendar_of(unit.id).zone,
        now=act.at,
    )
    known = _known([arrival.key for arrival in arrivals])
    new = [arrival for arrival in arrivals if arrival.key not in known]
    return _Plan(unit, new, len(arrivals) - len(new), refused, _tags(intake, new))


def _tags(intake: Intake, arrivals: Sequence[Arrival]) -> dict[str, int]:
    """Return the source the rule finds for each of some complaints, by their keys."""
    if not intake.by_rule or intake.source_id is not None:
        return {}
    tagger = tagger_of(intake.unit_id)
    proposed = {
        each.key: tagger.propose(each.words[Field.COMPLAINT]) for each in arrivals
    }
    return {key: tag.source_id for key, tag in proposed.items() if tag is not None}


def place_errors(unit_id: int, source_id: int | None) -> Errors:
    """Return what is wrong with where complaints are to go and spring from."""
    errors = {}
    unit = db.session.get(Unit, unit_id)
    if unit is None or not unit.is_active:
        errors["unit_id"] = CHOOSE
    if source_id is not None and not is_choosable(source_id, unit_id):
        errors["source_id"] = CHOOSE
    return errors


def _column_errors(intake: Intake) -> Errors:
    there = range(len(intake.table.header))
    errors = {
        field.value: CHOOSE
        for field, column in intake.columns.items()
        if column not in there
    }
    if Field.COMPLAINT not in intake.columns:
        errors[Field.COMPLAINT.value] = CHOOSE
    return errors


def _known(keys: Sequence[str]) -> set[str]:
    """Return those of the keys that are tickets already."""
    known: set[str] = set()
    for start in range(0, len(keys), BATCH):
        some = keys[start : start + BATCH]
        query = select(Ticket.import_key).where(Ticket.import_key.in_(some))
        known.update(key for key in db.session.scalars(query) if key)
    return known


def _facts(channel: Channel, source_id: int | None) -> row.Facts:
    # Whoever brings it in does not hold it: it waits in the queue.
    return {"holder": None, "channel": channel, "source_id": source_id}
