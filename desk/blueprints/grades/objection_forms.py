"""The form by which a student objects to a published grade."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from flask import url_for
from flask_babel import gettext, lazy_gettext
from wtforms import Field, SelectChoice, TextAreaField

from desk.domain.evidence import TEXT
from desk.domain.grade_inputs import Inputs
from desk.domain.grading import GradePart
from desk.domain.people import Actor
from desk.queries.objections import Standing, standings_of
from desk.web.fields import Ticks, offered
from desk.web.forms import SeenForm, at_most
from desk.web.now import now


class ObjectionForm(SeenForm):
    """Which rows and parts are disputed, and why."""

    disputed = Ticks(lazy_gettext("What do you object to?"), ())
    words = TextAreaField(lazy_gettext("Why"), [at_most(TEXT)])
    _numbers: Sequence[str] = ()

    def offer(self, inputs: Inputs) -> None:
        """Offer the parts of the grade, then its observations."""
        self._numbers = [row.number for row in inputs.observations]
        rows = (SelectChoice(r.key, gettext(r.step.label)) for r in inputs.observations)
        self.disputed.choices = [*offered(GradePart), *rows]

    @property
    def parts(self) -> list[tuple[str, list[Field]]]:
        """Return the boxes of the parts, under their heading."""
        return [(gettext("Parts of the grade"), list(self.disputed)[: len(GradePart)])]

    @property
    def rows(self) -> list[tuple[str, list[Field]]]:
        """Return the boxes of the rows, under the numbers of their tickets."""
        boxes = zip(self._numbers, list(self.disputed)[len(GradePart) :], strict=True)
        return [
            (number, [box for _, box in of_ticket])
            for number, of_ticket in groupby(boxes, key=itemgetter(0))
        ]

    @property
    def has_rows_ticked(self) -> bool:
        """Say whether a single row is among what is disputed."""
        return not set(GradePart).issuperset(self.disputed.data or ())


@dataclass(frozen=True, slots=True)
class ObjectionPanel:
    """What the student may do, or has done, about a published grade."""

    standing: Standing | None
    form: ObjectionForm | None


def objection_form(
    gradebook_id: int,
    inputs: Inputs,
    actor: Actor,
    sent: ObjectionForm | None = None,
) -> ObjectionPanel:
    """Return what `grades/_objection.html` shows; inputs are those of the published.

    A form just sent stays as it was sent, even if it came too late.
    """
    found = standings_of(actor.id, gradebook_id=gradebook_id)
    standing = found[0] if found else None
    form = sent
    if form is None and standing is not None and standing.may_object(now()):
        page = url_for("grades.raise_objection", gradebook_id=gradebook_id)
        form = ObjectionForm(page=page, data={"version": standing.published_n})
    if form is not None:
        form.offer(inputs)
        if form.refusal and standing is not None:
            # Sent again it is meant: what is new stands on the page.
            form.version.data = standing.published_n
    return ObjectionPanel(standing, form)
