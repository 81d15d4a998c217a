"""Who may pass which door; every endpoint is marked by one of these two."""

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar, cast

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from desk.domain.errors import Forbidden
from desk.domain.people import Permission
from desk.web.actor import find_actor, renew_session
from desk.web.resume import ask_to_sign_in

P = ParamSpec("P")
R = TypeVar("R")
View = Callable[P, R]
MARK = "access"
PUBLIC = "public"
OPEN_TO_NEWCOMERS = frozenset({"account.password", "account.language", "auth.sign_out"})


def public(view: View[P, R]) -> View[P, R]:
    """Let everybody pass, signed in or not."""
    setattr(view, MARK, PUBLIC)
    return view


def requires(permission: Permission) -> Callable[[View[P, R]], View[P, R]]:
    """Let pass only people whose role has the permission."""

    def mark(view: View[P, R]) -> View[P, R]:
        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
            actor = find_actor()
            if actor is None:
                return cast("R", ask_to_sign_in())
            must_change = actor.must_change_password
            if must_change and request.endpoint not in OPEN_TO_NEWCOMERS:
                return cast("R", redirect(url_for("account.password")))
            if not actor.may(permission):
                raise Forbidden
            renew_session()
            return view(*args, **kwargs)

        setattr(guarded, MARK, permission)
        return guarded

    return mark


def access_of(view: Callable[..., Any]) -> Permission | str | None:
    """Return how a view is marked, None if it is not."""
    mark: Permission | str | None = getattr(view, MARK, None)
    return mark


Answer = str | Response | tuple[str, int]
