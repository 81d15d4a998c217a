"""What a class list would do to the accounts there are: looked at before it is done.

A list adds students and puts them into classes. It never closes an account, corrects a
name or makes a class unless each of these is ticked.
"""

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count

from desk.domain.class_list import ClassList, Listed, number_key
from desk.domain.intake import BadRow
from desk.domain.people import USERNAME, Role
from desk.domain.table import Refused
from desk.domain.vocabulary import N_

NOT_A_STUDENT = N_("This number belongs to somebody who is not a student.")
NEARLY = N_(
    "The desk knows a number that differs in the zeros at the beginning only. Make "
    "the column text, so that the spreadsheet keeps them."
)
RETIRED = N_("This class group is retired. Restore it first.")
NO_UNIT = N_("There is no such unit.")
BAD_USERNAME = N_(
    "The user name needs 3 to 40 of these: letters a–z, digits, dot, hyphen, "
    "underscore."
)
TAKEN = N_("Somebody else has this user name.")

# Of a user name that is made up: room for a number behind it.
LONGEST_STEM = 30


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody with an account, as a class list finds them."""

    id: int
    username: str
    name: str
    number: str
    role: Role
    is_active: bool
    class_group_id: int | None
    class_group: str


@dataclass(frozen=True, slots=True)
class Place:
    """A class group or a unit that a list can name."""

    id: int
    name: str
    is_active: bool


@dataclass(frozen=True, slots=True)
class School:
    """The accounts, classes and units a list is held against, by their folded names."""

    people: Sequence[Known]
    classes: Mapping[str, Place]
    units: Mapping[str, Place]


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A student the desk does not know by number; no class id is a class to be made."""

    line: int
    number: str
    name: str
    username: str
    class_group: str
    class_group_id: int | None
    unit_id: int | None
    # Somebody of the same name who may be the same, under another number or none.
    namesake: Known | None


@dataclass(frozen=True, slots=True)
class Match:
    """A student the desk knows by number, and what the list says of them."""

    line: int
    known: Known
    name: str
    class_group: str
    class_group_id: int | None

    @property
    def moves(self) -> bool:
        """Say whether the list has the student in another class."""
        return self.known.class_group_id != self.class_group_id or (
            self.class_group_id is None
        )

    @property
    def renames(self) -> bool:
        """Say whether the list writes the name otherwise, not only in capitals."""
        return folded(self.known.name) != folded(self.name)

    @property
    def is_closed(self) -> bool:
        """Say whether the account of somebody on the list is closed."""
        return not self.known.is_active

    @property
    def is_unchanged(self) -> bool:
        """Say whether the list says nothing new of the student."""
        return not (self.moves or self.renames or self.is_closed)


@dataclass(frozen=True, slots=True)
class Plan:
    """What a list would do, and what it leaves to be ticked."""

    newcomers: Sequence[Newcomer] = ()
    matches: Sequence[Match] = ()
    # In the desk in one of the classes of the list, but not on it.
    absent: Sequence[Known] = ()
    refused: Sequence[Refused] = ()
    # Classes that are not there yet, with how many rows name them.
    unknown: Mapping[str, int] = field(default_factory=dict)

    @property
    def is_idle(self) -> bool:
        """Say whether there is nothing to do, and nothing to tick."""
        is_known = all(match.is_unchanged for match in self.matches)
        return is_known and not (self.newcomers or self.absent)

    def digest(self) -> str:
        """Return by what the plan is known: another one has another."""
        said = (self.newcomers, self.matches, self.absent, dict(self.unknown))
        return hashlib.sha256(repr(said).encode()).hexdigest()[:32]


def folded(name: str) -> str:
    """Return by what a name is the same: spaces and capitals make no difference."""
    return " ".join(name.split()).casefold()


def make_plan(found: ClassList, school: School) -> Plan:
    """Return what a class list would do to a school."""
    planner = _Planner(found, school)
    refused = list(found.refused)
    for listed in found.students:
        try:
            planner.place(listed)
        except BadRow as bad:
            refused.append(Refused(listed.line, bad.reason, bad.facts))
    return Plan(
        newcomers=planner.newcomers,
        matches=planner.matches,
        absent=planner.absent(),
        refused=sorted(refused, key=lambda each: each.line),
        unknown=dict(planner.unknown),
    )


class _Planner:
    """Puts each row beside the account it is about."""

    def __init__(self, found: ClassList, school: School) -> None:
        self.found, self.school = found, school
        self.newcomers: list[Newcomer] = []
        self.matches: list[Match] = []
        self.unknown: Counter[str] = Counter()
        numbered = [known for known in school.people if known.number]
        self._by_number = {_exact(known.number): known for known in numbered}
        self._nearly = {number_key(known.number) for known in numbered}
        self._by_name: dict[str, list[Known]] = {}
        for known in school.people:
            if known.role is Role.STUDENT:
                self._by_name.setdefault(folded(known.name), []).append(known)
        self._taken = {known.username for known in school.people}
        self._asked = Counter(each.username for each in found.students)
        self._titles: dict[str, str] = {}

    def place(self, listed: Listed) -> None:
        """Say what becomes of a row. Raises BadRow."""
        known = self._by_number.get(_exact(listed.number))
        if known is None and number_key(listed.number) in self._nearly:
            raise BadRow(NEARLY)
        if known is not None and known.role is not Role.STUDENT:
            raise BadRow(NOT_A_STUDENT)
        group = self._class_of(listed, known)
        if known is not None:
            self.matches.append(
                Match(listed.line, known, listed.name, group.name, group.id or None)
            )
        else:
            self.newcomers.append(self._newcomer(listed, group))
        if not group.id:
            self.unknown[group.name] += 1

    def absent(self) -> list[Known]:
        """Return who is in one of the classes and has no row, not even a bad one."""
        rows: list[Newcomer | Match] = [*self.newcomers, *self.matches]
        classes = {row.class_group_id for row in rows} - {None}
        return [
            known
            for known in self.school.people
            if known.role is Role.STUDENT and known.is_active
            if known.class_group_id in classes
            if not known.number or number_key(known.number) not in self.found.numbers
        ]

    def _class_of(self, listed: Listed, known: Known | None) -> Place:
        """Return the class a row names; one to be made has no id."""
        key = folded(listed.class_group)
        group = self.school.classes.get(key)
        if group is None:
            title = self._titles.setdefault(key, listed.class_group)
            return Place(id=0, name=title, is_active=True)
        if not group.is_active and (known is None or known.class_group_id != group.id):
            raise BadRow(RETIRED)
        return group

    def _newcomer(self, listed: Listed, group: Place) -> Newcomer:
        unit = self._unit_of(listed)
        return Newcomer(
            line=listed.line,
            number=listed.number,
            name=listed.name,
            username=self._username(listed),
            class_group=group.name,
            class_group_id=group.id or None,
            unit_id=unit.id if unit else None,
            namesake=self._namesake(listed, group),
        )

    def _unit_of(self, listed: Listed) -> Place | None:
        unit = self.school.units.get(folded(listed.unit))
        if listed.unit and (unit is None or not unit.is_active):
            raise BadRow(NO_UNIT)
        return unit

    def _username(self, listed: Listed) -> str:
        if not listed.username:
            username = _free(stem_of(listed.name), {*self._taken, *self._asked})
        elif not USERNAME.fullmatch(listed.username):
            raise BadRow(BAD_USERNAME)
        elif listed.username in self._taken or self._asked[listed.username] > 1:
            raise BadRow(TAKEN)
        else:
            username = listed.username
        self._taken.add(username)
        return username

    def _namesake(self, listed: Listed, group: Place) -> Known | None:
        """Return who has the same name and may be the same.

        In the same class, or without a number to tell; never one who is on the list.
        """
        for known in self._by_name.get(folded(listed.name), ()):
            if known.number and number_key(known.number) in self.found.numbers:
                continue
            if not known.number or known.class_group_id == group.id:
                return known
        return None


def _exact(number: str) -> str:
    return "".join(number.split()).casefold()


def stem_of(name: str) -> str:
    """Return the beginning of a user name for a person: the first two names."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    names = re.findall(r"[a-z]+", plain.casefold().replace("'", ""))
    stem = ".".join(names[:2])[:LONGEST_STEM].strip(".")
    return stem if len(stem) >= 3 else f"siswa.{stem}".strip(".")


def _free(stem: str, taken: set[str]) -> str:
    numbered = (f"{stem}{n}" for n in count(2))
    return stem if stem not in taken else next(n for n in numbered if n not in taken)
