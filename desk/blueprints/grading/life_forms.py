"""The forms by which a teacher moves a grade on, as its page offers them."""

import re
from collections.abc import Mapping
from typing import Any, Protocol

from flask import url_for
from flask_babel import lazy_gettext
from wtforms import Field, HiddenField, StringField, TextAreaField

from desk.domain.evidence import LINE, TEXT
from desk.domain.grade_life import (
    GradeState,
    NotInThisState,
    ObjectionAnswer,
    OverrideCategory,
    Shown,
)
from desk.domain.people import Actor
from desk.queries.gradebooks import Book
from desk.queries.objections import Raised, objection_of
from desk.web.fields import Chips
from desk.web.formatting import why
from desk.web.forms import DeskForm, SeenForm, at_most

Forms = dict[str, DeskForm]
# No more digits than a column holds.
WHOLE = re.compile(r"-?[0-9]{1,4}")
NONSENSE = -1


class GradeRow(Protocol):
    """What the forms need to know of a grade."""

    id: Any
    n: Any
    person_id: Any
    state: Any
    computed: Any
    override: Any
    category: Any
    override_reason: Any


class ReasonForm(SeenForm):
    """Why a grade stays as it was published."""

    reason = TextAreaField(lazy_gettext("Why"), [at_most(TEXT)])


class ShownForm(SeenForm):
    """A teacher's value beside the computed one, and what is behind it."""

    # What the teacher sees as computed: an empty field stands for it.
    computed = HiddenField()
    value = StringField(lazy_gettext("Grade (0–100)"), [at_most(LINE)])
    category = Chips(
        lazy_gettext("What is behind it?"), OverrideCategory, coerce=OverrideCategory
    )

    @property
    def shown(self) -> Shown:
        """Return what was filled in; nothing is None, nonsense is no grade."""
        return Shown(whole(self.value), self.category.data, whole(self.computed))


class OverrideForm(ShownForm):
    """A teacher's value, and why."""

    reason = TextAreaField(lazy_gettext("Why"), [at_most(TEXT)])


class AnswerForm(ShownForm):
    """What becomes of an objection, and why."""

    verdict = Chips(
        lazy_gettext("What becomes of it?"), ObjectionAnswer, coerce=ObjectionAnswer
    )
    answer = TextAreaField(lazy_gettext("Your answer to the student"), [at_most(TEXT)])
    raised: Raised | None = None


FORMS: Mapping[str, type[SeenForm]] = {
    "override": OverrideForm,
    "keep": ReasonForm,
    "republish": OverrideForm,
    "answer": AnswerForm,
}
OFFERED: Mapping[GradeState, tuple[str, ...]] = {
    GradeState.DRAFT: ("override",),
    GradeState.REVIEWED: ("override",),
    GradeState.PUBLISHED: ("keep", "republish"),
    GradeState.OBJECTION: ("answer",),
    GradeState.LOCKED: (),
}


def forms_for(
    row: GradeRow, book: Book, actor: Actor, sent: Mapping[str, DeskForm] | None = None
) -> Forms:
    """Return the forms the grade's state allows; one just sent stays as it was sent.

    Nobody but a teacher of the class has any.
    """
    if not book.may_grade(actor) or book.locked_at is not None:
        return {}
    forms: Forms = {
        name: form_of(name, book.id, row.person_id, _known(name, row))
        for name in OFFERED[row.state]
    }
    for name, form in (sent or {}).items():
        if name not in forms:
            continue
        forms[name] = form
        if form.refusal and isinstance(form, SeenForm):
            # Sent again it is meant: what is new stands on the page.
            form.version.data = row.n
        if form.refusal and isinstance(form, ShownForm):
            form.computed.data = _typed(row.computed)
    answer = forms.get("answer")
    if isinstance(answer, AnswerForm):
        answer.raised = objection_of(row.id)
    return forms


def out_of_place(
    row: GradeRow, book: Book, sent: Mapping[str, DeskForm] | None
) -> list[tuple[str, str]]:
    """Return of what was sent and the grade's state has no form for: why not, and text.

    Somebody moved the grade on meanwhile, and no word is lost.
    """
    offered = () if book.locked_at is not None else OFFERED[row.state]
    return [
        (form.refusal or why(NotInThisState(state=row.state)), _words(form))
        for name, form in (sent or {}).items()
        if name not in offered
    ]


def form_of(
    name: str,
    gradebook_id: int,
    person_id: int,
    known: Mapping[str, Any] | None = None,
) -> SeenForm:
    """Return a form: as sent, as drafted, or with what is known."""
    page = url_for(f"grading.{name}", gradebook_id=gradebook_id, person_id=person_id)
    return FORMS[name](page=page, data=known)


def whole(field: Field) -> int | None:
    """Return the whole number typed; nothing is None, nonsense is no grade."""
    text = str(field.data or "")
    found = WHOLE.fullmatch(text)
    return (int(found.group()) if found else NONSENSE) if text else None


def _known(name: str, row: GradeRow) -> dict[str, Any]:
    known: dict[str, Any] = {"version": row.n, "computed": _typed(row.computed)}
    if name == "override" and row.override is not None:
        known |= {
            "value": str(row.override),
            "category": row.category,
            "reason": row.override_reason,
        }
    return known


def _words(form: DeskForm) -> str:
    areas = [field for field in form if isinstance(field, TextAreaField)]
    return "\n".join(field.data for field in areas if field.data)


def _typed(value: int | None) -> str:
    return "" if value is None else str(value)
