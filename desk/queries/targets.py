"""The targets of a unit, in all their versions, and those a ticket has."""

from dataclasses import dataclass

from desk.domain.errors import NotFound
from desk.domain.targets import (
    DEFAULT_TARGETS,
    StepTargets,
    Targets,
    Validity,
    targets_at,
    validities,
)
from desk.extensions import db
from desk.models import Person, TargetVersion, Ticket
from desk.queries.remembered import remembered


@dataclass(frozen=True, slots=True)
class TargetVersionLine:
    """One version as the list shows it; instants in UTC seconds."""

    id: int
    targets: Targets
    begins_at: int
    created_at: int
    author: str | None
    reason: str
    validity: Validity


@dataclass(frozen=True, slots=True)
class UnitTargets:
    """The targets of a unit: those in force, and every version, newest first."""

    in_force: Targets
    versions: tuple[TargetVersionLine, ...]

    @property
    def newest(self) -> int:
        """Return the version made last, 0 if there is none."""
        return max((version.id for version in self.versions), default=0)

    @property
    def has_defaults(self) -> bool:
        """Say whether the targets in force are those every unit starts with."""
        return self.in_force == DEFAULT_TARGETS

    def version(self, version_id: int) -> TargetVersionLine:
        """Return one version. Raises NotFound."""
        for version in self.versions:
            if version.id == version_id:
                return version
        raise NotFound


def read_targets(unit_id: int, *, now: int) -> UnitTargets:
    """Return what a unit's targets are and were (now in UTC seconds)."""
    rows = db.session.execute(
        TargetVersion.newest_first(unit_id)
        .add_columns(Person.name)
        .outerjoin(Person, Person.id == TargetVersion.author_id)
    ).all()
    standing = validities([version.begins_at for version, _ in rows], now)
    versions = tuple(
        TargetVersionLine(
            id=version.id,
            targets=Targets.from_json(version.rules),
            begins_at=version.begins_at,
            created_at=version.created_at,
            author=author,
            reason=version.reason,
            validity=validity,
        )
        for (version, author), validity in zip(rows, standing, strict=True)
    )
    known = [(version.begins_at, version.targets) for version in versions]
    return UnitTargets(targets_at(known, now), versions)


def targets_for(ticket: Ticket) -> StepTargets:
    """Return the targets a ticket has: those in force when it was received."""
    known = targets_of(ticket.unit_id)
    return targets_at(known, ticket.received_at).of(ticket.priority)


@remembered
def targets_of(unit_id: int) -> tuple[tuple[int, Targets], ...]:
    """Return every version of the unit's targets with its beginning, newest first."""
    versions = db.session.scalars(TargetVersion.newest_first(unit_id))
    return tuple((each.begins_at, Targets.from_json(each.rules)) for each in versions)
