"""Forms of the pages on which sources are set: one, several, or by rule."""

from collections.abc import Iterator, Sequence
from typing import Any

from flask_babel import lazy_gettext
from wtforms import Field, Form, SelectChoice, SelectField, StringField, TextAreaField

from desk.domain.evidence import LINE, TEXT
from desk.queries.sources import SourceGroup
from desk.queries.tagging import Preview, Which
from desk.web.fields import Chips, Ticks, id_or_none, offered
from desk.web.filters import Options
from desk.web.forms import DeskForm, SeenForm, at_most

REASON = lazy_gettext("Why the source changes")


class TagListForm(Form):
    """What the list is narrowed to; it lives in the address."""

    q = StringField(lazy_gettext("Words in the complaint"))
    which = SelectField(
        lazy_gettext("Which complaints"),
        choices=offered(Which),
        default=Which.WITHOUT,
        validate_choice=False,
    )


class TagForm(SeenForm):
    """The source of one complaint."""

    source_id = Chips(lazy_gettext("Source of the complaint"), coerce=int)
    reason = TextAreaField(REASON, [at_most(TEXT)])

    def offer(self, groups: Sequence[SourceGroup]) -> None:
        """Offer the sources of the ticket's unit."""
        self.groups = groups
        self.source_id.choices = [
            SelectChoice(id_, name) for group in groups for id_, name in group.sources
        ]

    @property
    def source_groups(self) -> Iterator[tuple[str, list[Field]]]:
        """Return each group's label with one field per source below it."""
        fields = {int(field.data): field for field in self.source_id}
        for group in self.groups:
            yield group.label, [fields[id_] for id_, _ in group.sources]


class TagSeveralForm(DeskForm):
    """One source for everything that was ticked."""

    source_id = SelectField(
        lazy_gettext("Source of the ticked complaints"),
        coerce=id_or_none,
        widget=Options(),
        validate_choice=False,
    )
    reason = StringField(REASON, [at_most(LINE)])

    def offer(self, groups: Sequence[SourceGroup]) -> None:
        """Offer the sources of the unit, named after their groups."""
        self.source_id.choices = [
            SelectChoice("", lazy_gettext("Choose a source")),
            *(
                SelectChoice(id_, f"{group.label} · {name}")
                for group in groups
                for id_, name in group.sources
            ),
        ]


class RuleForm(DeskForm):
    """For which sources the rule's proposals are accepted."""

    sources = Ticks(lazy_gettext("Sources"), (), coerce=int)

    def offer(self, found: Preview, names: dict[int, str]) -> None:
        """Offer every source that the rule proposes."""
        self.sources.choices = [
            SelectChoice(each.source_id, names.get(each.source_id, ""))
            for each in found.proposed
        ]

    @property
    def boxes(self) -> dict[int, Any]:
        """Return the box of each source by its id."""
        return {int(field.data): field for field in self.sources}
