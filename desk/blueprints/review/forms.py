"""What the lists of tickets can be narrowed to; all of it lives in the address."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext
from wtforms import Form, SelectChoice, StringField

from desk.domain.vocabulary import Channel, Step
from desk.queries.lists import Filters
from desk.queries.sources import SourceGroup
from desk.web.fields import DayField
from desk.web.filters import Choice, everything
from desk.web.zone import zone

QUEUE = "queue"
LONGEST_SEARCH = 200
EARLIEST, LATEST = date(1970, 1, 2), date(2199, 12, 31)


class FilterForm(Form):
    """Words and source, on both lists."""

    q = StringField(lazy_gettext("Search"))
    source = Choice(lazy_gettext("Source"))

    def offer_sources(self, groups: list[SourceGroup]) -> None:
        """Offer first-level sources and the second-level ones below them."""
        self.below = {group.id: [id_ for id_, _ in group.sources] for group in groups}
        self.source.choices = [everything()]
        for group in groups:
            self.source.choices.append(SelectChoice(str(group.id), group.label))
            self.source.choices += [
                SelectChoice(str(id_), f"– {name}") for id_, name in group.sources
            ]

    def source_ids(self) -> tuple[int, ...]:
        """Return the sources meant: the one chosen, and those below it."""
        chosen = self.source.read(int)
        return () if chosen is None else (chosen, *self.below.get(chosen, ()))


class OpenFilterForm(FilterForm):
    """What the open tickets can be narrowed to."""

    step = Choice(lazy_gettext("Step"), Step)
    channel = Choice(lazy_gettext("Channel"), Channel)
    owner = Choice(lazy_gettext("Owner"))

    def offer_owners(self, owners: list[tuple[int, str]]) -> None:
        """Offer the queue and everybody who may hold tickets."""
        self.owner.choices = [
            everything(),
            SelectChoice(QUEUE, lazy_gettext("In the queue")),
            *(SelectChoice(str(id_), name) for id_, name in owners),
        ]

    def filters(self) -> Filters:
        """Return what the list is narrowed to. Raises NotFound for nonsense."""
        owner = self.owner.read(str)
        return Filters(
            text=(self.q.data or "")[:LONGEST_SEARCH],
            step=self.step.read(Step),
            source_ids=self.source_ids(),
            channel=self.channel.read(Channel),
            owner_id=None if owner in {None, QUEUE} else int(owner),
            is_queue=owner == QUEUE,
        )


class ArchiveFilterForm(FilterForm):
    """What the archive can be narrowed to."""

    number = StringField(lazy_gettext("Complaint number"))
    since = DayField(lazy_gettext("Closed from"))
    until = DayField(lazy_gettext("Closed until"))

    def filters(self) -> Filters:
        """Return what the list is narrowed to. Raises NotFound for nonsense."""
        return Filters(
            text=(self.q.data or "")[:LONGEST_SEARCH],
            source_ids=self.source_ids(),
            number=(self.number.data or "").strip()[:LONGEST_SEARCH],
            since=_midnight(self.since.data),
            until=_midnight(self.until.data, days=1),
        )


def _midnight(day: date | None, days: int = 0) -> int | None:
    if day is None:
        return None
    # Days far off are still days; the arithmetic must not run over on them.
    day = min(max(day, EARLIEST), LATEST) + timedelta(days=days)
    start = datetime.combine(day, time(), ZoneInfo(zone()))
    return int(start.timestamp())
