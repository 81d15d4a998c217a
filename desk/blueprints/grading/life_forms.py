"""The forms by which a teacher moves a grade on, as its page offers them."""

from collections.abc import Mapping
from typing import Protocol

from desk.domain.grade_life import GradeState, OverrideCategory
from desk.domain.people import Actor
from desk.queries.gradebooks import Book
from desk.web.forms import DeskForm

Forms = dict[str, DeskForm]


class GradeRow(Protocol):
    """What the forms need to know of a grade."""

    @property
    def id(self) -> int: ...
    @property
    def n(self) -> int: ...
    @property
    def person_id(self) -> int: ...
    @property
    def state(self) -> GradeState: ...
    @property
    def computed(self) -> int | None: ...
    @property
    def override(self) -> int | None: ...
    @property
    def category(self) -> OverrideCategory | None: ...
    @property
    def override_of(self) -> int | None: ...
    @property
    def needs_look_at(self) -> int | None: ...


def forms_for(
    row: GradeRow, book: Book, actor: Actor, sent: Mapping[str, DeskForm] | None = None
) -> Forms:
    """Return the forms the grade's state allows; one just sent stays as it was sent.

    Nobody but a teacher of the class has any.
    """
    if not book.may_grade(actor):
        return {}
    del row
    return dict(sent or {})
