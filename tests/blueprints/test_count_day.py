"""Transactions of a day: entered, corrected, imported; nothing is overwritten."""

import pytest
from sqlalchemy import select

from desk.extensions import db
from desk.models import DailyCount

HOME, IMPORT = "/sources/counts", "/sources/counts/import"


@pytest.fixture
def pengawas(open_browser):
    return open_browser("pengawas").get(HOME)


@pytest.fixture
def counted(app):
    """Return what reads every count there is, in the order entered."""

    def read():
        with app.app_context():
            rows = db.session.scalars(select(DailyCount).order_by(DailyCount.id))
            return [(row.day.isoformat(), row.transactions) for row in rows]

    return read


def test_a_day_is_entered_and_corrected(pengawas, counted, clock):
    pengawas.submit("counts", day="2026-09-01", transactions="118")
    pengawas.again()
    clock.move(minutes=5)
    pengawas.get(HOME, day="2026-09-01").submit("counts", transactions="181")
    pengawas.get(HOME, day="2026-09-01").submit("counts", transactions="181")
    # As a table may write it, so may a person.
    pengawas.submit("counts", day="2026-08-31", transactions="1.234")
    assert counted() == [("2026-09-01", 118), ("2026-09-01", 181), ("2026-08-31", 1234)]
    assert "118 (Bagus Prakoso" in pengawas.text


def test_a_number_may_be_written_as_the_screen_prints_it(pengawas, counted):
    pengawas.submit("counts", day="2026-09-01", transactions="1.204")
    assert counted() == [("2026-09-01", 1204)]
    assert "1.204" in pengawas.text


def test_what_cannot_be_is_refused_beside_the_field(pengawas, counted):
    for day, n, message in (
        ("2026-09-03", "5", "Hari itu belum tiba."),
        ("2026-09-01", "-1", "tidak bisa kurang dari 0"),
        ("2026-09-01", "99999999999999", "kelebihan satu angka"),
        ("2026-09-01", "12,5", "Isi dengan bilangan bulat."),
        ("2026-09-01", "", "belum diisi"),
        ("", "5", "belum diisi"),
    ):
        pengawas.submit("counts", 422, day=day, transactions=n)
        errors = pengawas.page.select(".form-error")
        assert any(message in each.get_text() for each in errors), message
    assert counted() == []


def test_a_table_is_previewed_then_imported_once(pengawas, counted):
    pengawas.submit("counts", day="2026-09-01", transactions="7")
    text = "tanggal;jumlah\n31/08/2026;120\n2026-09-01;8\n02/09/2026;x\n"
    pengawas.get(IMPORT).submit("import", table=text)
    assert "Baris 4" in pengawas.text
    assert counted() == [("2026-09-01", 7)]
    pengawas.submit("import")
    assert counted()[1:] == [("2026-08-31", 120), ("2026-09-01", 8)]
    pengawas.get(IMPORT).submit("import", table=text)
    assert "Tidak ada hari yang baru atau berbeda" in pengawas.text
    assert len(counted()) == 3


def test_no_table_at_all(pengawas):
    pengawas.get(IMPORT).submit("import", 422, table="kelas;siswa\nXII;30")
    assert "harus ada dua kolom" in pengawas.text


def test_not_for_another_unit(open_browser, world):
    browser = open_browser("tetangga_pengawas")
    browser.get(HOME, 404, unit=world.units["MM"])
