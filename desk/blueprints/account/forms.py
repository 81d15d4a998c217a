"""Forms of one's own account."""

from flask_babel import lazy_gettext
from wtforms import PasswordField

from desk.domain.evidence import LINE
from desk.web.forms import DeskForm, at_most


class PasswordForm(DeskForm):
    """The present password and the new one, twice."""

    current = PasswordField(lazy_gettext("Present password"), [at_most(LINE)])
    new = PasswordField(lazy_gettext("New password"), [at_most(LINE)])
    repeat = PasswordField(lazy_gettext("New password again"), [at_most(LINE)])
