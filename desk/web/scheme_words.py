"""The cells of a scheme in words: what each is called, and what stands in it."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any, Final, NamedTuple

from flask import Flask
from flask_babel import lazy_gettext

from desk.domain.grading import GradePart
from desk.domain.rubric import Level, RubricItem
from desk.domain.rubric_words import WORDS
from desk.domain.scheme import Scheme
from desk.domain.scheme_table import ROWS, cells_of, changed, descriptions, name_of
from desk.domain.vocabulary import N_, Performance, Priority, Word
from desk.queries.schemes import SchemeLine
from desk.web.catalogues import gettext
from desk.web.formatting import exact


class Change(NamedTuple):
    """A cell that differs: what it is called, and its two contents."""

    label: str
    before: str
    after: str


def init_app(app: Flask) -> None:
    """Give templates the words of a level as they hold in a scheme."""
    app.add_template_filter(level_words)


def level_words(scheme: Scheme, item: RubricItem, level: Level) -> str:
    """Return what a level of an item looks like: the teacher's words, or the desk's."""
    own = scheme.described.get(item, {}).get(level)
    return own or str(gettext(WORDS[item][level]))


def built_in() -> dict[RubricItem, dict[Level, str]]:
    """Return the desk's own words for every level of every item."""
    found: dict[RubricItem, dict[Level, str]] = {}
    for item, level in descriptions():
        found.setdefault(item, {})[level] = str(gettext(WORDS[item][level]))
    return found


def changes_in(line: SchemeLine) -> list[Change]:
    """Return what a version of the rules changed."""
    return changes_between(line.before, line.scheme) if line.before else []


def changes_between(before: Scheme, after: Scheme) -> list[Change]:
    """Return what differs: of each cell its label, and what stood and stands there."""
    old, new = as_typed(before), as_typed(after)
    differing = changed(before, after)
    return [
        Change(str(told), old.get(name, ""), new.get(name, ""))
        for name, told in LABELS.items()
        if name in differing
    ]


def as_typed(scheme: Scheme) -> dict[str, str]:
    """Return a scheme as the form holds it: numbers as the reader writes them."""
    return {name: _told(cell) for name, cell in cells_of(scheme).items()}


def _told(cell: Fraction | str) -> str:
    return exact(cell) if isinstance(cell, Fraction) else cell


POINT_AT = N_("Point %(n)s: times the target")
POINT_WORTH = N_("Point %(n)s: worth")
DESCRIPTOR = N_("Descriptor %(n)s: name")
DESCRIPTOR_FROM = N_("Descriptor %(n)s: from")
# What the table of each kind of thing is called.
GROUPS: Final[Mapping[str, tuple[type[Word], str]]] = {
    "weight": (GradePart, N_("Weight: %(what)s")),
    "priority": (Priority, N_("Priority: %(what)s")),
    "level": (Level, N_("Level: %(what)s")),
    "answer": (Performance, N_("Answer: %(what)s")),
}


def _rows(*groups: tuple[str, str]) -> Iterator[tuple[str, Any]]:
    for n in ROWS:
        for group, pattern in groups:
            yield name_of(group, n), lazy_gettext(pattern, n=n)


def _each(*groups: str) -> Iterator[tuple[str, Any]]:
    for group in groups:
        words, pattern = GROUPS[group]
        for word in words:
            told = lazy_gettext(pattern, what=lazy_gettext(word.label))
            yield name_of(group, word), told


def _words() -> Iterator[tuple[str, Any]]:
    for item, level in descriptions():
        what = lazy_gettext(item.label)
        told = lazy_gettext("%(item)s: level %(n)s", item=what, n=level.place)
        yield name_of("words", item, level), told


# In the order in which the form asks for them.
LABELS: Final[Mapping[str, Any]] = {
    **dict(_each("weight")),
    **dict(_rows(("ratio", POINT_AT), ("score", POINT_WORTH))),
    "rejected_at_most": lazy_gettext("Evidence turned down: at most"),
    "queue_minutes": lazy_gettext("Target of the queue, in minutes"),
    **dict(_each("priority", "level", "answer")),
    **dict(_rows(("letter", DESCRIPTOR), ("least", DESCRIPTOR_FROM))),
    "pass_mark": lazy_gettext("Pass mark"),
    "enough_observations": lazy_gettext("Fewest observations"),
    "enough_tickets": lazy_gettext("Fewest tickets"),
    "many_observations": lazy_gettext("No small sample from"),
    "enough_answers": lazy_gettext("Fewest answers"),
    "enough_weight": lazy_gettext("Weight that must be there"),
    "sampled": lazy_gettext("Tickets drawn for review, each student"),
    **dict(_words()),
}
