"""Where printed addresses lead, and the QR codes that hold them."""

from xml.etree import ElementTree

import pytest
from flask import Flask

from desk.web.public_address import is_loopback, public_url
from desk.web.qr import svg_of


@pytest.mark.parametrize(
    ("setting", "reached", "leads_nowhere"),
    [
        ("", "http://127.0.0.1:5000/", True),
        ("", "http://localhost:5000/", True),
        ("", "http://192.168.1.20:5000/", False),
        ("https://keluhan.smk.sch.id/", "http://127.0.0.1:5000/", False),
    ],
)
def test_an_address_is_as_set_else_as_the_desk_was_reached(
    app: Flask,
    monkeypatch: pytest.MonkeyPatch,
    setting: str,
    reached: str,
    leads_nowhere: bool,
) -> None:
    monkeypatch.setitem(app.config, "PUBLIC_URL", setting)
    with app.test_request_context(base_url=reached):
        assert public_url("auth.home") == (setting or reached)
        assert is_loopback() is leads_nowhere


def test_a_qr_code_says_what_it_is_and_brings_no_style(app: Flask) -> None:
    with app.test_request_context():
        drawn = ElementTree.fromstring(svg_of("http://desk", label='"Kode" <b>'))
    assert (drawn.get("role"), drawn.get("aria-label")) == ("img", '"Kode" <b>')
    assert not any("style" in part.attrib for part in drawn.iter())
