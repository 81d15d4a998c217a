"""Grades as files for other gradebooks, each looked through before it is downloaded."""

from dataclasses import dataclass
from urllib.parse import urlencode

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext

from desk.blueprints.grading import grading
from desk.blueprints.grading.files_form import Asked, read_asked
from desk.domain.people import Permission
from desk.domain.preflight import Preflight, Product, check
from desk.queries.gradebooks import Book, get_book
from desk.queries.preflight import entries
from desk.web.access import Answer, requires
from desk.web.actor import actor
from desk.web.export import Kind
from desk.web.filters import asked_word
from desk.web.formatting import label
from desk.web.gradebook_files import ABOUT, ABOUT_PLAIN, GradebookFile, make_file

# The box by which a teacher agrees to leave students out.
WITHOUT = "without"


@dataclass(frozen=True, slots=True)
class FilesPage:
    """What a file would hold, and what keeps it from being one."""

    asked: Asked
    preflight: Preflight
    file: GradebookFile | None

    @property
    def may_leave(self) -> bool:
        """Say whether there can be a file, once left-out students are agreed to."""
        return self.file is not None and self.preflight.may_leave


@grading.get("/<id:gradebook_id>/files")
@requires(Permission.READ_GRADES)
def files(gradebook_id: int) -> Answer:
    """Show what a file would hold, and what is the matter with it."""
    book = get_book(gradebook_id, actor())
    page = _page(book)
    return render_template(
        "grading/files.html",
        book=book,
        page=page,
        asked=page.asked,
        products=Product,
        about=ABOUT if page.asked.product.matches else ABOUT_PLAIN,
        preflight=page.preflight,
        kept=_kept(),
    )


@grading.get("/<id:gradebook_id>/files/export")
@requires(Permission.READ_GRADES)
def export_file(gradebook_id: int) -> Answer:
    """Hand out the file that was looked through, or say why there is none."""
    book = get_book(gradebook_id, actor())
    page = _page(book)
    is_agreed = not page.preflight.to_agree or request.args.get(WITHOUT) == "1"
    if page.file is None or not page.may_leave or not is_agreed:
        flash(gettext("There is no file yet. What is missing stands below."), "warning")
        address = url_for("grading.files", gradebook_id=book.id)
        return redirect(f"{address}?{urlencode(_kept())}")
    return page.file.hand_out(
        asked_word("format", Kind.XLSX),
        name=f"{book.class_group} {book.period} {label(page.asked.product)}",
    )


def _page(book: Book) -> FilesPage:
    asked = read_asked(book)
    students = entries(book, with_drafts=asked.with_drafts)
    preflight = check(students, asked.product, asked.identifier)
    file = None
    if asked.target is not None:
        file = make_file(
            asked.target,
            preflight.rows,
            separator=asked.separator,
            decimal=asked.decimal,
        )
    return FilesPage(asked, preflight, file)


def _kept() -> list[tuple[str, str]]:
    """Return the address but for what is decided at the download."""
    besides = {WITHOUT, "format"}
    return [(name, text) for name, text in request.args.items() if name not in besides]
