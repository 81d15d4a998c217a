"""Does a complaint come back? Whether what was closed stayed closed for thirty days."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Hashable, Iterable
from typing import NamedTuple

from desk.domain.hours import DAY
from desk.domain.search import words

WITHIN = 30 * DAY
# Fewer digits are no telephone number: a room, a class.
FEWEST_DIGITS = 8
COUNTRY = "62"
NO_DIGITS = re.compile(r"[^0-9]+")


class Case(NamedTuple):
    """A complaint of a known customer; instants in UTC seconds.

    The customer is known by any of the keys: a card, a contact. The group is the
    first-level source, None for none.
    """

    id: int
    group: int | None
    keys: tuple[Hashable, ...]
    received_at: int
    closed_at: int | None
    is_reopened: bool = False


class Verdict(NamedTuple):
    """Ids of the complaints that came back, that did not, and not known yet."""

    back: frozenset[int]
    settled: frozenset[int]
    early: frozenset[int]

    @property
    def n(self) -> int:
        """Return how many can be judged."""
        return len(self.back) + len(self.settled)

    def of(self, ids: Iterable[int]) -> "Verdict":
        """Return the same of some complaints only."""
        some = frozenset(ids)
        return Verdict(self.back & some, self.settled & some, self.early & some)


def judge(cases: Iterable[Case], all_cases: Iterable[Case], now: int) -> Verdict:
    """Return which closed complaints came back within 30 days (now in UTC seconds).

    One came back if it was reopened, or if its customer complained of the same
    first-level source again within 30 days of its closing. What has not come back is
    settled once the 30 days are over; before that nobody knows.
    """
    later: dict[Hashable, list[tuple[int, int]]] = defaultdict(list)
    for case in all_cases:
        for key in case.keys:
            later[key, case.group].append((case.received_at, case.id))
    for known in later.values():
        known.sort()
    back, settled, early = set(), set(), set()
    for case in cases:
        if case.group is None or not (case.is_reopened or case.closed_at is not None):
            continue
        if case.is_reopened or _complains_again(case, later):
            back.add(case.id)
        elif case.closed_at is not None and case.closed_at + WITHIN > now:
            early.add(case.id)
        else:
            settled.add(case.id)
    return Verdict(frozenset(back), frozenset(settled), frozenset(early))


def _complains_again(case: Case, later: dict[Hashable, list[tuple[int, int]]]) -> bool:
    end = case.closed_at or 0
    for key in case.keys:
        known = later[key, case.group]
        at = bisect_right(known, (end, case.id))
        following = (each for each in known[at:] if each[1] != case.id)
        received_at, _ = next(following, (end + WITHIN + 1, 0))
        if received_at <= end + WITHIN:
            return True
    return False


def contact_key(contact: str) -> str:
    """Return what two ways to write one contact have in common; empty for none.

    0812 3456 7890, +62 812-3456-7890 and 62812… are one number.
    """
    digits = NO_DIGITS.sub("", contact)
    if len(digits) >= FEWEST_DIGITS:
        return digits.removeprefix(COUNTRY).removeprefix("0")
    return " ".join(words(contact))
