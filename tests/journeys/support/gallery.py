"""One ticket of a student in every state there is, beside the demo's story."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from flask import Flask
from sqlalchemy import select

from desk.domain.class_list import ListField
from desk.domain.grade_life import GradeAct
from desk.domain.intake import Field
from desk.domain.rubric import Level, RubricItem
from desk.domain.sheets import Work
from desk.domain.vocabulary import Channel, PauseReason, Step
from desk.extensions import db
from desk.models import (
    CalendarVersion,
    ClassGroup,
    Grade,
    Gradebook,
    GradingPeriod,
    ImprovementAction,
    Person,
    RubricDraw,
    Sample,
    SampledTicket,
    Shift,
    ShiftSwap,
    SolutionCard,
    Source,
    Unit,
    WallBoard,
)
from desk.queries.people import get_actor
from desk.queries.sources import source_codes
from desk.services import (
    class_lists,
    recomputing,
    rubric,
    rubric_draws,
    uploads,
    views,
    walls,
)
from desk.services.class_plans import Reading, Ticks
from tests.support.cast import World
from tests.support.clock import Clock
from tests.support.grades import Grades
from tests.support.photos import photo
from tests.support.tickets import Tickets

THURSDAY = 3
STUDENT, ANOTHER, SUPERVISOR, TEACHER = "siswa1", "siswa2", "pengawas", "guru"
# Long and without a space: what breaks a narrow page.
ENDLESS = "Mengecewakan" * 30

LIST = "NIS,Nama,Kelas\n9,Bayu Saputra,XII PM 1\n10,Ayu,XII {}\n,Dua,X\n"
FILE = f"product,complaint\nPulpen {{}},Macet\nBuku,{ENDLESS}\nPensil,\n"


@dataclass(frozen=True)
class Gallery:
    """The ids that addresses need, by a name."""

    ids: dict[str, int]
    # The secret of the wall board's address.
    wall: str
    # What opens the page of a customer's complaint.
    code: str

    def path(self, pattern: str) -> str:
        """Return an address with the names in it replaced by ids."""
        return pattern.format(**self.ids, wall=self.wall, code=self.code)


def hang(app: Flask) -> Gallery:
    """Make the tickets; return the ids of everything that has a page."""
    tickets = Tickets(app, demo_world(app))
    ids = {f"at_{step}": tickets.at(step, STUDENT) for step in Step}
    for state in ("waiting", "granted", "refused"):
        ids[state] = tickets.at(Step.FULFIL, STUDENT)
        tickets.ask_approval(ids[state], STUDENT)
    tickets.approve(ids["granted"], SUPERVISOR, note="Silakan, Alya.")
    tickets.refuse(ids["refused"], SUPERVISOR)
    for state in ("paused", "pending", "pause_refused"):
        ids[state] = tickets.at(Step.FULFIL, STUDENT)
    tickets.pause(ids["paused"], STUDENT, question=ENDLESS)
    tickets.pause(ids["pending"], STUDENT, reason=PauseReason.WAITING_SUPPLIER)
    tickets.pause(ids["pause_refused"], STUDENT)
    pause = tickets.read(ids["pause_refused"]).version
    tickets.reject(ids["pause_refused"], pause, SUPERVISOR)
    ids["closed"] = tickets.at(None, STUDENT)
    ids["cancelled"] = tickets.start(STUDENT)
    tickets.undo(ids["cancelled"], STUDENT)
    ids["explained"] = explained(tickets)
    ids["queued"] = tickets.receive(ENDLESS, item=ENDLESS[:60])
    ids["targets"] = tickets.set_targets("guru", medium_confirm=20)
    ids["of_another"] = tickets.at(Step.CONFIRM, ANOTHER, complaint=ENDLESS)
    ids["offered"] = offered(tickets)
    ids["view"] = view_of(tickets)
    ids |= carded(tickets, ids["closed"])
    ids["year"] = datetime.now(UTC).year
    ids |= put_right(tickets)
    ids |= other_ids(app) | uploaded(tickets) | listed(tickets) | rostered(app)
    ids["gradebook"] = graded(tickets, ids["class_group"])
    ids |= reviewed(tickets, ids["gradebook"])
    show_grade(tickets, ids["gradebook"])
    ids["sent"], code = tickets.complain(ENDLESS, item=ENDLESS[:60])
    tickets.write(ids["sent"], ENDLESS)
    return Gallery(ids, wall=wall_of(tickets), code=code)


def wall_of(tickets: Tickets) -> str:
    """Return the secret of the unit's wall board."""
    unit_id = tickets.world.units["MM"]
    with tickets.app.app_context():
        board = walls.make(tickets.act(SUPERVISOR), unit_id)
        return db.session.get_one(WallBoard, board).secret


def carded(tickets: Tickets, ticket: int) -> dict[str, int]:
    """Return a card with a complaint, and another one merged into it."""
    names = [ENDLESS[:60], "Ibu yang berdiri lama di depan kasir"]
    first, second = [tickets.make_customer(STUDENT, name=name) for name in names]
    tickets.link(ticket, first, SUPERVISOR)
    tickets.merge_customers(first, second, SUPERVISOR)
    return {"customer": first, "merged_customer": second}


def view_of(tickets: Tickets) -> int:
    """Return a shared view of the supervisor's, with a name that does not break."""
    with tickets.app.app_context():
        act = tickets.act(SUPERVISOR)
        return views.save_view(act, name=ENDLESS[:60], query="queue=1", is_shared=True)


def offered(tickets: Tickets) -> int:
    """Return a ticket offered to another student, before the demo's roster began."""
    with Clock(datetime.now(ZoneInfo("Asia/Jakarta")) - timedelta(days=90)):
        ticket = tickets.at(Step.CONFIRM, STUDENT)
        tickets.offer(ticket, ANOTHER, STUDENT, note=ENDLESS)
    return ticket


def graded(tickets: Tickets, class_group_id: int) -> int:
    """Return the gradebook of a class in the demo's present period, computed."""
    running = (
        select(Gradebook.id)
        .join(GradingPeriod, GradingPeriod.id == Gradebook.period_id)
        .where(Gradebook.class_group_id == class_group_id)
        .order_by(GradingPeriod.begins_at.desc())
        .limit(1)
    )
    with tickets.app.app_context():
        found = db.session.scalars(running).one()
        recomputing.recompute(tickets.act(TEACHER), found)
    return found


def show_grade(tickets: Tickets, gradebook: int) -> None:
    """Publish the grade of another student of the class, as it was computed."""
    grades = Grades(tickets.app, tickets.world)
    with tickets.app.app_context():
        person = tickets.world.id_of(ANOTHER)
        of_student = select(Grade.id).filter_by(
            gradebook_id=gradebook, person_id=person
        )
        grade = db.session.scalars(of_student).one()
    grades.move(grade, GradeAct.REVIEW, GradeAct.PUBLISH, by=TEACHER)


def reviewed(tickets: Tickets, gradebook: int) -> dict[str, int]:
    """Return a sheet of the counter, and a drawn ticket with marks changed on it."""
    app, person = tickets.app, tickets.world.id_of(STUDENT)
    with app.app_context():
        rubric_draws.draw(tickets.act(TEACHER), gradebook)
        drawn = db.session.scalars(
            select(RubricDraw.ticket_id).filter_by(person_id=person).limit(1)
        ).one()
        sheet = rubric.begin_sheet(tickets.act(SUPERVISOR), person)
        for work in (Work(person, drawn), Work(person, sheet_id=sheet)):
            seen = 0
            for level in (Level.GOOD, Level.NEEDS_GUIDANCE):
                seen = rubric.mark(
                    tickets.act(SUPERVISOR),
                    work,
                    RubricItem.RESTATES,
                    seen=seen,
                    level=level,
                    comment=ENDLESS,
                )
    return {"drawn": drawn, "sheet": sheet}


def explained(tickets: Tickets) -> int:
    """Return a ticket that has been through everything, on a Thursday and the Friday.

    It was worked on, waited, was put back and taken by another, and closed next day.
    """
    today = datetime.now(ZoneInfo("Asia/Jakarta")).replace(hour=9, minute=0, second=0)
    ago = (today.weekday() - THURSDAY) % 7 or 7
    with Clock(today - timedelta(days=ago)) as clock:
        ticket = tickets.start(STUDENT)
        clock.move(minutes=6)
        tickets.record(ticket, STUDENT)
        clock.move(minutes=22, seconds=20)
        tickets.confirm(ticket, STUDENT)
        clock.move(minutes=20)
        tickets.pause(ticket, STUDENT)
        clock.move(minutes=50)
        tickets.resume(ticket, STUDENT)
        clock.move(minutes=15)
        tickets.release(ticket, STUDENT)
        clock.move(minutes=10)
        tickets.take(ticket, ANOTHER)
        clock.set(7, 30, days=1)
        tickets.fulfil(ticket, ANOTHER)
        clock.move(minutes=4)
        tickets.thank(ticket, ANOTHER)
    return ticket


def put_right(tickets: Tickets) -> dict[str, int]:
    """Return tickets merged, marked, set aside and entered from paper."""
    ids = {
        name: tickets.at(Step.CONFIRM, STUDENT)
        for name in ("merged", "survivor", "marked", "set_aside")
    }
    tickets.merge(ids["survivor"], ids["merged"], SUPERVISOR, reason=ENDLESS)
    for name in ("marked", "set_aside"):
        tickets.mark(ids[name], STUDENT, reason=ENDLESS)
    tickets.confirm_mark(ids["set_aside"], SUPERVISOR, note=ENDLESS)
    ids["on_paper"] = tickets.enter_paper(STUDENT, photo=photo())
    return ids


def demo_world(app: Flask) -> World:
    """Return the demo's people and sources as the makers of tickets know them."""
    with app.app_context():
        people = db.session.execute(select(Person.username, Person.id)).all()
        unit_id = db.session.scalars(select(Unit.id)).one()
        return World(
            units={"MM": unit_id},
            sources=source_codes(unit_id),
            actors={name: get_actor(id_) for name, id_ in people},
        )


def other_ids(app: Flask) -> dict[str, int]:
    """Return one id of everything else that has a page."""
    with app.app_context():
        of = {
            "person": select(Person.id).where(Person.username == STUDENT),
            "class_group": select(ClassGroup.id),
            "unit": select(Unit.id),
            "calendar_version": select(CalendarVersion.id),
            "source_group": select(Source.id).where(Source.parent_id.is_(None)),
            "source": select(Source.id).where(Source.parent_id.is_not(None)),
            "sample": select(Sample.id),
            "proposal": select(SolutionCard.id).where(
                SolutionCard.is_approved.is_(None)
            ),
            "action": select(ImprovementAction.id).where(
                ImprovementAction.began_on.is_not(None)
            ),
            "sampled": select(SampledTicket.ticket_id).where(
                SampledTicket.event_id.is_(None)
            ),
        }
        return {
            name: db.session.scalars(query.limit(1)).one() for name, query in of.items()
        }


def rostered(app: Flask) -> dict[str, int]:
    """Return this week and day, a shift the student can swap, and a swap asked for."""
    today = datetime.now(ZoneInfo("Asia/Jakarta"))
    week = today.isocalendar()
    coming = (
        select(Shift.id)
        .join(Person, Person.id == Shift.person_id)
        .where(
            Person.username == STUDENT,
            Shift.removed_in.is_(None),
            Shift.begins_at > today.timestamp() + 86_400,
        )
        .order_by(Shift.begins_at)
    )
    with app.app_context():
        return {
            "shift": db.session.scalars(coming.offset(1).limit(1)).one(),
            "swap": db.session.scalars(select(ShiftSwap.id).limit(1)).one(),
            "week_year": week.year,
            "week": week.week,
            "this_year": today.year,
            "month": today.month,
            "date": today.day,
        }


def uploaded(tickets: Tickets) -> dict[str, int]:
    """Return a file whose columns are to be chosen, and one that is imported."""
    with tickets.app.app_context():
        ids = {
            name: uploads.keep(
                tickets.act("admin"),
                name=f"keluhan-{name}.csv",
                content=FILE.format(name).encode(),
                unit_id=tickets.world.units["MM"],
                channel=Channel.PAPER,
                source_id=None,
            )
            for name in ("chosen", "imported")
        }
        columns = {Field.ITEM: 0, Field.COMPLAINT: 1}
        uploads.bring_in(tickets.act("admin"), ids["imported"], columns=columns)
    return ids


def listed(tickets: Tickets) -> dict[str, int]:
    """Return a class list that is to be looked at, and one that is taken over."""
    columns = {ListField.NUMBER: 0, ListField.NAME: 1, ListField.CLASS_GROUP: 2}
    reading = Reading(sheet=0, columns=columns)
    ids = {}
    with tickets.app.app_context():
        act = tickets.act("admin")
        for name in ("looked_at", "taken_over"):
            content = LIST.format(name).encode()
            ids[name] = class_lists.keep(act, name=f"{name}.csv", content=content)
        plan = class_lists.preview(act, ids["taken_over"], reading)
        class_lists.take_over(
            act,
            ids["taken_over"],
            reading=reading,
            seen=plan.digest(),
            ticks=Ticks(unit_id=tickets.world.units["MM"]),
            password_of=lambda number: f"angin-{number}",
        )
    return ids
