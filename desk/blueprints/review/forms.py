"""What the lists of tickets can be narrowed to; all of it lives in the address."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from flask import request
from flask_babel import gettext, lazy_gettext
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, Field, Form, SelectChoice, StringField

from desk.domain.errors import NotFound
from desk.domain.filters import Filters, Silence
from desk.domain.people import Actor
from desk.domain.vocabulary import Channel, Priority, Step
from desk.queries.class_groups import class_group_names
from desk.queries.people import Holder, owners
from desk.queries.sources import SourceGroup, retired_sources, source_groups
from desk.queries.units import unit_names
from desk.web.downloads import BESIDES
from desk.web.fields import DayField
from desk.web.filters import Choice, Tick, everything, from_address
from desk.web.zone import midnight

LONGEST_SEARCH = 200


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter in force in words, and the address of the list without it."""

    label: str
    value: str
    url: str


class FilterForm(Form):
    """What every list can be narrowed to; nonsense narrows nothing, and is told."""

    # The fields in the order in which a list shows them: lines, then boxes to tick.
    lines: tuple[str, ...] = ()
    ticks: tuple[str, ...] = ()
    # Whether a list so narrowed can be saved as a view.
    can_be_saved = False

    q = StringField(lazy_gettext("Search"))
    source = Choice(lazy_gettext("Source"))
    channel = Choice(lazy_gettext("Channel"), Channel)
    priority = Choice(lazy_gettext("Priority"), Priority)
    unit = Choice(lazy_gettext("Unit"))
    class_group = Choice(lazy_gettext("Class"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Start with everything understood."""
        super().__init__(*args, **kwargs)
        self.misunderstood: dict[str, str] = {}
        self.chosen = Filters()

    def offer(self, person: Actor) -> None:
        """Offer what the person can narrow a list to, and read what was chosen."""
        self._offer_sources(
            source_groups(person.unit_id, person.language, with_retired=True)
        )
        self.class_group.choices = _named(class_group_names())
        self.unit.choices = _named(unit_names())
        if person.unit_id is not None:
            del self.unit
        self._offer_more(person)
        self.chosen = self.filters()

    def filters(self) -> Filters:
        """Return what the list is narrowed to."""
        return Filters(**self._common())

    def _offer_more(self, person: Actor) -> None:
        """Offer what only this list can be narrowed to."""

    def _offer_sources(self, groups: list[SourceGroup]) -> None:
        """Offer first-level sources and the second-level ones below them."""
        self.below = {group.id: [id_ for id_, _ in group.sources] for group in groups}
        self.source.choices = [everything()]
        for group in groups:
            self.source.choices.append(SelectChoice(str(group.id), group.label))
            self.source.choices += [
                SelectChoice(str(id_), f"– {name}") for id_, name in group.sources
            ]

    def _common(self) -> dict[str, Any]:
        source = self._read("source", int)
        return {
            "text": (self.q.data or "")[:LONGEST_SEARCH],
            "source_ids": ()
            if source is None
            else (source, *self.below[source])
            if source in self.below
            else (source,),
            "channel": self._read("channel", Channel),
            "priority": self._read("priority", Priority),
            "unit_id": self._read("unit", int),
            "class_group_id": self._read("class_group", int),
        }

    def _read(self, name: str, convert: Callable[[str], Any] = bool) -> Any:
        """Return what a field is narrowed to; nonsense is noted and narrows nothing."""
        if name not in self:
            return None
        field: Any = self[name]
        try:
            return field.read(convert)
        except NotFound:
            self.misunderstood[name] = _sent(field)
            return None

    @property
    def values(self) -> dict[str, Any]:
        """Return the filters in force as the address names them."""
        return {
            field.name: _sent(field)
            for field in self
            if _sent(field)
            and not field.errors
            and field.name not in self.misunderstood
        }

    @property
    def query(self) -> str:
        """Return the filters in force as the query of an address, in one order."""
        return urlencode(self.values)

    @property
    def is_cut(self) -> bool:
        """Say whether more is looked for than the list reads."""
        return len(self.q.data or "") > LONGEST_SEARCH

    @property
    def path(self) -> str:
        """Return the address of the whole list."""
        return request.path

    def chips(self) -> Iterator[Chip]:
        """Yield the filters in force, each with the address that leaves it out."""
        for name in self.values:
            field: Any = self[name]
            rest = {key: text for key, text in self.values.items() if key != name}
            yield Chip(
                label=str(field.label.text),
                value="" if isinstance(field, BooleanField) else shown(field),
                url=f"{request.path}?{urlencode(rest)}" if rest else request.path,
            )

    def unknown(self) -> list[tuple[str, str]]:
        """Return what the address asks for and nobody understood, in words."""
        found = [
            (str(self[name].label.text), text)
            for name, text in self.misunderstood.items()
        ]
        return found + [
            (name, text)
            for name, text in request.args.items()
            if name not in self and name not in BESIDES
        ]

    def contradictions(self) -> list[tuple[str, str]]:
        """Return which two filters exclude each other, in words."""
        return [
            (str(self[FIELDS[one]].label.text), str(self[FIELDS[other]].label.text))
            for one, other in self.chosen.contradictions
        ]

    def outdated(self) -> list[str]:
        """Return what the list is narrowed to that is used no more, in words."""
        is_retired = set(self.chosen.source_ids[:1]) & retired_sources()
        return [
            gettext("The source “%(name)s” is retired.", name=shown(self.source))
        ] * bool(is_retired)


class OpenFilterForm(FilterForm):
    """What the open tickets can be narrowed to."""

    lines = (
        *("step", "source", "channel", "priority"),
        *("unit", "class_group", "owner", "silence"),
    )
    ticks = ("past_target", "due_this_shift", "queue", "paused")
    can_be_saved = True

    step = Choice(lazy_gettext("Step"), Step)
    owner = Choice(lazy_gettext("Owner"))
    silence = Choice(lazy_gettext("Silent for more than"), Silence)
    queue = Tick(lazy_gettext("Only the queue"))
    past_target = Tick(lazy_gettext("Past target"))
    due_this_shift = Tick(lazy_gettext("Due before the bell"))
    paused = Tick(lazy_gettext("Paused"))

    holders: tuple[Holder, ...] = ()

    def _offer_more(self, person: Actor) -> None:
        self.holders = owners(person.unit_id)
        chosen = self.owner.data
        self.owner.choices = _named(
            (each.id, each.name)
            for each in self.holders
            if not each.has_left or str(each.id) == chosen
        )

    def filters(self) -> Filters:
        """Return what the list is narrowed to."""
        return Filters(
            **self._common(),
            step=self._read("step", Step),
            owner_id=self._read("owner", int),
            silence=self._read("silence", Silence),
            is_queue=bool(self._read("queue")),
            is_past_target=bool(self._read("past_target")),
            is_due_this_shift=bool(self._read("due_this_shift")),
            is_paused=bool(self._read("paused")),
        )

    def outdated(self) -> list[str]:
        """Return what the list is narrowed to that is used no more, in words."""
        gone = [
            each.name
            for each in self.holders
            if each.has_left and each.id == self.chosen.owner_id
        ]
        return super().outdated() + [
            gettext("%(name)s has left the desk.", name=name) for name in gone
        ]


class ArchiveFilterForm(FilterForm):
    """What the archive can be narrowed to."""

    lines = (
        *("number", "since", "until", "source"),
        *("channel", "priority", "unit", "class_group"),
    )

    number = StringField(lazy_gettext("Complaint number"))
    since = DayField(lazy_gettext("Closed from"))
    until = DayField(lazy_gettext("Closed until"))

    def filters(self) -> Filters:
        """Return what the list is narrowed to."""
        return Filters(
            **self._common(),
            number=(self.number.data or "").strip()[:LONGEST_SEARCH],
            since=midnight(self.since.data),
            until=midnight(self.until.data, days=1),
        )


# The fields of a form by what they set.
FIELDS = {
    "is_queue": "queue",
    "owner_id": "owner",
    "class_group_id": "class_group",
    "is_paused": "paused",
    "is_due_this_shift": "due_this_shift",
    "is_past_target": "past_target",
    "since": "since",
    "until": "until",
}


def read_open(person: Actor, args: MultiDict[str, str] | None = None) -> OpenFilterForm:
    """Return what an address, of the request if none is given, narrows a list to."""
    form: OpenFilterForm = from_address(OpenFilterForm, args)
    form.offer(person)
    return form


def read_archive(person: Actor) -> ArchiveFilterForm:
    """Return what the address of the request narrows the archive to."""
    form: ArchiveFilterForm = from_address(ArchiveFilterForm)
    form.offer(person)
    return form


def shown(field: Any) -> str:
    """Return what a field of an address says, as people read it."""
    choices = getattr(field, "choices", None) or ()
    labels = {str(each.value): str(each.label) for each in choices}
    return labels.get(str(field.data), _sent(field)).removeprefix("– ")


def _sent(field: Field) -> str:
    if isinstance(field, BooleanField) and field.data:
        return "1"
    return str(next(iter(field.raw_data or ()), "") or "").strip()[:LONGEST_SEARCH]


def _named(pairs: Any) -> list[SelectChoice]:
    return [everything(), *(SelectChoice(str(id_), name) for id_, name in pairs)]
