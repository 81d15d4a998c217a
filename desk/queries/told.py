"""What the history of a ticket says to its page: offers, marks, refusals, merges."""

from dataclasses import dataclass

from desk.domain.log import PAUSES, VERDICTS, WALKS, EventKind
from desk.domain.waiting import is_claim
from desk.domain.workflow import COMPLETES
from desk.queries.history import Entry

# After one of these an earlier pause is of no concern any more.
PAUSE_IS_PAST = frozenset({*COMPLETES, EventKind.STEPPED_BACK, EventKind.PAUSED})
OFFER_IS_PAST = WALKS | {
    EventKind.HANDOVER_OFFERED,
    EventKind.HANDOVER_ACCEPTED,
    EventKind.RELEASED,
    EventKind.TAKEN,
    EventKind.ASSIGNED,
    EventKind.MOVED,
}


@dataclass(frozen=True, slots=True)
class Told:
    """A ticket by its history, and to whom its handover is offered, if it is."""

    entries: tuple[Entry, ...]
    handover_to_id: int | None

    @property
    def offer(self) -> Entry | None:
        """Return the handover that waits for an answer."""
        made = [e for e in self.entries if e.kind is EventKind.HANDOVER_OFFERED]
        live = [entry for entry in made if not entry.is_undone]
        return live[-1] if self.handover_to_id is not None and live else None

    @property
    def offer_refusal(self) -> Entry | None:
        """Return a colleague's no to the last offer, until the work goes on."""
        refusal: Entry | None = None
        for entry in self._live:
            if entry.kind is EventKind.HANDOVER_DECLINED:
                # Taken back by the giver, it names whom it was made to.
                refusal = None if "receiver" in entry.facts else entry
            elif entry.kind in OFFER_IS_PAST:
                refusal = None
        return refusal

    @property
    def asked_by(self) -> int | None:
        """Return who last asked for approval."""
        asked = [e for e in self.entries if e.kind is EventKind.APPROVAL_REQUESTED]
        return asked[-1].actor_id if asked else None

    @property
    def merge(self) -> Entry | None:
        """Return the merge into another ticket that stands, if any."""
        return self._last(EventKind.MERGED)

    @property
    def duplicates(self) -> tuple[Entry, ...]:
        """Return the receipts of the tickets merged into this one."""
        return tuple(e for e in self._live if e.event.is_duplicate)

    @property
    def logged_by(self) -> set[int | None]:
        """Return who logged the complaint, here and on what was merged into it."""
        return {e.event.by for e in self._live if e.kind is EventKind.RECEIVED}

    @property
    def mark(self) -> Entry | None:
        """Return the last mark as no complaint, whatever was answered."""
        return self._last(EventKind.MARKED)

    @property
    def mark_answer(self) -> Entry | None:
        """Return what a reviewer answered to the last mark, if anybody has."""
        answers = {EventKind.MARK_DECLINED, EventKind.NOT_A_COMPLAINT}
        said = [e for e in self._live if e.kind in answers | {EventKind.MARKED}]
        return said[-1] if said and said[-1].kind in answers else None

    @property
    def receipt_on_paper(self) -> Entry | None:
        """Return the receipt that was entered from the paper book, if it was."""
        receipts = [e for e in self._live if e.kind is EventKind.RECEIVED]
        return next((e for e in receipts if e.event.is_paper), None)

    @property
    def _live(self) -> list[Entry]:
        return [entry for entry in self.entries if not entry.is_undone]

    def _last(self, kind: EventKind) -> Entry | None:
        found = [entry for entry in self._live if entry.kind is kind]
        return found[-1] if found else None

    @property
    def pause_refusal(self) -> Entry | None:
        """Return the verdict by which the last pause of this step is turned down."""
        refusal: Entry | None = None
        for entry in self.entries:
            if entry.is_undone:
                continue
            if entry.kind in PAUSE_IS_PAST:
                refusal = None
            elif _judges_pause(entry):
                refusal = entry if entry.kind is EventKind.REJECTED else None
        return refusal

    @property
    def claim_refusals(self) -> list[Entry]:
        """Return the verdicts by which times claimed on paper are turned down."""
        last: dict[int, Entry] = {}
        for entry in self.entries:
            about = entry.about
            if about is not None and is_claim(about) and not entry.is_undone:
                last[about.n] = entry
        return [each for each in last.values() if each.kind is EventKind.REJECTED]


def _judges_pause(entry: Entry) -> bool:
    about = entry.about
    return entry.kind in VERDICTS and about is not None and about.kind in PAUSES
