"""Class lists brought in the app: looked at, taken over in one act, forgotten."""

import secrets
from collections.abc import Callable, Mapping

from sqlalchemy import delete, update

from desk.domain.class_plan import Match, Newcomer, Plan, folded
from desk.domain.errors import DeskError, NotFound
from desk.domain.people import Act, Permission, Role
from desk.domain.vocabulary import N_, Language
from desk.extensions import db
from desk.models import ClassGroup, ClassList, Person
from desk.services import passwords
from desk.services.class_changes import move
from desk.services.class_plans import Reading, Ticks, added, check, plan_of
from desk.services.people import close
from desk.services.sheets import read_sheet
from desk.services.transaction import action

KEPT_SECONDS = 24 * 3_600


class StalePlan(DeskError):
    """Accounts or classes changed since the person looked at what a list would do."""

    message = N_(
        "Accounts or classes changed since you looked at this list. What it would do "
        "now stands below; check it and send again."
    )


@action
def keep(act: Act, *, name: str, content: bytes) -> int:
    """Keep a file until it is taken over, a day at most; return its id.

    Raises UnreadableFile.
    """
    act.actor.require(Permission.ADMINISTER)
    forget_old(act.at)
    read_sheet(content)
    kept = ClassList(
        owner_id=act.actor.id,
        name=name[-200:],
        content=content,
        seed=secrets.token_hex(16),
        created_at=act.at,
    )
    db.session.add(kept)
    db.session.flush()
    return kept.id


def preview(act: Act, list_id: int, reading: Reading) -> Plan:
    """Return what taking a list over would do, and do nothing.

    Raises NotFound, InvalidInput for the columns or the class.
    """
    return plan_of(_own(act, list_id), reading)


def take_over(
    act: Act,
    list_id: int,
    *,
    reading: Reading,
    seen: str,
    ticks: Ticks,
    password_of: Callable[[str], str],
) -> int:
    """Do what the plan seen says and what was ticked; return the list's id.

    All of it or, on any failure, nothing. The first password of a student, drawn by
    chance, follows from the number. Raises NotFound, StalePlan, InvalidInput.
    """
    found = _own(act, list_id)
    hashes: dict[str, str] = {}
    if found.report is None:
        plan = plan_of(found, reading)
        if plan.digest() != seen:
            raise StalePlan
        # Takes its time, so done before anybody else has to wait for it.
        for each in added(plan, ticks):
            password = password_of(each.number)
            hashes[each.number] = passwords.hashed_quickly(password)
    done: int = _take_over(
        act, list_id, reading=reading, seen=seen, ticks=ticks, hashes=hashes
    )
    return done


@action
def _take_over(
    act: Act,
    list_id: int,
    *,
    reading: Reading,
    seen: str,
    ticks: Ticks,
    hashes: Mapping[str, str],
) -> int:
    found = _own(act, list_id, is_locked=True)
    if found.report is not None:
        return found.id
    plan = plan_of(found, reading)
    newcomers = added(plan, ticks)
    if plan.digest() != seen or any(n.number not in hashes for n in newcomers):
        raise StalePlan
    check(plan, ticks)
    classes = _make_classes(plan, ticks)
    ids = [_add(act, each, ticks, classes, hashes) for each in newcomers]
    changed = [_change(act, each, ticks, classes) for each in plan.matches]
    for known in plan.absent:
        if known.id in ticks.closes:
            close(db.session.get_one(Person, known.id))
    found.report = {
        "added": ids,
        "made": sorted(name for name in plan.unknown if folded(name) in ticks.makes),
        "moved": sum(each["moved"] for each in changed),
        "renamed": sum(each["renamed"] for each in changed),
        "opened": sum(each["opened"] for each in changed),
        "closed": len(ticks.closes),
        "listed": len(plan.matches),
        "waiting": len(plan.newcomers) - len(ids),
        "refused": [(r.line, r.reason, dict(r.facts)) for r in plan.refused],
    }
    found.content = None
    return found.id


@action
def forget(act: Act, list_id: int) -> None:
    """Forget a file that is not to be taken over after all."""
    found = _own(act, list_id)
    if found.report is None:
        db.session.delete(found)


@action
def forget_passwords(act: Act, list_id: int) -> None:
    """Forget the one-time passwords of a list: they are handed out."""
    _own(act, list_id).seed = None


def forget_old(now: int) -> None:
    """Forget lists that nobody took over within a day (now in UTC seconds).

    Of the others it forgets the one-time passwords.
    """
    old = ClassList.created_at < now - KEPT_SECONDS
    db.session.execute(delete(ClassList).where(old, ClassList.report.is_(None)))
    db.session.execute(update(ClassList).where(old).values(content=None, seed=None))


def _own(act: Act, list_id: int, *, is_locked: bool = False) -> ClassList:
    act.actor.require(Permission.ADMINISTER)
    found = db.session.get(ClassList, list_id, with_for_update=is_locked or None)
    if found is None or found.owner_id != act.actor.id:
        raise NotFound
    return found


def _make_classes(plan: Plan, ticks: Ticks) -> dict[str, int]:
    """Make the classes ticked; return their ids by folded name."""
    made = [ClassGroup(name=n) for n in plan.unknown if folded(n) in ticks.makes]
    db.session.add_all(made)
    db.session.flush()
    return {folded(group.name): group.id for group in made}


def _add(
    act: Act,
    newcomer: Newcomer,
    ticks: Ticks,
    classes: Mapping[str, int],
    hashes: Mapping[str, str],
) -> int:
    person = Person(
        username=newcomer.username,
        name=newcomer.name,
        role=Role.STUDENT,
        language=Language.ID,
        unit_id=newcomer.unit_id or ticks.unit_id,
        student_number=newcomer.number,
        password_hash=hashes[newcomer.number],
        must_change_password=True,
        created_at=act.at,
    )
    group_id = newcomer.class_group_id or classes[folded(newcomer.class_group)]
    move(act, person, group_id)
    return person.id


def _change(
    act: Act, match: Match, ticks: Ticks, classes: Mapping[str, int]
) -> dict[str, bool]:
    """Put a known student where the list says, and do what was ticked."""
    group_id = match.class_group_id or classes.get(folded(match.class_group))
    id_ = match.known.id
    told = {
        "moved": match.moves and group_id is not None,
        "renamed": id_ in ticks.renames,
        "opened": id_ in ticks.opens,
    }
    if any(told.values()):
        person = db.session.get_one(Person, id_, with_for_update=True)
        person.name = match.name if told["renamed"] else person.name
        person.is_active = person.is_active or told["opened"]
        if told["moved"]:
            move(act, person, group_id)
    return told
