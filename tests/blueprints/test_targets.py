"""Looking at targets: everybody who reads tickets, in all versions."""

import pytest


@pytest.fixture
def page(world):
    return f"/targets/{world.units['MM']}"


@pytest.mark.parametrize("username", ["siswa", "pengawas"])
def test_whoever_has_one_unit_is_there_at_once(username, open_browser, page):
    assert open_browser(username).get("/targets/").path == page


@pytest.mark.parametrize("username", ["guru", "ketua"])
def test_others_choose_the_unit(username, open_browser, page):
    browser = open_browser(username).get("/targets/")
    assert "Minimarket" in browser.text
    assert "Pojok Cetak" in browser.text
    assert browser.get(page).path == page


def test_shows_the_defaults_until_there_is_a_version(siswa, page):
    siswa.get(page)
    assert "Ini target bawaan setiap unit." in siswa.text
    cells = [cell.get_text(strip=True) for cell in siswa.page.select("main td")]
    assert cells == [
        *("5 menit", "5 menit", "5 menit"),
        *("5 menit", "25 menit", "1 jam 55 menit"),
        *("1 jam 45 menit", "6 jam 25 menit", "2 hari sekolah 4 jam 55 menit"),
        *("5 menit", "5 menit", "5 menit"),
        *("10 menit", "30 menit", "2 jam"),
        *("2 jam", "1 hari sekolah", "3 hari sekolah"),
    ]


def test_lists_every_version(siswa, page, tickets, clock):
    tickets.set_targets(medium_confirm=10)
    clock.move(minutes=5)
    tickets.set_targets(medium_confirm=15)
    tickets.set_targets(medium_confirm=20, begins_at=clock.now + 86_400)
    siswa.get(page)
    tags = [tag.get_text(strip=True) for tag in siswa.page.select(".rows .tag")]
    assert tags == ["Direncanakan", "Berlaku", "Tidak berlaku lagi"]
    assert "Rina Wulandari" in siswa.text
    assert "Lebih cepat." in siswa.text
    assert "Ini target bawaan" not in siswa.text


def test_an_old_version(siswa, page, tickets, clock):
    old = tickets.set_targets(medium_confirm=10)
    clock.move(minutes=5)
    tickets.set_targets(medium_confirm=15)
    siswa.get(f"{page}/versions/{old}")
    assert "10 menit" in siswa.text
    assert "Tidak berlaku lagi" in siswa.text
    assert "Rabu, 2 September 2026 09.00 WIB" in siswa.text


@pytest.mark.parametrize("username", ["siswa", "pengawas", "ketua"])
def test_only_a_teacher_is_offered_a_change(username, open_browser, page, tickets):
    version = f"{page}/versions/{tickets.set_targets()}"
    for path in (page, version):
        other = open_browser(username).get(path)
        assert f"{page}/set" not in other.html
        assert f"{page}/set" in open_browser("guru").get(path).html


def test_not_for_another_unit(open_browser, page, world):
    open_browser("tetangga").get(page, 403)
    open_browser("siswa").get(f"/targets/{world.units['PC']}", 403)


def test_knows_no_other_version_and_no_other_unit(siswa, page, tickets, world):
    siswa.get(f"{page}/versions/999999", 404)
    siswa.get("/targets/999999", 404)
    version = tickets.set_targets()
    other = world.units["PC"]
    # A version of another unit is none of this one.
    world_page = f"/targets/{other}/versions/{version}"
    assert siswa.get(world_page, 403)


def test_a_version_belongs_to_its_unit(open_browser, tickets, world):
    version = tickets.set_targets()
    open_browser("guru").get(f"/targets/{world.units['PC']}/versions/{version}", 404)


def test_asks_who_is_out_to_sign_in(visitor, page):
    visitor.get(page)
    assert visitor.path.startswith("/sign-in")


def test_reads_in_english(siswa, page):
    siswa.get(page).submit("language", language="en")
    siswa.get(page)
    assert "2 school days 4 hours 55 minutes" in siswa.text
