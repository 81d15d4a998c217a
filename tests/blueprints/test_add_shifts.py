"""A teacher puts people on duty."""

import pytest

from desk.domain.errors import InvalidInput, ShiftRefused
from desk.domain.shifts import CLOSED, ELSEWHERE, NO_SHIFTS, NOBODY
from desk.services import people, shifts
from tests.support.rosters import at


@pytest.fixture
def path(world):
    return f"/roster/{world.units['MM']}/2026-W36/add"


@pytest.fixture
def guru(open_browser, path):
    return open_browser("guru").get(path)


def filled(world, *names, **changed):
    ids = [str(world.id_of(name)) for name in names]
    fields = {"day": "2026-09-03", "begin": "07:00", "end": "11:00"}
    return {**fields, "person_ids": ids, **changed}


def test_several_people_at_once(guru, path, world, rosters):
    guru.submit(path, **filled(world, "siswa", "siswi"))
    assert guru.path == f"/roster/{world.units['MM']}/2026-W36"
    assert "2 piket ditambahkan." in guru.page.get_text()
    hours = (at("07:00", days=1), at("11:00", days=1))
    assert rosters.standing() == [("siswa", *hours, None), ("siswi", *hours, None)]
    assert rosters.count_versions() == 1


def test_the_form_starts_with_today_in_this_week_and_monday_in_others(guru, world):
    assert guru.value("day") == "2026-09-02"
    guru.get(f"/roster/{world.units['MM']}/2026-W37/add")
    assert guru.value("day") == "2026-09-07"


def test_a_double_tap_adds_once(guru, path, world, rosters):
    guru.submit(path, **filled(world, "siswa"))
    guru.again()
    assert len(rosters.standing()) == rosters.count_versions() == 1


def test_what_is_there_is_not_added_again(guru, path, world, rosters):
    rosters.plan("siswa", days=1)
    guru.submit(path, **filled(world, "siswa", "siswi"))
    assert [row[0] for row in rosters.standing()] == ["siswa", "siswi"]
    guru.get(path).submit(path, **filled(world, "siswa", "siswi"))
    assert rosters.count_versions() == 2


def test_two_shifts_may_meet(guru, path, world, rosters):
    rosters.plan("siswa", days=1)
    guru.submit(path, **filled(world, "siswa", begin="11:00", end="15:00"))
    assert len(rosters.standing()) == 2


REVERSED = {"end": "Piket harus selesai setelah mulai, pada hari yang sama."}
TOO_FAR = {"day": "Ini lebih dari setahun dari sekarang. Periksa tanggalnya."}
MISSING = "Bagian ini belum diisi."


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"begin": "11:00", "end": "07:00"}, REVERSED),
        ({"begin": "07:00", "end": "07:00"}, REVERSED),
        (
            {"begin": "06:00", "end": "18:01"},
            {"end": "Satu piket paling lama 12 jam."},
        ),
        ({"day": "2027-10-01"}, TOO_FAR),
        ({"day": "2025-08-01"}, TOO_FAR),
        ({"day": ""}, {"day": MISSING}),
        ({"begin": ""}, {"begin": MISSING}),
        ({"end": ""}, {"end": MISSING}),
        ({"person_ids": []}, {"person_ids": "Pilih salah satu."}),
        ({"day": "besok"}, {"day": "Tanggal ini tidak ada di kalender."}),
        ({"begin": "25:00"}, {"begin": "Ini bukan jam."}),
    ],
)
def test_refuses_and_keeps_what_was_typed(guru, world, rosters, changed, told):
    path = guru.path
    guru.submit(path, 422, **filled(world, "siswa", **changed))
    assert guru.errors == told
    assert rosters.standing() == []
    for name in {"day", "begin", "end"} & set(changed):
        assert guru.value(name) == changed[name]


@pytest.mark.parametrize("nonsense", ["9" * 10, str(2**63), "9" * 5000, "-1", "x"])
def test_an_id_no_column_holds_is_nobody_chosen(guru, path, world, rosters, nonsense):
    forged = {"person_ids": [str(world.id_of("siswa")), nonsense]}
    guru.submit(path, 422, **filled(world), forged=forged)
    assert guru.errors == {"person_ids": "Pilih salah satu."}
    assert rosters.standing() == []


def test_twelve_hours_are_the_longest(guru, path, world, rosters):
    guru.submit(path, **filled(world, "siswa", begin="06:00", end="18:00"))
    assert len(rosters.standing()) == 1


def test_thirty_hours_are_refused_however_they_come(app, world, rosters):
    with app.app_context(), pytest.raises(InvalidInput) as refused:
        shifts.add_shifts(
            rosters.act("guru"),
            world.units["MM"],
            person_ids=[world.id_of("siswa")],
            begin=at("06:00"),
            end=at("12:00", days=1),
        )
    assert set(refused.value.errors) == {"end"}


@pytest.mark.parametrize("hours", ["10:59-12:00", "06:00-07:01", "08:00-09:00"])
def test_an_overlap_is_refused_by_name_and_nobody_is_added(
    guru, path, world, rosters, hours
):
    rosters.plan("siswi", days=1)
    begin, end = hours.split("-")
    guru.submit(path, 409, **filled(world, "siswa", "siswi", begin=begin, end=end))
    assert guru.refusal == "Dewi Lestari sudah punya piket pada jam itu."
    assert [row[0] for row in rosters.standing()] == ["siswi"]
    assert guru.value("begin") == begin


def test_the_english_refusal_names_the_person_too(guru, path, world, rosters):
    rosters.plan("siswi", days=1)
    guru.post("/account/language", language="en", key="k", next=path)
    guru.get(path).submit(path, 409, **filled(world, "siswi", begin="08:00"))
    assert guru.refusal == "Dewi Lestari already has a shift at that time."


def test_who_is_away_is_not_offered_and_refused(guru, path, world, rosters):
    rosters.away("siswi")
    guru.get(path)
    assert "Dewi Lestari" not in guru.text
    ids = {"person_ids": str(world.id_of("siswi"))}
    fields = filled(world)
    del fields["person_ids"]
    guru.submit(path, 409, **fields, forged=ids)
    assert guru.refusal == "Dewi Lestari sedang PKL pada waktu itu."
    assert rosters.standing() == []


def test_who_comes_back_may_be_planned_for_afterwards(guru, path, world, rosters):
    rosters.away("siswi", end=at("07:00", days=1))
    assert len(rosters.plan("siswi", days=1)) == 1


@pytest.mark.parametrize(
    ("username", "reason"),
    [("tetangga", ELSEWHERE), ("guru", NO_SHIFTS), ("ketua", NO_SHIFTS)],
)
def test_only_people_of_the_unit_who_walk_steps(app, world, rosters, username, reason):
    with app.app_context(), pytest.raises(ShiftRefused) as refused:
        plan(rosters, world, world.id_of(username))
    assert refused.value.message == reason
    assert refused.value.facts["name"] == world.actors[username].name


def test_the_name_of_who_works_elsewhere_is_not_told(guru, path, world):
    forged = {"person_ids": str(world.id_of("tetangga"))}
    guru.submit(path, 409, **filled(world), forged=forged)
    assert guru.refusal == "Orang ini bekerja di unit lain."
    assert world.actors["tetangga"].name not in guru.text


def test_a_closed_account_and_nobody_at_all_are_refused(app, world, rosters):
    with app.app_context():
        people.deactivate_person(rosters.act("admin"), world.id_of("siswi"))
        for person_id, reason in ((world.id_of("siswi"), CLOSED), (999_999, NOBODY)):
            with pytest.raises(ShiftRefused) as refused:
                plan(rosters, world, person_id)
            assert refused.value.message == reason
    assert rosters.standing() == []


def plan(rosters, world, person_id):
    return shifts.add_shifts(
        rosters.act("guru"),
        world.units["MM"],
        person_ids=[person_id],
        begin=at("07:00"),
        end=at("11:00"),
    )


def test_a_supervisor_is_on_duty_like_a_student(rosters):
    assert rosters.plan("pengawas", "siswa")


@pytest.mark.parametrize("username", ["siswa", "pengawas", "ketua", "admin"])
def test_only_a_teacher_adds(open_browser, path, world, rosters, username):
    other = open_browser(username)
    other.get(path, 403)
    other.post(path, 403, key="k", **filled(world, "siswa"))
    assert rosters.standing() == []
