"""A grade explained: whoever reads its page can reckon it again, and nobody else may.

What is printed is parsed and reckoned anew by the rules as grading.md has them, not by
the desk's own code.
"""

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import pairwise

import pytest
from bs4 import Tag

from desk.domain.grade_inputs import (
    Answer,
    Flag,
    Held,
    Inputs,
    LeftOut,
    Missing,
    Waits,
)
from desk.domain.grade_life import GradeAct, OverrideCategory, Shown
from desk.domain.rubric import Level
from desk.domain.vocabulary import Performance, Priority
from desk.extensions import db
from desk.models import ClassGroup, Person
from desk.services.grades import override, republish
from desk.services.transaction import writing
from tests.support.grades import inputs_of, marked
from tests.support.pages import text_of

# grading.md, "Score" and "Rubric".
KNOTS = ((1, 100), (2, 75), (4, 50), (8, 0))
WEIGHTS = {"1,5": Fraction(3, 2), "1": Fraction(1), "0,75": Fraction(3, 4)}
WEIGHT_OF = {
    "time": 30,
    "team_queue": 10,
    "action": 20,
    "attention": 15,
    "attitude": 15,
    "outcome": 10,
}
HALF = Fraction(1, 20_000)


def rich() -> Inputs:
    """Return inputs with something of everything."""
    ratios = (0.3, 1, 1.37, 1.9, 2, 2.61, 3.3, 4, 5.7, 9, 0.5, 1.11)
    rows = [
        row._replace(priority=list(Priority)[n % 3])
        for n, row in enumerate(inputs_of(*ratios, per_ticket=2).observations)
    ]
    rows[0] = rows[0]._replace(is_rejected=True, flags=(Flag.ONE_WORD,))
    rows[4] = rows[4]._replace(held=Held.OPEN)
    return marked(
        Inputs(
            observations=tuple(rows),
            waits=(
                Waits(41, Priority.HIGH, 3),
                Waits(410, Priority.LOW, 2),
                Waits(2_000, Priority.MEDIUM, 1),
            ),
            answers=tuple(
                Answer(n, f"KEL/MM/2026/09/{n:04}", each)
                for n, each in enumerate(list(Performance) * 2, 1)
            ),
            left_out=(Missing(77, "KEL/MM/2026/09/0077", LeftOut.DUPLICATE),),
        ),
        Level.FAIR,
    )


@pytest.fixture
def book(grades):
    return grades.begin()


@pytest.fixture
def guru(open_browser):
    return open_browser("guru")


@pytest.fixture
def sheet(grades, book):
    """Return the address of the student's page."""
    return f"/grading/{book}/students/{grades.world.id_of('siswa')}"


@pytest.fixture
def own(book):
    """Return the address of the student's own page."""
    return f"/grades/{book}"


def set_to(grades, grade: int, verb, reason: str, **value) -> None:
    """Let the teacher set a grade to a value."""
    row = grades.read(grade)
    act, ids = grades.act("guru"), (row.gradebook_id, row.person_id)
    with grades.app.app_context():
        verb(act, *ids, seen=row.n, reason=reason, **value)


def put_into_class(grades, name: str, *usernames: str) -> None:
    """Let some of the cast be in a new class."""
    with grades.app.app_context(), writing():
        group = ClassGroup(name=name)
        db.session.add(group)
        db.session.flush()
        for each in usernames:
            person = db.session.get_one(Person, grades.world.id_of(each))
            person.class_group_id = group.id


def read(tag: Tag | None) -> Fraction:
    """Return a printed number: a point sets the thousands apart, a comma decimals."""
    words = text_of(tag).split()
    assert words
    return Fraction(words[-1].replace(".", "").replace(",", "."))


def is_near(printed: Fraction, exact: Fraction | int) -> bool:
    """Say whether a printed number is one to its four decimals."""
    return abs(printed - exact) <= HALF


def worth(ratio: Fraction) -> Fraction:
    if ratio <= 1:
        return Fraction(100)
    for (r1, s1), (r2, s2) in pairwise(KNOTS):
        if ratio <= r2:
            return s1 - (ratio - r1) / (r2 - r1) * (s1 - s2)
    return Fraction(0)


def cells(row: Tag) -> list[Tag]:
    return row.find_all(["th", "td"])


def results(browser) -> dict[str, Fraction]:
    """Return what the page says it comes to, by part."""
    found = browser.page.select("[data-result]")
    return {str(each["data-result"]): read(each) for each in found}


def reckon_time(browser) -> Fraction:
    """Return the mean of the observations printed, checking every cell on the way."""
    weights = products = Fraction()
    for row in browser.page.select("tr[data-row]"):
        _, how, spent, target, ratio, score, weight, product = cells(row)
        x = read(spent.find("a") or spent) / read(target)
        expected = (
            min(worth(x), Fraction(60)) if "Bukti ditolak" in text_of(how) else worth(x)
        )
        w = WEIGHTS[text_of(weight)]
        assert is_near(read(ratio), x)
        assert is_near(read(score), expected)
        assert is_near(read(product), expected * w)
        weights, products = weights + w, products + expected * w
    return products / weights


def reckon_queue(browser) -> Fraction:
    weights = products = Fraction()
    for row in browser.page.select(".work-waits tbody tr"):
        _, tickets, ratio, score, weight, product = cells(row)
        seconds = text_of(ratio).split(" ÷ ")[0].replace(".", "")
        expected = worth(Fraction(int(seconds), 300))
        each = text_of(weight).split(" × ")[1].split(" =")[0]
        w = WEIGHTS[each] * read(tickets)
        assert is_near(read(score), expected)
        assert is_near(read(product), expected * w)
        weights, products = weights + w, products + expected * w
    return products / weights


def reckon_marks(browser, part: str) -> Fraction:
    section = browser.page.find("section", attrs={"aria-labelledby": f"work-{part}"})
    points = [read(each) for each in section.select(".work-marks li b")]
    return sum(points, Fraction()) / len(points)


def reckon_answers(browser) -> Fraction:
    rows = browser.page.select(".work-answers tbody tr")
    points = {"Di bawah harapan": 40, "Sesuai harapan": 85, "Di atas harapan": 100}
    found = [
        (points[text_of(cells(row)[0])], int(text_of(cells(row)[1]).split()[0]))
        for row in rows
    ]
    return Fraction(sum(p * n for p, n in found), sum(n for _, n in found))


def reckon(browser) -> tuple[Fraction, int]:
    """Return the grade, exact and rounded, from nothing but what the page prints."""
    printed = results(browser)
    parts = {
        "time": reckon_time(browser),
        "team_queue": reckon_queue(browser),
        **{p: reckon_marks(browser, p) for p in ("action", "attention", "attitude")},
        "outcome": reckon_answers(browser),
    }
    for part, score in parts.items():
        assert is_near(printed[part], score), part
        name, told, weight, product = cells(
            browser.page.select_one(f"tr[data-part={part}]")
        )
        assert is_near(read(told), score), text_of(name)
        assert read(weight) == WEIGHT_OF[part]
        assert is_near(read(product), score * WEIGHT_OF[part])
    products = sum((parts[p] * w for p, w in WEIGHT_OF.items()), Fraction())
    exact = products / sum(WEIGHT_OF.values())
    assert is_near(printed["exact"], exact)
    whole = Decimal(exact.numerator) / Decimal(exact.denominator)
    return exact, int(whole.to_integral_value(ROUND_HALF_UP))


def arithmetic(browser) -> list[str]:
    """Return the words of everything that is reckoned."""
    return [text_of(each) for each in browser.page.select(".working")]


def test_anybody_can_reckon_the_grade_again_from_the_page(grades, book, guru, sheet):
    grade = grades.keep(book, rich())
    guru.get(sheet)
    exact, value = reckon(guru)
    assert results(guru)["value"] == value
    row = grades.read(grade)
    assert (Fraction(row.exact), row.computed) == (exact, value)
    assert "Ditegaskan dengan satu kata" in guru.text
    assert "Duplikat (1):" in guru.text
    assert row.inputs_hash in guru.text


def test_the_student_sees_the_very_same_arithmetic(grades, book, guru, siswa):
    grades.published(book, rich())
    siswa.get(f"/grades/{book}")
    reckon(siswa)
    guru.get(f"/grading/{book}/students/{grades.world.id_of('siswa')}")
    assert arithmetic(siswa) == arithmetic(guru)
    # What a human should look at is the teachers'.
    assert "Ditegaskan dengan satu kata" not in siswa.text


def test_a_student_sees_nothing_before_publishing(grades, book, siswa, own):
    grade = grades.keep(book, rich())
    for acts in ([], [GradeAct.REVIEW]):
        grades.move(grade, *acts)
        assert "Belum diterbitkan" in siswa.get("/grades/").text
        assert "Belum diterbitkan" in siswa.get(own).text
        assert not siswa.page.select("[data-grade], [data-result], .work-table")
        assert f"{own}/scheme" in siswa.html
        # No address shows it either.
        siswa.get(own, version=1)
        assert not siswa.page.select("[data-grade], [data-result], .work-table")


def test_a_student_goes_on_seeing_what_was_published(grades, book, guru, siswa, sheet):
    grade = grades.published(book, rich())
    shown = arithmetic(siswa.get(f"/grades/{book}"))
    before = grades.read(grade).computed
    grades.keep(book, marked(rich(), Level.VERY_GOOD))
    after = grades.read(grade).computed
    assert after > before
    siswa.get(f"/grades/{book}")
    assert arithmetic(siswa) == shown
    assert text_of(siswa.page.select_one("[data-grade]")) == str(before)
    told = [text_of(each) for each in siswa.page.select(".grade-history b")]
    assert told == ["Nilai diterbitkan"]
    guru.get(sheet)
    assert f"Siswa melihat {before}" in guru.text
    assert results(guru)["value"] == after


def test_every_version_can_be_looked_at_with_its_own_rows(grades, book, guru, sheet):
    grades.keep(book, rich())
    first = arithmetic(guru.get(sheet))
    grades.keep(book, inputs_of(*[1] * 4))
    assert arithmetic(guru.get(sheet)) != first
    assert arithmetic(guru.get(sheet, version=1)) == first
    assert "Versi 1, seperti waktu itu" in guru.text
    assert not [each for each in guru.actions if "/grading/" in each]
    for wrong in ("9", "0", "x", "-1", "²", "9" * 30):
        guru.get(sheet, 404, version=wrong)


def test_whose_it_is_not_sees_nothing(grades, book, open_browser, sheet, own):
    grades.published(book, rich())
    grades.published(book, inputs_of(*[1] * 5), of="siswi")
    assert "Siti Aminah" not in open_browser("siswi").get(own).text
    put_into_class(grades, "XII PM 9", "tetangga")
    other = open_browser("tetangga")
    other.get(own, 403)
    other.get("/grades/99", 404)
    assert "Belum ada nilai" in other.get("/grades/").text
    open_browser("siswa").get(sheet, 403)
    # The head reads; only the teachers of the class do anything.
    ketua = open_browser("ketua").get(sheet)
    assert not [each for each in ketua.actions if "/grading/" in each]
    ketua.get(f"/grading/{book}/students/{grades.world.id_of('tetangga')}", 404)
    grades.taught()
    open_browser("guru").get(sheet, 403)


def test_seconds_lead_to_their_explanation_for_who_may_open_it(
    grades, book, tickets, siswa, own
):
    mine, foreign = tickets.at(None), tickets.at(None, "siswi")
    rows = list(inputs_of(*[1] * 6).observations)
    rows[0] = rows[0]._replace(ticket_id=mine)
    rows[1] = rows[1]._replace(ticket_id=foreign)
    grades.published(book, Inputs(observations=tuple(rows)))
    siswa.get(own)
    [link] = [str(a["href"]) for a in siswa.page.select(".work-seconds a")]
    assert link == f"/tickets/{mine}/time#record"
    assert foreign not in siswa.rows
    siswa.get(link.partition("#")[0])
    siswa.get(f"/tickets/{foreign}/time", 403)


def test_what_went_on_since_is_said(grades, book, tickets, clock, guru):
    ticket = tickets.at(None)
    rows = list(inputs_of(*[1] * 6).observations)
    rows[0] = rows[0]._replace(ticket_id=ticket)
    grades.keep(book, Inputs(observations=tuple(rows)))
    address = f"/grading/{book}/students/{grades.world.id_of('siswa')}"
    assert "berlanjut" not in guru.get(address).text
    clock.move(minutes=5)
    tickets.coach(ticket, "pengawas")
    assert "berlanjut" not in guru.get(address).text
    tickets.reopen(ticket, "pengawas")
    guru.get(address)
    assert "berlanjut" in text_of(guru.page.select_one("[data-row]"))
    assert "bisa menunjukkan angka lain hari ini" in guru.text


def test_too_little_is_not_enough_data_and_never_nought(grades, book, guru, sheet):
    grades.keep(book, inputs_of(*[1] * 4))
    guru.get(sheet)
    assert text_of(guru.page.select_one(".result-value b")) == "Belum cukup data"
    assert results(guru) == {}
    assert "4 pengamatan, 4 tiket; paling sedikit 5 pengamatan" in guru.text
    # 80 of the weight: what is missing is left out, and the rest counts for the whole.
    grades.keep(book, marked(inputs_of(*[2] * 6)))
    guru.get(sheet)
    assert results(guru)["exact"] == Fraction(30 * 75 + 50 * 85, 80)
    assert "Belum ada: Antrean tim, Hasil untuk pelanggan." in guru.text
    assert "80 dari 100, yaitu 80 %" in guru.text
    assert "Sampel kecil" in guru.text


def test_an_override_stands_beside_what_was_computed(grades, book, siswa, guru, sheet):
    grade = grades.keep(book, rich())
    why = "Tiga minggu menggantikan teman yang sakit."
    sick = OverrideCategory.ILLNESS
    set_to(grades, grade, override, why, value=91, category=sick)
    grades.move(grade, GradeAct.REVIEW, GradeAct.PUBLISH)
    computed = grades.read(grade).computed
    for browser in (siswa.get(f"/grades/{book}"), guru.get(sheet)):
        assert text_of(browser.page.select_one("[data-grade]")) == "91"
        result = text_of(browser.page.select_one(".result"))
        assert why in result
        assert f"Hasil hitung: {computed}." in result
        assert results(browser)["value"] == computed
    better = "Bukti tambahan dari pengawas sudah diperiksa."
    set_to(grades, grade, republish, better, shown=Shown(93, sick))
    result = text_of(siswa.get(f"/grades/{book}").page.select_one(".result"))
    assert better in result
    assert why not in result
    assert "93 A" in siswa.get("/grades/").text


def test_who_moved_keeps_what_was_published(grades, book, siswa, guru, sheet):
    grades.published(book, rich())
    put_into_class(grades, "XII PM 2", "siswa", "siswi")
    reckon(siswa.get(f"/grades/{book}"))
    assert "Pindah ke XII PM 2" in guru.get(sheet).text
    assert len(siswa.get("/grades/").page.select(".own-grade")) == 1


def test_a_long_page_asks_no_more(grades, book, guru, sheet, count_queries):
    def asked(n: int) -> int:
        rows = marked(inputs_of(*[1.5] * n, per_ticket=2))
        waits = tuple(Waits(each, Priority.LOW, 1) for each in range(n))
        grades.keep(book, replace(rows, waits=waits))
        guru.get(sheet)
        with count_queries() as statements:
            guru.get(sheet)
        return len(statements)

    assert asked(12) == asked(140)
    assert "sampai 5 menit" in text_of(guru.page.select_one(".work-ranges"))
