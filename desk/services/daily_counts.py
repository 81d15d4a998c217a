"""How many transactions a unit had on a day; a correction is another row."""

from collections.abc import Mapping
from datetime import date
from typing import Any, TypedDict

from sqlalchemy import select

from desk.domain.daily_counts import count_errors, read_counts
from desk.domain.errors import Forbidden, NotFound
from desk.domain.evidence import demand
from desk.domain.people import Act, Permission
from desk.domain.shifts import local_date
from desk.domain.table import read_table
from desk.extensions import db
from desk.models import DailyCount, Unit
from desk.services import row
from desk.services.transaction import action


class Report(TypedDict):
    """What became of the rows of a table: counts, and each refused row."""

    added: int
    corrected: int
    already_there: int
    refused: list[tuple[int, str, dict[str, Any]]]


@action
def count_day(
    act: Act, unit_id: int, *, day: date | None, transactions: int | None
) -> int:
    """Enter or correct the transactions of a day; return how many counts that made.

    Raises Forbidden, InvalidInput, NotFound.
    """
    _require_unit(act, unit_id)
    demand(count_errors(day, transactions, _today(act, unit_id)))
    if day is None or transactions is None:
        raise NotFound
    return len(_enter(act, unit_id, {day: transactions}))


@action
def import_counts(act: Act, unit_id: int, *, text: str) -> Report:
    """Enter every good row of a table that is not there yet.

    Raises Forbidden, NotFound, UnreadableFile.
    """
    report, counts = _plan(act, unit_id, text)
    _enter(act, unit_id, counts)
    return report


def preview_counts(act: Act, unit_id: int, *, text: str) -> Report:
    """Return what an import would do, and do nothing. Raises as the import does."""
    report, _ = _plan(act, unit_id, text)
    return report


def _plan(act: Act, unit_id: int, text: str) -> tuple[Report, dict[date, int]]:
    _require_unit(act, unit_id)
    table = read_table(text.encode())
    counts, refused = read_counts(table, _today(act, unit_id))
    wanted = {each.day: each.transactions for each in counts}
    known = _known(unit_id, wanted)
    new = {day: n for day, n in wanted.items() if known.get(day) != n}
    corrected = sum(day in known for day in new)
    report = Report(
        added=len(new) - corrected,
        corrected=corrected,
        already_there=len(wanted) - len(new),
        refused=[(r.line, r.reason, dict(r.facts)) for r in refused],
    )
    return report, new


def _enter(act: Act, unit_id: int, counts: Mapping[date, int]) -> list[date]:
    """Add what differs from the last count of each day; return those days."""
    # Locked, so that of two who enter the same the second finds it there.
    db.session.get(Unit, unit_id, with_for_update={"key_share": True})
    known = _known(unit_id, counts)
    new = [day for day, n in counts.items() if known.get(day) != n]
    db.session.add_all(
        DailyCount(
            unit_id=unit_id,
            day=day,
            transactions=counts[day],
            entered_by_id=act.actor.id or None,
            entered_at=act.at,
        )
        for day in sorted(new)
    )
    return new


def _known(unit_id: int, days: Mapping[date, int]) -> dict[date, int]:
    """Return the last count of some days."""
    if not days:
        return {}
    query = select(DailyCount.day, DailyCount.transactions).where(
        DailyCount.unit_id == unit_id,
        DailyCount.day >= min(days),
        DailyCount.day <= max(days),
    )
    # The last one entered counts.
    rows = db.session.execute(query.order_by(DailyCount.id))
    return {row.day: row.transactions for row in rows}


def _require_unit(act: Act, unit_id: int) -> None:
    act.actor.require(Permission.IMPROVE)
    if db.session.get(Unit, unit_id) is None:
        raise NotFound
    if act.actor.unit_id not in {None, unit_id}:
        raise Forbidden


def _today(act: Act, unit_id: int) -> date:
    return local_date(act.at, row.calendar_of(unit_id).zone)
