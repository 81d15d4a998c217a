"""The one owner of transactions, and the rule that a form is carried out once."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError

from desk.domain.errors import Clash
from desk.domain.people import Act
from desk.extensions import db
from desk.models import Draft, Submission

P = ParamSpec("P")
R = TypeVar("R")


@contextmanager
def writing() -> Iterator[None]:
    """Carry out a block as one writing transaction: all of it, or nothing."""
    # Ends what the request has only read so far: SQLite cannot turn a reading
    # transaction into a writing one once somebody else has written.
    db.session.rollback()
    try:
        db.session.connection(execution_options={"is_writing": True})
        yield
        db.session.commit()
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
        name = f"{act.actor.id}:{verb.__module__}.{verb.__name__}:{act.key}"
        try:
            with writing():
                done = db.session.get(Submission, name)
                if done is None:
                    # First, so that a twin on another connection waits here.
                    done = Submission(key=name, at=act.at, result=None)
                    db.session.add(done)
                    db.session.flush()
                    done.result = verb(act, *args, **kwargs)
                    _drop_draft(act)
                result: R = done.result
        except IntegrityError as problem:
            result = _result_of_twin(name, problem)
        return result

    return carry_out


def _drop_draft(act: Act) -> None:
    if act.page:
        db.session.execute(
            delete(Draft).where(Draft.actor_id == act.actor.id, Draft.page == act.page)
        )


def _result_of_twin(name: str, problem: IntegrityError) -> Any:
    twin = db.session.get(Submission, name)
    if twin is None:
        raise Clash from problem
    return twin.result
