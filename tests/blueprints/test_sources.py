"""Sources of complaints as administrators and teachers keep them."""

import pytest
from sqlalchemy import update

from desk.domain.errors import Forbidden
from desk.domain.people import Act
from desk.domain.vocabulary import Language, Step
from desk.extensions import db
from desk.models import Person
from desk.queries.sources import source_codes, source_groups, sources_of_unit
from desk.services import sources as service

LIST = "/admin/sources"
GROUPS = ["product", "price", "service", "facility", "order", "after_sales", "other"]


@pytest.fixture(params=["admin", "guru"])
def editor(request, open_browser):
    """Return the browser of each of the two roles that may."""
    return open_browser(request.param).get(LIST)


@pytest.fixture
def guru(open_browser):
    return open_browser("guru").get(LIST)


@pytest.fixture
def read(app, world):
    """Return what reads the names below a group of the minimarket, or its groups."""

    def names(code=None, *, unit="MM"):
        with app.app_context():
            groups = sources_of_unit(world.units[unit])
            if code is None:
                return [group.name for group in groups]
            (found,) = (g for g in groups if g.id == world.sources[code])
            return [source.name for source in found.below]

    return names


@pytest.fixture
def offered(app, world):
    """Return what reads the sources that students of the minimarket may choose."""

    def ids():
        with app.app_context():
            groups = source_groups(world.units["MM"], Language.ID)
            return {id_ for group in groups for id_, _ in group.sources}

    return ids


def path_of(world, code):
    return f"{LIST}/{world.sources[code]}"


# The list


def test_list_shows_the_first_unit_and_offers_the_others(editor, world):
    assert "Produk" in editor.text
    editor.get(LIST, unit=world.units["PC"])
    current = editor.page.main.select("a[aria-current=page]")
    assert current[-1].text == "Pojok Cetak"


@pytest.mark.parametrize("unit", ["x", "0", "999999", ""])
def test_list_does_not_know_nonsense(guru, unit):
    guru.get(f"{LIST}?unit={unit}", 404)


def test_list_speaks_the_readers_language(guru):
    guru.post("/account/language", language="en", key="k")
    guru.get(LIST)
    assert "Broken" in guru.text


# Add


def test_add_a_group(editor, read, app, world):
    path = f"/admin/units/{world.units['MM']}/sources/add"
    editor.get(path).submit("add", name="Kemasan & label", name_en="Packaging")
    assert read()[-1] == "Kemasan & label"
    with app.app_context():
        assert "packaging" in source_codes(world.units["MM"])


def test_add_a_source(editor, read, offered, app, world):
    editor.get(f"{path_of(world, 'product')}/add").submit("add", name="Bau Tengik!")
    assert read("product")[-1] == "Bau Tengik!"
    with app.app_context():
        codes = source_codes(world.units["MM"])
    assert codes["product.bau_tengik"] in offered()


def test_codes_differ(guru, app, world):
    for name in ("Bau?", "Bau!", "Bau", "嗅い", "臭い"):
        guru.get(f"{path_of(world, 'product')}/add").submit("add", name=name)
    with app.app_context():
        codes = set(source_codes(world.units["MM"]))
    wanted = {"product.bau", "product.bau_2", "product.bau_3", "product.source"}
    assert wanted | {"product.source_2"} <= codes


def test_a_long_name_has_a_code_that_fits(guru, app, world):
    group = "Kemasan dan label " * 4
    path = f"/admin/units/{world.units['MM']}/sources/add"
    guru.get(path).submit("add", name=group)
    group_id = guru.page.main.find_all("h2")[-1]["id"].removeprefix("source-")
    guru.get(f"{LIST}/{group_id}/add").submit("add", name=group)
    with app.app_context():
        assert max(map(len, source_codes(world.units["MM"]))) <= 60


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"name": "", "name_en": "Broken"}, "name"),
        ({"name": "rusak", "name_en": ""}, "name"),
        ({"name": "x" * 81, "name_en": ""}, "name"),
        ({"name": "Bau", "name_en": "x" * 81}, "name_en"),
    ],
)
def test_add_refuses(editor, read, world, typed, field):
    before = read("product")
    editor.get(f"{path_of(world, 'product')}/add")
    editor.submit("add", 422, **typed)
    assert set(editor.errors) == {field}
    assert {name: editor.value(name) for name in typed} == typed
    assert read("product") == before


def test_add_a_group_refuses(guru, read, world):
    guru.get(f"/admin/units/{world.units['MM']}/sources/add")
    guru.submit("add", 422, name="PRODUK")
    assert set(guru.errors) == {"name"}
    assert len(read()) == len(GROUPS)


def test_there_are_two_levels(guru, world):
    guru.get(f"{path_of(world, 'product.broken')}/add", 404)
    guru.post(f"{path_of(world, 'product.broken')}/add", 404, key="k", name="X")


def test_add_once_for_a_double_tap(guru, read, world):
    for _ in range(2):
        guru.get(f"{path_of(world, 'product')}/add")
        guru.submit("add", name="Bau", forged={"key": "twice"})
    assert read("product").count("Bau") == 1


# Rename


def test_rename(editor, read, app, world):
    path = path_of(world, "product.broken")
    editor.get(path)
    assert editor.value("name_en") == "Broken"
    editor.submit(path, name="Rusak atau pecah", name_en="")
    assert read("product")[0] == "Rusak atau pecah"
    with app.app_context():
        assert source_codes(world.units["MM"]) == world.sources


@pytest.mark.parametrize("name", ["", "Stok habis", "x" * 81])
def test_rename_refuses(guru, read, world, name):
    path = path_of(world, "product.broken")
    guru.get(path).submit(path, 422, name=name)
    assert set(guru.errors) == {"name"}
    assert read("product")[0] == "Rusak"


# Retire and restore


def test_retire_and_restore(editor, offered, tickets, open_browser, world):
    path, expired = path_of(world, "product.expired"), world.sources["product.expired"]
    ticket_id = tickets.at(Step.CONFIRM)
    editor.get(path).submit("retire")
    assert expired not in offered()
    assert tickets.read(ticket_id).source_id == expired
    reviewer = open_browser("pengawas").get("/review/", source=expired)
    assert tickets.read(ticket_id).number in reviewer.text
    editor.get(path).submit("restore")
    assert expired in offered()


def test_retire_a_group_with_all_below_it(guru, offered, world):
    guru.get(path_of(world, "price")).submit("retire")
    prices = {id_ for code, id_ in world.sources.items() if code.startswith("price")}
    assert not prices & offered()
    guru.get(path_of(world, "price")).submit("restore")
    assert world.sources["price.qris_failed"] in offered()


def test_a_group_with_nothing_below_it_is_not_offered(guru, app, world):
    guru.get(f"/admin/units/{world.units['MM']}/sources/add").submit("add", name="Baru")
    with app.app_context():
        labels = {g.label for g in source_groups(world.units["MM"], Language.ID)}
        every = source_groups(world.units["MM"], Language.ID, with_retired=True)
    assert "Baru" not in labels
    assert "Baru" in {group.label for group in every}


def test_retire_once_for_a_double_tap(guru, offered, world):
    path = path_of(world, "product.broken")
    for _ in range(2):
        guru.post(f"{path}/retire", key="twice")
    guru.get(path).submit("restore")
    guru.post(f"{path}/retire", key="twice")
    assert world.sources["product.broken"] in offered()


# Move


def test_move(editor, read, world):
    first, second, *rest = read("product")
    editor.submit(f"{path_of(world, 'product.broken')}/move-down")
    assert read("product") == [second, first, *rest]
    editor.submit(f"{path_of(world, 'product.broken')}/move-up")
    assert read("product") == [first, second, *rest]


def test_move_a_group(guru, read, world):
    first, second, *rest = read()
    guru.submit(f"{path_of(world, 'price')}/move-up")
    assert read() == [second, first, *rest]
    assert read(unit="PC") == [first, second, *rest]


def test_move_stops_at_the_ends(guru, read, world):
    before = read("product")
    guru.post(f"{path_of(world, 'product.broken')}/move-up", key="a")
    guru.post(f"{path_of(world, 'product.not_as_described')}/move-down", key="b")
    assert read("product") == before
    assert not guru.has_form(f"{path_of(world, 'product.broken')}/move-up")


def test_move_once_for_a_double_tap(guru, read, world):
    first, second, third, *_ = read("product")
    for _ in range(2):
        guru.post(f"{path_of(world, 'product.broken')}/move-down", key="twice")
    assert read("product")[:3] == [second, first, third]


# Every door


def test_a_teacher_of_one_unit_keeps_its_sources_only(app, open_browser, read, world):
    with app.app_context():
        of_print_corner = {"unit_id": world.units["PC"]}
        guru_id = world.id_of("guru")
        db.session.execute(
            update(Person).where(Person.id == guru_id).values(of_print_corner)
        )
        db.session.commit()
    other = open_browser("guru").get(LIST)
    assert "Pojok Cetak" not in other.text  # no choice of units
    other.get(LIST, 404, unit=world.units["MM"])
    path = path_of(world, "product.broken")
    for verb in ("", "/add", "/retire", "/restore", "/move-up", "/move-down"):
        other.post(f"{path}{verb}", 403, key=f"k{verb}", name="X")
    other.post(f"/admin/units/{world.units['MM']}/sources/add", 404, key="k", name="X")
    assert read("product")[0] == "Rusak"


@pytest.mark.parametrize("username", ["siswa", "pengawas", "ketua"])
def test_only_for_administrators_and_teachers(open_browser, read, world, username):
    other = open_browser(username).get("/account/password")
    path = path_of(world, "product.broken")
    for verb in ("", "/add", "/retire", "/restore", "/move-up", "/move-down"):
        other.post(f"{path}{verb}", 403, key="k", name="X")
    other.post(f"/admin/units/{world.units['MM']}/sources/add", 403, key="k", name="X")
    other.get(LIST, 403)
    assert read("product")[0] == "Rusak"


@pytest.mark.parametrize("verb", ["retire", "restore", "move-up", "move-down"])
def test_rejects_get(guru, world, verb):
    guru.get(f"{path_of(world, 'product.broken')}/{verb}", 405)


@pytest.mark.parametrize("verb", ["", "/add", "/retire", "/restore", "/move-up"])
def test_does_not_know_a_stranger(guru, verb):
    guru.post(f"{LIST}/999999{verb}", 404, key="k", name="X")


def test_services_ask_for_the_role_too(app, world):
    act = Act(actor=world.actors["siswa"], at=0, key="k")
    with app.app_context(), pytest.raises(Forbidden):
        service.retire_source(act, world.sources["product.broken"])
