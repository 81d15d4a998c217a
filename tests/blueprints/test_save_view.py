"""A filtered list is kept under a name: saved, shared, renamed, removed."""

import pytest

from desk.domain.vocabulary import Step
from desk.services import sources
from tests.support.pages import text_of


@pytest.fixture
def pengawas(open_browser):
    return open_browser("pengawas")


@pytest.fixture
def save(pengawas):
    """Return what saves a list of the supervisor under a name."""

    def save_one(name="Roti", *, is_shared=False, by=pengawas, status=None, **query):
        by.get("/review/", **(query or {"step": "confirm"}))
        by.get(by.page.select_one(".save-view")["href"])
        return by.submit("save", status, name=name, is_shared=is_shared)

    return save_one


def saved(browser):
    """Return the views below those always there, with the count beside each."""
    browser.get("/review/")
    return {
        text_of(view.span.find_next("span")): int(text_of(view.b))
        for view in browser.page.select(".view-saved")
    }


def test_saved_it_stands_above_the_list_with_its_count(pengawas, save, tickets):
    confirm = tickets.at(Step.CONFIRM)
    tickets.start()
    save()
    assert pengawas.flashes == ["success"]
    assert pengawas.path == "/review/?step=confirm"
    current = pengawas.page.select_one(".view[aria-current]")
    assert text_of(current) == "★ Roti 1"
    assert saved(pengawas) == {"Roti": 1}
    view = pengawas.page.select_one(".view-saved")
    assert pengawas.get(view["href"]).rows == [confirm]


def test_every_filter_is_kept(pengawas, save, world):
    query = {
        "q": "roti tawar",
        "step": "record",
        "channel": "phone",
        "priority": "high",
        "source": world.sources["product"],
        "owner": world.id_of("siswa"),
        "class_group": 1,
        "silence": "two_days",
        "past_target": 1,
        "paused": 1,
    }
    save(**query)
    pengawas.get("/review/")
    pengawas.get(pengawas.page.select_one(".view-saved")["href"])
    assert len(pengawas.page.select(".active-filter")) == len(query)
    assert not pengawas.page.select(".notice")


def test_only_a_shared_one_is_seen_by_others_of_the_unit(save, open_browser, pengawas):
    save("Sendiri")
    save("Bersama", is_shared=True)
    assert set(saved(pengawas)) == {"Bersama", "Sendiri"}
    assert set(saved(open_browser("guru"))) == {"Bersama"}
    assert set(saved(open_browser("tetangga_pengawas"))) == set()


def test_a_teacher_s_is_for_every_unit(save, open_browser):
    save("Semua", is_shared=True, by=open_browser("guru"))
    assert set(saved(open_browser("tetangga_pengawas"))) == {"Semua"}


def test_a_double_tap_saves_one(pengawas, save):
    save()
    pengawas.again()
    assert list(saved(pengawas)) == ["Roti"]


def test_what_is_wrong_with_the_name_stands_beside_it(pengawas, save):
    save("", status=422)
    assert set(pengawas.errors) == {"name"}
    save("x" * 61, status=422)
    assert pengawas.errors["name"] == "Itu terlalu panjang untuk sebuah nama."
    save()
    save("ROTI", status=422)
    assert pengawas.errors["name"] == "Anda sudah punya tampilan dengan nama ini."
    assert pengawas.value("name") == "ROTI"


def test_the_whole_list_needs_no_name(pengawas):
    pengawas.get("/review/views/save")
    pengawas.submit("save", 422, name="Semua")
    assert pengawas.errors["name"] == "Ini seluruh daftar. Saring dulu daftarnya."


def test_twenty_are_enough(pengawas, save):
    for n in range(20):
        save(f"Tampilan {n}")
    save("Satu lagi", status=422)
    assert "20 tampilan" in pengawas.errors["name"]


def test_renamed_shared_and_removed_by_its_owner(pengawas, save, open_browser):
    save()
    pengawas.get("/review/views")
    change = pengawas.page.select_one(".view-tools a")["href"]
    pengawas.get(change).submit(change, name="Roti kita", is_shared=True)
    assert set(saved(open_browser("guru"))) == {"Roti kita"}
    pengawas.get("/review/views").submit("remove")
    assert saved(pengawas) == {}
    assert pengawas.get("/review/views").page.select_one(".empty")


def test_nobody_changes_another_s(save, open_browser):
    save(is_shared=True)
    guru = open_browser("guru").get("/review/views")
    assert "Bagus Prakoso" in guru.text
    assert not guru.page.select(".view-tools a")
    (view_id,) = (
        tab["href"] for tab in guru.get("/review/").page.select(".view-saved")
    )
    assert view_id == "/review/?step=confirm"
    guru.get("/review/views/1", 404)
    guru.post("/review/views/1", 404, name="Punyaku")
    guru.post("/review/views/1/remove", 404)
    assert saved(guru) == {"Roti": 0}


def test_one_whose_source_was_retired_opens_and_says_so(
    pengawas, save, tickets, app, world
):
    source = world.sources["product.expired"]
    ticket = tickets.at(Step.CONFIRM)
    save(source=source)
    with app.app_context():
        sources.retire_source(tickets.act("admin"), source)
    assert saved(pengawas) == {"Roti": 1}
    pengawas.get(pengawas.page.select_one(".view-saved")["href"])
    assert pengawas.rows == [ticket]
    assert "Sumber “Kedaluwarsa” sudah tidak dipakai." in pengawas.text


def test_one_whose_owner_left_opens_and_says_so(pengawas, save, tickets, app, world):
    from desk.services import people

    ticket = tickets.at(Step.CONFIRM)
    save(owner=world.id_of("siswa"))
    with app.app_context():
        people.deactivate_person(tickets.act("admin"), world.id_of("siswa"))
    pengawas.get("/review/")
    pengawas.get(pengawas.page.select_one(".view-saved")["href"])
    assert pengawas.rows == [ticket]
    assert "Siti Aminah sudah tidak bertugas di sini." in pengawas.text


def test_many_views_cost_no_more_queries(pengawas, save, count_queries):
    def cost():
        with count_queries(remembers=True) as statements:
            pengawas.get("/review/")
        return len(statements)

    save("Satu")
    pengawas.get("/review/")
    few = cost()
    for n in range(5):
        save(f"Tampilan {n}", q=f"roti {n}")
    pengawas.get("/review/")
    assert cost() == few
