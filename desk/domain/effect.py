"""Whether fewer complaints came after a change: two windows, their rates, and chance.

Complaints of a source are counted as rare and independent of each other, so given their
sum those after the change are binomial; that makes the interval exact for any number.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil, exp, lgamma, log
from typing import NamedTuple

from desk.domain.statistics import ENOUGH
from desk.domain.vocabulary import N_, Word

WEEK = 7
# Four weeks: long enough for each weekday to come four times.
LENGTH = 4 * WEEK
# A 95 % interval leaves so much on either side.
ALPHA = 0.025
# Halving this often leaves less than any screen shows.
HALVINGS = 60
NEGLIGIBLE = 1e-18
HUNDRED = 100


class Verdict(Word):
    """What two windows tell about a change."""

    NOT_YET = "not_yet", N_("Not enough data")
    TOO_FEW = "too_few", N_("Too few to tell")
    CHANCE = "chance", N_("Could be chance")
    BETTER = "better", N_("Fewer complaints")
    WORSE = "worse", N_("More complaints")


class Window(NamedTuple):
    """Some days, first and last included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """Return how many days it has."""
        return (self.last - self.first).days + 1


class Windows(NamedTuple):
    """The days compared: equally many before a change and after it."""

    before: Window
    after: Window

    @property
    def is_full(self) -> bool:
        """Say whether the whole time after the change is over."""
        return self.after.days == LENGTH


def windows(began_on: date, today: date) -> Windows | None:
    """Return the days to compare; None while no day after the change is over.

    What is over after it, four weeks at most, and as many days before, from the same
    weekday on: a Monday is compared with a Monday.
    """
    passed = min(LENGTH, (today - began_on).days)
    if passed <= 0:
        return None
    shift = timedelta(weeks=ceil(passed / WEEK))
    length = timedelta(days=passed - 1)
    first = began_on - shift
    return Windows(Window(first, first + length), Window(began_on, began_on + length))


@dataclass(frozen=True, slots=True)
class Side:
    """What happened in a window; None: transactions are not known for all its days."""

    complaints: int
    # Of the unit altogether, whatever they sprang from.
    all_complaints: int
    school_days: int
    transactions: int | None


@dataclass(frozen=True, slots=True)
class Effect:
    """Two windows side by side."""

    windows: Windows
    before: Side
    after: Side

    @property
    def is_by_transactions(self) -> bool:
        """Say whether every school day of both windows has its transactions."""
        return None not in {self.before.transactions, self.after.transactions}

    @property
    def n(self) -> int:
        """Return how many complaints both windows have."""
        return self.before.complaints + self.after.complaints

    def exposure(self, side: Side) -> int:
        """Return what complaints are counted against: transactions, or school days."""
        counted = side.transactions if self.is_by_transactions else side.school_days
        return counted or 0

    def rate(self, side: Side) -> float | None:
        """Return complaints per 100 transactions or per school day; None: of none."""
        exposure = self.exposure(side)
        if not exposure:
            return None
        times = HUNDRED if self.is_by_transactions else 1
        return times * side.complaints / exposure

    @property
    def is_comparable(self) -> bool:
        """Say whether both windows had customers at all."""
        return bool(self.exposure(self.before) and self.exposure(self.after))

    @property
    def ratio(self) -> float | None:
        """Return the rate after by the rate before; None: there was none before."""
        if not (self.is_comparable and self.before.complaints):
            return None
        share = self.exposure(self.before) / self.exposure(self.after)
        return self.after.complaints / self.before.complaints * share

    @property
    def interval(self) -> tuple[float, float | None] | None:
        """Return the 95 % interval of the ratio; an end of None has no bound."""
        if not (self.is_comparable and self.n):
            return None
        low, high = proportion_interval(self.after.complaints, self.n)
        share = self.exposure(self.before) / self.exposure(self.after)
        top = None if high >= 1 else high / (1 - high) * share
        return low / (1 - low) * share, top

    @property
    def has_small_numbers(self) -> bool:
        """Say whether one of the windows has fewer complaints than is enough."""
        return min(self.before.complaints, self.after.complaints) < ENOUGH

    @property
    def verdict(self) -> Verdict:
        """Return what the two windows tell.

        A window that became nearly empty is no reason to say nothing: the interval
        knows how few they are. Only if both have few is there nothing to tell.
        """
        interval = self.interval
        if not self.is_comparable:
            return Verdict.NOT_YET
        if max(self.before.complaints, self.after.complaints) < ENOUGH:
            return Verdict.TOO_FEW
        low, high = interval or (0, None)
        if high is not None and high < 1:
            return Verdict.BETTER
        return Verdict.WORSE if low > 1 else Verdict.CHANCE


def proportion_interval(k: int, n: int) -> tuple[float, float]:
    """Return the exact 95 % interval of a proportion of k in n (Clopper–Pearson)."""
    low = 0.0 if k == 0 else _where(lambda p: at_least(k, n, p), ALPHA)
    high = 1.0 if k == n else 1 - _where(lambda p: at_least(n - k, n, p), ALPHA)
    return low, high


def at_least(k: int, n: int, p: float) -> float:
    """Return the chance of k or more in n when each comes with the chance p."""
    if k <= 0:
        return 1.0
    if k > n or p <= 0:
        return 0.0
    if p >= 1:
        return 1.0
    if k <= n * p:
        # The other tail is the short one: what is summed must fall.
        return 1 - at_least(n - k + 1, n, 1 - p)
    term = exp(
        lgamma(n + 1)
        - lgamma(k + 1)
        - lgamma(n - k + 1)
        + k * log(p)
        + (n - k) * log(1 - p)
    )
    total, odds = 0.0, p / (1 - p)
    for each in range(k, n + 1):
        total += term
        term *= (n - each) / (each + 1) * odds
        if term < total * NEGLIGIBLE:
            break
    return total


def _where(chance: Callable[[float], float], wanted: float) -> float:
    """Return where a chance that grows from 0 to 1 is the one wanted."""
    low, high = 0.0, 1.0
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        low, high = (low, middle) if chance(middle) > wanted else (middle, high)
    return (low + high) / 2
