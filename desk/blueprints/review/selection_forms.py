"""What can be done to several tickets at once, and which ones were ticked."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from flask_babel import lazy_gettext
from wtforms import SelectChoice, TextAreaField

from desk.domain.evidence import TEXT
from desk.domain.people import Permission
from desk.domain.priority import MATRIX
from desk.domain.vocabulary import N_, Impact, Priority, Urgency, Word
from desk.queries.handovers import Colleague, colleagues
from desk.queries.moves import units_in_use
from desk.queries.selection import Chosen
from desk.web.actor import actor
from desk.web.fields import Chips, id_or_none, offered
from desk.web.forms import DeskForm, at_most
from desk.web.now import now

# As many as one can look through; more at once is a slip, or not a person.
MOST = 100


class Deed(Word):
    """What is done to every ticket that was ticked."""

    ASSIGN = "assign", N_("Assign")
    TAKE_OVER = "take_over", N_("Take over")
    PRIORITISE = "prioritise", N_("Set the priority")
    MOVE = "move", N_("Move to another unit")
    RELEASE = "release", N_("Put back in the queue")


class Picked(NamedTuple):
    """Which tickets were ticked, each in the version seen, and how many too many."""

    seen: dict[int, int]
    left_out: int


def picked_from(ticks: Iterable[str]) -> Picked:
    """Return what was ticked, from boxes that say “id:version”; nonsense is nothing."""
    found: dict[int, int] = {}
    for tick in ticks:
        ticket_id, _, version = tick.partition(":")
        id_, seen = id_or_none(ticket_id), id_or_none(version)
        if id_ is not None and seen is not None:
            found.setdefault(id_, seen)
    kept = list(found.items())[:MOST]
    return Picked(dict(kept), len(found) - len(kept))


class SelectionForm(DeskForm):
    """What to do, and what each deed needs to know."""

    deed = Chips(lazy_gettext("What shall happen to them?"), coerce=Deed)
    receiver_id = Chips(lazy_gettext("Who gets it?"), coerce=int)
    note = TextAreaField(lazy_gettext("What they should know"), [at_most(TEXT)])
    impact = Chips(lazy_gettext("Impact: whom does it concern?"), Impact, coerce=Impact)
    urgency = Chips(
        lazy_gettext("Urgency: how soon is help needed?"), Urgency, coerce=Urgency
    )
    unit_id = Chips(lazy_gettext("Unit"), coerce=int)
    reason = TextAreaField(lazy_gettext("Why it is moved"), [at_most(TEXT)])
    matrix = MATRIX
    priorities = tuple(Priority)

    def offer(self, rows: Sequence[Chosen]) -> None:
        """Offer everything there is: the services say why something cannot be."""
        self.units = {row.unit_id for row in rows}
        self.colleagues = [
            colleague
            for unit_id in sorted(self.units)
            for colleague in colleagues(unit_id, actor(), now=now())
        ]
        may_hold = actor().may(Permission.WALK_STEPS)
        self.deeds = [deed for deed in Deed if may_hold or deed is not Deed.TAKE_OVER]
        self.deed.choices = offered(self.deeds)
        self._choose_from(self.colleagues)
        self.unit_id.choices = [SelectChoice(*each) for each in units_in_use()]

    def narrow(self) -> None:
        """Show what makes sense: who is on duty, the other units, one's own deeds."""
        self._choose_from([each for each in self.colleagues if each.may_receive])
        here = self.units if len(self.units) == 1 else set()
        others = [each for each in units_in_use() if each[0] not in here]
        self.unit_id.choices = [SelectChoice(*each) for each in others]
        self.deed.choices = offered(
            deed for deed in self.deeds if others or deed is not Deed.MOVE
        )

    def _choose_from(self, found: Iterable[Colleague]) -> None:
        self.receiver_id.choices = [SelectChoice(each.id, each.name) for each in found]
