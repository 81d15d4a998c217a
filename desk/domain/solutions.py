"""Solution cards: what one must say, which version is in force, what was decided."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol, TypeVar

from desk.domain.errors import DeskError
from desk.domain.evidence import CHOOSE, MISSING, Errors
from desk.domain.vocabulary import N_, Knowledge, Word

# What a student can still follow with a customer at the counter.
MOST_STEPS = 10

TOO_MANY_STEPS = N_(
    "At most 10 steps, or nobody can follow them at the counter. Put together what "
    "belongs together."
)


class CardState(Word):
    """Where a version of a card stands."""

    PROPOSED = "proposed", N_("Waiting for a decision")
    IN_FORCE = "in_force", N_("In force")
    REPLACED = "replaced", N_("Replaced by a newer one")
    DECLINED = "declined", N_("Not taken over")
    RETIRED = "retired", N_("Retired")


class StaleCard(DeskError):
    """Another version came into force since the person last saw the card."""

    message = N_(
        "The card changed while you were writing. The card in force stands below; "
        "your text is still here. Check it and send again."
    )


class SameCard(DeskError):
    """What is proposed is what the card says already, or waits already."""

    message = N_(
        "This says the same as the card in force, or as a proposal that is waiting. "
        "Change something first."
    )


class CardDecided(DeskError):
    """Somebody has decided on the proposal already."""

    message = N_("Somebody has already decided on this proposal.")


class OwnProposal(DeskError):
    """Nobody decides on their own proposal."""

    message = N_("Nobody decides on their own proposal. Ask another teacher.")


class Overtaken(DeskError):
    """A newer version was approved, so an older one would undo it unseen."""

    message = N_(
        "Version %(newer)s was approved after this one was written, so this one would "
        "undo it. Decline it with a remark, or write a new version with the best of "
        "both."
    )


class NoCard(DeskError):
    """There is no card in force that could be retired."""

    message = N_("There is no card in force for this source.")


class RetiredSource(DeskError):
    """Nothing new is planned or written for a source that is not offered any more."""

    message = N_("This source is retired, so nothing new is made for it.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """What a card says: how to overcome complaints of a source."""

    # One a line, in their order.
    steps: str
    phrases: str
    # Up to where a student decides alone.
    authority: str
    origin: Knowledge | None

    def errors(self) -> Errors:
        """Return a message for each field that is missing or too much."""
        found = {
            name: MISSING
            for name in ("steps", "authority")
            if not lines(getattr(self, name))
        }
        if len(lines(self.steps)) > MOST_STEPS:
            found["steps"] = TOO_MANY_STEPS
        if self.origin is None:
            found["origin"] = CHOOSE
        return found

    def is_same_as(self, other: "Advice") -> bool:
        """Say whether two cards say the same; blank lines and spaces do not count."""
        return _essence(self) == _essence(other)


class Version(Protocol):
    """What has to be known of a version to say where it stands."""

    version: int
    is_approved: bool | None
    retired_at: int | None


V = TypeVar("V", bound=Version)


def lines(text: str) -> list[str]:
    """Return the lines of a text that say something."""
    return [line for each in text.splitlines() if (line := " ".join(each.split()))]


def in_force(versions: Iterable[V]) -> V | None:
    """Return the newest approved version that is not retired."""
    standing = [v for v in versions if v.is_approved and v.retired_at is None]
    return max(standing, key=lambda v: v.version, default=None)


def newer_approved(version: Version, versions: Iterable[V]) -> V | None:
    """Return the newest version approved though it was proposed after this one."""
    newer = [v for v in versions if v.is_approved and v.version > version.version]
    return max(newer, key=lambda v: v.version, default=None)


def state_of(version: Version, present: Version | None) -> CardState:
    """Return where a version stands, given the one in force."""
    if version.is_approved is None:
        return CardState.PROPOSED
    if not version.is_approved:
        return CardState.DECLINED
    if version.retired_at is not None:
        return CardState.RETIRED
    is_present = present is not None and present.version == version.version
    return CardState.IN_FORCE if is_present else CardState.REPLACED


def _essence(advice: Advice) -> tuple[object, ...]:
    texts = (advice.steps, advice.phrases, advice.authority)
    return (*(tuple(lines(text)) for text in texts), advice.origin)
