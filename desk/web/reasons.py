"""Why a slice of time counts as it does, in plain sentences with the rule's name."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext

from desk.domain.closing import Closure, ClosureKind, OffDutyKind, closures, off_duty
from desk.domain.course import Holder
from desk.domain.explanation import Border, Reason, Row, Rule
from desk.domain.log import VERDICTS
from desk.domain.people import Actor, Permission
from desk.domain.vocabulary import N_, PauseReason
from desk.queries.explanation import Explanation
from desk.queries.history import Entry
from desk.web.dates import told
from desk.web.formatting import label, short_instant

# By the names that clock.md gives the rules.
NAMES: dict[Rule, str] = {
    Rule.OFF_HOURS: N_("Off hours"),
    Rule.CLOSED: N_("Closed time"),
    Rule.QUEUE: N_("Queue"),
    Rule.OFF_DUTY: N_("Not on duty"),
    Rule.PAUSED: N_("Pause"),
    Rule.PAUSE_APPROVED: N_("Pause"),
    Rule.PAUSE_WAITS: N_("Pause not approved"),
    Rule.PAUSE_TURNED_DOWN: N_("Pause turned down"),
    Rule.PAUSE_CAP: N_("Pause cap"),
    Rule.CLAIM_WAITS: N_("Effective time"),
    Rule.CLAIM_TURNED_DOWN: N_("Effective time"),
    Rule.CLAIM_VERIFIED: N_("Effective time"),
    Rule.CLAIM_COUNTS: N_("Effective time"),
    Rule.DUPLICATE: N_("Merge"),
}


@dataclass(frozen=True, slots=True)
class Why:
    """A rule's name and what it means here."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Names:
    """The people of an explanation as its reader may see them.

    A colleague's share of the time is not for other students (product.md, Roles).
    """

    actor: Actor
    known: dict[int, str]

    def of(self, holder: Holder) -> str:
        """Return the name to print for a holder; the queue has one, too."""
        if holder is None:
            return str(gettext("Queue"))
        if self.sees(holder):
            return self.known.get(holder, "–")
        others = [each for each in self.known if not self.sees(each)]
        if len(others) == 1:
            return str(gettext("another student"))
        number = others.index(holder) + 1
        return str(gettext("another student (%(number)s)", number=number))

    def sees(self, holder: int) -> bool:
        """Say whether the reader may know who the holder is."""
        return holder == self.actor.id or self.actor.may(Permission.REVIEW)


@dataclass(frozen=True, slots=True)
class Teller:
    """Says why the rows of one explanation count as they do."""

    told: Explanation
    names: Names

    def why(self, row: Row) -> list[Why]:
        """Return the rules of a row; none for the plain work of its holder."""
        return [
            Why(gettext(NAMES[reason.rule]), _begun(self._sentences(row, reason)))
            for reason in row.reasons
        ]

    def _sentences(self, row: Row, reason: Reason) -> Iterator[str]:
        match reason.rule:
            case Rule.OFF_HOURS:
                yield from self._off_hours(row)
            case Rule.CLOSED:
                yield gettext(
                    "The ticket was closed. Closed time is a bucket of its own and "
                    "counts for nobody."
                )
            case Rule.QUEUE:
                yield gettext("Nobody held the ticket: the time is the team’s.")
            case Rule.OFF_DUTY:
                yield from self._off_duty(row)
            case Rule.DUPLICATE:
                yield self._duplicate(self.told.entries[reason.n or 0])
            case rule:
                tell = PAUSES.get(rule) or CLAIMS[rule]
                yield tell(self, self.told.entries[reason.n or 0])

    def _off_hours(self, row: Row) -> Iterator[str]:
        part = row.part
        if row.ends.border is Border.OPENS:
            yield gettext(
                "Outside service hours: the clock stands still until %(time)s.",
                time=self.moment(part.end),
            )
        else:
            yield gettext("Outside service hours: the clock stands still.")
        calendar = self.told.roster.calendar
        for closure in closures(calendar, part.begin, part.end):
            yield _closed(closure)

    def _off_duty(self, row: Row) -> Iterator[str]:
        owner = row.part.owner or 0
        known = {"name": self.names.of(owner)}
        off = off_duty(self.told.roster_of(owner), owner, row.part.begin)
        match off.kind:
            case OffDutyKind.SHIFT_ENDED:
                known["time"] = self.moment(off.at or 0)
                yield gettext("The shift of %(name)s ended at %(time)s.", **known)
            case OffDutyKind.SHIFT_AHEAD:
                known["time"] = self.moment(off.at or 0)
                yield gettext("The shift of %(name)s began only at %(time)s.", **known)
            case OffDutyKind.NOT_THERE if off.attendance and self.names.sees(owner):
                known["attendance"] = label(off.attendance)
                yield gettext("%(name)s was not there: %(attendance)s.", **known)
            case OffDutyKind.AWAY if self.names.sees(owner):
                yield gettext("%(name)s was on internship.", **known)
            case OffDutyKind.NO_SHIFT:
                yield gettext("%(name)s had no shift that day.", **known)
            case _:
                yield gettext("%(name)s was not on duty.", **known)
        yield gettext("The time is the queue’s; no click was needed.")
        if self.told.roster_version and owner not in self.told.rosters_before:
            number = self.told.roster_version.number
            yield gettext("(Roster version %(number)s)", number=number)

    def _duplicate(self, entry: Entry) -> str:
        number = entry.mentions.get("ticket", "")
        text = gettext(
            "Counted from the receipt of the duplicate %(number)s, merged into this "
            "ticket: the earliest receipt wins.",
            number=number,
        )
        return str(text)

    def moment(self, instant: int) -> str:
        """Return an instant (UTC seconds): its time, with the day if it is another."""
        return str(short_instant(instant))

    def verdict_on(self, n: int) -> dict[str, str]:
        """Return who gave the verdict that stands on an event, and when."""
        given = [
            entry
            for entry in self.told.entries.values()
            if entry.kind in VERDICTS
            and entry.event.target == n
            and not entry.is_undone
        ]
        if not given:
            return {"name": "–", "time": "–"}
        actor = given[-1].actor or gettext("system")
        return {"name": actor, "time": self.moment(given[-1].event.recorded_at)}

    def claim(self, entry: Entry) -> dict[str, str]:
        """Return what a claimed event was, when it is said to be, when recorded."""
        return {
            "event": label(entry.kind),
            "claimed": self.moment(entry.event.at),
            "recorded": self.moment(entry.event.recorded_at),
            **self.verdict_on(entry.n),
        }


def _begun(sentences: Iterable[str]) -> str:
    """Return the sentences as one text; who stands first may be no name."""
    text = " ".join(sentences)
    return text[:1].upper() + text[1:]


def _closed(closure: Closure) -> str:
    known = {"days": _days(closure.first, closure.last), "reason": closure.reason}
    match closure.kind:
        case ClosureKind.CLOSED:
            return str(gettext("Closed on %(days)s: %(reason)s.", **known))
        case ClosureKind.WEEKDAY:
            return str(gettext("No service on %(days)s.", **known))
    known["hours"] = ", ".join(
        f"{_local(opens)}–{_local(closes)}" for opens, closes in closure.hours
    )
    return str(gettext("Special hours on %(days)s: %(hours)s.", **known))


def _days(first: date, last: date) -> str:
    end = told(last, "EEEE, d MMMM yyyy")
    return end if first == last else f"{told(first, 'EEEE, d MMMM')} – {end}"


def _local(seconds: int) -> str:
    return f"{seconds // 3600:02}.{seconds // 60 % 60:02}"


def _reason_of(entry: Entry) -> str:
    return label(PauseReason(entry.event.reason or PauseReason.WAITING_CUSTOMER))


PAUSES: dict[Rule, Callable[[Teller, Entry], str]] = {
    Rule.PAUSED: lambda _, entry: gettext(
        "%(reason)s: the clock stands still until the customer is heard, for one "
        "school day (7 service hours) at most.",
        reason=_reason_of(entry),
    ),
    Rule.PAUSE_APPROVED: lambda teller, entry: gettext(
        "%(reason)s: the pause was approved by %(name)s on %(time)s.",
        reason=_reason_of(entry),
        **teller.verdict_on(entry.n),
    ),
    Rule.PAUSE_WAITS: lambda _, entry: gettext(
        "%(reason)s: counts as active time until a supervisor approves the pause.",
        reason=_reason_of(entry),
    ),
    Rule.PAUSE_TURNED_DOWN: lambda teller, entry: gettext(
        "The pause was turned down by %(name)s on %(time)s, so this is active time.",
        **teller.verdict_on(entry.n),
    ),
    Rule.PAUSE_CAP: lambda *_: gettext(
        "The pause reached its cap of one school day (7 service hours); the clock "
        "runs again by itself."
    ),
}
CLAIMS: dict[Rule, Callable[[Teller, Entry], str]] = {
    Rule.CLAIM_WAITS: lambda teller, entry: gettext(
        "“%(event)s” is claimed for %(claimed)s and not verified yet, so it counts "
        "from when it was recorded, %(recorded)s.",
        **teller.claim(entry),
    ),
    Rule.CLAIM_TURNED_DOWN: lambda teller, entry: gettext(
        "“%(event)s” was claimed for %(claimed)s; %(name)s turned the claim down on "
        "%(time)s, so it counts from when it was recorded, %(recorded)s.",
        **teller.claim(entry),
    ),
    Rule.CLAIM_VERIFIED: lambda teller, entry: gettext(
        "“%(event)s” was recorded only at %(recorded)s, but counts from %(claimed)s "
        "as claimed: %(name)s verified it on %(time)s.",
        **teller.claim(entry),
    ),
    Rule.CLAIM_COUNTS: lambda teller, entry: gettext(
        "“%(event)s” counts from %(claimed)s, although it was written down at "
        "%(recorded)s: that can only make the time longer.",
        **teller.claim(entry),
    ),
}
