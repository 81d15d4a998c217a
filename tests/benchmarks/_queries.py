"""How many statements each page sends, counted inside a process of its own.

As a process counts that has served before: what is remembered is remembered.
"""

import json
import sys
from typing import Any

from sqlalchemy import Engine, event

from config import settings
from desk import create_app
from desk.queries.people import find_identity
from tests.benchmarks._visitor import Counter
from tests.support.queries import OUR_OWN


def main() -> None:
    """Read what to ask for as JSON, print the counts as JSON."""
    asked = json.load(sys.stdin)
    app = create_app({**settings(), "WTF_CSRF_ENABLED": False})
    statements: list[str] = []

    def note(_c: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if not statement.lstrip().upper().startswith(OUR_OWN):
            statements.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    counts: dict[str, int] = {}
    for page in asked["pages"]:
        client = _client(app, page["person_id"])
        for path in [*page["paths"], page["paths"][0]]:
            statements.clear()
            client.get(path)
            counts[page["name"]] = len(statements)
    client, counter = _client(app, asked["student_id"]), Counter(asked["source_id"])
    # Twice: the first time the process still has everything to learn.
    for number in range(2):
        path = "/tickets/start"
        for name, fields in [
            ("start", {}),
            ("record", counter.recorded),
            ("confirm", counter.confirmed),
        ]:
            statements.clear()
            answer = client.post(path, data={"key": f"{name}-{number}", **fields})
            counts[name] = len(statements)
            if name == "start":
                ticket = answer.headers["Location"]
            path = f"{ticket}/{'record' if name == 'start' else 'confirm'}"
    json.dump(counts, sys.stdout)


def _client(app: Any, person_id: int) -> Any:
    client = app.test_client()
    with app.app_context():
        identity = find_identity(person_id)
    assert identity is not None
    with client.session_transaction() as session:
        session["_user_id"] = f"{person_id}.{identity.session_version}"
        session["_fresh"] = True
    return client


if __name__ == "__main__":
    main()
