"""Who works at the desk in every test: made by the real services, once a database."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from flask import Flask

from desk.domain.people import SYSTEM, Act, Actor, Role
from desk.queries.people import find_identity
from desk.queries.sources import source_codes
from desk.services import class_groups, people, units
from desk.services.people import Profile

PASSWORD = "belajar2026"
SCHOOL_DAY = datetime(2026, 9, 2, 9, 0, tzinfo=ZoneInfo("Asia/Jakarta"))  # a Wednesday
BEFORE = int(SCHOOL_DAY.timestamp()) - 7 * 86_400

# User name → name, role, unit (the teacher, the head and the administrator: all units).
CAST: dict[str, tuple[str, Role, str | None]] = {
    "siswa": ("Siti Aminah", Role.STUDENT, "MM"),
    "siswi": ("Dewi Lestari", Role.STUDENT, "MM"),
    "pengawas": ("Bagus Prakoso", Role.SUPERVISOR, "MM"),
    "guru": ("Rina Wulandari", Role.TEACHER, None),
    "ketua": ("Hendra Gunawan", Role.HEAD, None),
    "admin": ("Yusuf Maulana", Role.ADMIN, None),
    # At another unit: sees and touches nothing of the minimarket.
    "tetangga": ("Joko Susilo", Role.STUDENT, "PC"),
    "tetangga_pengawas": ("Maya Sari", Role.SUPERVISOR, "PC"),
    # Has a password to change before anything else.
    "baru": ("Putri Ayu", Role.STUDENT, "MM"),
}


@dataclass(frozen=True)
class World:
    """What every test finds: two units with sources and hours, and the cast."""

    units: dict[str, int]
    sources: dict[str, int]
    actors: dict[str, Actor]

    def id_of(self, username: str) -> int:
        """Return the id of one of the cast."""
        return self.actors[username].id


def populate(app: Flask) -> World:
    """Make the units and the cast, and return them."""
    with app.app_context():
        ids = {
            code: units.add_unit(_act(code), code=code, name=name)
            for code, name in (("MM", "Minimarket"), ("PC", "Pojok Cetak"))
        }
        group = class_groups.add_class_group(_act("group"), name="XII PM 1")
        actors = {username: _hire(username, ids, group) for username in CAST}
        return World(units=ids, sources=source_codes(ids["MM"]), actors=actors)


def _hire(username: str, unit_ids: dict[str, int], group: int) -> Actor:
    name, role, unit = CAST[username]
    is_student = role is Role.STUDENT
    person_id = people.add_person(
        _act(username),
        Profile(
            username=username,
            name=name,
            role=role,
            unit_id=unit_ids[unit] if unit else None,
            class_group_id=group if is_student else None,
            student_number=f"2024-{username}" if is_student else "",
        ),
        password=PASSWORD,
        must_change_password=username == "baru",
    )
    identity = find_identity(person_id)
    assert identity is not None
    return identity.actor


def _act(key: str) -> Act:
    return Act(actor=SYSTEM, at=BEFORE, key=f"cast-{key}")
