"""Nothing a person wrote reaches a log, not even through a fault of ours."""

from sqlalchemy import event

from desk.extensions import db

NAME = "Ibu Ratna 0812-0000-0103"


def test_a_fault_names_the_place_and_not_the_words(siswa, caplog):
    def break_down(*_):
        raise RuntimeError(NAME)

    event.listen(db.session, "before_flush", break_down)
    try:
        siswa.get("/tickets/").submit("start", 500)
    finally:
        event.remove(db.session, "before_flush", break_down)
    assert "POST /tickets/start failed: RuntimeError" in caplog.text
    assert "transaction.py" in caplog.text
    assert NAME not in caplog.text
