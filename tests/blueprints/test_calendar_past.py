"""Changing the past: who may, what is shown first, and that exactly that happens."""

from datetime import date
from typing import Any

import pytest

from desk.domain.errors import Forbidden, InvalidInput, PastServiceAdded
from desk.domain.vocabulary import Step
from desk.queries.calendars import LISTED, consequences
from desk.queries.integrity import walk_chains
from desk.services.projection import stray_tickets

YESTERDAY = "2026-09-02"
REASON = "Listrik padam"
COLUMNS = {"response", "resolution", "response_due", "resolution_due", "step_due"}
COLUMNS |= {"counted", "counted_in_step", "due_at", "is_off_hours"}
MINUTE = 60


@pytest.fixture
def worked(tickets, clock):
    """Return tickets of Wednesday: closed that day, closed on Thursday, and open."""
    closed = tickets.start()
    clock.set(9, 10)
    tickets.record(closed)
    clock.set(9, 20)
    tickets.confirm(closed)
    tickets.fulfil(closed)
    clock.set(9, 30)
    tickets.thank(closed)
    late = tickets.at(Step.FULFIL)
    open_ = tickets.at(Step.CONFIRM)
    clock.set(8, 0, days=1)
    tickets.fulfil(late)
    tickets.thank(late)
    after = tickets.at(None)
    clock.set(9, 0, days=1)
    return {"closed": closed, "late": late, "open": open_, "after": after}


@pytest.fixture
def guru(open_browser, worked, hours):
    return open_browser("guru").get(f"{hours.path}/close")


def close(browser, **typed):
    """Close Wednesday: as far as the preview."""
    return browser.submit("close", **{"first": YESTERDAY, "reason": REASON, **typed})


def verified(app):
    with app.app_context():
        assert not [found for found in walk_chains() if found]
        assert list(stray_tickets()) == []


def previewed(browser):
    """Return the figures before and after by ticket number, as words."""
    return {
        row.select_one(".number").get_text(): [
            " ".join(cell.get_text(" ").split()) for cell in row.select(".cell-time")
        ]
        for row in browser.page.select(".changed-tickets tbody tr")
    }


def test_shows_which_tickets_change_before_saving(guru, worked, tickets, hours):
    close(guru)
    found = previewed(guru)
    closed, late, open_ = (tickets.read(worked[w]) for w in ("closed", "late", "open"))
    assert set(found) == {closed.number, late.number, open_.number}
    assert found[closed.number] == [
        "20 menit → 0 detik −20 menit",
        "30 menit → 0 detik −30 menit",
    ]
    assert found[late.number][1].endswith("−4 jam 30 menit")
    assert "Masih terbuka" in guru.text
    assert len(hours.reasons) == 1
    assert tickets.read(worked["closed"]).resolution == 30 * MINUTE


def test_changes_exactly_what_was_previewed(guru, worked, tickets, hours, app):
    before = {name: tickets.read(id_) for name, id_ in worked.items()}
    close(guru)
    with app.app_context():
        old = hours.rules
    guru.submit("close")
    with app.app_context():
        told = consequences(hours.unit_id, old, hours.rules, now=tickets.act("guru").at)
    after = {name: tickets.read(id_) for name, id_ in worked.items()}
    by_id = {change.id: change for change in told.tickets}
    assert set(by_id) == {worked[name] for name in ("closed", "late", "open")}
    for name in ("closed", "late"):
        change = by_id[worked[name]]
        assert before[name].resolution == change.before.resolution
        assert after[name].resolution == change.after.resolution
        assert before[name].response == change.before.response
        assert after[name].response == change.after.response
    assert told.resolution == sum(
        change.after.resolution - change.before.resolution for change in told.tickets
    )
    assert after["after"].columns == before["after"].columns
    verified(app)


def test_only_figures_change_never_the_log(guru, worked, tickets):
    before = {id_: tickets.read(id_).columns for id_ in worked.values()}
    close(guru).submit("close")
    for id_, columns in before.items():
        changed = {
            name
            for name, value in tickets.read(id_).columns.items()
            if value != columns[name]
        }
        assert changed <= COLUMNS


def test_open_tickets_are_due_later(guru, worked, tickets, app):
    before = tickets.read(worked["open"])
    close(guru, first="2026-09-03").submit("close")
    after = tickets.read(worked["open"])
    assert after.resolution_due > before.resolution_due
    verified(app)


def test_a_change_of_the_future_leaves_closed_tickets_alone(guru, worked, tickets, app):
    before = {name: tickets.read(id_).columns for name, id_ in worked.items()}
    close(guru, first="2026-09-04", last="2026-12-24")
    assert not previewed(guru)
    assert "Waktu yang sudah dihitung tidak berubah." in guru.text
    guru.submit("close")
    for name in ("closed", "late", "after"):
        # Until when an answer is waited for is still to come, and counts school days.
        after = tickets.read(worked[name]).columns
        assert after.pop("zero_at") > before[name].pop("zero_at")
        assert after == before[name]
    due = tickets.read(worked["open"]).resolution_due
    assert due >= before["open"]["resolution_due"]
    verified(app)


def test_a_teacher_adds_no_past_service(guru, worked, tickets, hours):
    close(guru).submit("close")
    guru.get(f"{hours.path}/clear")
    guru.submit("clear", 409, first=YESTERDAY, reason="Ternyata buka")
    assert "Rabu, 2 September 2026 (+5 jam)" in guru.refusal
    assert "Hanya administrator" in guru.refusal
    assert guru.value("reason") == "Ternyata buka"
    assert tickets.read(worked["closed"]).resolution == 0
    assert hours.reasons[0] == REASON


def test_the_rule_holds_without_the_form(worked, hours):
    longer = {str(day): [["00:00", "24:00"]] for day in range(1, 8)}
    with pytest.raises(PastServiceAdded) as refusal:
        hours.change("guru", weekly=longer)
    days: Any = refusal.value.facts["days"]
    assert next(iter(days)) == date(2026, 9, 2)
    assert refusal.value.facts["seconds"] == (1 + 9 + 7) * 3600
    with pytest.raises(Forbidden):
        hours.change("ketua", closed={"2027-01-04": "Libur"})
    with pytest.raises(InvalidInput):
        hours.change("admin", weekly=longer, reason="")
    assert len(hours.reasons) == 1
    hours.change("admin", weekly=longer)


def test_the_past_begins_with_the_first_complaint(guru, hours):
    guru.get(f"{hours.path}/override")
    guru.submit("override", first="2026-08-29", hours="8-10", reason="Bazar")
    guru.submit("override")
    assert hours.reasons[0] == "Bazar"


def test_an_administrator_adds_it_with_a_reason(
    guru, open_browser, worked, tickets, hours
):
    before = tickets.read(worked["closed"]).columns
    close(guru).submit("close")
    admin = open_browser("admin").get(f"{hours.path}/clear")
    admin.submit("clear", 422, first=YESTERDAY)
    assert set(admin.errors) == {"reason"}
    admin.submit("clear", first=YESTERDAY, reason="Ternyata buka")
    assert "+30 menit" in admin.text
    admin.submit("clear")
    assert tickets.read(worked["closed"]).columns == before
    verified(tickets.app)


def test_lists_so_many_tickets_and_counts_them_all(guru, tickets, app, monkeypatch):
    monkeypatch.setattr("desk.queries.calendars.LISTED", 1)
    close(guru)
    assert len(previewed(guru)) == 1
    assert "Dan 2 tiket lagi." in guru.text
    assert LISTED == 200


def test_reads_chunk_by_chunk(guru, worked, app, count_queries, monkeypatch):
    for place in ("desk.queries.calendars.CHUNK", "desk.services.calendars.CHUNK"):
        monkeypatch.setattr(place, 1)
    close(guru)
    assert len(previewed(guru)) == 3
    guru.submit("close")
    verified(app)


def test_another_unit_is_left_alone(guru, worked, tickets):
    neighbour = tickets.start("tetangga")
    before = tickets.read(neighbour).columns
    close(guru, last="2026-09-04").submit("close")
    assert tickets.read(neighbour).columns == before
