"""A GET writes nothing: opening a page again and again changes no row."""

import pytest
from sqlalchemy import func, select

from desk.domain.vocabulary import Step
from desk.extensions import db
from tests.house.routes import address, doors

WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE")
USERS = ("siswa", "pengawas", "guru", "ketua", "admin", None)


def _counts(app):
    with app.app_context():
        return {
            table.name: db.session.scalar(select(func.count()).select_from(table))
            for table in db.metadata.sorted_tables
        }


@pytest.mark.parametrize("username", USERS)
def test_no_page_writes(username, app, tickets, open_browser, count_queries):
    ticket_id = tickets.at(Step.FULFIL)
    browser = open_browser(username)
    before = _counts(app)
    with count_queries() as statements:
        for method, rule in doors(app):
            if method == "GET":
                path = address(app, rule, tickets.world, ticket_id)
                browser.client.get(path).close()
    writes = [s for s in statements if s.lstrip().upper().startswith(WRITES)]
    assert statements or username is None
    assert not writes
    assert _counts(app) == before
