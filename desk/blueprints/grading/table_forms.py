"""What the grades of a class are narrowed to and sorted by, in the address."""

from urllib.parse import urlencode

from flask import request
from flask_babel import gettext, lazy_gettext
from wtforms import Form, SelectChoice, StringField

from desk.domain.grade_life import GradeState
from desk.domain.grade_table import (
    BANDS,
    GradeColumn,
    GradeMark,
    Narrowed,
    Order,
    band_end,
)
from desk.queries.gradebooks import Book
from desk.web.fields import offered
from desk.web.filters import Choice, everything, from_address

LONGEST_SEARCH = 200
# The fields in the order in which they are shown; the search words come first.
FIELDS = ("q", "state", "mark", "descriptor", "band", "sort", "order")


class TableForm(Form):
    """Which rows are shown, and in which order: by name unless asked otherwise."""

    q = StringField(lazy_gettext("Name or student number"))
    state = Choice(lazy_gettext("State"), GradeState)
    mark = Choice(lazy_gettext("Marked as"), GradeMark)
    descriptor = Choice(lazy_gettext("Descriptor"))
    band = Choice(lazy_gettext("Grade from – to"))
    sort = Choice(lazy_gettext("Sort by"), GradeColumn)
    order = Choice(lazy_gettext("Order"), [Order.DOWN])

    def offer(self, book: Book) -> Narrowed:
        """Offer what the gradebook knows; return what is asked. Raises NotFound."""
        names = [name for _, name in book.scheme.descriptors]
        if self.descriptor.data and self.descriptor.data not in names:
            # Published by rules that have changed since.
            names.append(self.descriptor.data)
        self.descriptor.choices = [everything(), *(SelectChoice(n, n) for n in names)]
        self.band.choices = [everything(), *map(_band, reversed(BANDS))]
        self.sort.choices = [
            SelectChoice("", lazy_gettext("Name")),
            *offered(GradeColumn),
        ]
        self.order.choices = [
            SelectChoice("", lazy_gettext(Order.UP.label)),
            *offered([Order.DOWN]),
        ]
        return Narrowed(
            text=(self.q.data or "")[:LONGEST_SEARCH],
            state=self.state.read(GradeState),
            mark=self.mark.read(GradeMark),
            descriptor=self.descriptor.read(str),
            band=self.band.read(int),
            sort=self.sort.read(GradeColumn),
            order=self.order.read(Order) or Order.UP,
        )

    def url(self, **changes: str) -> str:
        """Return the address of the table with some fields changed."""
        kept = {name: self[name].data or "" for name in FIELDS} | changes
        query = urlencode({name: text for name, text in kept.items() if text})
        return f"{request.path}?{query}" if query else request.path


def table_form() -> TableForm:
    """Return the form filled from the address."""
    form: TableForm = from_address(TableForm)
    return form


def band_label(begin: int) -> str:
    """Return a band of grades as people write it."""
    return str(gettext("%(first)s–%(last)s", first=begin, last=band_end(begin)))


def _band(begin: int) -> SelectChoice:
    return SelectChoice(str(begin), band_label(begin))
