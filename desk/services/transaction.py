"""The one owner of transactions, and the rule that a form is carried out once."""

import hashlib
import logging
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import JSON, bindparam, select, text
from sqlalchemy.exc import IntegrityError, OperationalError

from desk.domain.errors import Busy, Clash
from desk.domain.people import Act
from desk.extensions import db
from desk.models import Submission

logger = logging.getLogger(__name__)
UNSAID = frozenset({"password", "current", "new", "repeat", "progress", "hashes"})
P = ParamSpec("P")
R = TypeVar("R")
# Every form sends these, so they are said once, without the unit of work's detours.
# To try to take the name asks for it as well, and a twin on another connection waits
# here until the first has finished.
TAKE = text(
    "INSERT INTO submission (key, at, result) VALUES (:key, :at, 'null')"
    " ON CONFLICT (key) DO NOTHING"
)
FOUND = select(Submission.result).where(Submission.key == bindparam("name"))
CONCLUDE = text("UPDATE submission SET result = :result WHERE key = :name").bindparams(
    bindparam("result", type_=JSON)
)
DROP = text("DELETE FROM draft WHERE actor_id = :actor_id AND page = :page")


@contextmanager
def writing() -> Iterator[None]:
    """Carry out a block as one writing transaction: all of it, or nothing.

    Raises Busy when the database could not take it (locked too long, disk full).
    """
    # Ends what the request has only read so far: SQLite cannot turn a reading
    # transaction into a writing one once somebody else has written.
    db.session.rollback()
    try:
        db.session.connection(execution_options={"is_writing": True})
        yield
        db.session.commit()
    except OperationalError as problem:
        db.session.rollback()
        logger.error("Could not write: %s", problem.orig)
        raise Busy from problem
    except BaseException:
        db.session.rollback()
        raise


def action(
    verb: Callable[Concatenate[Act, P], R],
) -> Callable[Concatenate[Act, P], R]:
    """Make a function one action: one transaction, carried out once per key.

    A second call with the same person, verb and key changes nothing and returns what
    the first returned, so a double tap or a retry ends on the same page. The result
    must be JSON. Raises Clash when two people did the same thing at the same instant.
    """

    @wraps(verb)
    def carry_out(act: Act, /, *args: P.args, **kwargs: P.kwargs) -> R:
        name = _name_of(act, verb, *args, **kwargs)
        try:
            with writing():
                if not _take(name, act.at):
                    twin: R = _result_of(name)
                    return twin
                result = verb(act, *args, **kwargs)
                _conclude(name, act, result)
        except IntegrityError as problem:
            raise Clash from problem
        return result

    return carry_out


def _name_of(act: Act, verb: Callable[..., object], *args: Any, **known: Any) -> str:
    """Return the name by which the same form sent again is known.

    What it says is part of it, but for passwords: a form sent once more with another
    text, or about another ticket, is another act. An act without a key has no twin.
    """
    key = act.key or uuid.uuid4().hex
    said = repr((args, sorted((k, v) for k, v in known.items() if k not in UNSAID)))
    digest = hashlib.sha256(f"{key}{said}".encode(errors="replace")).hexdigest()[:16]
    return f"{act.actor.id}:{verb.__module__}.{verb.__name__}:{key}:{digest}"


def _take(name: str, at: int) -> bool:
    """Say whether nobody has sent this form before; from now on somebody has."""
    taken = db.session.connection().execute(TAKE, {"key": name, "at": at})
    return taken.rowcount == 1


def _result_of(name: str) -> Any:
    return db.session.connection().scalars(FOUND, {"name": name}).one()


def _conclude(name: str, act: Act, result: object) -> None:
    # What the verb changed comes before the draft goes.
    db.session.flush()
    connection = db.session.connection()
    connection.execute(CONCLUDE, {"name": name, "result": result})
    if act.page:
        connection.execute(DROP, {"actor_id": act.actor.id, "page": act.page})
