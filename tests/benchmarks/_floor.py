"""The floor: the least a Flask app can do for a page, on the same database.

Served by the same server with as many threads: a person signed in by Flask-Login, one
query, 25 rows in a Jinja table, nothing else. To write: one row, committed.
"""

import os
import sys

from flask import Flask, request
from flask_login import LoginManager, UserMixin, login_required, login_user
from sqlalchemy import (
    BigInteger,
    Column,
    Engine,
    Integer,
    MetaData,
    Table,
    Text,
    create_engine,
    insert,
    text,
)
from waitress import serve

from config import database_url
from desk.cli.serving import THREADS
from desk.extensions import prepare_sqlite
from tests.benchmarks._visitor import HOST

ROWS = 25
COLUMNS = "t.id, t.number, t.complaint, t.step, t.due_at"
TABLE = """<!doctype html><html lang="id"><title>Floor</title><table>
{% for row in rows %}<tr>{% for cell in row %}<td>{{ cell }}</td>{% endfor %}</tr>
{% endfor %}</table></html>"""
LIST = (
    f"SELECT {COLUMNS} FROM ticket t"
    f" WHERE t.step IS NOT NULL ORDER BY t.due_at, t.id LIMIT {ROWS}"
)
SEARCH = {
    "sqlite": (
        f"SELECT {COLUMNS} FROM ticket_search s JOIN ticket t ON t.id = s.rowid"
        f" WHERE ticket_search MATCH :word ORDER BY s.rowid DESC LIMIT {ROWS}"
    ),
    "postgresql": (
        f"SELECT {COLUMNS} FROM ticket t"
        " WHERE to_tsvector('simple', t.search_text) @@ to_tsquery('simple', :word)"
        f" ORDER BY t.id DESC LIMIT {ROWS}"
    ),
}
PREFIX = {"sqlite": '"{}"*', "postgresql": "{}:*"}
REPORT = (
    "SELECT source_id, count(*), count(response), avg(response), avg(resolution)"
    " FROM ticket WHERE unit_id IN (SELECT id FROM unit)"
    " AND received_at >= :begin AND received_at < :end GROUP BY source_id"
)
PERSON = "SELECT id, name, role, unit_id FROM person WHERE id = :id AND is_active"

# A table of the benchmark's own, beside the desk's.
WRITTEN = Table(
    "benchmark_row",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("person_id", Integer, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("words", Text, nullable=False),
)


class Person(UserMixin):
    """Somebody signed in."""

    def __init__(self, person_id: int) -> None:
        self.id = person_id


def make(engine: Engine) -> Flask:
    """Return the bare app."""
    app = Flask("floor")
    app.config["SECRET_KEY"] = os.urandom(16).hex()
    login = LoginManager(app)
    kind = engine.dialect.name
    table = app.jinja_env.from_string(TABLE)

    @login.user_loader
    def load(person_id: str) -> Person | None:
        with engine.connect() as connection:
            found = connection.execute(text(PERSON), {"id": int(person_id)}).first()
        return None if found is None else Person(found.id)

    def shown(query: str, **values: object) -> str:
        with engine.connect() as connection:
            return table.render(rows=connection.execute(text(query), values).all())

    @app.get("/sign-in/<int:person_id>")
    def sign_in(person_id: int) -> str:
        login_user(Person(person_id))
        return "in"

    @app.get("/list")
    @login_required
    def listed() -> str:
        return shown(LIST)

    @app.get("/search")
    @login_required
    def search() -> str:
        return shown(SEARCH[kind], word=PREFIX[kind].format(request.args["q"]))

    @app.get("/report")
    @login_required
    def report() -> str:
        begin, end = (int(request.args[name]) for name in ("begin", "end"))
        return shown(REPORT, begin=begin, end=end)

    @app.post("/write")
    @login_required
    def write() -> str:
        with engine.connect().execution_options(is_writing=True) as connection:
            row = {"person_id": 1, "at": 0, "words": request.form["words"]}
            connection.execute(insert(WRITTEN), row)
            connection.commit()
        return "written"

    return app


def main(arguments: list[str]) -> None:
    """Serve the floor of the database that the environment names, on a port."""
    from pathlib import Path

    url = database_url(os.environ.get("DATABASE_URL"), Path(os.environ["DESK_DATA"]))
    engine = create_engine(url)
    if engine.dialect.name == "sqlite":
        prepare_sqlite(engine)
    WRITTEN.create(engine, checkfirst=True)
    serve(make(engine), host=HOST, port=int(arguments[0]), threads=THREADS, ident=None)


if __name__ == "__main__":
    main(sys.argv[1:])
