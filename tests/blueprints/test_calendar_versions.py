"""The versions of the service hours: listed, looked at, and brought back."""

import pytest


@pytest.fixture
def first(hours):
    return hours.version.id


@pytest.fixture
def guru(open_browser, hours, first):
    hours.change(closed={"2026-09-10": "Upacara"}, by="guru", reason="Upacara bendera")
    hours.change(weekly={"1": [["08:00", "10:00"]]}, reason="Salah ketik")
    return open_browser("guru").get(f"{hours.path}/versions")


def test_lists_who_changed_what_when_and_why(guru):
    told = guru.text.replace("\u2060", "")
    assert told.index("Salah ketik") < told.index("Upacara bendera")
    assert told.index("Upacara bendera") < told.index("Jam layanan bawaan")
    assert "Rina Wulandari · Rabu, 2 September 2026 09.00 WIB" in told
    assert "Kamis, 10 September 2026 07.00–12.00, 13.00–15.00 → Tutup (Upacara)" in told
    assert "5 perubahan" in told
    assert told.count("Berlaku") == 1


def test_speaks_english(guru, hours):
    guru.post("/account/language", language="en", key="k")
    guru.get(f"{hours.path}/versions")
    assert "Default service hours" in guru.text
    assert "In force" in guru.text


def test_an_old_one_can_be_looked_at(guru, hours, first):
    guru.get(f"{hours.path}/versions/{first}")
    assert "Jam layanan bawaan" in guru.text
    assert "07.00–12.00" in guru.text.replace("\u2060", "")
    assert guru.has_form(str(first))


def test_the_one_in_force_is_not_brought_back(guru, hours):
    guru.get(f"{hours.path}/versions/{hours.version.id}")
    assert not guru.actions
    guru.post(f"{hours.path}/versions/{hours.version.id}", 409, key="k")


def test_is_brought_back_as_a_new_one(guru, hours, first):
    old = hours.version
    guru.get(f"{hours.path}/versions/{first}")
    guru.submit(str(first), reason="Kembali seperti semula")
    assert "Periksa sebelum disimpan" in guru.text
    guru.submit(str(first))
    assert hours.version.id > old.id
    assert hours.reasons[:2] == ["Kembali seperti semula", "Salah ketik"]
    assert not hours.rules.closed
    assert hours.rules.weekly[2]


def test_needs_a_reason(guru, hours, first):
    guru.get(f"{hours.path}/versions/{first}").submit(str(first), 422)
    assert set(guru.errors) == {"reason"}
    assert len(hours.reasons) == 3


def test_pages_of_versions(guru, hours, monkeypatch):
    monkeypatch.setattr("desk.queries.calendars.VERSIONS", 2)
    guru.get(f"{hours.path}/versions")
    assert "Jam layanan bawaan" not in guru.text
    guru.get(f"{hours.path}/versions", before=str(hours.version.id - 1))
    assert "Jam layanan bawaan" in guru.text
    guru.get(f"{hours.path}/versions", before="1")
    assert "Tidak ada versi yang lebih lama." in guru.text
    guru.get(f"{hours.path}/versions", before="nonsense")


def test_knows_no_version_of_another_unit(guru, hours, world, first):
    guru.get(f"/calendar/{world.units['PC']}/versions/{first}", 404)
    guru.get(f"{hours.path}/versions/999999", 404)


@pytest.mark.parametrize("username", ["siswa", "pengawas", "ketua"])
def test_others_may_not(username, open_browser, hours, first):
    open_browser(username).get(f"{hours.path}/versions", 403)
    open_browser(username).get(f"{hours.path}/versions/{first}", 403)
