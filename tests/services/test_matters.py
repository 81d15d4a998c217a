"""What waits for a reviewer follows from the log, and is made anew from it."""

from sqlalchemy import delete, select, update

from desk.domain.vocabulary import Step
from desk.domain.waiting import MatterKind
from desk.extensions import db
from desk.models import Matter
from desk.services import projection
from desk.services.transaction import writing


def kept(app):
    with app.app_context():
        rows = db.session.scalars(select(Matter).order_by(Matter.n)).all()
        return [(row.kind, row.n, row.holder_id, row.by_id) for row in rows]


def damage(app, statement):
    with app.app_context(), writing():
        db.session.execute(statement)


def strayed(app):
    with app.app_context():
        return list(projection.stray_tickets())


def test_comes_and_goes_with_what_is_asked(app, tickets, world):
    ticket = tickets.at(Step.FULFIL)
    student, other = world.id_of("siswa"), world.id_of("siswi")
    assert kept(app) == []
    tickets.pause(ticket)
    tickets.mark(ticket)
    assert kept(app) == [
        (MatterKind.PAUSE, 4, student, student),
        (MatterKind.MARK, 5, student, student),
    ]
    tickets.verify(ticket, 4)
    tickets.release(ticket)
    tickets.take(ticket, "siswi")
    assert kept(app) == [(MatterKind.MARK, 5, other, student)]
    tickets.confirm_mark(ticket)
    assert kept(app) == []


def test_what_strayed_is_named_and_made_anew(app, tickets):
    ticket = tickets.at(Step.FULFIL)
    tickets.pause(ticket)
    before, number = kept(app), tickets.read(ticket).number
    for statement in (
        delete(Matter),
        update(Matter).values(holder_id=None),
        update(Matter).values(kind=MatterKind.CLAIM),
    ):
        assert strayed(app) == []
        damage(app, statement)
        assert strayed(app) == [number]
        with app.app_context():
            list(projection.rebuild())
        assert kept(app) == before
