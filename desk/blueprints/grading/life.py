"""A grade moves on: reviewed, overridden, kept or published anew."""

from collections.abc import Callable

from flask import flash, redirect, request, url_for
from flask_babel import gettext, ngettext

from desk.blueprints.grading import grading
from desk.blueprints.grading.life_forms import (
    AnswerForm,
    OverrideForm,
    ReasonForm,
)
from desk.blueprints.grading.student import student_page
from desk.domain.grade_life import Reviewed
from desk.domain.people import Permission
from desk.domain.vocabulary import N_
from desk.services import grades as service
from desk.services import objections
from desk.web.access import Answer, requires
from desk.web.actor import act, key_sent
from desk.web.fields import id_or_none
from desk.web.forms import SeenForm

Verb = Callable[..., int]


@grading.post("/<id:gradebook_id>/students/<id:person_id>/review")
@requires(Permission.GRADE)
def review(gradebook_id: int, person_id: int) -> Answer:
    """Say that a draft was looked at."""
    return _press(service.review, gradebook_id, person_id, N_("Marked as reviewed."))


@grading.post("/<id:gradebook_id>/students/<id:person_id>/unreview")
@requires(Permission.GRADE)
def unreview(gradebook_id: int, person_id: int) -> Answer:
    """Make a reviewed grade a draft again."""
    return _press(service.unreview, gradebook_id, person_id, N_("A draft again."))


@grading.post("/<id:gradebook_id>/students/<id:person_id>/clear-override")
@requires(Permission.GRADE)
def clear_override(gradebook_id: int, person_id: int) -> Answer:
    """Go back to the computed value."""
    return _press(
        service.clear_override,
        gradebook_id,
        person_id,
        N_("The computed value counts again."),
    )


@grading.post("/<id:gradebook_id>/review")
@requires(Permission.GRADE)
def review_all(gradebook_id: int) -> Answer:
    """Review the drafts that were ticked, each as it was seen."""
    seen = dict(_ticked())
    if not seen:
        flash(gettext("Tick at least one student."), "warning")
        return redirect(_publishing(gradebook_id))
    found = service.review_all(act(key_sent()), gradebook_id, seen=seen)
    outcomes = [Reviewed(each) for _, each in found]
    done = outcomes.count(Reviewed.DONE)
    if done:
        said = ngettext(
            "%(num)s grade marked as reviewed.",
            "%(num)s grades marked as reviewed.",
            done,
        )
        flash(said, "success")
    if done < len(outcomes):
        said = ngettext(
            "%(num)s was not: it has changed since you saw it. Look at it again.",
            "%(num)s were not: they have changed since you saw them. Look at them "
            "again.",
            len(outcomes) - done,
        )
        flash(said, "warning")
    return redirect(_publishing(gradebook_id))


@grading.post("/<id:gradebook_id>/students/<id:person_id>/override")
@requires(Permission.GRADE)
def override(gradebook_id: int, person_id: int) -> Answer:
    """Set another value than the computed one."""
    form = OverrideForm()
    if form.accepts(
        lambda: service.override(
            act(form.key.data or ""),
            gradebook_id,
            person_id,
            seen=form.seen,
            value=form.shown.value,
            category=form.shown.category,
            reason=form.reason.data or "",
        )
    ):
        return _done(
            gradebook_id, person_id, N_("Saved. The computed value stays beside it.")
        )
    return _again("override", form, gradebook_id, person_id)


@grading.post("/<id:gradebook_id>/students/<id:person_id>/keep")
@requires(Permission.GRADE)
def keep(gradebook_id: int, person_id: int) -> Answer:
    """Leave the published value as it is."""
    form = ReasonForm()
    if form.accepts(
        lambda: service.keep(
            act(form.key.data or ""),
            gradebook_id,
            person_id,
            seen=form.seen,
            reason=form.reason.data or "",
        )
    ):
        return _done(gradebook_id, person_id, N_("The published value stays."))
    return _again("keep", form, gradebook_id, person_id)


@grading.post("/<id:gradebook_id>/students/<id:person_id>/republish")
@requires(Permission.GRADE)
def republish(gradebook_id: int, person_id: int) -> Answer:
    """Let the student see another value."""
    form = OverrideForm()
    if form.accepts(
        lambda: service.republish(
            act(form.key.data or ""),
            gradebook_id,
            person_id,
            seen=form.seen,
            shown=form.shown,
            reason=form.reason.data or "",
        )
    ):
        return _done(
            gradebook_id,
            person_id,
            N_("Published. The student sees the new value and why."),
        )
    return _again("republish", form, gradebook_id, person_id)


@grading.post("/<id:gradebook_id>/students/<id:person_id>/answer")
@requires(Permission.GRADE)
def answer(gradebook_id: int, person_id: int) -> Answer:
    """Answer a student's objection."""
    form = AnswerForm()
    if form.accepts(
        lambda: objections.answer_objection(
            act(form.key.data or ""),
            gradebook_id,
            person_id,
            seen=form.seen,
            verdict=form.verdict.data,
            answer=form.answer.data or "",
            shown=form.shown,
        )
    ):
        return _done(
            gradebook_id,
            person_id,
            N_("Answered. The student reads it beside the grade."),
        )
    return _again("answer", form, gradebook_id, person_id)


def _press(verb: Verb, gradebook_id: int, person_id: int, praise: str) -> Answer:
    """Carry out what is only a button."""
    seen = request.form.get("version", 0, type=int)
    verb(act(key_sent()), gradebook_id, person_id, seen=seen)
    return _done(gradebook_id, person_id, praise)


def _done(gradebook_id: int, person_id: int, praise: str) -> Answer:
    flash(gettext(praise), "success")
    return redirect(_student(gradebook_id, person_id))


def _again(name: str, form: SeenForm, gradebook_id: int, person_id: int) -> Answer:
    """Return the student's page with what was sent, and what is wrong with it."""
    return student_page(gradebook_id, person_id, sent={name: form}), form.status


def _ticked() -> list[tuple[int, int]]:
    """Return who was ticked, with the version seen; nonsense is nobody."""
    pairs = [each.partition(":") for each in request.form.getlist("grade")]
    ids = [(id_or_none(person), id_or_none(n)) for person, _, n in pairs]
    return [(id_, n) for id_, n in ids if id_ is not None and n is not None]


def _student(gradebook_id: int, person_id: int) -> str:
    return url_for(
        "grading.student",
        gradebook_id=gradebook_id,
        person_id=person_id,
        _anchor="life",
    )


def _publishing(gradebook_id: int) -> str:
    return url_for("grading.publishing", gradebook_id=gradebook_id)
