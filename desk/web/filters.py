"""What a list is narrowed to: forms that live in the address."""

from collections.abc import Callable, Iterable
from typing import Any

from flask import request
from flask_babel import lazy_gettext
from werkzeug.datastructures import MultiDict
from wtforms import SelectChoice, SelectField

from desk.domain.errors import NotFound
from desk.domain.vocabulary import Word
from desk.web.fields import offered
from desk.web.text import clean


def everything() -> SelectChoice:
    """Return the choice that narrows nothing."""
    return SelectChoice("", lazy_gettext("All"))


class Choice(SelectField):
    """One choice or all; what is not offered does not exist (404)."""

    def __init__(self, label: Any, words: Iterable[Word] = (), **kwargs: Any) -> None:
        """Offer all and the words."""
        super().__init__(
            label, choices=[everything(), *offered(words)], default="", **kwargs
        )

    def read(self, convert: Callable[[str], Any]) -> Any:
        """Return the choice, None for all. Raises NotFound for one not offered."""
        if not self.data:
            return None
        if self.data not in [value for value, *_ in self.iter_choices()]:
            raise NotFound
        return convert(self.data)


def from_address(kind: type[Any]) -> Any:
    """Return a filter form filled from the address of the request."""
    typed = [(name, clean(text)) for name, text in request.args.items(multi=True)]
    form = kind(MultiDict(typed))
    form.validate()
    return form
