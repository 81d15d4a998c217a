"""A teacher imports shifts from a table: preview first, twice is once."""

import io

import pytest

from tests.support.rosters import at

TABLE = """nama pengguna;tanggal;dari;sampai
siswa;2026-09-03;07:00;11:00
2024-siswi;03/09/2026;11.00;15.00
"""
ENGLISH = "User name,Date,From,To,Unit\nsiswa,2026-09-03,7:00,11:00,mm\n"
GOOD = [
    ("siswa", at("07:00", days=1), at("11:00", days=1), None),
    ("siswi", at("11:00", days=1), at("15:00", days=1), None),
]


@pytest.fixture
def path(world):
    return f"/roster/{world.units['MM']}/import"


@pytest.fixture
def guru(open_browser, path):
    return open_browser("guru").get(path)


def row(text, *, head="user name,date,from,to,unit"):
    return f"{head}\n{text}\n"


def test_the_first_press_shows_and_the_second_imports(guru, path, rosters):
    guru.submit(path, table=TABLE)
    assert "Impor 2 piket" in guru.text
    assert rosters.standing() == []
    guru.submit(path)
    assert rosters.standing() == GOOD
    assert rosters.version().reason == "Shifts imported from a table"


def test_a_file_is_read_into_the_table(guru, path, rosters):
    file = (io.BytesIO(TABLE.encode("utf-8-sig")), "piket.csv")
    guru.post(path, file=file, key=guru.value("key"))
    assert guru.value("table").splitlines() == TABLE.strip().splitlines()
    guru.submit(path)
    assert rosters.standing() == GOOD


@pytest.mark.parametrize("table", [ENGLISH, ENGLISH.replace(",", ";")])
def test_names_of_columns_in_english_and_both_delimiters(guru, path, rosters, table):
    guru.submit(path, table=table)
    guru.submit(path)
    assert rosters.standing() == GOOD[:1]


def test_the_same_table_again_adds_nothing(guru, path, rosters):
    guru.submit(path, table=TABLE)
    guru.submit(path)
    guru.again()
    guru.get(path).submit(path, table=TABLE)
    assert "Tidak ada piket baru untuk diimpor." in guru.text
    guru.submit(path)
    assert rosters.standing() == GOOD
    assert rosters.count_versions() == 1


def test_a_row_twice_in_one_table_is_one_shift(guru, path, rosters):
    line = "siswa,2026-09-03,07:00,11:00,"
    guru.submit(path, table=row(f"{line}\n{line}"))
    guru.submit(path)
    assert rosters.standing() == GOOD[:1]


def test_another_table_than_the_one_previewed_is_previewed_first(guru, path, rosters):
    guru.submit(path, table=TABLE)
    guru.submit(path, table=ENGLISH)
    assert rosters.standing() == []
    assert "Impor 1 piket" in guru.text


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("siswax,2026-09-03,07:00,11:00,", "Tidak ada nama pengguna atau NIS “siswax”"),
        (",2026-09-03,07:00,11:00,", "Nama pengguna belum diisi."),
        ("siswa,3 Sept,07:00,11:00,", "“3 Sept” bukan tanggal"),
        ("siswa,0001-01-01,07:00,11:00,", "“0001-01-01” bukan tanggal"),
        ("siswa,2026-09-03,7,11:00,", "“7” bukan jam"),
        ("siswa,2026-09-03,07:00,24:30,", "“24:30” bukan jam"),
        ("siswa,2026-09-03,07:00,30:00,", "“30:00” bukan jam"),
        ("siswa,2026-09-03,11:00,07:00,", "harus selesai setelah mulai"),
        ("siswa,2026-09-03,07:00,07:00,", "harus selesai setelah mulai"),
        ("siswa,2026-09-03,07:00,19:01,", "paling lama 12 jam"),
        ("siswa,2028-09-03,07:00,11:00,", "lebih dari setahun"),
        ("tetangga,2026-09-03,07:00,11:00,", "Orang ini bekerja di unit lain."),
        ("guru,2026-09-03,07:00,11:00,", "bukan siswa dan bukan pengawas"),
        ("siswa,2026-09-03,07:00,11:00,PC", "untuk unit “PC”"),
        ("siswa,2026-09-02,08:00,10:00,", "Siti Aminah sudah punya piket"),
        ("siswa,2026-09-03,07:00", ""),
        ("siswa,2026-09-03,07:00,11:00,,,x", "sel"),
    ],
)
def test_a_bad_row_is_named_with_its_reason(guru, path, rosters, text, told):
    rosters.plan("siswa")
    good = "siswi,2026-09-03,11:00,15:00,"
    guru.submit(path, table=row(f"{good}\n{text}"))
    refused = guru.page.select(".form section li")
    (line,) = (" ".join(li.get_text(" ").split()) for li in refused)
    assert line.startswith("Baris 3:")
    assert told in line
    assert "Impor 1 piket" in guru.text
    assert text in guru.value("table")
    guru.submit(path)
    assert [r[0] for r in rosters.standing()] == ["siswa", "siswi"]


def test_a_shift_may_end_at_midnight(guru, path, rosters):
    guru.submit(path, table=row("siswa,2026-09-03,18:00,24:00,"))
    guru.submit(path)
    assert rosters.standing()[0][2] == at("00:00", days=2)


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ("", "Bagian ini belum diisi."),
        ("a,b\n1,2\n", "perlu kolom"),
        ("nama pengguna;tanggal;dari;sampai\n", "tidak ada baris"),
    ],
)
def test_what_is_no_table_is_refused(guru, path, rosters, table, told):
    guru.submit(path, 422, table=table)
    assert set(guru.errors) == {"table"}
    assert told in guru.errors["table"] or told == "tidak ada baris"
    assert rosters.standing() == []


@pytest.mark.parametrize("content", [b"PK\x03\x04", bytes(range(256)) * 9])
def test_a_file_that_is_no_text_is_refused(guru, path, content):
    file = (io.BytesIO(content), "piket.csv")
    guru.post(path, 422, file=file, key=guru.value("key"))
    assert set(guru.errors) == {"file"}


def test_names_are_shown_as_they_are(guru, path):
    guru.submit(path, table=row("<b>x</b> 😡,2026-09-03,07:00,11:00,"))
    assert "“<b>x</b> 😡”" in guru.text


@pytest.mark.parametrize("username", ["siswa", "pengawas", "ketua", "admin"])
def test_only_a_teacher_imports(open_browser, path, rosters, username):
    other = open_browser(username)
    other.get(path, 403)
    other.post(path, 403, key="k", table=TABLE)
    assert rosters.standing() == []
