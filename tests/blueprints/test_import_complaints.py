"""The administrator brings in complaints: choose a file, the columns, import."""

import csv
import io
import re

import pytest

from desk.domain.intake import Field
from desk.extensions import db
from desk.models import Upload
from desk.services import units, uploads

HOME = "/admin/imports"
GOOD = b"Keluhan;Barang\nBasi;Roti\nSobek;Seragam\n"
BAD = b"keluhan,barang\nBasi,Roti\n,Es\n=2+3,Teh,lebih\nKusut,Baju\n"
# Each page checks itself, so leaving it unread is no loss.
STEPS = ("columns", "import", "forget")


@pytest.fixture
def admin(open_browser):
    return open_browser("admin").get(HOME)


@pytest.fixture
def choose(admin, world):
    """Return what sends a file as the form on the page would."""

    def send(content, status=200, *, name="keluhan.csv", **changed):
        admin.get(HOME)
        fields = {"unit_id": world.units["MM"], "channel": "paper", "source_id": ""}
        fields |= {"key": admin.value("key"), **changed}
        file = (io.BytesIO(content), name)
        return admin.post(HOME, status, file=file, **fields)

    return send


@pytest.fixture
def stored(app):
    """Return what reads the last upload's columns."""

    def read():
        with app.app_context():
            query = db.select(Upload).order_by(Upload.id.desc())
            upload = db.session.scalar(query)
            if upload is not None:
                db.session.expunge(upload)
            return upload

    return read


def test_a_file_goes_into_the_queue_in_three_pages(choose, tickets, stored, world):
    source = world.sources["product.expired"]
    page = choose(GOOD, channel="social_media", source_id=str(source))
    assert page.value("complaint") == "0"
    assert page.value("item") == "1"
    assert "Roti" in page.text
    assert tickets.count() == 0
    page.submit("import")
    assert tickets.count() == 2
    assert stored().content is None
    ticket = tickets.read(stored_ticket(tickets))
    assert (ticket.complaint, ticket.item) == ("Sobek", "Seragam")
    assert (ticket.channel, ticket.source_id) == ("social_media", source)
    assert ticket.owner_id is None


def stored_ticket(tickets):
    with tickets.reading():
        return db.session.scalar(db.text("SELECT max(id) FROM ticket"))


def test_a_student_takes_what_was_imported(choose, siswa, tickets):
    choose(GOOD).submit("import")
    siswa.get("/tickets/").submit("take")
    assert siswa.value("complaint").strip() == "Basi"


def test_the_same_file_twice_imports_nothing_twice(choose, tickets):
    choose(GOOD).submit("import")
    page = choose(GOOD, name="lain.csv")
    assert not page.page.main.select(".form-actions button")
    page.submit("import")
    assert tickets.count() == 2


def test_pressing_import_twice_imports_once(choose, tickets):
    page = choose(GOOD)
    fields = {name: page.value(name) for name in ("key", "complaint", "item", "shown")}
    path = page.path
    page.post(f"{path}/import", **fields)
    page.post(f"{path}/import", **fields)
    page.post(f"{path}/import", **{**fields, "key": "another"})
    assert tickets.count() == 2


def test_sending_the_file_twice_keeps_it_once(choose, admin, app):
    first = choose(GOOD, key="one").path
    assert choose(GOOD, key="one").path == first


def test_other_columns_are_previewed_first(choose, tickets):
    page = choose(GOOD)
    page.submit("columns", complaint="1", item="")
    assert page.path.endswith("?complaint=1")
    assert page.value("complaint") == "1"
    page.submit("import", complaint="0")
    assert page.value("complaint") == "0"
    assert tickets.count() == 0
    page.submit("import")
    assert tickets.count() == 2


def test_without_a_column_of_complaints_nothing_is_imported(choose, tickets):
    page = choose(b"a,b\n1,2\n")
    assert page.value("complaint") == ""
    assert not page.page.main.select(".form-actions button")
    page.submit("import", 422)
    assert set(page.errors) == {"complaint"}
    assert tickets.count() == 0


def test_a_column_that_is_not_there_is_refused(choose, tickets):
    page = choose(GOOD)
    path = page.path
    page.get(f"{path}?complaint=99&item=x&customer=-1&nonsense=1")
    assert page.value("complaint") == "0"
    page.submit("import", 422, forged={"complaint": "99", "shown": "complaint=99"})
    page.get(path)
    page.submit("columns", 404, forged={"complaint": "x"})
    assert tickets.count() == 0


def test_bad_rows_are_named_and_can_be_fetched(choose, tickets, stored):
    page = choose(BAD)
    for words in (page.text, page.submit("import").text):
        lines = [int(n) for n in re.findall(r"(?:Line|Baris) (\d+):", words)]
        assert lines == [3, 4]
    assert tickets.count() == 2
    answer = page.client.get(f"{page.path}/refused.csv")
    assert answer.mimetype == "text/csv"
    assert "attachment" in answer.headers["Content-Disposition"]
    text = answer.get_data().decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert rows[0][2:] == ["keluhan", "barang"]
    assert [row[0] for row in rows[1:]] == ["3", "4"]
    assert rows[1][2:] == ["", "Es"]


def test_nothing_can_be_fetched_before_the_import(choose, admin):
    admin.get(f"{choose(BAD).path}/refused.csv", 404)


def test_a_field_too_long_is_named_as_on_the_form(choose):
    page = choose(b"keluhan,barang\nBasi," + b"x" * 201 + b"\nSobek,Baju\n")
    label = page.page.find("label", attrs={"for": "item"}).get_text(strip=True)
    assert f"{label.partition('(')[0]}: 201" in page.text


def test_two_presses_at_the_same_moment_import_once(choose, app, stored, tickets):
    choose(GOOD)
    columns = {Field.COMPLAINT: 0}
    with app.app_context():
        for _ in range(2):
            uploads.bring_in(tickets.act("admin"), stored().id, columns=columns)
    assert tickets.count() == 2


def test_what_was_refused_is_erased_after_a_day(choose, stored, clock):
    page = choose(BAD).submit("import")
    path = page.path
    clock.move(days=1, minutes=1)
    page.sign_in("admin")
    choose(GOOD)
    page.get(path)
    assert "refused.csv" not in page.html
    page.get(f"{path}/refused.csv", 404)


def test_a_file_never_imported_is_forgotten_after_a_day(choose, clock, admin):
    path = choose(GOOD).path
    clock.move(days=1, minutes=1)
    admin.sign_in("admin")
    choose(BAD)
    admin.get(path, 404)


def test_a_file_can_be_forgotten(choose, stored, admin, tickets):
    path = choose(GOOD).path
    admin.submit("forget")
    assert stored() is None
    admin.get(path, 404)
    assert tickets.count() == 0


def test_an_import_that_happened_is_not_forgotten(choose, stored, app, tickets):
    choose(GOOD).submit("import")
    with app.app_context():
        uploads.forget(tickets.act("admin"), stored().id)
    assert stored().report["imported"] == 2


@pytest.mark.parametrize(
    "content",
    [b"", b"PK\x03\x04", bytes(range(256)) * 9, b"keluhan\n", b'"keluhan" x\nBasi\n'],
    ids=["empty", "workbook", "binary", "no-rows", "no-header"],
)
def test_what_is_no_table_is_refused_in_one_line(choose, stored, content):
    page = choose(content, 422)
    assert set(page.errors) == {"file"}
    assert stored() is None


def test_no_file_is_refused(admin):
    admin.submit("imports", 422)
    assert set(admin.errors) == {"file"}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("unit_id", "99"),
        ("unit_id", ""),
        ("channel", "smoke"),
        ("channel", ""),
        ("source_id", "99999"),
        ("source_id", "x"),
    ],
)
def test_what_is_not_offered_is_refused(choose, stored, field, value):
    page = choose(GOOD, 422, **{field: value})
    assert set(page.errors) == {field}
    assert stored() is None


def test_a_source_of_another_unit_is_refused(choose, stored, world):
    source = str(world.sources["product.expired"])
    page = choose(GOOD, 422, unit_id=world.units["PC"], source_id=source)
    assert set(page.errors) == {"source_id"}
    assert stored() is None


def test_names_and_words_are_shown_as_they_are(choose):
    content = "<b>keluhan</b>,x\n<script>1</script> 😡 نص,2\n".encode()
    page = choose(content, name="..\\C:/a/<i>.csv")
    page.submit("columns", complaint="0")
    assert "<i>.csv" in page.text
    assert "C:" not in page.text
    assert "<script>1</script> 😡 نص" in page.text


def test_a_file_too_large_is_answered(choose, app, monkeypatch):
    monkeypatch.setitem(app.config, "MAX_CONTENT_LENGTH", 100_000)
    choose(b"x" * 100_000, 413)


def test_a_unit_closed_meanwhile_takes_nothing(choose, tickets, world, app):
    page = choose(GOOD)
    with app.app_context():
        units.deactivate_unit(tickets.act("admin"), world.units["MM"])
    page.submit("import", 409)
    assert page.page.find(role="alert")
    page.get(page.path.removesuffix("/import"), 409)
    assert tickets.count() == 0


def test_another_administrators_file_is_not_there(choose, app, admin, world):
    path = choose(GOOD).path
    with app.app_context():
        db.session.execute(db.update(Upload).values(owner_id=world.id_of("guru")))
        db.session.commit()
    admin.get(path, 404)
    for step in STEPS:
        admin.post(f"{path}/{step}", 404, key="x")


@pytest.mark.parametrize("username", ["siswa", "pengawas", "guru", "ketua"])
def test_only_the_administrator_imports(open_browser, choose, username):
    path = choose(GOOD).path
    other = open_browser(username)
    for page in (HOME, path, f"{path}/refused.csv"):
        other.get(page, 403)
    for step in STEPS:
        other.post(f"{path}/{step}", 403)


def test_nobody_is_asked_to_sign_in(browser):
    browser.get(HOME)
    assert browser.path.startswith("/sign-in")
