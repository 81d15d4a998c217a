"""flask desk add-user: an account from the command line, to sign in once."""

import shlex

import pytest
from sqlalchemy import select

from desk.extensions import db
from desk.models import Person
from tests.support.databases import Database

SECRET = "angin-timur-7"
ADMIN = "agus --name 'Agus Salim' --role admin"


@pytest.fixture
def run(app, world, clock):
    """Return what runs the command and returns its outcome."""

    def run_command(options, typed=f"{SECRET}\n{SECRET}\n"):
        args = ["desk", "add-user", *shlex.split(options)]
        return app.test_cli_runner().invoke(args=args, input=typed)

    return run_command


@pytest.fixture
def find(app):
    """Return what reads a person as now stored."""

    def read(username):
        with app.app_context():
            person = db.session.scalar(select(Person).filter_by(username=username))
            if person is not None:
                db.session.expunge(person)
            return person

    return read


def test_adds_somebody_who_then_chooses_a_password(run, find, browser):
    done = run(ADMIN)
    assert done.exit_code == 0
    assert SECRET not in done.output
    assert find("agus").must_change_password
    browser.sign_in_by_form("agus", SECRET)
    assert browser.path == "/account/password"


def test_adds_a_student(run, find, world):
    options = "Agus --name Agus --role student --unit mm --class-group 'xii pm 1'"
    assert run(f"{options} --student-number 77").exit_code == 0
    person = find("agus")
    assert (person.unit_id, person.student_number) == (world.units["MM"], "77")
    assert person.class_group_id is not None


@pytest.mark.parametrize("line_end", ["\n", "\r\n", ""])
def test_reads_the_password_from_a_pipe(run, find, browser, line_end):
    done = run(f"{ADMIN} --password-stdin", SECRET + line_end)
    assert done.exit_code == 0
    browser.sign_in_by_form("agus", SECRET)
    assert browser.path == "/account/password"


def test_asks_again_when_the_two_differ(run, find, browser):
    typed = f"{SECRET}\nother\n{SECRET}\n{SECRET}\n"
    assert run(ADMIN, typed).exit_code == 0
    browser.sign_in_by_form("agus", SECRET)
    assert browser.path == "/account/password"


@pytest.mark.parametrize(
    ("options", "named"),
    [
        ("SISWA --name Agus --role admin", "username"),
        ("a --name Agus --role admin", "username"),
        ("agus --name '' --role admin", "name"),
        (f"agus --name '{'x' * 121}' --role admin", "name"),
        ("agus --name Agus --role supervisor", "unit_id"),
        ("agus --name Agus --role student --unit MM", "class_group_id"),
        ("agus --name Agus --role supervisor --unit XX", "XX"),
        ("agus --name Agus --role student --class-group XX", "XX"),
        ("agus --name Agus --role admin --student-number 2024-siswa", "student_number"),
        (
            f"agus --name Agus --role admin --student-number {'1' * 31}",
            "student_number",
        ),
    ],
)
def test_refuses_in_one_line(run, find, options, named):
    done = run(f"{options} --password-stdin")
    assert done.exit_code == 1
    (line,) = done.output.splitlines()
    assert line.startswith("Error: ")
    assert named in line
    assert find("agus") is None
    assert SECRET not in line


@pytest.mark.parametrize("typed", ["", "\n", "short\n"])
def test_refuses_a_weak_password(run, find, typed):
    done = run(f"{ADMIN} --password-stdin", typed)
    assert done.exit_code == 1
    assert "password" in done.output
    assert find("agus") is None


def test_refuses_an_unknown_role(run, find):
    assert run("agus --name Agus --role king").exit_code == 2
    assert find("agus") is None


def test_says_when_there_is_no_database_yet(database: Database):
    runner = database.open().test_cli_runner()
    args = ["desk", "add-user", *shlex.split(ADMIN), "--password-stdin"]
    done = runner.invoke(args=args, input=SECRET)
    assert done.exit_code == 1
    (line,) = done.output.splitlines()
    assert "db upgrade" in line
