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
        memory = _memory()
        if memory is None:
            return query(*args, **kwargs)
        key = (query, args, tuple(sorted(kwargs.items())))
        if key not in memory.found:
            if len(memory.found) >= MOST:
                memory.found.clear()
            memory.found[key] = query(*args, **kwargs)
        found: R = memory.found[key]
        return found

    return answer


def forget() -> None:
    """Forget everything, as a process that has just started."""
    _memories.clear()


def _memory() -> _Memory | None:
    """Return the memory of the present revision, None to a reader of an older one."""
    revision = _revision()
    memory = _memories.get(db.engine)
    if memory is None or memory.revision < revision:
        # Put in its place whole: another thread sees the old one or this.
        memory = _memories[db.engine] = _Memory(revision)
    return memory if memory.revision == revision else None


def _revision() -> int:
    """Return the revision as the present transaction sees it, asked once in it."""
    known = db.session.info.get("revision")
    transaction = db.session().get_transaction()
    if known is not None and transaction is not None and known[0] is transaction:
        return int(known[1])
    revision = db.session.scalars(select(SettingsRevision.n)).one()
    db.session.info["revision"] = (db.session().get_transaction(), revision)
    return revision
