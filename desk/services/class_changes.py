"""The one gate by which somebody comes into a class; each change is kept."""

from desk.domain.people import Act
from desk.extensions import db
from desk.models import ClassChange, Person


def move(act: Act, person: Person, class_group_id: int | None) -> None:
    """Put a person, new or known, into a class (None: into none), and keep when.

    Whoever is in it already stays as they are. A grade is told by it in which class
    its observations were made. Source: issue 6, "a student who changed class mid-term".
    """
    before_id = person.class_group_id
    person.class_group_id = class_group_id
    db.session.add(person)
    # A new person has no id before.
    db.session.flush()
    if class_group_id == before_id:
        return
    change = ClassChange(
        person_id=person.id,
        class_group_id=class_group_id,
        before_id=before_id,
        at=act.at,
        actor_id=act.actor.id or None,
    )
    db.session.add(change)
