"""A ticket's time as its page prints it: figures, bar, table, people, versions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from flask_babel import gettext

from desk.domain.clock import Slice
from desk.domain.course import Holder, State
from desk.domain.explanation import Border, Edge, Row
from desk.domain.log import EventKind
from desk.domain.people import Actor
from desk.domain.vocabulary import N_, Step
from desk.queries.explanation import Explanation
from desk.web.bar import Part, Segment, drawn, labelled, merged
from desk.web.formatting import label, to_the_second
from desk.web.reasons import Names, Teller, Why
from desk.web.titles import title

STATES: dict[State, str] = {
    State.ACTIVE: N_("The clock runs"),
    State.PAUSED: N_("Pause"),
    State.CLOSED: N_("Closed time"),
    State.OFF_HOURS: N_("Off hours"),
}
BORDERS: dict[Border, str] = {
    Border.OPENS: N_("service begins"),
    Border.CLOSES: N_("service ends"),
    Border.SHIFT_BEGINS: N_("shift begins"),
    Border.SHIFT_ENDS: N_("shift ends"),
    Border.CAP: N_("the pause is used up"),
    Border.MIDNIGHT: N_("midnight"),
    Border.NOW: N_("now"),
    # Said together with the event that was claimed.
    Border.CLAIM: N_("claimed"),
    Border.WRITTEN: N_("written down"),
}
BUCKETS: tuple[Step | State, ...] = (
    *Step,
    State.PAUSED,
    State.CLOSED,
    State.OFF_HOURS,
)
# How many looks the bar has for holders; a fourth has that of the first.
LOOKS = 3


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with its target, if it has one, both in seconds; None: not there yet."""

    name: str
    label: str
    seconds: int | None
    target: int | None = None

    @property
    def is_past(self) -> bool:
        """Say whether it is more than its target."""
        return None not in {self.seconds, self.target} and self.over > 0

    @property
    def over(self) -> int:
        """Return by how many seconds it is more than its target."""
        return (self.seconds or 0) - (self.target or 0)


@dataclass(frozen=True, slots=True)
class EdgeView:
    """What begins or ends a row: a word, and the events by number and title."""

    text: str
    events: Sequence[tuple[int, str]]


@dataclass(frozen=True, slots=True)
class RowView:
    """A row of the table; instants in UTC seconds.

    `mark` is said before the row; `ends_on` is the end if that is on another day.
    """

    n: int
    part: Slice
    state: str
    bucket: Step | State
    bucket_label: str
    whose: str
    why: Sequence[Why]
    begins: EdgeView
    ends: EdgeView
    mark: str
    ends_on: int | None


@dataclass(frozen=True, slots=True)
class DayView:
    """The rows that begin on one day, and what they come to by bucket, in seconds."""

    begin: int
    rows: Sequence[RowView]
    sums: Sequence[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Share:
    """What counts for a person or the queue, in seconds; with its look in the bar."""

    name: str
    look: str
    seconds: int
    steps: Sequence[tuple[Step, int]]


@dataclass(frozen=True, slots=True)
class BarView:
    """The bar: its segments, those with a day's name, and the buckets in it."""

    segments: Sequence[Segment]
    days: Sequence[Segment]
    buckets: Sequence[tuple[str, str]]
    is_broken: bool
    text: str


@dataclass(frozen=True, slots=True)
class TimeView:
    """Everything the page shows."""

    told: Explanation
    figures: Sequence[Figure]
    steps: Sequence[Figure]
    rest: Sequence[Figure]
    bar: BarView
    days: Sequence[DayView]
    sums: Sequence[Figure]
    shares: Sequence[Share]


def explained(told: Explanation, actor: Actor) -> TimeView:
    """Return a ticket's time for the page of one reader."""
    names = Names(actor, dict(told.names))
    rows = _rows(told, Teller(told, names), names)
    return TimeView(
        told=told,
        figures=_figures(told),
        steps=[
            Figure(step, label(step), told.measures.steps[step], told.targets.of(step))
            for step in Step
        ],
        rest=_rest(told),
        bar=_bar(told, rows, _looks(told.rows)),
        days=_days(told, rows),
        sums=[Figure(b, _bucket_label(b), _sum(rows, b)) for b in BUCKETS],
        shares=_shares(told, names, _looks(told.rows)),
    )


def _figures(told: Explanation) -> list[Figure]:
    figures, targets = told.measures, told.targets
    resolution = gettext("Resolution time") if told.ending else gettext("Time so far")
    found = [
        Figure(
            "response", gettext("Response time"), figures.response, targets.response
        ),
        Figure("resolution", resolution, figures.resolution, targets.resolution),
    ]
    first = figures.first_resolution
    if first is not None and (told.ending is None or first != figures.resolution):
        found.append(Figure("first", gettext("Until the first closing"), first))
    return found


def _rest(told: Explanation) -> list[Figure]:
    figures = told.measures
    return [
        Figure("paused", gettext("Pause"), figures.paused),
        Figure("closed", gettext("Closed time"), figures.closed),
        Figure("off_hours", gettext("Off hours"), figures.off_hours),
        Figure("wall", gettext("From receipt to end"), figures.wall),
    ]


def _rows(told: Explanation, teller: Teller, names: Names) -> list[RowView]:
    found, active, is_marked = [], 0, False
    day_of = told.roster.calendar.local_day
    for n, row in enumerate(told.rows, start=1):
        part, response = row.part, told.measures.response
        kinds = {told.entries[event].kind for event in row.begins.events}
        is_answered = EventKind.CONFIRMED in kinds and active == response
        mark = ""
        if is_answered and not is_marked:
            is_marked = True
            mark = gettext(
                "The response time ends here: %(time)s so far.",
                time=to_the_second(active),
            )
        is_active = part.state is State.ACTIVE
        active += part.seconds if is_active else 0
        found.append(
            RowView(
                n=n,
                part=part,
                state=gettext(STATES[part.state]),
                bucket=part.counted_for,
                bucket_label=_bucket_label(part.counted_for),
                whose=names.of(part.holder) if is_active else "",
                why=teller.why(row),
                begins=_edge(told, row.begins),
                ends=_edge(told, row.ends),
                mark=mark,
                ends_on=part.end if day_of(part.begin) < day_of(part.end) else None,
            )
        )
    return found


def _edge(told: Explanation, edge: Edge) -> EdgeView:
    text = gettext(BORDERS[edge.border]) if edge.border in BORDERS else ""
    return EdgeView(text, [(n, title(told.entries[n])) for n in edge.events])


def _bucket_label(bucket: Step | State) -> str:
    return label(bucket) if isinstance(bucket, Step) else gettext(STATES[bucket])


def _sum(rows: Iterable[RowView], bucket: Step | State) -> int:
    return sum(row.part.seconds for row in rows if row.bucket is bucket)


def _days(told: Explanation, rows: Sequence[RowView]) -> list[DayView]:
    day_of = told.roster.calendar.local_day
    found = []
    for _, group in groupby(rows, key=lambda row: day_of(row.part.begin)):
        listed = list(group)
        sums = [(_bucket_label(b), _sum(listed, b)) for b in BUCKETS]
        found.append(
            DayView(listed[0].part.begin, listed, [each for each in sums if each[1]])
        )
    return found


def _looks(rows: Sequence[Row]) -> dict[Holder, str]:
    """Return how each holder looks in the bar, in the order of their turns."""
    active = [row.part.holder for row in rows if row.part.state is State.ACTIVE]
    holders = [holder for holder in dict.fromkeys(active) if holder is not None]
    looks: dict[Holder, str] = {
        holder: f"holder-{n % LOOKS}" for n, holder in enumerate(holders)
    }
    return {**looks, None: "queue"}


def _shares(told: Explanation, names: Names, looks: dict[Holder, str]) -> list[Share]:
    by_step = told.measures.shares_by_step
    return [
        Share(
            name=names.of(holder),
            look=looks[holder],
            seconds=told.measures.shares[holder],
            steps=[
                (step, by_step[step][holder])
                for step in Step
                if holder in by_step[step]
            ],
        )
        for holder in looks
        if holder in told.measures.shares
    ]


def _bar(
    told: Explanation, rows: Sequence[RowView], looks: dict[Holder, str]
) -> BarView:
    parts = merged([_part(row, looks) for row in rows])
    segments = drawn(parts)
    day_of = {part.begin: told.roster.calendar.local_day(part.begin) for part in parts}
    sums = [(_bucket_label(b), str(b), _sum(rows, b)) for b in BUCKETS]
    return BarView(
        segments=segments,
        days=labelled(segments, day_of),
        buckets=[(name, bucket) for name, bucket, seconds in sums if seconds],
        is_broken=any(segment.is_broken for segment in segments),
        text="; ".join(f"{name}: {to_the_second(s)}" for name, _, s in sums if s),
    )


def _part(row: RowView, looks: dict[Holder, str]) -> Part:
    is_active = row.part.state is State.ACTIVE
    return Part(
        begin=row.part.begin,
        seconds=row.part.seconds,
        bucket=str(row.bucket),
        whose=looks[row.part.holder] if is_active else "",
        is_gap=row.part.state in {State.CLOSED, State.OFF_HOURS},
        row=row.n,
        title=f"{row.bucket_label} {row.whose}".strip(),
    )
