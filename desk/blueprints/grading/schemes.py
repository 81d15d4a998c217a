"""The rules of a gradebook: to read, and to change with a preview."""

import hashlib
import json
from collections.abc import Sequence

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext

from desk.blueprints.grading import grading
from desk.blueprints.grading.scheme_forms import SchemeForm
from desk.domain.errors import NotFound
from desk.domain.evidence import demand
from desk.domain.grade_life import StaleGrades
from desk.domain.people import Permission
from desk.domain.scheme import DEFAULT_SCHEME, Scheme
from desk.domain.scheme_errors import SAME, LockedGrades
from desk.queries.gradebooks import Book, get_book, is_out_of_date
from desk.queries.schemes import Preview, preview, siblings, version_of, versions_of
from desk.services import schemes as service
from desk.web.access import Answer, requires
from desk.web.actor import act, actor
from desk.web.scheme_pages import rules_shown
from desk.web.scheme_words import as_typed, built_in, changes_between, changes_in

# Not sent again by the preview: what each form has of its own.
OWN_FIELDS = frozenset({"csrf_token", "key", "page", "shown", "others"})
DEFAULTS = "defaults"


@grading.get("/<id:gradebook_id>/scheme")
@requires(Permission.READ_GRADES)
def scheme(gradebook_id: int) -> Answer:
    """Show the rules in force in plain words, and every version."""
    book = get_book(gradebook_id, actor())
    return render_template(
        "grading/scheme.html",
        book=book,
        rules=rules_shown(book, book.scheme),
        versions=versions_of(book.id),
        may_change=_may_change(book),
    )


@grading.get("/<id:gradebook_id>/scheme/<id:n>")
@requires(Permission.READ_GRADES)
def scheme_version(gradebook_id: int, n: int) -> Answer:
    """Show one version of the rules."""
    book = get_book(gradebook_id, actor())
    line = version_of(book.id, n)
    return render_template(
        "grading/scheme_version.html",
        book=book,
        version=line,
        changes=changes_in(line),
        rules=rules_shown(book, line.scheme),
        may_change=_may_change(book),
    )


@grading.route("/<id:gradebook_id>/scheme/change", methods=["GET", "POST"])
@requires(Permission.GRADE)
def change_scheme(gradebook_id: int) -> Answer:
    """Change the rules: the form, what they would do, and only then the saving."""
    book = get_book(gradebook_id, actor())
    if not _may_change(book):
        flash(gettext(LockedGrades.message), "warning")
        return redirect(url_for("grading.scheme", gradebook_id=book.id))
    others = siblings(book, actor())
    form = _form(book, others)
    found: list[Preview] = []
    is_edited = "edit" in request.args
    if not is_edited and form.accepts(lambda: _proceed(book, others, form, found)):
        if found:
            return _preview_page(book, form, found)
        flash(gettext("Saved. The drafts follow the new rules."), "success")
        return redirect(url_for("grading.scheme", gradebook_id=book.id))
    form.shown.data = form.others.data = ""
    book = get_book(gradebook_id, actor())
    if form.refusal:
        # Sent again it is meant: what holds now stands beside the fields.
        form.version.data = book.version
    page = render_template(
        "grading/change_scheme.html",
        book=book,
        form=form,
        before=as_typed(book.scheme),
        newest=versions_of(book.id)[0],
        has_others=bool(others),
        words=rules_shown(book, book.scheme),
        built_in=built_in(),
    )
    return page, form.status


def _may_change(book: Book) -> bool:
    return book.may_grade(actor()) and book.locked_at is None


def _form(book: Book, others: Sequence[Book]) -> SchemeForm:
    """Return the form: as sent, as drafted, or filled with what the address names."""
    wanted = request.args.get("from")
    data = {"version": book.version, **as_typed(_named(wanted, book))}
    if wanted and request.method == "GET":
        form = SchemeForm(data=data, formdata=None)
    else:
        form = SchemeForm(data=data)
    form.offer(others)
    return form


def _named(wanted: str | None, book: Book) -> Scheme:
    """Return the rules of a version, or the desk's own. Raises NotFound."""
    if wanted is None:
        return book.scheme
    if wanted == DEFAULTS:
        return DEFAULT_SCHEME
    for line in versions_of(book.id):
        if str(line.n) == wanted:
            return line.scheme
    raise NotFound


def _proceed(
    book: Book, others: Sequence[Book], form: SchemeForm, found: list[Preview]
) -> None:
    """Save the change if its preview was seen; else make the preview."""
    scheme = form.scheme()
    also = [each for each in others if each.id in (form.also_for.data or [])]
    # As the preview saw them, so that a second tap does the same.
    seen = form.also_seen()
    if form.shown.data and form.shown.data == _mark(book.id, form.seen, seen, scheme):
        service.change_scheme(
            act(form.key.data or ""),
            book.id,
            seen=form.seen,
            scheme=scheme,
            reason=form.reason.data or "",
            also_for=seen,
        )
        return
    if book.version != form.seen:
        raise StaleGrades
    if all(each.scheme == scheme for each in (book, *also)):
        demand({"reason": SAME})
    found.extend(preview(each, scheme) for each in (book, *also))
    versions = [(each.id, each.version) for each in also]
    form.others.data = " ".join(f"{id_}:{version}" for id_, version in versions)
    form.shown.data = _mark(book.id, form.seen, versions, scheme)


def _mark(
    book_id: int, seen: int, also: Sequence[tuple[int, int]], scheme: Scheme
) -> str:
    """Return what tells one change from every other."""
    told = json.dumps([book_id, seen, also, scheme.to_json()], sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()[:32]


def _preview_page(book: Book, form: SchemeForm, previews: Sequence[Preview]) -> Answer:
    scheme = form.scheme()
    carried = [
        (name, text)
        for name, text in request.form.items(multi=True)
        if name not in OWN_FIELDS
    ]
    return render_template(
        "grading/preview_scheme.html",
        book=book,
        form=form,
        changes=changes_between(book.scheme, scheme),
        previews=previews,
        # How long complaints wait that nobody has taken yet is seen anew as well.
        is_out_of_date=is_out_of_date(book)
        or scheme.queue_target != book.scheme.queue_target,
        carried=carried,
    )
