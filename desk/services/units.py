"""Practice businesses (units)."""

import re

from sqlalchemy import func, select

from desk.domain import defaults
from desk.domain.calendar import ServiceCalendar
from desk.domain.default_words import WORDS
from desk.domain.errors import NotFound
from desk.domain.evidence import MISSING, Errors, demand
from desk.domain.people import Act, Permission
from desk.domain.vocabulary import N_
from desk.extensions import db
from desk.models import CalendarVersion, Source, Ticket, Unit
from desk.services.transaction import action

CODE = re.compile(r"[A-Z0-9]{2,8}")
# As telephones know it all over the world (E.164).
PHONE = re.compile(r"\+[1-9]\d{6,14}")


@action
def add_unit(act: Act, *, code: str, name: str, phone: str = "") -> int:
    """Add a unit with the default sources and service hours; return its id.

    The phone in the form +62…, or none. Raises InvalidInput.
    """
    act.actor.require(Permission.ADMINISTER)
    code = code.upper()
    demand(_errors(code, name, phone, besides=0))
    unit = Unit(code=code, name=name, phone=phone)
    db.session.add(unit)
    db.session.flush()
    db.session.add(
        CalendarVersion(
            unit_id=unit.id,
            rules=ServiceCalendar.from_json(defaults.HOURS),
            author_id=act.actor.id or None,
            reason=defaults.HOURS_REASON,
            created_at=act.at,
        )
    )
    _add_sources(unit.id, defaults.SOURCES, parent_id=None)
    return unit.id


@action
def edit_unit(act: Act, unit_id: int, *, code: str, name: str, phone: str = "") -> int:
    """Give a unit another name or phone, and a code while no ticket number has it.

    Raises NotFound, InvalidInput.
    """
    act.actor.require(Permission.ADMINISTER)
    unit, code = _load(unit_id), code.upper()
    errors = _errors(code, name, phone, besides=unit.id)
    if code != unit.code and _has_tickets(unit):
        errors["code"] = N_("Ticket numbers carry this code, so it stays.")
    demand(errors)
    unit.code, unit.name, unit.phone = code, name, phone
    return unit.id


@action
def deactivate_unit(act: Act, unit_id: int) -> int:
    """Close a unit: no new complaints, no new people; its tickets stay."""
    act.actor.require(Permission.ADMINISTER)
    unit = _load(unit_id)
    unit.is_active = False
    return unit.id


@action
def activate_unit(act: Act, unit_id: int) -> int:
    """Open a closed unit again."""
    act.actor.require(Permission.ADMINISTER)
    unit = _load(unit_id)
    unit.is_active = True
    return unit.id


def _load(unit_id: int) -> Unit:
    unit = db.session.get(Unit, unit_id, with_for_update=True)
    if unit is None:
        raise NotFound
    return unit


def _errors(code: str, name: str, phone: str, *, besides: int) -> Errors:
    errors = {} if name else {"name": MISSING}
    twins = select(func.count(Unit.id)).where(Unit.code == code, Unit.id != besides)
    if not CODE.fullmatch(code):
        errors["code"] = N_("Use 2 to 8 letters A–Z and digits.")
    elif db.session.scalar(twins):
        errors["code"] = N_("Another unit has this code.")
    if phone and not PHONE.fullmatch(phone):
        errors["phone"] = N_("This is no telephone number. Example: 0812 3456 7890.")
    return errors


def _has_tickets(unit: Unit) -> bool:
    query = select(Ticket.id).where(Ticket.unit_id == unit.id).limit(1)
    return db.session.scalar(query) is not None


def _add_sources(
    unit_id: int, sources: tuple[defaults.DefaultSource, ...], parent_id: int | None
) -> None:
    for position, default in enumerate(sources):
        source = Source(
            unit_id=unit_id,
            parent_id=parent_id,
            code=default.code,
            name=default.name,
            name_en=default.name_en,
            position=position,
            words=WORDS.get(default.code, ""),
        )
        db.session.add(source)
        db.session.flush()
        _add_sources(unit_id, default.below, source.id)
