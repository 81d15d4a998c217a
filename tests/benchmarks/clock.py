"""The clock: the figures of 100,000 tickets, against loops that only read them.

Every ticket has five events, given as text the way an export holds them. What is timed,
each on the same lines, in one process, by processor time, the best of three rounds:

    stamps    the simplest loop: of each event only the timestamp is parsed, and the
              last minus the first is taken. No kinds, no calendar, no steps.
    events    the same subtraction, but each line becomes the Event the clock reads.
    measured  each line becomes an Event, then `measure` computes every figure of the
              ticket: buckets, steps, response, resolution, shares and pickup, under a
              school calendar with breaks and holidays over three years.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from desk.domain.calendar import ServiceCalendar
from desk.domain.clock import measure
from desk.domain.log import Event, EventKind

TICKETS, ROUNDS = 100_000, 3
YEARS = range(2024, 2027)
ZONE = ZoneInfo("Asia/Jakarta")
DAY, HOUR = 86_400, 3600
AS_OF = int(datetime(2027, 1, 1, tzinfo=ZONE).timestamp())

K = EventKind
# Most tickets go all the way; some wait for the customer, some come by message.
STORIES = [
    *[(K.RECEIVED, K.RECORDED, K.CONFIRMED, K.FULFILLED, K.THANKED)] * 3,
    (K.RECEIVED, K.RECORDED, K.PAUSED, K.CUSTOMER_CONTACTED, K.CONFIRMED),
    (K.RECEIVED, K.TAKEN, K.RECORDED, K.CONFIRMED, K.FULFILLED),
]
KINDS = {kind.value: kind for kind in EventKind}

# A ticket is its lines: number, kind, timestamp with its offset, person.
Lines = list[str]


def school() -> ServiceCalendar:
    """Return a school week with breaks, and three years of holidays and short days."""
    day = ((7 * HOUR, 12 * HOUR), (13 * HOUR, 15 * HOUR))
    friday = ((7 * HOUR, 11 * HOUR + 1800), (13 * HOUR, 15 * HOUR))
    closed = {}
    overrides = {}
    for year in YEARS:
        for first, days in [((1, 1), 1), ((4, 8), 8), ((6, 22), 20), ((12, 21), 11)]:
            for n in range(days):
                closed[date(year, *first) + timedelta(days=n)] = "holiday"
        closed[date(year, 8, 17)] = "Proklamasi"
        for n in range(12):
            overrides[date(year, 6, 1) + timedelta(days=n)] = ((7 * HOUR, 11 * HOUR),)
    weekly = {**dict.fromkeys(range(1, 5), day), 5: friday}
    return ServiceCalendar("Asia/Jakarta", weekly, closed=closed, overrides=overrides)


def tickets(random: Random, count: int) -> list[Lines]:
    """Return so many tickets spread over the three years, as lines of text."""
    begin = int(datetime(YEARS[0], 1, 1, tzinfo=ZONE).timestamp())
    return [
        _lines(random, random.randrange(begin, AS_OF - 14 * DAY)) for _ in range(count)
    ]


def _lines(random: Random, at: int) -> Lines:
    lines = []
    for n, kind in enumerate(random.choice(STORIES), start=1):
        stamp = datetime.fromtimestamp(at, ZONE).isoformat()
        lines.append(f"{n},{kind.value},{stamp},{random.randrange(1, 30)}")
        at += random.choice([random.randrange(900), random.randrange(2 * DAY)])
    return lines


def stamps(logs: Sequence[Lines]) -> int:
    """Parse every timestamp and add up the last minus the first."""
    total = 0
    for lines in logs:
        read = [_instant(line.split(",")[2]) for line in lines]
        total += read[-1] - read[0]
    return total


def events(logs: Sequence[Lines]) -> int:
    """Make every event and add up the last minus the first."""
    total = 0
    for read in parsed(logs):
        total += read[-1].at - read[0].at
    return total


def measured(logs: Sequence[Lines]) -> int:
    """Make every event and add up the wall time the clock found."""
    calendar = school()
    return sum(measure(read, calendar, AS_OF).wall for read in parsed(logs))


def parsed(logs: Sequence[Lines]) -> Iterator[list[Event]]:
    """Yield the events of each ticket."""
    for lines in logs:
        read = []
        for line in lines:
            n, kind, stamp, person = line.split(",")
            at = _instant(stamp)
            read.append(Event(int(n), KINDS[kind], at, at, int(person)))
        yield read


def _instant(stamp: str) -> int:
    return int(datetime.fromisoformat(stamp).timestamp())


def seconds(work: Callable[[Sequence[Lines]], int], logs: Sequence[Lines]) -> float:
    """Return the processor seconds of the work, the best of some rounds."""
    best = float("inf")
    for _ in range(ROUNDS):
        begin = time.process_time()
        work(logs)
        best = min(best, time.process_time() - begin)
    return best


def main() -> None:
    """Time the three and print what they took."""
    print((__doc__ or "").strip(), end="\n\n")
    logs = tickets(Random(2026), TICKETS)
    took = {work.__name__: seconds(work, logs) for work in (stamps, events, measured)}
    for name, spent in took.items():
        print(f"{name:9}{spent:7.2f} s{TICKETS / spent:12,.0f} tickets/s")
    for name in ("stamps", "events"):
        print(f"measured takes {took['measured'] / took[name]:.1f} times {name}")
    alone = took["measured"] - took["events"]
    print(f"the clock alone: {alone:.2f} s, {TICKETS / alone:,.0f} tickets/s")


if __name__ == "__main__":
    main()
