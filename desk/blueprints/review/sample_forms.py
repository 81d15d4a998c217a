"""Forms of samples: from which days to draw, and what a look at a ticket found."""

from flask_babel import lazy_gettext
from wtforms import SelectChoice, StringField, TextAreaField

from desk.domain.evidence import LINE, TEXT
from desk.domain.sampling import Finding
from desk.domain.vocabulary import Step
from desk.queries.units import UnitLine
from desk.web.fields import Chips, DayField, id_or_none
from desk.web.forms import DeskForm, SeenForm, at_most


class SampleForm(DeskForm):
    """From which days, and how much of what was closed in them."""

    unit_id = Chips(lazy_gettext("Unit"), coerce=int)
    since = DayField(lazy_gettext("Closed from"))
    until = DayField(lazy_gettext("Closed until"))
    percent = StringField(
        lazy_gettext("How many of 100"), [at_most(LINE)], default="10"
    )

    def offer(self, units: list[UnitLine]) -> None:
        """Offer the units the person sees; with a single one there is no choice."""
        self.unit_id.choices = [SelectChoice(unit.id, unit.name) for unit in units]
        if self.unit_id.data is None and units:
            self.unit_id.data = units[0].id

    @property
    def share(self) -> int | None:
        """Return the percentage, None if it is no number."""
        return id_or_none((self.percent.data or "").removesuffix("%").strip())


class EvidenceForm(SeenForm):
    """What a reviewer finds of the evidence of each step, with a word about it."""

    record = Chips(lazy_gettext("Request recorded"), Finding, coerce=Finding)
    confirm = Chips(lazy_gettext("Needs confirmed"), Finding, coerce=Finding)
    fulfil = Chips(lazy_gettext("Fulfilled"), Finding, coerce=Finding)
    thank = Chips(lazy_gettext("Thanked"), Finding, coerce=Finding)
    note = TextAreaField(lazy_gettext("Your note to the student"), [at_most(TEXT)])

    @property
    def findings(self) -> dict[Step, Finding | None]:
        """Return what was found, step by step."""
        return {step: self[step.value].data for step in Step}
