"""Three years of a school: complaints as they come in, played up to an end."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import NamedTuple

from desk.demo.crowd.lives import life
from desk.demo.crowd.rhythm import receipts, still_open
from desk.demo.crowd.school import YEARS, Crew, assemble, names
from desk.demo.crowd.talk import story
from desk.domain import defaults
from desk.domain.shifts import local_instant
from desk.services.generation import PREFIX, Life, add_lives, require_own, take_stock

# So many tickets are one transaction: what is cut short loses little.
BATCH = 400


class Order(NamedTuple):
    """Which tickets are wanted; the same order makes the same tickets."""

    tickets: int
    seed: int
    until: date
    password: str | None = None

    @property
    def series(self) -> str:
        """Return how the key of every ticket of this order begins."""
        return f"{PREFIX}{self.seed}:{self.until}:{self.tickets}:"

    @property
    def end(self) -> int:
        """Return when the last day is over (UTC seconds)."""
        zone = str(defaults.HOURS["tz"])
        return local_instant(self.until + timedelta(days=1), 0, zone)

    def begin(self) -> int:
        """Return when the first complaints come in (UTC seconds)."""
        zone = str(defaults.HOURS["tz"])
        return local_instant(self.until - timedelta(days=365 * YEARS), 0, zone)


def generate(order: Order) -> Iterator[int]:
    """Make the tickets that are not there yet, yielding how many more are done.

    Cut short, it goes on where it stopped. Raises NotGenerated for a desk in use.
    """
    require_own(names(), order.series)
    crews = assemble(order.end, order.password)
    batch: list[Life] = []
    for made in lives(order, crews):
        batch.append(made)
        if len(batch) == BATCH:
            add_lives(batch)
            yield len(batch)
            batch = []
    if batch:
        add_lives(batch)
        yield len(batch)
    take_stock()


def lives(order: Order, crews: list[Crew]) -> Iterator[Life]:
    """Yield every ticket with its whole log, in the order in which they came in."""
    chance = Random(order.seed)
    calendar = crews[0].calendar
    received = receipts(calendar, order.begin(), order.end, order.tickets, chance)
    unfinished = still_open(received, calendar, order.end, chance)
    shares = [unit["share"] for unit in story()["units"]]
    chosen = chance.choices(crews, weights=shares, k=len(received))
    for number, (crew, at) in enumerate(zip(chosen, received, strict=True)):
        # Its own chance, so that each ticket is what it is whichever others are made.
        own = Random(f"{order.seed}:{number}")
        happenings = life(crew, own, at, order.end, is_open=number in unfinished)
        yield Life(f"{order.series}{number}", crew.unit_id, happenings)
