"""Addresses as QR codes, drawn as SVG without any style of its own."""

import segno
from flask_babel import gettext
from markupsafe import Markup


def svg_of(text: str, *, label: str = "") -> Markup:
    """Return a text as a QR code to put in a page; its size is the css's business.

    Dark on white whatever the theme: phones do not read it the other way round. A
    quarter of it may be covered, as on a poster that has hung for a while.
    """
    code = segno.make(text, micro=False, error="q", boost_error=False)
    drawn = code.svg_inline(omitsize=True, light="#fff", svgclass=None, lineclass=None)
    # Only modules are drawn: no letter of the text is in it.
    picture = Markup(drawn)  # noqa: S704
    return Markup('<span class="qr" role="img" aria-label="{}">{}</span>').format(
        label or gettext("QR code of the address written beside it"), picture
    )
