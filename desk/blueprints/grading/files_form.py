"""Where grades are to go, and what they are called there; all of it in the address."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import request
from flask_babel import get_locale, gettext, lazy_gettext
from werkzeug.datastructures import MultiDict
from wtforms import Field, Form, HiddenField, SelectField, StringField

from desk.domain.gradebook_files import (
    FULL,
    LEAST_POINTS,
    LONGEST_ITEM,
    MOST_POINTS,
    DecimalMark,
    Target,
    item_error,
)
from desk.domain.preflight import Identifier, Product
from desk.domain.vocabulary import N_, Language
from desk.queries.gradebooks import Book
from desk.web.downloads import usual_separator
from desk.web.export import Separator
from desk.web.fields import id_or_none, offered
from desk.web.filters import Tick, asked_word, from_address
from desk.web.forms import at_most

NO_POINTS = N_("Enter a whole number from %(least)s to %(most)s.")
# What each product is asked for, in this order.
FIELDS = {
    Product.MOODLE: ("item", "identifier", "separator", "feedback", "decimal"),
    Product.CANVAS: (
        *("item", "points", "identifier", "section", "separator", "decimal"),
    ),
    Product.E_RAPOR: (),
    Product.PLAIN: ("separator", "decimal", "drafts"),
}


class FilesForm(Form):
    """The product, and what its file holds."""

    product = HiddenField()
    item = StringField(lazy_gettext("Name of the grade item"), [at_most(LONGEST_ITEM)])
    points = StringField(lazy_gettext("Points possible"))
    identifier = SelectField(
        lazy_gettext("Students are found by"),
        choices=offered(Identifier),
        validate_choice=False,
    )
    section = StringField(lazy_gettext("Section"), [at_most(LONGEST_ITEM)])
    separator = SelectField(
        lazy_gettext("Between the columns"),
        choices=offered(Separator),
        validate_choice=False,
    )
    decimal = SelectField(
        lazy_gettext("Before decimals"),
        choices=offered(DecimalMark),
        validate_choice=False,
    )
    feedback = Tick(lazy_gettext("With feedback: a sentence for the student"))
    drafts = Tick(lazy_gettext("Drafts too, marked as such"))


@dataclass(frozen=True, slots=True)
class Asked:
    """A file that is asked for; without a target the form says what is wrong."""

    form: FilesForm
    separator: Separator
    decimal: DecimalMark
    with_drafts: bool
    target: Target | None

    @property
    def product(self) -> Product:
        """Return where the grades are to go."""
        return Product(self.form.product.data)

    @property
    def identifier(self) -> Identifier:
        """Return by what students are found over there."""
        return Identifier(self.form.identifier.data)

    @property
    def fields(self) -> Sequence[str]:
        """Return the names of the fields that the product needs."""
        return FIELDS[self.product]


def read_asked(book: Book) -> Asked:
    """Return the file that the address asks for. Raises NotFound for nonsense."""
    product = asked_word("product", Product.MOODLE)
    identifier = asked_word("identifier", Identifier.STUDENT_NUMBER)
    separator = asked_word("separator", _separator_of(product))
    decimal = asked_word("decimal", _decimal_of(product))
    form: FilesForm = from_address(FilesForm, _filled(book, product))
    form.product.data = product
    form.identifier.data, form.separator.data = identifier, separator
    form.decimal.data = decimal
    has_feedback, with_drafts = form.feedback.read(bool), form.drafts.read(bool)
    target = Target(
        product=product,
        identifier=identifier,
        item=_line(form.item),
        points=_points(form.points),
        section=_line(form.section),
        has_feedback=has_feedback and product is Product.MOODLE,
    )
    _judge_item(form, target)
    return Asked(
        form=form,
        separator=separator,
        decimal=decimal,
        with_drafts=with_drafts and product is Product.PLAIN,
        target=None if any(form[f].errors for f in FIELDS[product]) else target,
    )


def _filled(book: Book, product: Product) -> MultiDict[str, str]:
    """Return the address with what it leaves open filled in."""
    name = gettext("Complaint handling – %(period)s", period=book.period)
    usual = {"item": name, "points": str(FULL), "section": book.class_group}
    known = {name: text for name, text in usual.items() if name in FIELDS[product]}
    return MultiDict({**known, **request.args.to_dict()})


def _separator_of(product: Product) -> Separator:
    return Separator.COMMA if product is Product.CANVAS else usual_separator()


def _decimal_of(product: Product) -> DecimalMark:
    is_english = str(get_locale()) == Language.EN
    has_point = is_english or product is Product.CANVAS
    return DecimalMark.POINT if has_point else DecimalMark.COMMA


def _points(field: Field) -> int:
    """Return the points an assignment is out of; what is none is marked."""
    text = str(field.data or "")
    points = id_or_none(text) or 0
    if points not in range(LEAST_POINTS, MOST_POINTS + 1):
        field.errors = [gettext(NO_POINTS, least=LEAST_POINTS, most=MOST_POINTS)]
    return points


def _judge_item(form: FilesForm, target: Target) -> None:
    """Mark a name that the product would not read as it stands."""
    wrong = item_error(target.product, target.item)
    if wrong is not None:
        message, facts = wrong
        form.item.errors = [*form.item.errors, gettext(message, **facts)]


def _line(field: Field) -> str:
    return " ".join((field.data or "").split())
