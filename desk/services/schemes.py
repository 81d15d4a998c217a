"""The rules of a gradebook: every change is a new version, with why it was made."""

from collections.abc import Sequence

from desk.domain.evidence import demand
from desk.domain.people import Act
from desk.domain.scheme import Scheme
from desk.domain.scheme_errors import SAME, LockedGrades, errors_in, reason_errors
from desk.domain.scheme_table import cells_of
from desk.extensions import db
from desk.models import Gradebook, SchemeVersion
from desk.services.gradebooks import load, scheme_in_force
from desk.services.recomputing import recomputed
from desk.services.transaction import action


@action
def change_scheme(
    act: Act,
    gradebook_id: int,
    *,
    seen: int,
    scheme: Scheme,
    reason: str,
    also_for: Sequence[tuple[int, int]] = (),
) -> int:
    """Set the rules of a gradebook, and of others as seen; return its new version.

    Each of the others comes as its id and the version that was seen. Where they hold
    already nothing changes. Drafts follow at once; what is published keeps its value
    and needs another look. Raises NotFound, Forbidden, NotYourClass, StaleGrades,
    LockedGrades, InvalidInput. Source: grading.md.
    """
    # In one order, so that two teachers never wait for each other.
    wanted = sorted({(gradebook_id, seen), *also_for})
    books = [load(act, book_id, seen=version) for book_id, version in wanted]
    if any(book.locked_at is not None for book in books):
        raise LockedGrades
    demand(errors_in(cells_of(scheme)) | reason_errors(reason))
    changed = [book for book in books if scheme_in_force(book)[1] != scheme]
    if not changed:
        demand({"reason": SAME})
    for book in changed:
        _add_version(act, book, scheme, reason)
    return next(book.version for book in books if book.id == gradebook_id)


def _add_version(act: Act, book: Gradebook, scheme: Scheme, reason: str) -> None:
    before, _ = scheme_in_force(book)
    book.version += 1
    db.session.add(
        SchemeVersion(
            gradebook_id=book.id,
            n=before.n + 1,
            rules=scheme.to_json(),
            author_id=act.actor.id,
            reason=reason,
            created_at=act.at,
        )
    )
    db.session.flush()
    recomputed(act, book)
