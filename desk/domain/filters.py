"""What a list of tickets can be narrowed to, and which two of it exclude each other."""

from collections.abc import Mapping
from dataclasses import dataclass

from desk.domain.targets import HOUR, SCHOOL_DAY
from desk.domain.vocabulary import N_, Channel, Priority, Step, Word


class Silence(Word):
    """How long nothing has happened on a ticket, in service time."""

    HOUR = "hour", N_("1 service hour")
    ONE_DAY = "one_day", N_("1 school day")
    TWO_DAYS = "two_days", N_("2 school days")
    THREE_DAYS = "three_days", N_("3 school days")
    FIVE_DAYS = "five_days", N_("5 school days")

    @property
    def seconds(self) -> int:
        """Return the service seconds that must be exceeded."""
        return SILENCES[self]


SILENCES = {
    Silence.HOUR: HOUR,
    Silence.ONE_DAY: SCHOOL_DAY,
    Silence.TWO_DAYS: 2 * SCHOOL_DAY,
    Silence.THREE_DAYS: 3 * SCHOOL_DAY,
    Silence.FIVE_DAYS: 5 * SCHOOL_DAY,
}


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list is narrowed to; None or empty means all. Instants in UTC seconds."""

    text: str = ""
    step: Step | None = None
    # The source chosen, and those below it.
    source_ids: tuple[int, ...] = ()
    channel: Channel | None = None
    priority: Priority | None = None
    unit_id: int | None = None
    # Of the owner.
    class_group_id: int | None = None
    owner_id: int | None = None
    is_queue: bool = False
    is_past_target: bool = False
    is_paused: bool = False
    is_due_this_shift: bool = False
    silence: Silence | None = None
    number: str = ""
    since: int | None = None
    until: int | None = None

    @property
    def contradictions(self) -> list[tuple[str, str]]:
        """Return the pairs of filters that no ticket can pass together.

        What is past its target, or paused, is not due before the end of the shift
        (nearness.py); what is in the queue has no owner, so nobody's class. A last day
        before the first is no day at all.
        """
        found = [
            pair
            for pair in EXCLUSIVE
            if all(getattr(self, name) not in {None, False} for name in pair)
        ]
        if self.since is not None and self.until is not None:
            found += [("since", "until")] * (self.since >= self.until)
        return found


EXCLUSIVE = (
    ("is_queue", "owner_id"),
    ("is_queue", "class_group_id"),
    ("is_paused", "is_due_this_shift"),
    ("is_past_target", "is_due_this_shift"),
)


class View(Word):
    """A list that everybody who reviews finds ready."""

    OPEN = "open", N_("All open")
    PAST_TARGET = "past_target", N_("Past target")
    DUE_THIS_SHIFT = "due_this_shift", N_("Before the bell")
    QUEUE = "queue", N_("In the queue")
    HIGH = "high", N_("High priority")
    PAUSED = "paused", N_("Paused")
    SILENT = "silent", N_("Silent for a school day")

    @property
    def filters(self) -> Filters:
        """Return what the view is narrowed to."""
        return VIEWS[self]


VIEWS: Mapping[View, Filters] = {
    View.OPEN: Filters(),
    View.PAST_TARGET: Filters(is_past_target=True),
    View.DUE_THIS_SHIFT: Filters(is_due_this_shift=True),
    View.QUEUE: Filters(is_queue=True),
    View.HIGH: Filters(priority=Priority.HIGH),
    View.PAUSED: Filters(is_paused=True),
    View.SILENT: Filters(silence=Silence.ONE_DAY),
}
