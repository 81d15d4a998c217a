"""The random sample of a class: which tickets of each student are reviewed."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext, ngettext

from desk.blueprints.rubric import rubric
from desk.domain.people import Permission
from desk.domain.rubric import RubricItem
from desk.queries.rubric_populations import population_of
from desk.queries.rubric_samples import sample_of
from desk.services import rubric_draws as service
from desk.web.access import Answer, requires
from desk.web.actor import act, actor, key_sent


@rubric.get("/gradebooks/<id:gradebook_id>")
@requires(Permission.OBSERVE)
def sample(gradebook_id: int) -> Answer:
    """Show the tickets drawn for a class, and how far they are marked."""
    found = sample_of(gradebook_id, actor())
    return render_template(
        "rubric/sample.html", sample=found, book=found.book, items=len(RubricItem)
    )


@rubric.get("/gradebooks/<id:gradebook_id>/students/<id:person_id>")
@requires(Permission.OBSERVE)
def population(gradebook_id: int, person_id: int) -> Answer:
    """Show what a student's tickets were drawn from, with what decided."""
    found = population_of(gradebook_id, person_id, actor())
    return render_template("rubric/population.html", found=found, book=found.book)


@rubric.post("/gradebooks/<id:gradebook_id>/draw")
@requires(Permission.GRADE)
def draw(gradebook_id: int) -> Answer:
    """Draw tickets for whoever has fewer than wanted yet."""
    count = service.draw(act(key_sent()), gradebook_id)
    if count:
        told = ngettext("%(num)s ticket drawn.", "%(num)s tickets drawn.", count)
        flash(told, "success")
    else:
        flash(gettext("Nothing new to draw from yet."), "info")
    return redirect(url_for("rubric.sample", gradebook_id=gradebook_id))
