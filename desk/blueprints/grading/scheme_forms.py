"""The form of the rules: a field for every cell, and why they change."""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

from flask_babel import lazy_gettext
from wtforms import Field, HiddenField, StringField, TextAreaField
from wtforms.fields.core import UnboundField

from desk.domain.evidence import LINE, demand
from desk.domain.grading import GradePart
from desk.domain.scheme import Scheme
from desk.domain.scheme_errors import errors_in, reason_errors
from desk.domain.scheme_table import Cell, name_of, scheme_of
from desk.queries.gradebooks import Book
from desk.web.fields import Boxes
from desk.web.forms import SeenForm, at_most
from desk.web.scheme_words import LABELS

# No thousands: no number of the rules has any, and "1.000" could mean either.
NUMBER = re.compile(r"-?[0-9]{1,6}(?:[.,][0-9]{1,2})?")
PAIR = re.compile(r"([0-9]{1,9}):([0-9]{1,9})")
LETTERS = "letter_"
WORDS = "words_"


class Group(Field):
    """A table of cells: a place for what is wrong with them together."""


class CellsForm(SeenForm):
    """The cells of the rules, each under its name, and the tables they stand in."""

    weights = Group(lazy_gettext("Weights"))
    knots = Group(lazy_gettext("The line"))
    descriptors = Group(lazy_gettext("Descriptors"))


def _field(name: str, label: Any) -> UnboundField:
    kind = TextAreaField if name.startswith(WORDS) else StringField
    found: UnboundField = kind(label, [at_most(LINE)])
    return found


for _name, _label in LABELS.items():
    setattr(CellsForm, _name, _field(_name, _label))


class SchemeForm(CellsForm):
    """Every rule of a gradebook, the classes it is meant for as well, and why."""

    # What the preview showed; only that is saved.
    shown = HiddenField()
    # The other gradebooks in it, each as "id:version".
    others = HiddenField()
    also_for = Boxes(lazy_gettext("The same rules for"))
    reason = StringField(lazy_gettext("Why do the rules change?"), [at_most(LINE)])

    def offer(self, others: Sequence[Book]) -> None:
        """Offer the other gradebooks of the period."""
        self.also_for.choices = [(book.id, book.class_group) for book in others]

    def cells(self) -> dict[str, Cell]:
        """Return what was filled in; what is left empty is not there."""
        typed = ((name, self[name].data or "") for name in LABELS)
        return {name: _read(name, text) for name, text in typed if text}

    def scheme(self) -> Scheme:
        """Return the rules filled in. Raises InvalidInput with all that is wrong."""
        cells = self.cells()
        demand(errors_in(cells) | reason_errors(self.reason.data or ""))
        return scheme_of(cells)

    def also_seen(self) -> list[tuple[int, int]]:
        """Return the other gradebooks that the preview showed, and their versions."""
        pairs = PAIR.findall(self.others.data or "")
        return [(int(book_id), int(version)) for book_id, version in pairs]

    @property
    def has_wrong_words(self) -> bool:
        """Say whether something is wrong in the words, which are folded away."""
        return any(self[name].errors for name in LABELS if name.startswith(WORDS))

    def rows(self, *groups: str) -> Iterator[tuple[int, Sequence[Field]]]:
        """Yield the rows of a table, by their number: a field of each group."""
        n = 1
        while f"{groups[0]}_{n}" in self:
            yield n, [self[f"{group}_{n}"] for group in groups]
            n += 1

    @property
    def weight_sum(self) -> Fraction:
        """Return what the weights add up to as filled in."""
        cells = self.cells()
        found = (cells.get(name_of("weight", part)) for part in GradePart)
        return sum((each for each in found if isinstance(each, Fraction)), Fraction())


def _read(name: str, text: str) -> Cell:
    if name.startswith((LETTERS, WORDS)):
        return text
    is_number = NUMBER.fullmatch(text)
    return Fraction(text.replace(",", ".")) if is_number else None
