"""Class groups as the administrator keeps them."""

import pytest

from desk.queries.class_groups import class_groups

OTHERS = ("siswa", "pengawas", "guru", "ketua")
LIST = "/admin/class-groups"


@pytest.fixture
def admin(open_browser):
    return open_browser("admin").get(LIST)


@pytest.fixture
def read(app):
    """Return what reads the class groups: by name, whether in use."""

    def names():
        with app.app_context():
            return {group.name: group.is_active for group in class_groups()}

    return names


@pytest.fixture
def page(app):
    """Return the address of the class group that is always there."""
    with app.app_context():
        return f"{LIST}/{class_groups()[0].id}"


def test_list_counts_active_accounts(admin, world):
    assert "XII PM 1" in admin.text
    assert "4" in admin.text
    admin.get(f"/admin/people/{world.id_of('siswa')}").submit("deactivate")
    admin.get(LIST)
    assert "3" in admin.text


def test_add(admin, read):
    admin.submit(LIST, name=" XII PM 2 ")
    assert admin.path == LIST
    assert read() == {"XII PM 1": True, "XII PM 2": True}


@pytest.mark.parametrize("name", ["", "  ", "XII PM 1", "xii pm 1", "x" * 61])
def test_add_refuses(admin, read, name):
    admin.submit(LIST, 422, name=name)
    assert set(admin.errors) == {"name"}
    assert (admin.value("name") or "") == name.strip()
    assert list(read()) == ["XII PM 1"]


def test_add_once_for_a_double_tap(admin, read):
    for _ in range(2):
        admin.get(LIST).submit(LIST, name="XII PM 2", forged={"key": "twice"})
    assert len(read()) == 2


def test_rename(admin, read, page):
    admin.get(page)
    assert admin.value("name") == "XII PM 1"
    admin.submit(page, name="XII Pemasaran 1")
    assert read() == {"XII Pemasaran 1": True}


def test_rename_to_what_it_is(admin, read, page):
    admin.get(page).submit(page, name="xii pm 1")
    assert read() == {"xii pm 1": True}


@pytest.mark.parametrize("name", ["", "XII PM 2", "x" * 61])
def test_rename_refuses(admin, read, page, name):
    admin.submit(LIST, name="XII PM 2")
    admin.get(page).submit(page, 422, name=name)
    assert set(admin.errors) == {"name"}
    assert "XII PM 1" in read()


def test_retire_and_restore(admin, read, page):
    admin.get(page).submit("retire")
    assert read() == {"XII PM 1": False}
    assert not admin.get("/admin/people/add").page.find("option", string="XII PM 1")
    admin.get(page).submit("restore")
    assert read() == {"XII PM 1": True}
    assert admin.get("/admin/people/add").page.find("option", string="XII PM 1")


def test_retire_once_for_a_double_tap(admin, read, page):
    for _ in range(2):
        admin.post(f"{page}/retire", key="twice")
    admin.get(page).submit("restore")
    admin.post(f"{page}/retire", key="twice")
    assert read() == {"XII PM 1": True}


@pytest.mark.parametrize("username", OTHERS)
def test_only_for_the_administrator(open_browser, read, page, username):
    other = open_browser(username).get("/account/password")
    for path in (LIST, page, f"{page}/retire", f"{page}/restore"):
        other.post(path, 403, key="k", name="X")
    other.get(LIST, 403)
    other.get(page, 403)
    assert read() == {"XII PM 1": True}


@pytest.mark.parametrize("verb", ["retire", "restore"])
def test_rejects_get(admin, page, verb):
    admin.get(f"{page}/{verb}", 405)


@pytest.mark.parametrize("verb", ["", "/retire", "/restore"])
def test_does_not_know_a_stranger(admin, verb):
    admin.post(f"{LIST}/999999{verb}", 404, key="k", name="X")
