"""The poster: one sheet that leads phones to the public form of a unit."""

import pytest

from tests.support.words import say

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


def test_says_the_way_in_both_languages(app, monkeypatch, open_browser, world):
    monkeypatch.setitem(app.config, "PUBLIC_URL", "http://192.168.1.20:5000")
    teacher = open_browser("guru").get(f"/complaint/poster/{world.units['MM']}")
    assert "http://192.168.1.20:5000/complaint?unit=MM" in teacher.text
    for language in ("id", "en"):
        assert say("Not happy with something?", language) in teacher.text
    assert teacher.page.select_one(".poster .qr svg")
    assert not teacher.page.select(".notice-bad")


def test_warns_of_an_address_that_no_phone_reaches(open_browser, world):
    teacher = open_browser("guru").get(f"/complaint/poster/{world.units['MM']}")
    assert "DESK_ADDRESS" in teacher.text


def test_is_made_by_who_reviews_the_unit(open_browser, world):
    open_browser("tetangga_pengawas").get(f"/complaint/poster/{world.units['MM']}", 403)


def test_the_shops_number_leads_to_whatsapp(open_browser, tickets, visitor, world):
    admin = open_browser("admin").get(f"/admin/units/{world.units['MM']}")
    admin.submit(f"/admin/units/{world.units['MM']}", 422, phone="telepon saya")
    assert list(admin.errors) == ["phone"]
    admin.submit(f"/admin/units/{world.units['MM']}", phone="0812 3456 7890")
    ticket, code = tickets.complain()
    visitor.get(f"/complaint/{code}")
    (link,) = visitor.page.select("a[href^='https://wa.me/']")
    assert str(link["href"]).startswith("https://wa.me/6281234567890?text=")
    assert code not in str(link["href"])
    assert tickets.read(ticket).number.rpartition("/")[2] in str(link["href"])
