"""Forms about what is no complaint: mark it, answer a mark, restore."""

from flask_babel import lazy_gettext
from wtforms import TextAreaField

from desk.blueprints.tickets.forms import SideForm
from desk.domain.evidence import TEXT
from desk.web.forms import at_most


class MarkForm(SideForm):
    """Why it is not a complaint."""

    path = "mark"
    reason = TextAreaField(lazy_gettext("Why is it not a complaint?"), [at_most(TEXT)])


class MarkDecisionForm(SideForm):
    """A reviewer's words on a mark; its two buttons share one draft."""

    path = "confirm-mark"
    note = TextAreaField(lazy_gettext("Your note to the student"), [at_most(TEXT)])


class RestoreForm(SideForm):
    """Why it is a complaint after all."""

    path = "restore"
    reason = TextAreaField(
        lazy_gettext("Why is it a complaint after all?"), [at_most(TEXT)]
    )
