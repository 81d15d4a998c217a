"""Solution cards: anybody proposes how to overcome complaints, a teacher approves."""

from collections.abc import Sequence

from sqlalchemy import select

from desk.domain.errors import Forbidden, NotFound
from desk.domain.evidence import MISSING, demand
from desk.domain.people import Act, Permission
from desk.domain.solutions import (
    Advice,
    CardDecided,
    NoCard,
    Overtaken,
    OwnProposal,
    RetiredSource,
    SameCard,
    StaleCard,
    in_force,
    newer_approved,
)
from desk.extensions import db
from desk.models import SolutionCard, Source
from desk.services.transaction import action


@action
def propose(act: Act, source_id: int, *, seen: int, advice: Advice) -> int:
    """Propose a card, or a change of the one in force; return the version's id.

    `seen` is the version in force that the person saw, 0 if there was none. What a
    teacher writes is in force at once. Raises NotFound, Forbidden, RetiredSource,
    StaleCard, SameCard, InvalidInput.
    """
    act.actor.require(Permission.PROPOSE_SOLUTIONS)
    source = _lock(act, source_id)
    if source.is_retired:
        raise RetiredSource
    demand(advice.errors())
    versions = _versions(source_id)
    present = in_force(versions)
    if (present.version if present else 0) != seen:
        raise StaleCard
    standing = [
        card for card in versions if card.is_approved is None or card is present
    ]
    if any(advice.is_same_as(_advice(card)) for card in standing):
        raise SameCard
    card = SolutionCard(
        source_id=source_id,
        version=max((each.version for each in versions), default=0) + 1,
        steps=advice.steps,
        phrases=advice.phrases,
        authority=advice.authority,
        origin=advice.origin,
        proposed_by_id=act.actor.id,
        proposed_at=act.at,
    )
    if act.actor.may(Permission.APPROVE_SOLUTIONS):
        _decide(act, card, is_approved=True, remark="")
    db.session.add(card)
    db.session.flush()
    return card.id


@action
def approve(act: Act, card_id: int, *, remark: str) -> int:
    """Put a proposal in force; return the source.

    Raises NotFound, Forbidden, CardDecided, OwnProposal, RetiredSource, and Overtaken
    where a newer version was approved since.
    """
    card, source = _load_proposal(act, card_id)
    if source.is_retired:
        raise RetiredSource
    newer = newer_approved(card, _versions(card.source_id))
    if newer is not None:
        raise Overtaken(newer=newer.version)
    _decide(act, card, is_approved=True, remark=remark)
    return card.source_id


@action
def decline(act: Act, card_id: int, *, remark: str) -> int:
    """Turn a proposal down, saying why to who wrote it; return the source.

    Raises NotFound, Forbidden, CardDecided, OwnProposal, InvalidInput.
    """
    card, _ = _load_proposal(act, card_id)
    demand({} if remark else {"remark": MISSING})
    _decide(act, card, is_approved=False, remark=remark)
    return card.source_id


@action
def retire(act: Act, source_id: int, *, seen: int) -> int:
    """Offer a source's card no more; return the source.

    `seen` is the version in force that the person saw. The versions before it do not
    come back. Raises NotFound, Forbidden, NoCard, StaleCard.
    """
    act.actor.require(Permission.APPROVE_SOLUTIONS)
    _lock(act, source_id)
    versions = _versions(source_id)
    present = in_force(versions)
    if present is None:
        raise NoCard
    if present.version != seen:
        raise StaleCard
    for card in versions:
        if card.is_approved and card.retired_at is None:
            card.retired_at = act.at
    return source_id


def _lock(act: Act, source_id: int) -> Source:
    """Let a second person wait, so that one of two sees the other's version."""
    source = db.session.get(
        Source, source_id, with_for_update=True, populate_existing=True
    )
    if source is None:
        raise NotFound
    if act.actor.unit_id not in {None, source.unit_id}:
        raise Forbidden
    return source


def _load_proposal(act: Act, card_id: int) -> tuple[SolutionCard, Source]:
    """Return a proposal that the person may decide on, and its source."""
    act.actor.require(Permission.APPROVE_SOLUTIONS)
    card = db.session.get(SolutionCard, card_id)
    if card is None:
        raise NotFound
    source = _lock(act, card.source_id)
    db.session.refresh(card)
    if card.is_approved is not None:
        raise CardDecided
    if card.proposed_by_id == act.actor.id:
        raise OwnProposal
    return card, source


def _versions(source_id: int) -> Sequence[SolutionCard]:
    return db.session.scalars(
        select(SolutionCard)
        .where(SolutionCard.source_id == source_id)
        .execution_options(populate_existing=True)
    ).all()


def _decide(act: Act, card: SolutionCard, *, is_approved: bool, remark: str) -> None:
    card.is_approved, card.remark = is_approved, remark
    card.decided_by_id, card.decided_at = act.actor.id, act.at


def _advice(card: SolutionCard) -> Advice:
    return Advice(
        steps=card.steps,
        phrases=card.phrases,
        authority=card.authority,
        origin=card.origin,
    )
