"""Wall boards: made, given another address, and switched off again."""

import secrets

from sqlalchemy import update

from desk.domain.errors import Forbidden, NotFound
from desk.domain.people import Act, Permission
from desk.extensions import db
from desk.models import Unit, WallBoard
from desk.services.transaction import action

# 128 bits: nobody guesses it, and it can still be typed at the shop's screen.
SECRET_BYTES = 16


@action
def make(act: Act, unit_id: int) -> int:
    """Give a unit's wall board an address nobody knows yet; return the board's id.

    An earlier address ends with it. Raises NotFound, Forbidden.
    """
    _require_unit(act, unit_id)
    _revoke(act, unit_id)
    board = WallBoard(
        unit_id=unit_id,
        secret=secrets.token_urlsafe(SECRET_BYTES),
        made_by_id=act.actor.id,
        made_at=act.at,
    )
    db.session.add(board)
    db.session.flush()
    return board.id


@action
def revoke(act: Act, unit_id: int) -> int:
    """Switch a unit's wall board off: its address shows nothing any more.

    Twice is once. Raises NotFound, Forbidden.
    """
    _require_unit(act, unit_id)
    _revoke(act, unit_id)
    return unit_id


def _require_unit(act: Act, unit_id: int) -> None:
    act.actor.require(Permission.REVIEW)
    # Locked, so that of two who make a board at once one ends the other's.
    unit = db.session.get(Unit, unit_id, with_for_update=True)
    if unit is None or not unit.is_active:
        raise NotFound
    if act.actor.unit_id not in {None, unit_id}:
        raise Forbidden


def _revoke(act: Act, unit_id: int) -> None:
    db.session.execute(
        update(WallBoard)
        .where(WallBoard.unit_id == unit_id, WallBoard.revoked_at.is_(None))
        .values(revoked_at=act.at)
    )
