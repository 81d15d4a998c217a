"""What stands between a class's grades and their students; publishing and locking."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext, ngettext

from desk.blueprints.grading import grading
from desk.domain.people import Permission
from desk.queries.blocks import blocks
from desk.queries.gradebooks import get_book, is_out_of_date
from desk.queries.publishing import read_publishing
from desk.services import publishing as service
from desk.web.access import Answer, requires
from desk.web.actor import act, actor, key_sent
from desk.web.now import now


@grading.get("/<id:gradebook_id>/publishing")
@requires(Permission.READ_GRADES)
def publishing(gradebook_id: int) -> Answer:
    """Show what blocks publishing, or what followed it."""
    book = get_book(gradebook_id, actor())
    return render_template(
        "grading/publishing.html",
        book=book,
        found=read_publishing(book),
        blocks=blocks(book, actor(), now=now()),
        is_out_of_date=is_out_of_date(book),
        may_grade=book.may_grade(actor()) and book.locked_at is None,
        are_all_ticked=request.args.get("tick") == "all",
        now=now(),
    )


@grading.post("/<id:gradebook_id>/publish")
@requires(Permission.GRADE)
def publish(gradebook_id: int) -> Answer:
    """Publish the grades of the class in one act."""
    changed = service.publish(act(key_sent()), gradebook_id, seen=_seen())
    if changed:
        said = ngettext(
            "Not published: computed once more, %(num)s grade changed. Review it "
            "again.",
            "Not published: computed once more, %(num)s grades changed. Review them "
            "again.",
            len(changed),
        )
        flash(said, "warning")
    else:
        flash(gettext("Published. The students see their own grades now."), "success")
    return redirect(url_for("grading.publishing", gradebook_id=gradebook_id))


@grading.post("/<id:gradebook_id>/lock")
@requires(Permission.GRADE)
def lock(gradebook_id: int) -> Answer:
    """Lock the grades of the class."""
    looks = service.lock(act(key_sent()), gradebook_id, seen=_seen())
    if looks:
        said = ngettext(
            "Not locked: computed once more, %(num)s grade needs another look.",
            "Not locked: computed once more, %(num)s grades need another look.",
            len(looks),
        )
        flash(said, "warning")
    else:
        flash(gettext("Locked. These grades do not change any more."), "success")
    return redirect(url_for("grading.publishing", gradebook_id=gradebook_id))


def _seen() -> int:
    return request.form.get("version", 0, type=int)
