"""The form of a card, and that of a teacher's decision about one."""

from flask_babel import lazy_gettext
from wtforms import TextAreaField

from desk.domain.evidence import TEXT
from desk.domain.solutions import Advice
from desk.domain.vocabulary import Knowledge
from desk.web.fields import Chips
from desk.web.forms import DeskForm, SeenForm, at_most


class ProposalForm(SeenForm):
    """What a card says; the version is that in force when it was begun."""

    steps = TextAreaField(lazy_gettext("What to do"), [at_most(TEXT)])
    phrases = TextAreaField(lazy_gettext("What to say"), [at_most(TEXT)])
    authority = TextAreaField(
        lazy_gettext("Up to where a student decides alone"), [at_most(TEXT)]
    )
    origin = Chips(lazy_gettext("How do you know?"), Knowledge, coerce=Knowledge)

    def advice(self) -> Advice:
        """Return what was filled in."""
        return Advice(
            steps=self.steps.data or "",
            phrases=self.phrases.data or "",
            authority=self.authority.data or "",
            origin=self.origin.data,
        )


class DecisionForm(DeskForm):
    """A teacher's words on a proposal; its two buttons share one draft."""

    remark = TextAreaField(lazy_gettext("Your remark"), [at_most(TEXT)])
