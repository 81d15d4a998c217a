"""The form by which a student objects to a published grade."""

from dataclasses import dataclass

from desk.domain.grade_inputs import Inputs
from desk.domain.people import Actor
from desk.web.forms import DeskForm


@dataclass(frozen=True, slots=True)
class ObjectionPanel:
    """What the student may do, or has done, about a published grade."""

    form: DeskForm | None = None


def objection_form(gradebook_id: int, inputs: Inputs, actor: Actor) -> ObjectionPanel:
    """Return what `grades/_objection.html` shows; inputs are those of the published."""
    del gradebook_id, inputs, actor
    return ObjectionPanel()
