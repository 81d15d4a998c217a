"""Another desk's event log, brought in as tickets with the logs they really had."""

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from typing import NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import select

from desk.domain.errors import NotInUse
from desk.domain.event_table import Case, Deed
from desk.domain.log import EventKind
from desk.domain.people import Act, Permission, Role
from desk.domain.vocabulary import Language
from desk.extensions import db
from desk.models import Person, Ticket, Unit
from desk.services import log, row
from desk.services.imports import place_errors
from desk.services.people import LONGEST_NAME
from desk.services.tickets import open_tickets
from desk.services.transaction import action

# How many cases are one transaction: few enough that the counter never waits long.
BATCH = 100
LONGEST_KEY = 64
# No password has this hash.
NO_PASSWORD = "!"  # noqa: S105 -- not a password, but that there is none
UNSAFE = re.compile(r"[^a-z0-9]+")

Holders = Mapping[str, int]


class Source(NamedTuple):
    """A foreign log: the unit it goes to, and the name by which it is known again."""

    unit_id: int
    name: str

    def key(self, case: str) -> str:
        """Return the key by which a case is known when it comes again."""
        key = f"log:{self.unit_id}:{self.name}:{case}"
        if len(key) <= LONGEST_KEY:
            return key
        return f"log:{hashlib.sha256(key.encode()).hexdigest()}"[:LONGEST_KEY]

    def username(self, resource: str) -> str:
        """Return the user name of a holder; another log's has another."""
        digest = hashlib.sha256(self.key(resource).encode()).hexdigest()[:10]
        plain = UNSAFE.sub("-", resource.casefold()).strip("-")[:20]
        return f"import-{plain}-{digest}"


def import_log(
    act: Act,
    source: Source,
    cases: Sequence[Case],
    *,
    progress: Callable[[int], object],
) -> int:
    """Bring in every case that is not there yet; return how many that were.

    A transaction for each batch of whole cases, so what was cut short goes on where it
    stopped; progress hears how many more cases are done. Raises NotInUse for the unit.
    """
    added = 0
    for start in range(0, len(cases), BATCH):
        batch = cases[start : start + BATCH]
        added += add_cases(act, source, batch)
        progress(len(batch))
    return added


def count_new(act: Act, source: Source, cases: Sequence[Case]) -> int:
    """Return how many cases an import would add. Raises NotInUse for the unit."""
    _require_place(act, source)
    batches = range(0, len(cases), BATCH)
    return sum(len(_new(source, cases[start : start + BATCH])) for start in batches)


@action
def add_cases(act: Act, source: Source, cases: Sequence[Case]) -> int:
    """Add those of the cases that are not there yet; return how many that were."""
    # Locked, so that of two imports the later one sees what the earlier brought in.
    unit = db.session.get(Unit, source.unit_id, with_for_update={"key_share": True})
    _require_place(act, source)
    new = _new(source, cases)
    if unit is None or not new:
        return 0
    holders = _holders(act, source, new)
    zone = ZoneInfo(row.calendar_of(unit.id).zone)
    for _, some in groupby(new, key=lambda case: _month(case, zone)):
        month = list(some)
        keys = [source.key(case.name) for case in month]
        received_at = month[0].deeds[0].at
        tickets = open_tickets(unit, keys, received_at=received_at)
        logs = [
            (ticket, [*_happenings(case, act, holders)])
            for ticket, case in zip(tickets, month, strict=True)
        ]
        log.append_to_new(logs)
    return len(new)


def _require_place(act: Act, source: Source) -> None:
    act.actor.require(Permission.ADMINISTER)
    if place_errors(source.unit_id, None):
        raise NotInUse


def _new(source: Source, cases: Sequence[Case]) -> list[Case]:
    keys = {source.key(case.name): case for case in cases}
    query = select(Ticket.import_key).where(Ticket.import_key.in_(keys))
    known = set(db.session.scalars(query))
    return [case for key, case in keys.items() if key not in known]


def _month(case: Case, zone: ZoneInfo) -> str:
    return f"{datetime.fromtimestamp(case.deeds[0].at, zone):%Y/%m}"


def _happenings(case: Case, act: Act, holders: Holders) -> Iterator[log.Happening]:
    """Yield the events of a case as they were recorded, there and then."""
    for deed in case.deeds:
        for kind in deed.kinds:
            yield log.Happening(
                kind,
                at=deed.at,
                recorded_at=deed.at,
                facts=_facts(deed, act, holders),
                words=_words(deed, kind),
                actor_id=act.actor.id or None,
            )


def _facts(deed: Deed, act: Act, holders: Holders) -> row.Facts:
    facts = {"holder": holders.get(deed.resource), "imported_at": act.at}
    # Only what a rule names is a code; anything else may be what somebody wrote.
    return facts | {"activity": deed.activity} if deed.is_named else facts


def _words(deed: Deed, kind: EventKind) -> dict[str, str]:
    words = {} if deed.is_named else {"activity": deed.activity}
    if kind is EventKind.RECEIVED:
        # A foreign log has no complaint; its case's name finds the ticket again.
        words["complaint"] = deed.case
    return words


def _holders(act: Act, source: Source, cases: Sequence[Case]) -> Holders:
    """Return the account of each resource, made where it is missing; none is open."""
    names = {deed.resource for case in cases for deed in case.deeds if deed.resource}
    usernames = {source.username(name): name for name in sorted(names)}
    query = select(Person).where(Person.username.in_(usernames))
    people = {person.username: person for person in db.session.scalars(query)}
    for username, name in usernames.items():
        if username not in people:
            people[username] = Person(
                username=username,
                name=name[:LONGEST_NAME],
                role=Role.STUDENT,
                language=Language.ID,
                unit_id=source.unit_id,
                password_hash=NO_PASSWORD,
                is_active=False,
                created_at=act.at,
            )
            db.session.add(people[username])
    db.session.flush()
    return {name: people[username].id for username, name in usernames.items()}
