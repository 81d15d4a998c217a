"""The Pareto: from which few sources most complaints spring."""

from collections.abc import Mapping
from itertools import accumulate
from typing import NamedTuple

from desk.domain.vocabulary import N_, Word

# The share of all that the vital few are the smallest set to reach, in per cent.
VITAL = 80


class Bar(NamedTuple):
    """A source: its complaints, all up to it, and whether it is of the vital few."""

    key: int
    n: int
    reached: int
    total: int
    is_vital: bool

    @property
    def share(self) -> float:
        """Return its part of all in per cent."""
        return 100 * self.n / self.total

    @property
    def cumulative(self) -> float:
        """Return the part of all up to and with it in per cent."""
        return 100 * self.reached / self.total


def bars(counts: Mapping[int, int]) -> list[Bar]:
    """Return the sources by how many complaints spring from each, the most first.

    The vital few are the smallest set that reaches 80 per cent; exactly 80 is reached.
    A source with as many complaints as the last of them is one of them too: that it
    stands behind is only a matter of order. Equal ones keep the order given.
    """
    ordered = sorted(counts.items(), key=lambda each: -each[1])
    ordered = [(key, n) for key, n in ordered if n > 0]
    total = sum(n for _, n in ordered)
    reached = list(accumulate(n for _, n in ordered))
    last = next(
        (
            n
            for (_, n), so_far in zip(ordered, reached, strict=True)
            if so_far * 100 >= VITAL * total
        ),
        0,
    )
    return [
        Bar(key, n, so_far, total, is_vital=n >= last)
        for (key, n), so_far in zip(ordered, reached, strict=True)
    ]


class ParetoFigure(Word):
    """A number of the page; each leads to exactly the complaints it was made from."""

    RECEIVED = "received", N_("Received")
    RESOLVED = "resolved", N_("With a resolution time")
    RUNNING = "running", N_("Resolution time still running")
    JUDGED = "judged", N_("Closed, and 30 days watched or back before")
    BACK = "back", N_("Came back within 30 days")
    EARLY = "early", N_("Closed less than 30 days ago, not back so far")
    STRANGERS = "strangers", N_("Closed, customer not known")
    COUNTED = "counted", N_("On days with a count of transactions")
    UNCOUNTED = "uncounted", N_("On days without a count of transactions")
