"""The administrator brings in a class list: looks at it, ticks, takes it over."""

import io
import re
import zipfile

import pytest
from openpyxl import Workbook
from sqlalchemy import func, select

from desk.domain.people import SYSTEM, Act, Role
from desk.extensions import db
from desk.models import ClassChange, ClassGroup, ClassList, Person
from desk.services import class_groups, people
from desk.services.people import Profile
from tests.support.cast import BEFORE, PASSWORD

HOME = "/admin/class-lists"
HEAD = ("NIS", "Nama Siswa", "Kelas")
SITI = ("2024-siswa", "Siti Aminah", "XII PM 1")
DEWI = ("2024-siswi", "Dewi Lestari", "XII PM 1")
PUTRI = ("2024-baru", "Putri Ayu", "XII PM 1")
JOKO = ("2024-tetangga", "Joko Susilo", "XII PM 1")
ALL = (SITI, DEWI, PUTRI, JOKO)
ACT = Act(actor=SYSTEM, at=BEFORE, key="")
BAYU = ("0091234567", "Bayu Saputra", "XII PM 1")


def csv(*rows, delimiter=";", encoding="utf-8"):
    lines = (delimiter.join(row) for row in (HEAD, *rows))
    return "\r\n".join(lines).encode(encoding)


def xlsx(*rows, heading=HEAD, title="Daftar"):
    book = Workbook()
    sheet = book.active
    sheet.title = title
    for row in (heading, *rows):
        sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.fixture
def admin(open_browser):
    return open_browser("admin").get(HOME)


@pytest.fixture
def choose(admin):
    """Return what sends a file as the form on the page would."""

    def send(content, status=200, *, name="kelas.csv"):
        admin.get(HOME)
        file = (io.BytesIO(content), name)
        return admin.post(HOME, status, file=file, key=admin.value("key"))

    return send


@pytest.fixture
def accounts(app):
    """Return what reads the students as they are stored, by number."""

    def read():
        with app.app_context():
            query = (
                select(Person, ClassGroup.name)
                .join(ClassGroup, ClassGroup.id == Person.class_group_id)
                .where(Person.role == Role.STUDENT)
            )
            return {
                person.student_number: (person.name, group, person.is_active)
                for person, group in db.session.execute(query)
            }

    return read


@pytest.fixture
def count(app):
    def rows(kind):
        with app.app_context():
            return db.session.scalar(select(func.count()).select_from(kind))

    return rows


def refused(page):
    return [int(n) for n in re.findall(r"Baris (\d+):", page.text)]


def test_new_students_get_accounts_and_slips(choose, accounts, visitor):
    page = choose(csv(*ALL, BAYU))
    assert "bayu.saputra" in page.text
    assert len(accounts()) == 4  # a preview changes nothing
    page.submit("take-over")
    assert accounts()[BAYU[0]] == (BAYU[1], BAYU[2], True)
    slip = page.page.select_one(".slip-card")
    username, password = (word.text for word in slip.select(".slip-word"))
    visitor.sign_in_by_form(username, password)
    assert visitor.path == "/account/password"  # to be changed first
    assert (
        len(page.get(page.path).page.select(".slip-card")) == 1
    )  # to be printed again
    page.submit("forget-passwords")
    assert not page.page.select(".slip-card")


def test_the_same_list_twice_changes_nothing_twice(choose, accounts, count):
    choose(xlsx(*ALL, BAYU), name="kelas.xlsx").submit("take-over")
    before = accounts(), count(ClassChange)
    page = choose(csv(*ALL, BAYU))
    assert not page.page.main.select(".form-actions button")
    page.submit("take-over")
    assert (accounts(), count(ClassChange)) == before


def test_pressing_twice_takes_over_once(choose, count):
    page = choose(csv(BAYU))
    page.submit("take-over")
    before = count(Person)
    page.again()
    assert count(Person) == before
    assert "Daftar kelas sudah diterapkan" in page.page.title.text


def test_a_student_is_moved_and_the_change_is_kept(choose, accounts, app, world):
    with app.app_context():
        other = class_groups.add_class_group(ACT, name="XII PM 2")
    page = choose(csv((SITI[0], SITI[1], "xii  pm 2")))
    assert "Pindah kelas" in page.text
    page.submit("take-over")
    assert accounts()[SITI[0]] == (SITI[1], "XII PM 2", True)
    with app.app_context():
        change = db.session.scalars(
            select(ClassChange).order_by(ClassChange.id.desc())
        ).first()
        assert change is not None
        assert (change.person_id, change.class_group_id, change.actor_id) == (
            world.id_of("siswa"),
            other,
            world.id_of("admin"),
        )


def test_names_accounts_and_classes_change_only_if_ticked(choose, accounts, world):
    """Deactivating no one unasked, and correcting no name unasked either."""
    rows = (("2024-siswa", "Siti Aminah Putri", "XII PM 1"), (*BAYU[:2], "XII PM 9"))
    before = accounts()
    choose(csv(*rows)).submit("take-over")
    assert accounts() == before
    page = choose(csv(*rows))
    dewi, siti = world.id_of("siswi"), world.id_of("siswa")
    page.submit(
        "take-over", makes=["xii pm 9"], closes=[str(dewi)], renames=[str(siti)]
    )
    found = accounts()
    assert found["2024-siswi"] == ("Dewi Lestari", "XII PM 1", False)
    assert found["2024-siswa"] == ("Siti Aminah Putri", "XII PM 1", True)
    assert found[BAYU[0]] == (BAYU[1], "XII PM 9", True)
    assert found["2024-baru"][2]
    page = choose(csv(DEWI))
    page.submit("take-over", opens=[str(dewi)])
    assert accounts()["2024-siswi"][2]


def test_what_is_not_offered_is_not_ticked(choose, accounts, world):
    page = choose(csv(*ALL))
    page.submit("take-over", 422, forged={"closes": str(world.id_of("guru"))})
    page.submit("take-over", 422, forged={"renames": str(world.id_of("siswa"))})
    page.submit("take-over", 422, forged={"opens": "x"})
    assert all(is_active for *_, is_active in accounts().values())


def test_a_desk_that_changed_since_the_preview_is_told(choose, app, world, accounts):
    page = choose(csv(*ALL, BAYU))
    with app.app_context():
        profile = Profile(
            username="bayu.saputra",
            name="Bayu Saputra",
            role=Role.STUDENT,
            unit_id=world.units["MM"],
            class_group_id=_class_id(),
            student_number=BAYU[0],
        )
        people.add_person(ACT, profile, password=PASSWORD, must_change_password=True)
    page.submit("take-over", 409)
    assert "berubah sejak" in page.refusal
    assert not page.page.main.select(".form-actions button")  # nothing left to do
    assert len(accounts()) == 5


def test_bad_rows_are_left_out_with_their_reasons(choose, accounts):
    page = choose(
        csv(
            ("111", "Satu", "XII PM 1"),  # 2
            ("111 ", "Satu Lagi", "XII PM 1"),  # 3: repeated
            ("", "Tanpa Nomor", "XII PM 1"),  # 4
            ("113", "", "XII PM 1"),  # 5
            ("114", '=HYPERLINK("x")', "XII PM 1"),  # 6
            ("1.2345E+05", "Ringkas", "XII PM 1"),  # 7
            ("116", "x" * 121, "XII PM 1"),  # 8
            ("0" + "9" * 30, "Panjang", "XII PM 1"),  # 9
            ("118.0", "Bulat", "XII PM 1"),  # 10: good
            ("119", "Tanpa Kelas", ""),  # 11
        )
    )
    assert refused(page) == [2, 3, 4, 5, 6, 7, 8, 9, 11]
    for words in ("baris 3", "baris 2", "ini rumus", "1,2E+09", "Kelas tidak diisi"):
        assert words in page.text
    page.submit("take-over")
    assert set(accounts()) == {*(row[0] for row in ALL), "118"}


def test_a_number_of_somebody_else_is_refused(choose, app, world, accounts):
    with app.app_context():
        person = db.session.get_one(Person, world.id_of("guru"))
        person.student_number = "007"
        db.session.commit()
    page = choose(csv(("007", "Rina", "XII PM 1"), ("7", "Rina", "XII PM 1")))
    assert refused(page) == [2, 3]  # each other's twin, but for the zeros
    page = choose(csv(("7", "Rina", "XII PM 1")))
    assert "angka nol di depan" in page.text
    page = choose(csv(("007", "Rina", "XII PM 1")))
    assert "bukan siswa" in page.text
    assert len(accounts()) == 4


def test_a_namesake_is_no_second_account_unless_ticked(choose, accounts):
    rows = (("555", "SITI AMINAH", "XII PM 1"),)
    choose(csv(*rows)).submit("take-over")
    assert "555" not in accounts()
    choose(csv(*rows)).submit("take-over", namesakes=["555"])
    assert "555" in accounts()


def test_a_workbook_keeps_its_numbers(choose, accounts):
    book = Workbook()
    sheet = book.active
    sheet.title = "XII PM 1"  # a sheet called like a class is a list of it
    sheet.append(["DAFTAR SISWA"])
    sheet.append([])
    sheet.append(["No", "NISN", "Nama Peserta Didik"])
    sheet.append([1, "0012345678", "Nol Depan"])
    sheet.append([2, 12345679.0, "Bilangan"])
    sheet.append([3, 12345670, "Bernol"])
    sheet["B6"].number_format = "0000000000"
    sheet.append([4, 12.5, "Pecahan"])
    sheet.append([5, "=1+1", "Rumus"])
    sheet.append([6, 1234567890123456, "Terlalu Panjang"])
    sheet["XFD5000"] = None
    book.create_sheet("Lain").append(["kosong"])
    file = io.BytesIO()
    book.save(file)
    page = choose(file.getvalue(), name="kelas.xlsx")
    assert refused(page) == [7, 8, 9]
    page.submit("take-over")
    added = {number for number in accounts() if number.isdigit()}
    assert added == {"0012345678", "12345679", "0012345670"}


def _bomb():
    """Return a workbook that says it holds 30 MB."""
    file = io.BytesIO(xlsx(BAYU))
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/nol.bin", b"\0" * 30_000_000)
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "kosong"),
        (xlsx(BAYU)[:-200], "rusak"),
        (b"PK\x03\x04 and no more", "rusak"),
        (b"\xd0\xcf\x11\xe0 of old", "lama atau terkunci"),
        (_bomb(), "terlalu besar"),
    ],
    ids=["empty", "cut off", "no zip", "old", "bomb"],
)
def test_a_file_that_is_none_is_refused(choose, content, words, count):
    page = choose(content, 422, name="kelas.xlsx")
    assert words in page.errors["file"]
    assert count(ClassList) == 0


def test_other_columns_are_previewed_first(choose, accounts):
    page = choose(csv(*ALL, BAYU))
    page.submit("columns", class_group="", class_group_id=page_option(page))
    assert "class_group_id" in page.path
    page.submit("take-over", number="1")
    assert page.value("number") == "1"
    assert len(accounts()) == 4
    page.submit("columns", class_group="", class_group_id="")
    page.submit("take-over", 422)
    assert "class_group" in page.errors


def page_option(page):
    return page.page.find("option", string="XII PM 1")["value"]


def test_a_list_is_its_owners_and_is_forgotten(choose, open_browser, app, clock):
    page = choose(csv(BAYU))
    path = page.path
    open_browser("guru").get(path, 403)
    with app.app_context():
        db.session.query(ClassList).update({"owner_id": 1})
        db.session.commit()
    page.get(path, 404)
    page = choose(csv(BAYU))
    page.submit("forget")
    page.get(page.path)
    page = choose(csv(BAYU))
    clock.move(days=1, seconds=1)
    later = open_browser("admin").get(HOME)
    file = (io.BytesIO(csv(BAYU)), "baru.csv")
    later.post(HOME, file=file, key=later.value("key"))
    later.get(page.path, 404)


def _class_id():
    return db.session.scalars(select(ClassGroup.id)).first()


def test_a_workbook_of_several_classes_is_read_sheet_by_sheet(choose, accounts):
    book = Workbook()
    book.active.append(["Petunjuk"])
    for title, student in (("XII PM 2", SITI), ("XII PM 1", BAYU)):
        sheet = book.create_sheet(title)
        sheet.append(HEAD[:2])
        sheet.append(student[:2])
    file = io.BytesIO()
    book.save(file)
    page = choose(file.getvalue(), name="semua.xlsx")
    page.submit("columns", sheet="0")
    assert page.flashes == ["warning"]  # nothing to be read there
    assert page.value("sheet") == "1"  # the first that holds a list
    page.submit("columns", sheet="2")
    assert page.value("number") == "0"
    page.submit("take-over")
    assert accounts()[BAYU[0]] == (*BAYU[1:], True)


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([HEAD], "tanpa baris"),
        ([HEAD, *([("1", "Ayu", "X")] * 3_001)], "3000"),
        ([HEAD, ["x"] * 201], "200"),
    ],
    ids=["no rows", "too many rows", "too many columns"],
)
def test_a_sheet_that_is_no_list_is_refused(choose, rows, words):
    page = choose(xlsx(*rows[1:], heading=rows[0]), 422, name="kelas.xlsx")
    assert words in page.errors["file"].replace(".", "")
