"""Units as the administrator keeps them."""

import pytest

from desk.domain import defaults
from desk.domain.vocabulary import Language
from desk.queries.calendars import calendar_in_force
from desk.queries.sources import source_groups
from desk.queries.units import units

OTHERS = ("siswa", "pengawas", "guru", "ketua")
LIST = "/admin/units"


@pytest.fixture
def admin(open_browser):
    return open_browser("admin").get(LIST)


@pytest.fixture
def read(app):
    """Return what reads the units by code."""

    def by_code():
        with app.app_context():
            return {unit.code: unit for unit in units()}

    return by_code


@pytest.fixture
def page(world):
    """Return the address of the print corner."""
    return f"{LIST}/{world.units['PC']}"


def test_list(admin):
    assert "Minimarket" in admin.text
    assert "PC" in admin.text


def test_add(admin, app, read):
    admin.get(f"{LIST}/add").submit("add", code="ks", name="Kantin Sehat")
    assert admin.path == LIST
    unit = read()["KS"]
    assert (unit.name, unit.is_active) == ("Kantin Sehat", True)
    with app.app_context():
        groups = source_groups(unit.id, Language.ID)
        assert [group.label for group in groups] == [s.name for s in defaults.SOURCES]
        assert calendar_in_force(unit.id).zone == "Asia/Jakarta"


@pytest.mark.parametrize(
    ("code", "name", "fields"),
    [
        ("", "Kantin", {"code"}),
        ("K", "Kantin", {"code"}),
        ("K-S", "Kantin", {"code"}),
        ("KÄ", "Kantin", {"code"}),
        ("KANTINSEHAT", "Kantin", {"code"}),
        ("mm", "Kantin", {"code"}),
        ("KS", "", {"name"}),
        ("KS", "x" * 121, {"name"}),
        ("", "", {"code", "name"}),
    ],
)
def test_add_refuses(admin, read, code, name, fields):
    admin.get(f"{LIST}/add").submit("add", 422, code=code, name=name)
    assert set(admin.errors) == fields
    assert (admin.value("code") or "", admin.value("name") or "") == (code, name)
    assert set(read()) == {"MM", "PC"}


def test_add_once_for_a_double_tap(admin, read):
    for _ in range(2):
        admin.get(f"{LIST}/add")
        admin.submit("add", code="KS", name="Kantin", forged={"key": "twice"})
    assert set(read()) == {"MM", "PC", "KS"}


def test_edit(admin, read, page):
    admin.get(page).submit(page, code="fc", name="Fotokopi")
    assert read()["FC"].name == "Fotokopi"


def test_edit_leaves_the_code_once_tickets_carry_it(admin, read, tickets, world):
    tickets.start("tetangga")
    page = f"{LIST}/{world.units['PC']}"
    admin.get(page)
    assert admin.page.find(id="code").has_attr("readonly")
    admin.submit(page, 422, code="FC", name="Fotokopi")
    assert set(admin.errors) == {"code"}
    admin.submit(page, code="PC", name="Fotokopi")
    assert read()["PC"].name == "Fotokopi"


@pytest.mark.parametrize(
    ("wrong", "fields"),
    [
        ({"code": "MM"}, {"code"}),
        ({"code": "?"}, {"code"}),
        ({"name": ""}, {"name"}),
    ],
)
def test_edit_refuses(admin, read, page, wrong, fields):
    admin.get(page).submit(page, 422, **wrong)
    assert set(admin.errors) == fields
    assert read()["PC"].name == "Pojok Cetak"


def test_deactivate_and_activate(admin, read, page, open_browser, tickets):
    admin.get(page).submit("deactivate")
    assert not read()["PC"].is_active
    assert not admin.get("/admin/people/add").page.find("option", string="Pojok Cetak")
    open_browser("tetangga").get("/tickets/").post("/tickets/start", 403, key="k")
    assert tickets.count() == 0
    admin.get(page).submit("activate")
    assert read()["PC"].is_active
    open_browser("tetangga").get("/tickets/").post("/tickets/start", key="k")
    assert tickets.count() == 1


def test_deactivate_once_for_a_double_tap(admin, read, page):
    for _ in range(2):
        admin.post(f"{page}/deactivate", key="twice")
    admin.get(page).submit("activate")
    admin.post(f"{page}/deactivate", key="twice")
    assert read()["PC"].is_active


@pytest.mark.parametrize("username", OTHERS)
def test_only_for_the_administrator(open_browser, read, page, username):
    other = open_browser(username).get("/account/password")
    for path in (f"{LIST}/add", page, f"{page}/deactivate", f"{page}/activate"):
        other.post(path, 403, key="k", code="KS", name="Kantin")
    other.get(LIST, 403)
    assert set(read()) == {"MM", "PC"}
    assert read()["PC"].is_active


@pytest.mark.parametrize("verb", ["deactivate", "activate"])
def test_rejects_get(admin, page, verb):
    admin.get(f"{page}/{verb}", 405)


@pytest.mark.parametrize("verb", ["", "/deactivate", "/activate"])
def test_does_not_know_a_stranger(admin, verb):
    admin.post(f"{LIST}/999999{verb}", 404, key="k", code="KS", name="Kantin")
