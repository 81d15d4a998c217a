"""flask desk import-complaints: every good row in, once; bad rows named by line."""

import shlex

import pytest
from sqlalchemy import select

from desk.domain.vocabulary import Channel, Step
from desk.extensions import db
from desk.models import Ticket, TicketEvent
from desk.queries.integrity import walk_chains
from desk.services import imports as service
from desk.services import log
from tests.house.sources import ROOT

REAL = ROOT.parent / "shared" / "data" / "complaints-id.csv"
REAL_ROWS = 1_352
MAP = "--map complaint=keluhan,item=barang --unit MM"
GOOD = b"keluhan,barang\nBasi,Roti\nSobek,Seragam\n"


@pytest.fixture
def run(app, world, clock, tmp_path):
    """Return what runs the command on some content and returns its outcome."""

    def run_command(content, options=MAP, name="keluhan.csv"):
        path = tmp_path / name
        path.write_bytes(content)
        args = ["desk", "import-complaints", str(path), *shlex.split(options)]
        return app.test_cli_runner().invoke(args=args)

    return run_command


@pytest.fixture
def imported(app):
    """Return what reads a column of all tickets, in the order they came in."""

    def read(column):
        with app.app_context():
            query = select(getattr(Ticket, column)).order_by(Ticket.id)
            return list(db.session.scalars(query))

    return read


def counts(result):
    assert result.exit_code == 0, result.output
    line = result.stdout.splitlines()[-1]
    return tuple(int(part.split()[-1]) for part in line.split(".")[:3])


def test_puts_every_row_into_the_queue(run, app, imported, clock):
    options = f"{MAP} --channel social_media --source product.expired"
    assert counts(run(GOOD, options)) == (2, 0, 0)
    with app.app_context():
        tickets = list(db.session.scalars(select(Ticket).order_by(Ticket.id)))
        events = list(db.session.scalars(select(TicketEvent)))
    assert [t.complaint for t in tickets] == ["Basi", "Sobek"]
    assert [t.number for t in tickets] == [
        "KEL/MM/2026/09/0001",
        "KEL/MM/2026/09/0002",
    ]
    first = tickets[0]
    assert (first.step, first.owner_id) == (Step.RECORD, None)
    assert (first.channel, first.item) == (Channel.SOCIAL_MEDIA, "Roti")
    assert first.received_at == clock.now
    assert first.search_text.split()[-2:] == ["roti", "basi"]
    assert {event.actor_id for event in events} == {None}


def test_imports_nothing_twice(run):
    assert counts(run(GOOD)) == (2, 0, 0)
    assert counts(run(GOOD, name="lain.csv")) == (0, 2, 0)
    more = GOOD + b"Basi,Roti\nBaru,Pensil\n"
    assert counts(run(more)) == (2, 2, 0)
    assert counts(run(more)) == (0, 4, 0)


def test_the_same_rows_go_to_each_unit(run):
    assert counts(run(GOOD)) == (2, 0, 0)
    assert counts(run(GOOD, MAP.replace("MM", "pc"))) == (2, 0, 0)


def test_bad_rows_are_named_and_the_rest_goes_in(run, imported):
    content = (
        b'keluhan,barang\n,Roti\n"dua\nbaris",Es\nx\0y,Teh\nlebar,a,b\n'
        + b"p" * 5_001
        + b',Kopi\nbaik,Susu\n"tanpa akhir,x\n'
    )
    result = run(content)
    assert counts(result) == (2, 0, 5)
    lines = [line.split(maxsplit=1) for line in result.stdout.splitlines()[1:-1]]
    assert [int(number) for number, _ in lines] == [2, 5, 6, 7, 9]
    assert lines[3][1] == "Complaint: 5001 characters, and at most 5000 fit."
    assert imported("complaint") == ["dua\nbaris", "baik"]


def test_a_dry_run_writes_nothing(run, tickets):
    result = run(GOOD + b",\n,x\n", f"{MAP} --dry-run")
    assert counts(result) == (2, 0, 1)
    assert tickets.count() == 0


def test_a_claimed_time_is_the_receipt(run, imported, clock):
    content = b"keluhan;waktu\nBasi;01/09/2026 10:00\nSobek;\nNanti;2026-09-03\n"
    options = "--map complaint=keluhan,received_at=waktu --unit MM"
    assert counts(run(content, options)) == (2, 0, 1)
    assert imported("received_at") == [clock.now - 23 * 3_600, clock.now]


def test_the_log_is_whole_after_an_import(run, app):
    run(GOOD)
    with app.app_context():
        assert [found for found in walk_chains() if found] == []


def test_numbers_go_on_without_a_gap(run, tickets, imported):
    tickets.start()
    run(GOOD)
    tickets.start()
    assert [number[-4:] for number in imported("number")] == [
        *("0001", "0002", "0003", "0004"),
    ]


def test_a_failure_halfway_leaves_nothing(run, tickets, monkeypatch):
    # Two batches: the first has been sent to the database when the second fails.
    monkeypatch.setattr(service, "BATCH", 1)
    append, calls = log.append_to_new, []

    def fail_at_the_second(*args, **kwargs):
        calls.append(args)
        if len(calls) == 2:
            raise OSError(28, "No space left on device")
        append(*args, **kwargs)

    monkeypatch.setattr(log, "append_to_new", fail_at_the_second)
    assert run(GOOD).exit_code == 1
    monkeypatch.undo()
    assert tickets.count() == 0
    assert counts(run(GOOD)) == (2, 0, 0)


@pytest.mark.parametrize(
    ("content", "options", "message"),
    [
        (b"", MAP, "it is empty."),
        (b"keluhan,barang\n", MAP, "no rows below"),
        (bytes(range(256)) * 9, MAP, "it is not a text file."),
        (b"PK\x03\x04", MAP, "it is a workbook."),
        (b"a,b\n1,2\n", MAP, "no column “keluhan”. Its columns are: a, b."),
        (b"keluhan,barang,Barang\n1,2,3\n", MAP, "more than one column “barang”"),
        (GOOD, "--map x=keluhan --unit MM", "“x=keluhan” is not FIELD=COLUMN"),
        (GOOD, "--map item=barang --unit MM", "complaint=COLUMN is missing"),
        (GOOD, "--map complaint=keluhan", "--unit: choose one of the units: MM, PC"),
        (GOOD, f"{MAP} --unit XX", "--unit: choose one of the units"),
        (GOOD, f"{MAP} --source product.nothing", "--source: choose one of"),
        (GOOD, f"{MAP} --source product", "or the source is a whole group"),
    ],
)
def test_what_cannot_be_is_refused_in_one_line(run, tickets, content, options, message):
    result = run(content, options)
    assert result.exit_code == 1
    lines = [line for line in result.output.splitlines() if "Error: " in line]
    assert len(lines) == 1
    assert message in lines[0]
    assert tickets.count() == 0


def test_a_file_that_is_not_there_is_refused_in_one_line(run, app, tmp_path):
    args = ["desk", "import-complaints", str(tmp_path / "x"), *shlex.split(MAP)]
    result = app.test_cli_runner().invoke(args=args)
    assert result.exit_code == 1
    assert "No such file" in result.stderr


@pytest.mark.skipif(not REAL.exists(), reason="needs ../shared/data/complaints-id.csv")
def test_the_real_complaints_go_in_whole_and_once(run, app, imported):
    options = "--map complaint=complaint,item=product --unit MM --channel social_media"
    content = REAL.read_bytes()
    assert counts(run(content, f"{options} --dry-run")) == (REAL_ROWS, 0, 0)
    assert counts(run(content, options)) == (REAL_ROWS, 0, 0)
    assert counts(run(content, options)) == (0, REAL_ROWS, 0)
    numbers = [int(number.rsplit("/", 1)[1]) for number in imported("number")]
    assert numbers == list(range(1, REAL_ROWS + 1))
    with app.app_context():
        assert not any(walk_chains())
