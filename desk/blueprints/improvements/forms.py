"""The forms of an improvement action: its plan, its beginning, its end."""

from collections.abc import Sequence

from flask_babel import lazy_gettext
from wtforms import SelectChoice, SelectField, TextAreaField

from desk.domain.evidence import TEXT
from desk.domain.improvements import Plan
from desk.web.fields import DayField, id_or_none
from desk.web.forms import SeenForm, at_most


class PlanForm(SeenForm):
    """What is changed, by whom, until when."""

    what = TextAreaField(lazy_gettext("What changes"), [at_most(TEXT)])
    # Who has left meanwhile is for the service to refuse, in words.
    owner_id = SelectField(
        lazy_gettext("Who looks after it"), coerce=id_or_none, validate_choice=False
    )
    due_on = DayField(lazy_gettext("To be in effect by"))

    def offer(self, owners: Sequence[tuple[int, str]]) -> None:
        """Offer the people of the unit."""
        self.owner_id.choices = [
            SelectChoice("", lazy_gettext("Choose a person")),
            *(SelectChoice(str(id_), name) for id_, name in owners),
        ]

    def plan(self) -> Plan:
        """Return what was filled in."""
        return Plan(
            what=self.what.data or "",
            owner_id=self.owner_id.data,
            due_on=self.due_on.data,
        )


class BeginForm(SeenForm):
    """The day on which the change took effect."""

    began_on = DayField(lazy_gettext("The day it took effect"))


class EndForm(SeenForm):
    """What was learnt from it."""

    conclusion = TextAreaField(lazy_gettext("Conclusion"), [at_most(TEXT)])
