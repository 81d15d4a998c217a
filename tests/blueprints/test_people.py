"""Accounts as the administrator keeps them."""

import pytest
from sqlalchemy import select

from desk.domain.errors import InvalidInput, OwnAccount
from desk.domain.people import SYSTEM, Act, Role
from desk.extensions import db
from desk.models import Draft, Person, Submission
from desk.queries.people import PeopleFilters, find_identity, people
from desk.services import people as service
from desk.services.people import LETTERS, suggest_password
from tests.support.cast import PASSWORD

OTHERS = ("siswa", "pengawas", "guru", "ketua")
SECRET = "angin-timur-7"


@pytest.fixture
def admin(open_browser):
    return open_browser("admin").get("/admin/people")


@pytest.fixture
def find(app):
    """Return what reads a person's columns as they are now stored."""

    def read(username):
        with app.app_context():
            person = db.session.scalar(select(Person).filter_by(username=username))
            if person is None:
                return None
            db.session.expunge(person)
            return person

    return read


@pytest.fixture
def typed(world):
    return {
        "name": "Agus Salim",
        "username": "agus",
        "role": "supervisor",
        "unit_id": str(world.units["MM"]),
        "password": SECRET,
    }


def path_of(world, username):
    return f"/admin/people/{world.id_of(username)}"


# The list


def test_list_shows_everybody(admin, world):
    assert all(actor.name in admin.text for actor in world.actors.values())


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "aminah"}, {"Siti Aminah"}),
        ({"q": "SITI am"}, {"Siti Aminah"}),
        ({"q": "tetangga_"}, {"Maya Sari"}),
        ({"q": "2024-siswi"}, {"Dewi Lestari"}),
        ({"q": "100%"}, set()),
        ({"q": "\0"}, None),
        ({"role": "head"}, {"Hendra Gunawan"}),
        ({"role": "student", "q": "joko"}, {"Joko Susilo"}),
        ({"account": "not-active"}, set()),
        ({"account": "active"}, None),
    ],
)
def test_list_is_narrowed(admin, world, query, found):
    admin.get("/admin/people", **query)
    everybody = {actor.name for actor in world.actors.values()}
    shown = {name for name in everybody if name in admin.text}
    assert shown == (everybody if found is None else found)


def test_list_is_narrowed_to_a_class_group(admin, world):
    option = admin.page.find("option", string="XII PM 1")
    admin.get("/admin/people", class_group=option["value"])
    assert "Siti Aminah" in admin.text
    assert "Rina Wulandari" not in admin.text


@pytest.mark.parametrize(
    "query", [{"role": "king"}, {"page": 0}, {"page": 99}, {"page": 10**20}]
)
def test_list_does_not_know_nonsense(admin, query):
    admin.get("/admin/people", 404, **query)


def test_list_has_pages_of_25(admin, tickets, app, typed):
    for number in range(20):
        admin.get("/admin/people/add")
        admin.submit("add", **{**typed, "username": f"agus{number:02}"})
    admin.get("/admin/people", role="supervisor")
    assert not admin.page.find("a", rel="next")
    admin.get("/admin/people", q="a")
    shown = admin.page.select(".cell-ticket")
    assert len(shown) == 25
    following = admin.page.find("a", rel="next")["href"]
    assert "q=a" in following
    admin.get(following)
    with app.app_context():
        total = people(PeopleFilters(text="a"), page=1).total
    assert len(admin.page.select(".cell-ticket")) == total - 25
    admin.get(admin.page.find("a", rel="prev")["href"])
    assert admin.page.select(".cell-ticket") == shown


# Add


def test_add(admin, find, typed, browser):
    admin.get("/admin/people/add")
    admin.submit("add", **typed)
    assert admin.path == "/admin/people"
    assert "Agus Salim" in admin.text
    assert SECRET not in admin.html
    assert find("agus").must_change_password
    browser.sign_in_by_form("agus", SECRET)
    assert browser.path == "/account/password"


def test_add_suggests_a_password(admin, typed, browser):
    admin.get("/admin/people/add")
    suggested = admin.value("password")
    assert len(suggested) >= 11
    assert set(suggested) <= set(LETTERS + "-")
    admin.submit("add", **{**typed, "password": suggested})
    browser.sign_in_by_form("agus", suggested)
    assert browser.path == "/account/password"


def test_suggestions_differ():
    assert len({suggest_password() for _ in range(100)}) == 100


def test_add_folds_the_user_name(admin, find, typed):
    admin.get("/admin/people/add")
    admin.submit("add", **{**typed, "username": " Agus.S "})
    assert find("agus.s") is not None


def test_add_a_student(admin, find, typed):
    admin.get("/admin/people/add")
    group = admin.page.find("option", string="XII PM 1")["value"]
    student = {"role": "student", "class_group_id": group, "student_number": "77"}
    admin.submit("add", **{**typed, **student})
    assert find("agus").class_group_id == int(group)
    assert find("agus").student_number == "77"


@pytest.mark.parametrize(
    ("wrong", "fields"),
    [
        ({"name": ""}, {"name"}),
        ({"name": "x" * 121}, {"name"}),
        ({"username": ""}, {"username"}),
        ({"username": "ab"}, {"username"}),
        ({"username": "a b c"}, {"username"}),
        ({"username": "x" * 41}, {"username"}),
        ({"username": "ägüs"}, {"username"}),
        ({"username": "SISWA"}, {"username"}),
        ({"role": False}, {"role"}),
        ({"unit_id": ""}, {"unit_id"}),
        ({"role": "student"}, {"class_group_id"}),
        ({"student_number": "2024-siswa"}, {"student_number"}),
        ({"student_number": "x" * 31}, {"student_number"}),
        ({"password": ""}, {"password"}),
        ({"password": "7 chars"}, {"password"}),
        ({"password": "x" * 201}, {"password"}),
        ({"password": "my-agus-pass"}, {"password"}),
        ({"username": "", "password": "short"}, {"username", "password"}),
    ],
)
def test_add_refuses(admin, find, typed, wrong, fields):
    admin.get("/admin/people/add")
    admin.submit("add", 422, **{**typed, **wrong})
    assert set(admin.errors) == fields
    kept = {**typed, **wrong}
    assert {name: admin.value(name) or "" for name in kept} == {
        name: value or "" for name, value in kept.items()
    }
    assert find("agus") is None


@pytest.mark.parametrize(
    ("field", "forgery"),
    [
        ("role", "king"),
        ("unit_id", "999999999"),
        ("unit_id", "9" * 30),
        ("class_group_id", "999999999"),
    ],
)
def test_add_refuses_what_is_not_offered(admin, find, typed, field, forgery):
    admin.get("/admin/people/add")
    admin.submit("add", 422, **typed, forged={field: forgery})
    assert set(admin.errors) == {field}
    assert find("agus") is None


def test_add_once_for_a_double_tap(admin, find, typed):
    for _ in range(2):
        admin.get("/admin/people/add")
        admin.submit("add", **typed, forged={"key": "twice"})
        assert admin.path == "/admin/people"
    assert find("agus") is not None


def test_add_stores_no_password(admin, app, find, typed, caplog):
    admin.get("/admin/people/add")
    admin.submit("add", **typed)
    with app.app_context():
        results = db.session.scalars(select(Submission.result)).all()
    assert SECRET not in f"{results} {vars(find('agus'))} {caplog.text}"
    with admin.client.session_transaction() as session:
        assert SECRET not in str(dict(session))


def test_add_keeps_what_was_typed_when_the_session_ended(admin, app, find, typed):
    admin.get("/admin/people/add")
    admin.forget_session()
    admin.submit("add", 401, **typed)
    assert SECRET not in admin.html
    admin.submit("sign-in", username="admin", password=PASSWORD)
    assert admin.path == "/admin/people/add"
    kept = {name: value for name, value in typed.items() if name != "password"}
    assert {name: admin.value(name) for name in kept} == kept
    admin.submit("add", password=SECRET)
    assert find("agus") is not None
    admin.get("/admin/people/add")
    assert not admin.value("name")
    with app.app_context():
        drafts = db.session.scalars(select(Draft.fields)).all()
    assert not any(drafts)


# Edit


def test_edit(admin, find, world):
    admin.get(path_of(world, "siswa"))
    assert admin.value("student_number") == "2024-siswa"
    admin.submit(
        path_of(world, "siswa"), name="Siti A.", role="supervisor", student_number=""
    )
    person = find("siswa")
    assert (person.name, person.role) == ("Siti A.", "supervisor")
    assert person.student_number is None
    assert person.unit_id == world.units["MM"]


def test_edit_does_not_touch_the_user_name(admin, find, world):
    admin.get(path_of(world, "siswa"))
    admin.submit(path_of(world, "siswa"), forged={"username": "other"})
    assert find("siswa") is not None
    assert find("other") is None


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": ""}, "name"),
        ({"unit_id": ""}, "unit_id"),
        ({"class_group_id": ""}, "class_group_id"),
        ({"student_number": "2024-siswi"}, "student_number"),
    ],
)
def test_edit_refuses(admin, find, world, wrong, field):
    before = vars(find("siswa"))
    admin.get(path_of(world, "siswa"))
    admin.submit(path_of(world, "siswa"), 422, **wrong)
    assert set(admin.errors) == {field}
    assert (admin.value(field) or "") == wrong[field]
    after = vars(find("siswa"))
    assert {k: v for k, v in after.items() if k[0] != "_"} == {
        k: v for k, v in before.items() if k[0] != "_"
    }


def test_edit_keeps_a_retired_class_group(admin, find, world):
    group = find("siswa").class_group_id
    admin.get("/admin/class-groups").get(f"/admin/class-groups/{group}")
    admin.submit("retire")
    admin.get(path_of(world, "siswa"))
    admin.submit(path_of(world, "siswa"), name="Siti B.")
    assert find("siswa").class_group_id == group
    admin.get(path_of(world, "pengawas"))
    assert not admin.page.find("option", string="XII PM 1")
    forged = {"class_group_id": str(group)}
    admin.submit(path_of(world, "pengawas"), 422, forged=forged)
    assert set(admin.errors) == {"class_group_id"}


def test_nobody_gives_up_their_own_administrator_role(admin, find, world):
    admin.get(path_of(world, "admin"))
    admin.submit(path_of(world, "admin"), 422, role="teacher")
    assert set(admin.errors) == {"role"}
    assert find("admin").role == "admin"


def test_an_administrator_may_be_relieved_by_another(admin, find, world):
    admin.get(path_of(world, "guru"))
    admin.submit(path_of(world, "guru"), role="admin")
    admin.get(path_of(world, "guru"))
    admin.submit(path_of(world, "guru"), role="teacher")
    assert find("guru").role == "teacher"


# One-time password


def test_reset_password(admin, find, world, open_browser, browser):
    student = open_browser("siswa").get("/tickets/")
    for _ in range(5):
        browser.get("/sign-in")
        status = 409
        browser.submit("sign-in", status, username="siswa", password="wrong")
    admin.get(path_of(world, "siswa"))
    admin.submit("password", password=SECRET)
    assert SECRET not in admin.html
    assert find("siswa").locked_until == 0
    student.get("/tickets/")
    assert student.path.startswith("/sign-in")
    browser.sign_in_by_form("siswa", SECRET)
    assert browser.path == "/account/password"


def test_reset_password_counts_spaces(admin, world, browser):
    admin.get(path_of(world, "siswa"))
    admin.submit("password", password=f" {SECRET} ")
    browser.sign_in_by_form("siswa", f" {SECRET} ")
    assert browser.path == "/account/password"


@pytest.mark.parametrize("wrong", ["", "short", "x" * 201, "ini-siswa-itu"])
def test_reset_password_refuses(admin, find, world, wrong):
    before = find("siswa").password_hash
    admin.get(path_of(world, "siswa"))
    admin.submit("password", 422, password=wrong)
    assert set(admin.errors) == {"new-password"}
    assert find("siswa").password_hash == before


def test_reset_password_once_for_a_double_tap(admin, find, world):
    for _ in range(2):
        admin.get(path_of(world, "siswa"))
        admin.submit("password", password=SECRET, forged={"key": "twice"})
    assert find("siswa").session_version == 2


def test_ones_own_password_is_changed_elsewhere(admin, world):
    admin.get(path_of(world, "admin"))
    assert not admin.has_form("password")


# Close and open


def test_deactivate_and_activate(admin, find, world, open_browser, browser):
    student = open_browser("siswa").get("/tickets/")
    admin.get(path_of(world, "siswa"))
    admin.submit("deactivate")
    assert not find("siswa").is_active
    student.get("/tickets/")
    assert student.path.startswith("/sign-in")
    browser.get("/sign-in")
    browser.submit("sign-in", 409, username="siswa", password=PASSWORD)
    admin.get("/admin/people", account="not-active")
    assert "Siti Aminah" in admin.text
    admin.get(path_of(world, "siswa"))
    admin.submit("activate")
    assert find("siswa").is_active
    student.get("/tickets/")
    assert student.path.startswith("/sign-in")
    browser.sign_in_by_form("siswa")
    assert browser.path == "/tickets/"


def test_nobody_closes_their_own_account(admin, app, find, world):
    admin.get(path_of(world, "admin"))
    assert not admin.has_form("deactivate")
    admin.post(f"{path_of(world, 'admin')}/deactivate", key="k")
    assert admin.path == path_of(world, "admin")
    assert admin.page.select(".flash-warning")
    assert find("admin").is_active
    with app.app_context():
        assert find_identity(world.id_of("admin"))


def test_there_is_always_an_administrator(app, find, world):
    person_id, act = world.id_of("admin"), Act(actor=SYSTEM, at=0, key="k")
    demoted = service.Profile(
        username="admin",
        name="Yusuf Maulana",
        role=Role.TEACHER,
        unit_id=None,
        class_group_id=None,
        student_number="",
    )
    with app.app_context():
        with pytest.raises(OwnAccount):
            service.deactivate_person(act, person_id)
        with pytest.raises(InvalidInput):
            service.edit_person(act, person_id, demoted)
    assert find("admin").is_active
    assert find("admin").role is Role.ADMIN


def test_deactivate_once_for_a_double_tap(admin, find, world):
    admin.get(path_of(world, "siswa"))
    for _ in range(2):
        admin.post(f"{path_of(world, 'siswa')}/deactivate", key="twice")
    assert find("siswa").session_version == 2


# Every door


@pytest.mark.parametrize("username", OTHERS)
@pytest.mark.parametrize("verb", ["", "/password", "/deactivate", "/activate"])
def test_only_for_the_administrator(open_browser, find, world, username, verb):
    other = open_browser(username).get("/account/password")
    other.post(f"{path_of(world, 'siswi')}{verb}", 403, key="k", password=SECRET)
    other.post("/admin/people/add", 403, key="k")
    other.get("/admin/people", 403)
    assert find("siswi").session_version == 1


@pytest.mark.parametrize("verb", ["password", "deactivate", "activate"])
def test_rejects_get(admin, world, verb):
    admin.get(f"{path_of(world, 'siswa')}/{verb}", 405)


@pytest.mark.parametrize("verb", ["", "/password", "/deactivate", "/activate"])
def test_does_not_know_a_stranger(admin, verb):
    admin.post(f"/admin/people/999999{verb}", 404, key="k", password=SECRET)
