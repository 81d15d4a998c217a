"""Another desk's event log as a table: from its rows to the cases it tells of.

A row says that an activity happened to a case at an instant, and who did it. Rules say
which of our events an activity is; what a rule does not name is refused, not guessed.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import NamedTuple
from zoneinfo import ZoneInfo

from desk.domain.evidence import LINE
from desk.domain.intake import BadRow, instant_of
from desk.domain.log import RECEIPTS, EventKind
from desk.domain.table import Refused, Row, Table

NOTE = "note"
# What an activity of another desk can be: what needs no more than a person and an
# instant. Verdicts, undoing and merges speak of other events, which a row cannot name.
KINDS: Mapping[str, EventKind] = {
    NOTE: EventKind.NOTED,
    **{
        kind.value: kind
        for kind in (
            EventKind.RECEIVED,
            EventKind.TAKEN,
            EventKind.RELEASED,
            EventKind.RECORDED,
            EventKind.CONFIRMED,
            EventKind.FULFILLED,
            EventKind.THANKED,
            EventKind.PAUSED,
            EventKind.RESUMED,
            EventKind.CUSTOMER_CONTACTED,
            EventKind.REOPENED,
        )
    },
}
# The rule for every activity that no other rule names.
OTHERS = "*"

NO_CASE = "It names no case."
NO_TIMESTAMP = "It has no time of day, such as 2026-09-02 09:12:00."
NO_RULE = "--map does not say what “%(activity)s” is."
TOO_LONG = "“%(text)s…” is longer than %(limit)s characters."
NOT_TEXT = "It holds a NUL byte, which is not text."

Kinds = tuple[EventKind, ...]
Rules = Mapping[str, Kinds]


class RuleError(ValueError):
    """A rule that says nothing: the message names it."""


class Columns(NamedTuple):
    """Which column, counted from 0, says what; the resource may be missing."""

    case: int
    activity: int
    timestamp: int
    resource: int | None


class Deed(NamedTuple):
    """One row: what it says was done when (UTC seconds), by whom, and what that is."""

    line: int
    case: str
    activity: str
    resource: str
    at: int
    kinds: Kinds
    is_named: bool


class Case(NamedTuple):
    """The deeds of a case in order of time, the first of them its receipt."""

    name: str
    deeds: Sequence[Deed]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a table tells: its cases by their receipts, rows refused, and more.

    `presumed` are the first rows of cases that did not begin with a receipt.
    """

    cases: Sequence[Case]
    refused: Sequence[Refused]
    presumed: Sequence[Deed]


def rules_of(texts: Iterable[str]) -> Rules:
    """Return the rules written as "Activity=kind+kind". Raises RuleError."""
    rules: dict[str, Kinds] = {}
    for text in texts:
        activity, _, names = text.rpartition("=")
        activity = activity.strip()
        kinds = [name.strip() for name in names.split("+")]
        if not activity or not set(kinds) <= KINDS.keys():
            known = ", ".join(KINDS)
            raise RuleError(f"“{text}” is not ACTIVITY=KIND. The kinds are: {known}.")
        if activity in rules:
            raise RuleError(f"“{activity}” is named twice.")
        rules[activity] = tuple(KINDS[name] for name in kinds)
    return rules


def read_cases(
    table: Table, columns: Columns, rules: Rules, *, zone: str, now: int
) -> Reading:
    """Return the cases of a table, and the rows refused (now in UTC seconds)."""
    refused = list(table.refused)
    deeds: dict[str, list[Deed]] = defaultdict(list)
    clock = ZoneInfo(zone)
    for row in table.rows:
        try:
            deed = _deed(row, columns, rules, clock, now)
        except BadRow as bad:
            refused.append(Refused(row.line, bad.reason, bad.facts))
        else:
            deeds[deed.case].append(deed)
    ordered = {name: sorted(told, key=attrgetter("at")) for name, told in deeds.items()}
    cases = [
        Case(name, list(_with_one_receipt(told))) for name, told in ordered.items()
    ]
    return Reading(
        cases=sorted(cases, key=lambda case: (case.deeds[0].at, case.deeds[0].line)),
        refused=sorted(refused, key=attrgetter("line")),
        presumed=[
            told[0] for told in ordered.values() if RECEIPTS.isdisjoint(told[0].kinds)
        ],
    )


def _deed(row: Row, columns: Columns, rules: Rules, zone: ZoneInfo, now: int) -> Deed:
    case, activity = _cell(row, columns.case), _cell(row, columns.activity)
    resource = "" if columns.resource is None else _cell(row, columns.resource)
    if not case:
        raise BadRow(NO_CASE)
    written = _cell(row, columns.timestamp)
    at = instant_of(written, zone, now)
    # A date alone would be taken for midnight, and hours be counted from there.
    if at is None or ":" not in written.replace(".", ":"):
        raise BadRow(NO_TIMESTAMP)
    kinds = rules.get(activity, rules.get(OTHERS))
    if kinds is None:
        raise BadRow(NO_RULE, activity=activity)
    return Deed(row.line, case, activity, resource, at, kinds, activity in rules)


def _cell(row: Row, column: int) -> str:
    text = row.cells[column].strip()
    if "\0" in text:
        raise BadRow(NOT_TEXT)
    if len(text) > LINE:
        raise BadRow(TOO_LONG, text=text[:40], limit=LINE)
    return text


def _with_one_receipt(told: Sequence[Deed]) -> Iterator[Deed]:
    """Yield the deeds, of which the first and no other is the receipt.

    A case that does not begin with one was received when it was first heard of: an
    earlier receipt can only lengthen a time. A row with nothing left is a note.
    """
    for place, deed in enumerate(told):
        first = (EventKind.RECEIVED,) if place == 0 else ()
        others = tuple(kind for kind in deed.kinds if kind not in RECEIPTS)
        yield deed._replace(kinds=(*first, *others) or (EventKind.NOTED,))
