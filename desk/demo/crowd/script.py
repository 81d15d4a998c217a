"""The script of a generated ticket: what happens to it one after another, and when."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from desk.domain.calendar import ServiceCalendar
from desk.domain.evidence import (
    Confirmed,
    Contacted,
    Evidence,
    Paused,
    Recorded,
    demand,
    words_of,
)
from desk.domain.log import EventKind
from desk.domain.vocabulary import Channel, Reply
from desk.services.log import Happening

Told = Evidence | Paused | Contacted
# No two clicks on a ticket are closer than this (seconds).
CLICK = 5
# What has to end before the end is done a little before it.
IN_TIME = 0.93


class Beat(NamedTuple):
    """Something that happens so many service seconds after what came before."""

    kind: EventKind
    gap: float
    by: int | None
    told: Told | None = None
    facts: dict[str, Any] = {}
    words: dict[str, str] = {}


@dataclass(slots=True)
class Script:
    """What happens to a ticket; every beginning of it is the log of an open one."""

    beats: list[Beat] = field(default_factory=list)

    def add(
        self,
        kind: EventKind,
        gap: float,
        by: int | None,
        told: Told | None = None,
        *,
        facts: dict[str, Any] | None = None,
        words: dict[str, str] | None = None,
    ) -> int:
        """Add what happens next; return the number of its event."""
        self.beats.append(Beat(kind, gap, by, told, facts or {}, words or {}))
        return len(self.beats)

    def ends_at(self, endings: frozenset[EventKind]) -> int:
        """Return how many events the ticket has when it first ends."""
        kinds = [beat.kind for beat in self.beats]
        return next(n for n, kind in enumerate(kinds, start=1) if kind in endings)

    def played(
        self, calendar: ServiceCalendar, received_at: int, end: int
    ) -> list[Happening]:
        """Return what happens from the receipt on, all of it before the end (UTC).

        Everything goes faster if there is too little time.
        """
        planned = sum(max(beat.gap, CLICK) for beat in self.beats)
        room = calendar.service(received_at, end) * IN_TIME
        pace = min(1.0, room / planned) if planned else 1.0
        happenings = _played(self.beats, calendar, received_at, pace)
        return [each for each in happenings if each.recorded_at < end]


def _played(
    beats: Sequence[Beat], calendar: ServiceCalendar, received_at: int, pace: float
) -> Sequence[Happening]:
    at = received_at
    channel = Channel.IN_PERSON
    happenings = []
    for beat in beats:
        if beat.gap:
            at = calendar.add(at, max(CLICK, int(beat.gap * pace)))
        told = beat.told
        if isinstance(told, Recorded):
            demand(told.errors())
            channel = told.channel or channel
        elif isinstance(told, Confirmed):
            if told.reply is Reply.NOT_ANSWERED:
                told = replace(told, sent_at=at)
            demand(told.errors(channel=channel, received_at=received_at, now=at))
        is_receipt = beat.kind is EventKind.RECEIVED
        happenings.append(
            Happening(
                beat.kind,
                at=received_at if is_receipt else at,
                recorded_at=at,
                facts=beat.facts if told is None else told.facts(),
                words=beat.words if told is None else words_of(told),
                actor_id=beat.by,
            )
        )
    return happenings
