"""Which pages a role finds in the menu, and where it lands after signing in."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import current_app, request, url_for
from flask_babel import gettext

from desk.domain.people import Actor, Permission, Role
from desk.domain.vocabulary import N_
from desk.queries.objections import count_open
from desk.queries.solutions import count_proposals
from desk.queries.waiting import count_waiting
from desk.web.access import access_of
from desk.web.now import now


@dataclass(frozen=True, slots=True)
class MenuItem:
    """One entry of the menu."""

    label: str
    url: str
    is_current: bool
    count: int = 0


ENTRIES: tuple[tuple[Permission, str, str], ...] = (
    (Permission.WALK_STEPS, "tickets.index", N_("My desk")),
    (Permission.READ_OWN_GRADES, "grades.index", N_("My grades")),
    (Permission.REVIEW, "review.open_tickets", N_("Open tickets")),
    (Permission.REVIEW, "review.waiting", N_("To review")),
    (Permission.REVIEW, "review.archive", N_("Archive")),
    (Permission.OBSERVE, "rubric.observe", N_("Observe")),
    (Permission.KEEP_CUSTOMERS, "customers.index", N_("Customers")),
    (Permission.READ_GRADES, "grading.index", N_("Grades")),
    (Permission.READ_REPORTS, "reports.index", N_("Reports")),
    (Permission.READ_TICKETS, "sources.pareto", N_("Sources and solutions")),
    (Permission.READ_ROSTER, "roster.home", N_("Roster")),
    (Permission.EDIT_CALENDAR, "calendar.index", N_("Service hours")),
    (Permission.ADMINISTER, "admin.people", N_("People")),
    (Permission.ADMINISTER, "admin.class_groups", N_("Class groups")),
    (Permission.ADMINISTER, "admin.units", N_("Units")),
    # Teachers find it among the pages of "Sources and solutions".
    (Permission.ADMINISTER, "admin.sources", N_("Sources")),
    (Permission.EDIT_TARGETS, "targets.index", N_("Targets")),
    (Permission.ADMINISTER, "admin.imports", N_("Import")),
    (Permission.ADMINISTER, "privacy.retention", N_("Privacy")),
    (Permission.SIGNED_IN, "help.guide", N_("Pocket guide")),
)
# How much there is behind an entry, for those that say so.
COUNTS: dict[str, Callable[[Actor], int]] = {
    "review.waiting": lambda actor: count_waiting(actor, now=now()),
    "solutions.index": count_proposals,
    # Objections that wait for an answer.
    "grading.index": count_open,
}
# Pages that are another look at what an entry leads to.
PART_OF = {
    "feedback.index": "reports.index",
    "feedback.forecasts": "reports.index",
    "feedback.student_forecasts": "reports.index",
    "feedback.my_forecasts": "tickets.index",
    "grades.show": "grades.index",
    "review.board": "review.open_tickets",
    "review.views": "review.open_tickets",
    "review.save_view": "review.open_tickets",
    "review.change_view": "review.open_tickets",
    "admin.class_lists": "admin.class_groups",
    "admin.class_list": "admin.class_groups",
    "rubric.counter": "rubric.observe",
    "customers.add": "customers.index",
    "customers.show": "customers.index",
    "customers.change": "customers.index",
    "privacy.reads": "privacy.retention",
    "sources.tag": "sources.tagging",
    "sources.tag_by_rule": "sources.tagging",
    "sources.import_counts": "sources.counts",
    "archive.numbers": "review.archive",
    "archive.number_tickets": "review.archive",
    "archive.stages": "review.archive",
    "archive.stage_rows": "review.archive",
    "archive.complaint_form": "review.archive",
    "archive.follow_up_form": "review.archive",
}
# The pages of "Sources and solutions"; each is shown to whom its door lets pass.
ROOM = (
    ("sources.pareto", N_("Pareto")),
    ("sources.tagging", N_("Set sources")),
    ("solutions.index", N_("Solution cards")),
    ("improvements.index", N_("Improvement actions")),
    ("quality.show", N_("Service quality")),
    ("sources.counts", N_("Transactions")),
    ("admin.sources", N_("Sources")),
)
ROOM_BLUEPRINTS = frozenset(endpoint.split(".")[0] for endpoint, _ in ROOM)
HOME = {
    Role.STUDENT: "tickets.index",
    Role.SUPERVISOR: "review.open_tickets",
    Role.TEACHER: "review.open_tickets",
    Role.HEAD: "review.open_tickets",
    Role.ADMIN: "admin.people",
}


def menu(actor: Actor | None, *, with_counts: bool = True) -> list[MenuItem]:
    """Return the menu of a person; counts ask the database."""
    if actor is None or actor.must_change_password:
        return []
    return [
        MenuItem(
            label=gettext(text),
            url=url,
            is_current=_is_current(endpoint),
            count=COUNTS[endpoint](actor) if with_counts and endpoint in COUNTS else 0,
        )
        for permission, endpoint, text in ENTRIES
        if actor.may(permission)
        for url in _addresses(endpoint, actor)
    ]


def _addresses(endpoint: str, actor: Actor) -> list[str]:
    """Return where an entry leads: a room of several pages to the first one open."""
    if endpoint == ROOM[0][0]:
        return [url_for(tab) for tab, _ in _open_tabs(actor)[:1]]
    return [url_for(endpoint)]


def room_tabs(actor: Actor | None) -> list[MenuItem]:
    """Return the pages of "Sources and solutions" that the person may open."""
    if actor is None:
        return []
    return [
        MenuItem(
            gettext(text),
            url_for(endpoint),
            is_current=_is_tab(endpoint),
            count=COUNTS[endpoint](actor) if endpoint in COUNTS else 0,
        )
        for endpoint, text in _open_tabs(actor)
    ]


def _open_tabs(actor: Actor) -> list[tuple[str, str]]:
    return [tab for tab in ROOM if is_open_to(tab[0], actor)]


def is_open_to(endpoint: str, actor: Actor) -> bool:
    """Say whether a page is there and its door lets the person pass."""
    view = current_app.view_functions.get(endpoint)
    permission = access_of(view) if view else None
    return isinstance(permission, Permission) and actor.may(permission)


def _is_tab(endpoint: str) -> bool:
    """Say whether the page shown is the tab's, or one behind it."""
    shown = PART_OF.get(request.endpoint or "", request.endpoint)
    pages = [each for each, _ in ROOM if each.split(".")[0] == request.blueprint]
    return shown == endpoint or (endpoint in pages[:1] and shown not in pages)


def _is_current(endpoint: str) -> bool:
    # A door with several pages is one entry; its home only leads to one of them.
    if endpoint == "roster.home":
        return request.blueprint == "roster"
    if endpoint == "grading.index":
        return request.blueprint == "grading"
    if endpoint == ROOM[0][0]:
        return request.blueprint in ROOM_BLUEPRINTS
    shown = request.endpoint or ""
    return PART_OF.get(shown, shown) == endpoint


def home_of(actor: Actor) -> str:
    """Return the URL a person lands on."""
    if actor.role is None:
        raise LookupError("A customer has no account, and lands nowhere.")
    return url_for(HOME[actor.role])
