"""THE DOORS: each a blueprint with its routes and forms; no SQL, no rules."""

from flask import Flask

from desk.blueprints.account import account
from desk.blueprints.admin import admin
from desk.blueprints.archive import archive
from desk.blueprints.auth import auth
from desk.blueprints.calendar import calendar
from desk.blueprints.complaint import complaint
from desk.blueprints.customers import customers
from desk.blueprints.drafts import drafts
from desk.blueprints.feedback import feedback
from desk.blueprints.grades import grades
from desk.blueprints.grading import grading
from desk.blueprints.help import help_
from desk.blueprints.improvements import improvements
from desk.blueprints.privacy import privacy
from desk.blueprints.quality import quality
from desk.blueprints.reports import reports
from desk.blueprints.review import review
from desk.blueprints.roster import roster
from desk.blueprints.rubric import rubric
from desk.blueprints.solutions import solutions
from desk.blueprints.sources import sources
from desk.blueprints.targets import targets
from desk.blueprints.tickets import tickets
from desk.blueprints.wall import wall

DOORS = (
    *(auth, account, tickets, customers, drafts, review, reports, feedback),
    *(calendar, roster, targets, admin, help_, wall, archive, privacy),
    *(sources, solutions, improvements, quality, complaint),
    *(grading, grades, rubric),
)


def init_app(app: Flask) -> None:
    """Hang every door."""
    for door in DOORS:
        app.register_blueprint(door)
