"""What is set rather than done, read once and remembered until somebody changes it.

Sources, calendars, targets and rosters stand on every page and change once a day. The
database counts their changes (`SettingsRevision`), so a page asks for one number and
takes the rest from memory; another process, or a command, changes the number as well.

Only reading transactions come here (services do not import queries), so nothing that
may still be rolled back is ever remembered. Keep to frozen values: they are shared
between threads.
"""

from collections.abc import Callable, Hashable
from functools import wraps
from typing import Any, ParamSpec, TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy import select

from desk.extensions import db
from desk.models import SettingsRevision

P = ParamSpec("P")
R = TypeVar("R")
# More than a school has; who asks for ever other things must not fill the memory.
MOST = 5_000
MISSING: Any = object()
NEVER = (None, None)
REVISION = select(SettingsRevision.n)


class _Memory:
    """What was found at one revision."""

    def __init__(self, revision: int) -> None:
        self.revision = revision
        self.found: dict[Hashable, Any] = {}


_memories: WeakKeyDictionary[Any, _Memory] = WeakKeyDictionary()


def remembered(query: Callable[P, R]) -> Callable[P, R]:
    """Make a query of settings answer from memory while no setting has changed.

    Its arguments must be hashable, its answer frozen or left as it is.
    """

    @wraps(query)
    def answer(*args: P.args, **kwargs: P.kwargs) -> R:
        known = _memory().found
        key = (query, args, *kwargs.items())
        # One look and one store: another thread may empty it in between.
        found: R = known.get(key, MISSING)
        if found is MISSING:
            found = query(*args, **kwargs)
            if len(known) >= MOST:
                known.clear()
            known[key] = found
        return found

    return answer


def forget() -> None:
    """Forget everything, as a process that has just started."""
    for memory in list(_memories.values()):
        memory.found.clear()


def _memory() -> _Memory:
    """Return the memory of the revision that the present transaction sees.

    Asked once in it. Whatever it reads later is as new as that or newer, so what is
    put down there is never older than what it is found under.
    """
    session = db.session()
    transaction = session.get_transaction()
    asked_in, memory = session.info.get("memory", NEVER)
    if transaction is None or asked_in is not transaction:
        memory = _memory_of(session.connection().scalars(REVISION).one())
        session.info["memory"] = (session.get_transaction(), memory)
    found: _Memory = memory
    return found


def _memory_of(revision: int) -> _Memory:
    """Return the memory all share, or one of its own to a reader of the past."""
    shared = _memories.get(db.engine)
    if shared is None or shared.revision < revision:
        # Put in its place whole: another thread sees the old one or this.
        shared = _memories[db.engine] = _Memory(revision)
    return shared if shared.revision == revision else _Memory(revision)
