"""flask desk demo: what it does with a database it finds."""

from desk.cli import serving
from desk.domain.errors import TicketClosed


def test_an_older_desks_demo_is_served_as_it_is(app, monkeypatch):
    def end_early(_story, *, now):
        yield 1
        raise TicketClosed

    served = []
    monkeypatch.setitem(app.config, "DEMO", True)
    monkeypatch.setattr(serving, "bring_up_to_date", lambda: None)
    monkeypatch.setattr(serving, "load", end_early)
    monkeypatch.setattr(serving, "serve", lambda *_, **told: served.append(told))
    done = app.test_cli_runner().invoke(args=["desk", "demo"])
    assert done.exit_code == 0, done.output
    assert "an older desk's" in done.output
    assert len(served) == 1
