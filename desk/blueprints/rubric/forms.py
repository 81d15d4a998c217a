"""The form of one row of the rubric; it is sent by itself."""

from flask_babel import lazy_gettext
from wtforms import TextAreaField

from desk.domain.evidence import TEXT
from desk.domain.rubric import Level
from desk.web.fields import Chips
from desk.web.forms import SeenForm, at_most


class MarkForm(SeenForm):
    """A level of an item, and a word about it; its version is the mark one saw."""

    level = Chips(lazy_gettext("Level"), Level, coerce=Level)
    comment = TextAreaField(lazy_gettext("Comment (optional)"), [at_most(TEXT)])
