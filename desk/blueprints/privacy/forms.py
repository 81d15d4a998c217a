"""The forms of a customer's rights."""

from flask_babel import lazy_gettext
from wtforms import StringField

from desk.domain.customers import Release, Restriction
from desk.domain.evidence import LINE
from desk.web.fields import Chips
from desk.web.forms import DeskForm, at_most


class RestrictForm(DeskForm):
    """Why the use of a card is restricted."""

    reason = Chips(lazy_gettext("Reason"), Restriction, coerce=Restriction)


class ReleaseForm(DeskForm):
    """Why a restriction is lifted."""

    reason = Chips(lazy_gettext("Reason"), Release, coerce=Release)


class FindForm(DeskForm):
    """What stands on a customer's slip."""

    text = StringField(lazy_gettext("Code or ticket number"), [at_most(LINE)])
