"""The poster: one sheet for the wall of the shop, with the way to the public form."""

from typing import Any

from flask import render_template
from flask_babel import force_locale, gettext

from desk.blueprints.complaint import complaint
from desk.domain.people import Permission
from desk.domain.vocabulary import Language
from desk.queries.units import unit_for
from desk.web.access import Answer, requires
from desk.web.actor import actor
from desk.web.languages import locale
from desk.web.public_address import is_loopback, public_url
from desk.web.qr import svg_of


@complaint.get("/poster/<id:unit_id>")
@requires(Permission.REVIEW)
def poster(unit_id: int) -> Answer:
    """Show the poster of a unit as it is printed."""
    unit = unit_for(unit_id, actor())
    address = public_url("complaint.form", unit=unit.code)
    return render_template(
        "complaint/poster.html",
        unit=unit,
        sheets=[_sheet(language) for language in sorted(Language, key=_is_other)],
        address=address,
        qr=svg_of(address),
        is_loopback=is_loopback(),
    )


def _is_other(language: Language) -> bool:
    """Put the reader's own language first, as it stands larger."""
    return language.value != locale()


def _sheet(language: Language) -> dict[str, Any]:
    """Return what the poster says in a language."""
    with force_locale(language.value):
        return {
            "lang": language.value,
            "title": gettext("Not happy with something?"),
            "lead": gettext("Tell us. We answer, and we put it right."),
            "how": [
                gettext("Point your phone’s camera at the square."),
                gettext("Write what happened. You need not give your name."),
                gettext("Keep your code: it shows you how it is going."),
            ],
        }
