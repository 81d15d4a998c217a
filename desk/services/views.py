"""Saved views: a list narrowed to something, under a name, for oneself or shared."""

from sqlalchemy import func, select

from desk.domain.errors import NotFound
from desk.domain.evidence import MISSING, demand
from desk.domain.people import Act, Permission
from desk.domain.vocabulary import N_
from desk.extensions import db
from desk.models import SavedView
from desk.services.transaction import action

LONGEST_NAME, LONGEST_QUERY = 60, 1000
MOST = 20


@action
def save_view(act: Act, *, name: str, query: str, is_shared: bool) -> int:
    """Save the list at an address's query as a view; return its id.

    Shared, all who review the person's unit see it. Raises InvalidInput.
    """
    act.actor.require(Permission.REVIEW)
    _demand_name(act, name, besides=0)
    _demand_room(act, query)
    view = SavedView(
        person_id=act.actor.id,
        unit_id=act.actor.unit_id,
        name=name,
        query=query,
        is_shared=is_shared,
        created_at=act.at,
    )
    db.session.add(view)
    db.session.flush()
    return view.id


@action
def change_view(act: Act, view_id: int, *, name: str, is_shared: bool) -> int:
    """Rename one's own view, share it or keep it to oneself.

    Raises NotFound, InvalidInput.
    """
    view = _load_own(act, view_id)
    _demand_name(act, name, besides=view.id)
    view.name, view.is_shared = name, is_shared
    return view.id


@action
def remove_view(act: Act, view_id: int) -> int:
    """Remove one's own view; its tickets stay as they are. Raises NotFound."""
    view = _load_own(act, view_id)
    db.session.delete(view)
    return view_id


def _load_own(act: Act, view_id: int) -> SavedView:
    act.actor.require(Permission.REVIEW)
    view = db.session.get(SavedView, view_id, with_for_update=True)
    if view is None or view.person_id != act.actor.id:
        raise NotFound
    return view


def _demand_name(act: Act, name: str, *, besides: int) -> None:
    twins = select(func.count(SavedView.id)).where(
        SavedView.person_id == act.actor.id,
        func.lower(SavedView.name) == name.lower(),
        SavedView.id != besides,
    )
    if not name:
        demand({"name": MISSING})
    elif len(name) > LONGEST_NAME:
        demand({"name": N_("That is too long for a name.")})
    elif db.session.scalar(twins):
        demand({"name": N_("You have a view with this name already.")})


def _demand_room(act: Act, query: str) -> None:
    own = select(func.count(SavedView.id)).where(SavedView.person_id == act.actor.id)
    if not query:
        demand({"name": N_("This is the whole list. Filter it first.")})
    elif len(query) > LONGEST_QUERY:
        demand({"name": N_("The search words are too long to be saved.")})
    elif (db.session.scalar(own) or 0) >= MOST:
        demand({"name": N_("You have 20 views. Remove one you no longer need.")})
