"""The rules a student is graded by, from before the period begins."""

from flask import render_template

from desk.blueprints.grades import grades
from desk.domain.people import Permission
from desk.queries.schemes import book_of_own_class, versions_of
from desk.web.access import Answer, requires
from desk.web.actor import actor
from desk.web.now import now
from desk.web.scheme_pages import rules_shown
from desk.web.scheme_words import changes_in


@grades.get("/<id:gradebook_id>/scheme")
@requires(Permission.READ_OWN_GRADES)
def scheme(gradebook_id: int) -> Answer:
    """Show the rules of one's own class, and what was changed since it began."""
    book = book_of_own_class(gradebook_id, actor())
    versions = versions_of(book.id)
    later = [
        each for each in versions if each.n > 1 and each.created_at >= book.begins_at
    ]
    return render_template(
        "grades/scheme.html",
        book=book,
        rules=rules_shown(book, book.scheme),
        versions=versions,
        has_begun=book.begins_at <= now(),
        later=[(each, changes_in(each)) for each in later],
    )
