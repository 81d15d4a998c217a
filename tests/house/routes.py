"""Every door of the desk as the tests that police them need it."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from flask import Flask
from werkzeug.routing import Rule

from desk.extensions import db
from desk.models import ClassGroup
from desk.queries.calendars import version_in_force
from tests.support.cast import World

# Files that anybody may fetch, served by Flask and Bootstrap-Flask themselves.
FILES = {"static", "bootstrap.static"}


def doors(app: Flask) -> Iterator[tuple[str, Rule]]:
    """Yield each method and rule of the app, but for the files."""
    for rule in app.url_map.iter_rules():
        if rule.endpoint not in FILES:
            for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
                yield method, rule


def address(app: Flask, rule: Rule, world: World, ticket_id: int, **known: Any) -> str:
    """Return the address of a door for things that are there, or for those known."""
    with app.app_context():
        first = db.session.query(ClassGroup.id).order_by(ClassGroup.id).first()
        class_group_id = first[0] if first else None
        version_id = version_in_force(world.units["MM"]).id
    values: dict[str, Any] = {
        "ticket_id": ticket_id,
        "step": "record",
        "n": 1,
        "other_id": 999_999,
        "sample_id": 1,
        "sheet_id": 1,
        "item": "records",
        "unit_id": world.units["MM"],
        "source_id": world.sources["product.broken"],
        "person_id": world.id_of("siswi"),
        "upload_id": 1,
        "list_id": 1,
        "photo_id": 1,
        "shift_id": 1,
        "swap_id": 1,
        "absence_id": 1,
        "view_id": 1,
        "card_id": 1,
        "action_id": 1,
        "customer_id": 1,
        "gradebook_id": 1,
        "period_id": 1,
        "secret": "unknown",
        "code": "2222-3333-4444",
        "monday": date(2026, 8, 31),
        "day": date(2026, 9, 2),
        "version_id": version_id,
        "year": 2026,
        "group_id": (
            world.sources["product"] if "sources" in rule.rule else class_group_id
        ),
    } | known
    with app.test_request_context():
        return app.url_for(
            rule.endpoint, **{name: values[name] for name in rule.arguments}
        )
