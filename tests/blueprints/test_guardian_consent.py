"""The consent of a student's guardian: recorded once, and missed where it is not."""

from desk.queries.people import count_without_consent


def test_consent_is_recorded_with_its_day_and_no_longer_missing(
    app, open_browser, world
):
    person_id = world.id_of("siswi")
    admin = open_browser("admin").get("/admin/people?consent=missing")
    assert "Dewi Lestari" in admin.text
    assert "Bagus Prakoso" not in admin.text
    with app.app_context():
        before = count_without_consent()
    admin.get(f"/admin/people/{person_id}").submit("consent", day="2026-08-31")
    assert "Senin, 31 Agustus 2026" in admin.text
    with app.app_context():
        assert count_without_consent() == before - 1
    assert "Dewi Lestari" not in admin.get("/admin/people?consent=missing").text
    assert "Dewi Lestari" in admin.get("/admin/people?consent=given").text

    admin.get(f"/admin/people/{person_id}").submit("consent", 422, day="2026-09-03")
    assert admin.errors == {"consent-day": "Hari ini belum tiba."}
    admin.submit("consent", day="")
    assert "Dewi Lestari" in admin.get("/admin/people?consent=missing").text


def test_nobody_but_students_needs_it(open_browser, world):
    admin = open_browser("admin")
    path = f"/admin/people/{world.id_of('guru')}"
    assert not admin.get(path).has_form("consent")
    admin.post(f"{path}/consent", 422, day="2026-08-31")
