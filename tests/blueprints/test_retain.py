"""Erasing what is past its time: what goes, what stays, and what the log says of it."""

import pytest
from sqlalchemy import func, select

from desk.domain.retention import Kept
from desk.domain.vocabulary import (
    CustomerKind,
    CustomerStanding,
    Purpose,
    Relation,
    Step,
)
from desk.extensions import db
from desk.models import (
    Customer,
    CustomerEntry,
    CustomerMember,
    Evidence,
    Photo,
    RetentionRun,
    Ticket,
)
from desk.queries.integrity import walk_chains
from desk.queries.retention import preview
from desk.services import retention
from desk.services.projection import stray_tickets
from desk.services.transaction import writing
from tests.support.photos import photo
from tests.support.tickets import COMPLAINT

NAME, PHONE = "Ibu Ratna", "0812-0000-0103"
ANONYMOUS = {"customer": "", "contact": ""}
NUMBERS = (
    *("number", "received_at", "closed_at", "ended_at", "ending", "zero_at"),
    *("response", "resolution", "source_id", "channel", "owner_id", "remedy", "needs"),
)


@pytest.fixture
def closed(tickets):
    """Return a ticket closed today, with a name and a contact."""
    return tickets.at(None, customer=NAME, contact=PHONE)


@pytest.fixture
def retain(tickets):
    """Return what runs the job to its end, and says what went."""

    def run():
        with tickets.reading():
            return list(retention.erase(tickets.act("admin")))

    return run


def counts(tickets, clock):
    with tickets.reading():
        return {past.kind.value: past.count for past in preview(now=clock.now)}


def is_whole(tickets):
    with tickets.reading():
        return set(walk_chains()) == {None} and not list(stray_tickets())


def test_a_contact_goes_after_90_days_and_the_rest_of_its_words_stays(
    tickets, closed, clock, retain
):
    before = tickets.read(closed)
    clock.move(days=90, seconds=-1)
    assert retain() == []
    clock.move(seconds=1)
    assert counts(tickets, clock) == {"contents": 0, "contacts": 1, "customers": 0}
    assert retain() == [Kept.CONTACTS]
    assert retain() == []  # nothing twice

    row = tickets.read(closed)
    assert (row.customer, row.contact, row.complaint) == ("", "", COMPLAINT)
    assert row.contact_erased_at == clock.now
    assert "ratna" not in row.search_text
    assert "roti" in row.search_text
    assert [getattr(row, name) for name in NUMBERS] == [
        getattr(before, name) for name in NUMBERS
    ]
    assert tickets.log(closed)[-1] == "erased"
    assert tickets.facts(closed) == {"scope": "contact", "of": 2}
    assert tickets.words(closed)["complaint"] == COMPLAINT
    with tickets.reading():
        left = str(list(db.session.scalars(select(Evidence.words))))
    assert NAME not in left
    assert PHONE not in left
    assert is_whole(tickets)


def test_all_words_and_photos_go_after_the_next_school_year(
    tickets, clock, retain, open_browser
):
    ticket_id = tickets.enter_paper(photo=photo())
    for walk in tickets._walk.values():
        walk(ticket_id)
    before = tickets.read(ticket_id)
    clock.move(days=662)  # 25 June 2028
    retain()
    assert tickets.read(ticket_id).complaint == COMPLAINT
    clock.move(days=6)  # 1 July 2028
    assert counts(tickets, clock)["contents"] == 1
    assert retain() == [Kept.CONTENTS]

    row = tickets.read(ticket_id)
    assert (row.complaint, row.item, row.receipt, row.proposed_words) == ("",) * 4
    assert row.erased_at == clock.now
    assert row.search_text == " ".join(row.number.casefold().split("/"))
    assert [getattr(row, name) for name in NUMBERS] == [
        getattr(before, name) for name in NUMBERS
    ]
    with tickets.reading():
        words = Evidence.words.is_not(None)
        assert db.session.scalar(select(func.count()).where(words)) == 0
        assert set(db.session.scalars(select(Photo.content))) == {None}
    assert is_whole(tickets)
    page = open_browser("pengawas").get(f"/tickets/{ticket_id}")
    assert "Yang tertulis di sini sudah dihapus." in page.text


def test_what_is_written_on_an_erased_ticket_is_erased_in_its_turn(
    tickets, closed, clock, retain
):
    clock.move(days=700)
    retain()
    clock.move(days=1)
    tickets.coach(closed, note="Ibu Ratna datang lagi.")
    assert retain() == [Kept.CONTENTS]
    assert retain() == []
    assert is_whole(tickets)


def test_an_open_ticket_and_what_is_merged_into_it_are_never_touched(
    tickets, clock, retain
):
    survivor = tickets.at(Step.FULFIL, customer=NAME, contact=PHONE)
    duplicate = tickets.receive(customer=NAME)
    tickets.merge(survivor, duplicate)
    clock.move(days=800)
    assert retain() == []
    assert tickets.read(duplicate).customer == NAME


def test_a_name_of_a_record_that_was_undone_goes_as_well(tickets, clock, retain):
    ticket_id = tickets.at(Step.CONFIRM, customer=NAME)
    tickets.undo(ticket_id)
    for walk in tickets._walk.values():
        is_record = walk == tickets.record
        walk(ticket_id, **(ANONYMOUS if is_record else {}))
    assert tickets.read(ticket_id).customer == ""
    clock.move(days=91)
    assert retain() == [Kept.CONTACTS]
    assert is_whole(tickets)


def test_a_ticket_undone_altogether_ended_once_and_not_again_by_erasing(
    tickets, clock, retain
):
    ticket_id = tickets.receive(customer=NAME)
    tickets.happen(ticket_id, "voided", by="pengawas", facts={"target": 1})
    ended_at = tickets.read(ticket_id).ended_at
    clock.move(days=91)
    assert retain() == [Kept.CONTACTS]
    assert tickets.read(ticket_id).ended_at == ended_at


def test_cut_short_it_goes_on_where_it_stopped(tickets, clock, retain, monkeypatch):
    ids = [tickets.at(None, customer=NAME) for _ in range(3)]
    clock.move(days=91)

    def break_down(act, ticket_id, carry_out=retention.JOBS[Kept.CONTACTS]):
        is_done = carry_out(act, ticket_id)
        if ticket_id == ids[1]:
            raise RuntimeError("the power went")
        return is_done

    monkeypatch.setitem(retention.JOBS, Kept.CONTACTS, break_down)
    with pytest.raises(RuntimeError):
        retain()
    # The second was half way: all of it is as it was.
    assert [tickets.read(id_).customer for id_ in ids] == ["", NAME, NAME]
    assert is_whole(tickets)
    with tickets.reading():
        run = db.session.scalars(select(RetentionRun)).one()
        assert (run.finished_at, run.contacts) == (None, 1)

    monkeypatch.undo()
    clock.move(minutes=5)
    assert retain() == [Kept.CONTACTS] * 2
    assert [tickets.log(id_).count("erased") for id_ in ids] == [1, 1, 1]
    with tickets.reading():
        run = db.session.scalars(select(RetentionRun)).one()
        assert (run.finished_at, run.contacts) == (clock.now, 3)


def _card(tickets, clock, **known):
    with tickets.reading(), writing():
        card = Customer(
            unit_id=tickets.world.units["MM"],
            kind=CustomerKind.COLLECTIVE,
            standing=CustomerStanding.CUSTOMER,
            relation=Relation.INTERNAL,
            name=NAME,
            search_name="ibu ratna",
            phone="+6281200000103",
            made_at=clock.now,
            members=[CustomerMember(name="Pak Budi", is_representative=True)],
            **known,
        )
        db.session.add(card)
        db.session.flush()
        return card.id


def test_a_card_nobody_uses_is_erased_unless_a_consent_stands(tickets, clock, retain):
    unused = _card(tickets, clock, purposes=[Purpose.FOLLOW_UP], birthday="09-02")
    greeted = _card(tickets, clock, purposes=[Purpose.BIRTHDAY], birthday="09-02")
    twin = _card(tickets, clock, merged_into_id=greeted)
    complained = _card(tickets, clock)
    clock.move(days=60)
    ticket_id = tickets.at(None, **ANONYMOUS)
    tickets.happen(ticket_id, "customer_linked", facts={"card": complained})
    clock.move(days=89)
    assert retain() == [Kept.CUSTOMERS]
    with tickets.reading():
        names = dict(db.session.execute(select(Customer.id, Customer.name)).all())
        assert names == {unused: "", greeted: NAME, twin: NAME, complained: NAME}
        card = db.session.get_one(Customer, unused)
        left = (card.search_name, card.phone, card.birthday, card.purposes)
        assert left == ("", "", "", [])
        assert card.members == []
        assert card.erased_at == clock.now
        entry = db.session.scalars(select(CustomerEntry)).one()
        assert (entry.customer_id, entry.kind) == (unused, "erased")
    clock.move(days=2)
    assert retain() == [Kept.CUSTOMERS]
    with tickets.reading():
        assert db.session.get_one(Customer, complained).name == ""
        assert db.session.get_one(Ticket, ticket_id).customer_id == complained


def test_the_command_says_what_would_go_and_does_it(app, closed, clock, tickets):
    clock.move(days=91)
    runner = app.test_cli_runner()
    result = runner.invoke(args=["desk", "retain", "--preview"])
    assert "Contacts: 1, from 2026-09-02 to 2026-09-02" in result.output
    assert tickets.read(closed).customer == NAME
    result = runner.invoke(args=["desk", "retain"])
    assert "1 erased, 0 left." in result.output
    assert NAME not in result.output
    result = runner.invoke(args=["desk", "rebuild"])
    assert "0 of 1 tickets were made anew." in result.output
