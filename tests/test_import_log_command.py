"""flask desk import-log: every case of a foreign log a ticket, once, with its times."""

import csv
import shlex
from collections import defaultdict
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import businesstimedelta
import pytest
import pytz
from sqlalchemy import func, select

from desk.domain import defaults
from desk.domain.calendar import ServiceCalendar
from desk.domain.clock import measure
from desk.domain.log import EventKind
from desk.domain.vocabulary import Ending, Step
from desk.extensions import db
from desk.models import Person, Ticket, TicketEvent
from desk.services import log
from desk.services import log_imports as service
from tests.house.sources import ROOT

K = EventKind
REAL = ROOT.parent / "shared" / "data" / "helpdesk-log.csv"
COLUMNS = "--case case --activity what --resource who --timestamp when"
MAP = (
    '--map "New=received+recorded" --map Called=confirmed --map Wait=paused '
    '--map Done=fulfilled --map Shut=thanked --map "*=note"'
)
OPTIONS = f"{MAP} {COLUMNS} --time-zone Asia/Jakarta --unit MM"
HEADER = "case,what,who,when\n"
WALK = (
    "A,New,Ida,2026-08-24 08:00:00\n"
    "A,Called,Ida,2026-08-24 08:10:05\n"
    "A,Wait,Ida,2026-08-24 09:00:00\n"
    "A,Done,Jon,2026-08-24 10:00:00\n"
    "A,Shut,Ida,2026-08-24 10:30:00\n"
)
OPEN = "B,New,Jon,2026-07-31 08:00:00\nB,Lunch,Jon,2026-07-31 09:00:00\n"


@pytest.fixture
def run(app, world, clock, tmp_path):
    """Return what runs the command on some content and returns its outcome."""

    def run_command(content, options=OPTIONS, name="old desk.csv"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        args = ["desk", "import-log", str(path), *shlex.split(options)]
        return app.test_cli_runner().invoke(args=args)

    return run_command


@pytest.fixture
def desk(app):
    """Return what runs another command."""

    def run_command(name):
        done = app.test_cli_runner().invoke(args=["desk", name])
        assert done.exit_code == 0, done.output
        return done.output

    return run_command


@pytest.fixture
def rows(app):
    """Return what reads all rows of a table, in the order they came in."""

    def read(model):
        with app.app_context():
            return list(db.session.scalars(select(model).order_by(model.id)))

    return read


def counts(result):
    """Return how many tickets came in, were there, and how many rows were left out."""
    assert result.exit_code == 0, result.output
    parts = result.stdout.splitlines()[-1].replace(" rows", "").split(".")
    return tuple(int(part.split()[-1]) for part in parts[:3])


def test_a_case_becomes_a_ticket_with_its_log(run, rows, desk, world):
    assert counts(run(HEADER + WALK)) == (1, 0, 0)
    [ticket] = rows(Ticket)
    assert (ticket.step, ticket.ending, ticket.unit_id) == (
        *(None, Ending.CLOSED, world.units["MM"]),
    )
    # An hour of the two hours and a half was a pause.
    assert (ticket.response, ticket.resolution) == (605, 5_400)
    assert ticket.number == "KEL/MM/2026/08/0001"
    assert ticket.complaint == "A"
    assert ticket.pauses_to_review == 0
    kinds = [event.kind for event in rows(TicketEvent)]
    assert kinds == [
        *(K.RECEIVED, K.RECORDED, K.CONFIRMED, K.PAUSED, K.FULFILLED, K.THANKED),
    ]
    assert "1 tickets checked" in desk("verify-log")


def test_its_events_keep_their_instants_and_say_they_were_imported(run, rows, clock):
    run(HEADER + WALK)
    first, *_, last = rows(TicketEvent)
    received = int(datetime(2026, 8, 24, 1, tzinfo=UTC).timestamp())
    assert (first.at, first.recorded_at, first.actor_id) == (received, received, None)
    assert last.at == last.recorded_at == received + 9_000
    assert first.facts["imported_at"] == clock.now
    assert (first.facts["activity"], last.facts["activity"]) == ("New", "Shut")


def test_who_did_it_is_a_closed_account_found_again(run, rows):
    run(HEADER + WALK)
    there = len(rows(Person))
    run(HEADER + WALK + OPEN)
    people = {p.name: p for p in rows(Person) if p.username.startswith("import-")}
    assert set(people) == {"Ida", "Jon"}
    assert len(rows(Person)) == there
    assert not any(person.is_active for person in people.values())
    holders = [event.facts["holder"] for event in rows(TicketEvent)[:6]]
    assert holders == [people["Jon" if n == 4 else "Ida"].id for n in range(6)]
    assert rows(Ticket)[0].owner_id == people["Ida"].id
    # The same name in another log is another person.
    run(HEADER + WALK, f"{OPTIONS} --name lain")
    assert len(rows(Person)) == there + 2


def test_its_page_says_who_did_what_there(run, rows, open_browser):
    run(HEADER + WALK + "A,Tea,Jon,2026-08-24 09:30:00\n")
    reviewer = open_browser("pengawas")
    reviewer.get(f"/tickets/{rows(Ticket)[0].id}")
    assert "Ida" in reviewer.text
    assert "Di meja layanan asal Called" in " ".join(reviewer.text.split())
    assert "Di meja layanan asal Tea" in " ".join(reviewer.text.split())
    assert "Diimpor pada" in reviewer.text


def test_nobody_signs_in_as_them(run, rows, visitor):
    run(HEADER + WALK)
    [username] = [p.username for p in rows(Person) if p.name == "Ida"]
    visitor.get("/sign-in")
    visitor.submit("sign-in", status=409, username=username, password="!")


def test_nothing_comes_twice_and_numbers_follow_the_month(run, rows):
    assert counts(run(HEADER + WALK)) == (1, 0, 0)
    assert counts(run(HEADER + WALK + OPEN)) == (1, 1, 0)
    assert counts(run(HEADER + WALK + OPEN)) == (0, 2, 0)
    numbers = [ticket.number for ticket in rows(Ticket)]
    assert numbers == ["KEL/MM/2026/08/0001", "KEL/MM/2026/07/0001"]


def test_each_log_and_each_unit_has_cases_of_its_own(run):
    assert counts(run(HEADER + WALK)) == (1, 0, 0)
    assert counts(run(HEADER + WALK, name="other.csv")) == (1, 0, 0)
    assert counts(run(HEADER + WALK, OPTIONS.replace("MM", "PC"))) == (1, 0, 0)
    long = HEADER + WALK.replace("A,", f"{'Kasus' * 20},")
    assert counts(run(long)) == (1, 0, 0)
    assert counts(run(long)) == (0, 1, 0)


def test_an_activity_without_a_rule_of_its_own_is_a_note_in_words(run, rows, tickets):
    run(HEADER + OPEN)
    note = rows(TicketEvent)[-1]
    assert note.kind is K.NOTED
    assert "activity" not in note.facts
    assert tickets.words(note.ticket_id) == {"activity": "Lunch"}
    [ticket] = rows(Ticket)
    assert (ticket.step, ticket.resolution) == (Step.CONFIRM, None)


def test_rows_go_by_their_time_and_ties_by_their_place(run, rows):
    shuffled = [WALK.splitlines(keepends=True)[n] for n in (4, 0, 2, 1, 3)]
    run(HEADER + "".join(shuffled).replace("08:10:05", "08:00:00"))
    kinds = [event.kind for event in rows(TicketEvent)]
    assert kinds == [
        *(K.RECEIVED, K.RECORDED, K.CONFIRMED, K.PAUSED, K.FULFILLED, K.THANKED),
    ]
    assert rows(Ticket)[0].response == 0


def test_only_the_first_receipt_is_one(run, rows):
    again = "A,New,Ida,2026-08-24 08:05:00\n"
    run(HEADER + WALK + again, OPTIONS.replace("received+recorded", "received"))
    kinds = [event.kind for event in rows(TicketEvent)]
    assert kinds[:2] == [K.RECEIVED, K.NOTED]
    assert kinds.count(K.RECEIVED) == 1


def test_a_case_without_a_receipt_begins_with_its_first_row(run, rows):
    result = run(HEADER + WALK[WALK.index("A,Called") :])
    assert counts(result) == (1, 0, 0)
    assert "     2  “A” has no receipt first: this is taken for it." in result.stdout
    kinds = [event.kind for event in rows(TicketEvent)]
    assert kinds[:2] == [K.RECEIVED, K.CONFIRMED]
    assert rows(Ticket)[0].step is Step.RECORD


def test_bad_rows_are_named_and_the_rest_goes_in(run, rows):
    options = OPTIONS.replace('--map "*=note"', "")
    bad = (
        ",New,Ida,2026-08-24 08:00:00\n"
        "A,Lunch,Ida,2026-08-24 08:00:00\n"
        "A,Shut,Ida,\n"
        "A,Shut,Ida,2026-08-24\n"
        "A,Shut,Ida,yesterday\n"
        "A,Shut,Ida,2027-08-24 08:00:00\n"
        "A,Shut,I\0da,2026-08-24 08:00:00\n"
        f"A,Shut,{'I' * 201},2026-08-24 08:00:00\n"
        "A,Shut,Ida,2026-08-24 08:00:00,x\n"
    )
    result = run(HEADER + bad + WALK, options)
    assert counts(result) == (1, 0, 9)
    told = [line.split(maxsplit=1) for line in result.stdout.splitlines()[1:-1]]
    assert [int(line) for line, _ in told] == list(range(2, 11))
    reasons = [reason for _, reason in told]
    assert reasons[:2] == [
        *("It names no case.", "--map does not say what “Lunch” is."),
    ]
    assert all("has no time of day" in reason for reason in reasons[2:4])
    assert "is not a date" in reasons[4]
    assert "is in the future" in reasons[5]
    assert len(rows(TicketEvent)) == 6


def test_a_dry_run_writes_nothing(run, rows):
    there = len(rows(Person))
    result = run(HEADER + WALK + OPEN, f"{OPTIONS} --dry-run")
    assert counts(result) == (2, 0, 0)
    assert result.stdout.splitlines()[-1].startswith("To import: 2.")
    assert (rows(Ticket), len(rows(Person))) == ([], there)


def test_what_was_cut_short_goes_on(run, rows, desk, monkeypatch):
    monkeypatch.setattr(service, "BATCH", 1)
    append, calls = log.append_to_new, []

    def fail_at_the_second(*args):
        calls.append(args)
        append(*args)
        if len(calls) == 2:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(log, "append_to_new", fail_at_the_second)
    result = run(HEADER + WALK + OPEN)
    assert (result.exit_code, "No space left" in result.output) == (1, True)
    assert [ticket.complaint for ticket in rows(Ticket)] == ["B"]
    monkeypatch.undo()
    assert counts(run(HEADER + WALK + OPEN)) == (1, 1, 0)
    assert "2 tickets checked" in desk("verify-log")


def test_rules_from_a_file(run, rows, tmp_path):
    path = tmp_path / "rules.txt"
    path.write_text(
        "# what they did\n\nNew=received+recorded\nCalled = confirmed\n*=note\n",
        encoding="utf-8-sig",
    )
    rest = f"{COLUMNS} --time-zone Asia/Jakarta --unit MM --map-file '{path}'"
    assert counts(run(HEADER + WALK, rest)) == (1, 0, 0)
    assert rows(Ticket)[0].step is Step.FULFIL


@pytest.mark.parametrize(
    ("content", "change", "message"),
    [
        ("", {}, "it is empty."),
        (HEADER, {}, "no rows below"),
        (bytes(range(256)) * 9, {}, "it is not a text file."),
        (HEADER + WALK, {"--case case": "--case kasus"}, "has no column “kasus”"),
        (HEADER + WALK, {"--resource who": "--resource orang"}, "no column “orang”"),
        (HEADER + WALK, {"Wait=paused": "Wait=parked"}, "“Wait=parked” is not ACT"),
        (HEADER + WALK, {"Wait=paused": "Wait=voided"}, "“Wait=voided” is not ACT"),
        (HEADER + WALK, {"Wait=paused": "Wait"}, "“Wait” is not ACTIVITY=KIND"),
        (HEADER + WALK, {"Wait=paused": "=paused"}, "“=paused” is not ACTIVITY=KIND"),
        (HEADER + WALK, {"Wait=paused": "New=note"}, "“New” is named twice."),
        (HEADER + WALK, {MAP: ""}, "say what the activities are"),
        (HEADER + WALK, {MAP: "--map-file none.txt"}, "none.txt: No such file"),
        (
            HEADER + WALK,
            {"/Jakarta": "/Bandung"},
            "time zone “Asia/Bandung” is not known.",
        ),
        (HEADER + WALK, {"MM": "XX"}, "choose one of the units"),
    ],
)
def test_what_cannot_be_read_is_one_line(run, rows, content, change, message):
    options = OPTIONS
    for old, new in change.items():
        options = options.replace(old, new)
    result = run(content, options)
    assert result.exit_code == 1
    assert message in result.output
    assert len(result.output.splitlines()) == 1
    assert rows(Ticket) == []


# The real log: every case, against arithmetic made another way.

REAL_MAP = (
    '--map "Assign seriousness=received+recorded" '
    '--map "Insert ticket=received+recorded" --map "Take in charge ticket=confirmed" '
    '--map Wait=paused --map "Resolve ticket=fulfilled" --map Closed=thanked '
    '--map "*=note"'
)
REAL_OPTIONS = (
    f"{REAL_MAP} --case case --activity activity --resource resource "
    "--timestamp timestamp --time-zone Europe/Rome --unit MM"
)
CAP = 25_200
JAKARTA = 7 * 3600
WEEK: dict[str, list[list[str]]] = defaults.HOURS["weekly"]  # type: ignore[assignment]


def real_cases() -> dict[str, list[tuple[int, str]]]:
    """Return the rows of each case of the raw file: instant and activity."""
    cases = defaultdict(list)
    with REAL.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            local = datetime.fromisoformat(row["timestamp"])
            at = local.replace(tzinfo=ZoneInfo("Europe/Rome")).timestamp()
            cases[row["case"]].append((int(at), row["activity"]))
    return {case: sorted(rows, key=lambda row: row[0]) for case, rows in cases.items()}


def expected(rows, service) -> tuple[int | None, int | None, int, int | None]:
    """Return response, resolution, paused seconds and wall of a case, by subtraction.

    The first row receives and records. From then on each activity is looked for after
    the one before it; what was paused in between is taken off, up to the cap each.
    """
    begin = rows[0][0]
    paused = 0
    waits_since = response = None
    wanted = ["Take in charge ticket", "Resolve ticket", "Closed"]
    for at, activity in rows[1:]:
        ends_step = activity == wanted[0]
        if waits_since is not None and (ends_step or activity == "Wait"):
            paused += min(CAP, service(waits_since, at))
            waits_since = None
        if activity == "Wait" and len(wanted) > 1:
            waits_since = at
        if ends_step:
            if activity == "Take in charge ticket":
                response = service(begin, at) - paused
            wanted.pop(0)
        if not wanted:
            return response, service(begin, at) - paused, paused, at - begin
    return response, None, paused, None


def whole_days(begin: int, end: int) -> int:
    return end - begin


@cache
def served_before() -> dict[date, int]:
    """Return the service seconds of all days before a day, by adding up the days."""
    before, total = {}, 0
    for day in (date(2010, 1, 1) + timedelta(days=n) for n in range(6_500)):
        before[day] = total
        total += sum(closes - opens for opens, closes in hours_of(day))
    return before


def hours_of(day: date) -> list[tuple[int, int]]:
    """Return the default hours of a day, in seconds after its midnight."""
    return [
        (seconds(opening), seconds(closing))
        for opening, closing in WEEK[str(day.isoweekday())]
    ]


def seconds(text: str) -> int:
    hours, minutes = map(int, text.split(":"))
    return hours * 3600 + minutes * 60


def by_the_day(begin: int, end: int) -> int:
    """Return the service seconds of the default hours, in a zone that never changes."""
    return counted_to(end) - counted_to(begin)


def counted_to(instant: int) -> int:
    days, second = divmod(instant + JAKARTA, 86_400)
    day = date(1970, 1, 1) + timedelta(days=days)
    parts = (min(second, closes) - opens for opens, closes in hours_of(day))
    return served_before()[day] + sum(part for part in parts if part > 0)


def businesstimedeltas(begin: int, end: int) -> int:
    """Return the same by a library."""
    rules = [
        businesstimedelta.WorkDayRule(
            start_time=time.fromisoformat(opening),
            end_time=time.fromisoformat(closing),
            working_days=[int(day) - 1],
            tz=pytz.timezone("Asia/Jakarta"),
        )
        for day, hours in WEEK.items()
        for opening, closing in hours
    ]
    spent = businesstimedelta.Rules(rules).difference(
        datetime.fromtimestamp(begin, UTC), datetime.fromtimestamp(end, UTC)
    )
    return spent.hours * 3600 + int(spent.seconds)


@pytest.mark.skipif(not REAL.exists(), reason=f"no data at {REAL}; CI has them")
class TestRealLog:
    def test_every_case_has_the_times_that_arithmetic_gives(self, run, app, rows, desk):
        cases = real_cases()
        assert counts(run(REAL.read_bytes(), REAL_OPTIONS)) == (len(cases), 0, 0)
        stored = {t.complaint: (t.response, t.resolution) for t in rows(Ticket)}
        by_hand = {case: expected(told, by_the_day)[:2] for case, told in cases.items()}
        assert stored == by_hand
        assert f"{len(cases)} tickets checked" in desk("verify-log")
        with app.app_context():
            notes = select(func.count()).where(TicketEvent.kind == K.NOTED)
            assert db.session.scalar(notes) == 100
        assert counts(run(REAL.read_bytes(), REAL_OPTIONS)) == (0, len(cases), 0)
        logs = defaultdict(list)
        for event in rows(TicketEvent):
            logs[event.ticket_id].append(event.as_event())
        always = ServiceCalendar("UTC", dict.fromkeys(range(1, 8), ((0, 86_400),)))
        for ticket in rows(Ticket):
            told = cases[ticket.complaint]
            response, resolution, paused, wall = expected(told, whole_days)
            got = measure(logs[ticket.id], always, told[-1][0])
            assert got.response == response
            if resolution is not None:
                assert (got.resolution, got.paused) == (resolution, paused)
                assert got.wall == wall == resolution + paused

    def test_and_a_library_agrees_on_a_sample(self):
        for rows in list(real_cases().values())[::150]:
            begin, end = rows[0][0], rows[-1][0]
            assert businesstimedeltas(begin, end) == by_the_day(begin, end)
