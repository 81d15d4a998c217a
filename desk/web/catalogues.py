"""Words out of the catalogues, looked for once a request rather than once a word.

A page prints some hundred words. For each of them Flask-Babel asks who is signed in,
which language that is and where its catalogue lies; here only the first word does.
"""

from functools import lru_cache

from babel.support import NullTranslations
from flask import Flask, g
from flask_babel import Domain
from markupsafe import Markup

from desk.extensions import babel

# More words than the templates have, in both languages.
MOST = 10_000


class Catalogues(Domain):
    """The desk's catalogues; a request keeps its own."""

    def get_translations(self) -> NullTranslations:
        """Return the catalogue of the request's language."""
        # Flask-Babel's own notes on the request, under a name it still clears itself
        # when the language changes meanwhile (`refresh`, `force_locale`).
        notes = g.get("_flask_babel")
        found: NullTranslations | None = getattr(notes, "babel_translations", None)
        if found is None:
            found = super().get_translations()
            g.get("_flask_babel").babel_translations = found
        return found


CATALOGUES = Catalogues()
# Flask-Babel's functions of these names end here too, by a longer way.
gettext, ngettext = CATALOGUES.gettext, CATALOGUES.ngettext


def init_app(app: Flask) -> None:
    """Let the desk and its templates find their words here."""
    babel.domain_instance = CATALOGUES
    app.jinja_env.globals |= {
        "_": printed,
        "gettext": printed,
        "ngettext": printed_number,
    }


def printed(message: str, **values: object) -> Markup:
    """Return a template's message in the request's language, with values in it."""
    text, has_places = _escaped(CATALOGUES.get_translations(), message)
    return text % values if has_places else text


def printed_number(one: str, many: str, number: int, **values: object) -> Markup:
    """Return a template's message about a number, which is the value `num`."""
    found = CATALOGUES.get_translations().ngettext(one, many, number)
    return Markup(found) % {"num": number, **values}  # noqa: S704 -- a catalogue's


@lru_cache(MOST)
def _escaped(catalogue: NullTranslations, message: str) -> tuple[Markup, bool]:
    """Return a message as a page prints it, and whether it has places for values."""
    text = Markup(catalogue.gettext(message))  # noqa: S704 -- a catalogue's
    return text, "%" in text
