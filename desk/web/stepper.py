"""The four steps of a ticket as its page shows them."""

from collections.abc import Mapping
from dataclasses import dataclass

from desk.domain.log import EventKind
from desk.domain.nearness import Aim, Deadline, is_past
from desk.domain.vocabulary import Step
from desk.domain.workflow import COMPLETION
from desk.queries.tickets import TicketView


@dataclass(frozen=True, slots=True)
class StepView:
    """A step as the stepper prints it: counted seconds, and when it was completed.

    With its target in counted seconds; the deadline (UTC) of the present step only.
    """

    step: Step
    state: str
    seconds: int | None
    completed_at: int | None
    target: int
    deadline: Deadline | None

    @property
    def is_past(self) -> bool | None:
        """Say whether the step took longer than its target."""
        return is_past(self.seconds, self.target)


def stepper(ticket: TicketView) -> list[StepView]:
    """Return the four steps with the time each has taken so far."""
    here = len(Step) if ticket.is_closed else -1
    if ticket.step is not None:
        here = ticket.step.position
    completed = {e.kind: e.event.at for e in ticket.entries if not e.is_undone}
    return [_step_view(step, here, ticket, completed) for step in Step]


def _step_view(
    step: Step, here: int, ticket: TicketView, completed: Mapping[EventKind, int]
) -> StepView:
    seconds: int | None = ticket.measures.steps[step]
    state, completed_at, deadline = "ahead", None, None
    if step.position < here:
        state, completed_at = "done", completed.get(COMPLETION[step])
    elif step.position == here:
        state = "current"
        deadline = ticket.deadline(Aim.STEP)
    else:
        # Stepped back from, it has taken its time already.
        seconds = seconds or None
    target = ticket.targets.of(step)
    return StepView(step, state, seconds, completed_at, target, deadline)
