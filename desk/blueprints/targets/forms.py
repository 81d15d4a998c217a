"""The form of a unit's targets: one field for each step and priority, in minutes."""

import re
from collections.abc import Iterator

from flask_babel import lazy_gettext
from wtforms import Field, HiddenField, StringField

from desk.domain.evidence import LINE
from desk.domain.targets import MINUTE, Minutes, Targets, cell_name
from desk.domain.vocabulary import Priority, Step
from desk.web.fields import InstantField
from desk.web.forms import DeskForm, at_most

# No more digits than a column of seconds holds.
WHOLE = re.compile(r"-?[0-9]{1,7}")
DIGITS = 9


class TableForm(DeskForm):
    """The table of targets: a field for each step and priority, named by both."""


for _priority in Priority:
    for _step in Step:
        setattr(
            TableForm,
            cell_name(_priority, _step),
            StringField(
                lazy_gettext(
                    "%(step)s (%(priority)s)",
                    step=lazy_gettext(_step.label),
                    priority=lazy_gettext(_priority.label),
                ),
                [at_most(LINE)],
            ),
        )


class TargetsForm(TableForm):
    """The targets of every step and priority, from when they hold, and why."""

    version = HiddenField(default=0)
    begins_at = InstantField(lazy_gettext("Holds from"))
    reason = StringField(lazy_gettext("Why"), [at_most(LINE)])

    @property
    def seen(self) -> int:
        """Return the version that the person saw last; nonsense is none."""
        text = str(next(iter(self.version.raw_data or ()), ""))
        is_number = text.isascii() and text.isdigit() and len(text) <= DIGITS
        return int(text) if is_number else 0

    def minutes(self) -> Minutes:
        """Return what was filled in; what is no whole number is none."""
        return {
            (priority, step): _whole(self.cell(priority, step).data)
            for priority in Priority
            for step in Step
        }

    def cell(self, priority: Priority, step: Step) -> Field:
        """Return the field of a step's target."""
        return self[cell_name(priority, step)]

    def row(self, step: Step) -> Iterator[tuple[Priority, Field]]:
        """Return the fields of a step, one for each priority."""
        for priority in Priority:
            yield priority, self.cell(priority, step)


def in_minutes(targets: Targets) -> dict[str, str]:
    """Return what the form holds for some targets."""
    return {
        cell_name(priority, step): str(targets.of(priority).of(step) // MINUTE)
        for priority in Priority
        for step in Step
    }


def _whole(text: str | None) -> int | None:
    found = WHOLE.fullmatch(text or "")
    return int(found.group()) if found else None
