"""What the Pareto is narrowed to; all of it lives in the address."""

from dataclasses import dataclass
from typing import Any

from flask import request
from flask_babel import lazy_gettext
from wtforms import SelectChoice

from desk.blueprints.reports.labels import key_from
from desk.blueprints.reports.spans import AskedSpan, SpanForm
from desk.domain.errors import NotFound
from desk.domain.pareto import ParetoFigure
from desk.domain.people import Actor
from desk.domain.reporting import Dimension
from desk.domain.vocabulary import Channel
from desk.queries.dimensions import Scope, class_names
from desk.queries.pareto import Narrow
from desk.queries.pareto_rows import Behind
from desk.queries.report_rows import within_week
from desk.queries.sources import source_parents, source_units
from desk.web.fields import id_or_none
from desk.web.filters import Choice, asked_word, everything, from_address

# How an address says: of no source yet, and of any.
NONE, ANY = "none", "any"


class ParetoForm(SpanForm):
    """The days, the unit, the channel and the owner's class group."""

    channel = Choice(lazy_gettext("Channel"), Channel)
    class_group = Choice(lazy_gettext("Class group"))

    def offer_to(self, actor: Actor) -> None:
        """Offer a person the units they work for, and the class groups there are."""
        super().offer_to(actor)
        named = sorted(class_names().items(), key=lambda each: each[1].casefold())
        self.class_group.choices = [
            everything(),
            *(SelectChoice(str(id_), name) for id_, name in named),
        ]


@dataclass(frozen=True, slots=True)
class Asked(AskedSpan):
    """A Pareto that can be made: of which complaints, and below which source."""

    channel: Channel | None
    class_group_id: int | None
    group_id: int | None

    @property
    def narrow(self) -> Narrow:
        """Return which complaints it is of."""
        return Narrow(self.scope, self.channel, self.class_group_id)

    @property
    def narrowed(self) -> dict[str, Any]:
        """Return to what it is narrowed, but for the source it is below."""
        channel = self.channel and self.channel.value
        return {"channel": channel, "class_group": self.class_group_id}


def read_form(actor: Actor) -> ParetoForm:
    """Return the form as the address fills it."""
    form: ParetoForm = from_address(ParetoForm)
    form.offer_to(actor)
    return form


def read_asked(form: ParetoForm) -> Asked | None:
    """Return the Pareto asked for, None where the form says what is wrong.

    Raises NotFound for what is not offered.
    """
    span = form.span()
    channel, class_group_id = form.channel.read(Channel), form.class_group.read(int)
    if span is None:
        return None
    group_id = _group(span.scope)
    return Asked(span.days, span.scope, span.unit_id, channel, class_group_id, group_id)


def asked_for(actor: Actor) -> Asked:
    """Return the Pareto of the address. Raises NotFound for one that cannot be."""
    asked = read_asked(read_form(actor))
    if asked is None:
        raise NotFound
    return asked


def read_behind(asked: Asked) -> Behind:
    """Return which figure the address asks the rows of. Raises NotFound."""
    source = request.args.get("of", "")
    is_named = source not in {"", NONE, ANY}
    cell = request.args.get("cell", "")
    if cell not in {"", NONE, *Channel}:
        raise NotFound
    return Behind(
        narrow=_within(asked),
        figure=asked_word("figure", ParetoFigure.RECEIVED),
        source_id=_source(source, asked.scope) if is_named else None,
        is_tagged=source == ANY,
        is_untagged=source == NONE,
        channel=Channel(cell) if cell in set(Channel) else None,
        is_without_channel=cell == NONE,
    )


def _within(asked: Asked) -> Narrow:
    """Return the complaints of the one week the address names, if it names one."""
    if "week" not in request.args:
        return asked.narrow
    narrow = asked.narrow
    week = key_from(Dimension.WEEK, request.args["week"], narrow.scope)
    scope = within_week(narrow.scope, int(week or 0))
    return Narrow(scope, narrow.channel, narrow.class_group_id)


def _group(scope: Scope) -> int | None:
    text = request.args.get("group", "")
    if not text:
        return None
    group_id = _source(text, scope)
    if source_parents()[group_id] != group_id:
        raise NotFound
    return group_id


def _source(text: str, scope: Scope) -> int:
    """Return a source of the units looked at. Raises NotFound."""
    source_id = id_or_none(text)
    if source_id is None or source_units().get(source_id) not in scope.unit_ids:
        raise NotFound
    return source_id
