"""Grades from what they are made of; every change of one is a version of its own."""

import statistics
from collections.abc import Mapping
from typing import Any

from sqlalchemy import insert, select

from desk.domain.grade_inputs import Inputs
from desk.domain.grade_life import SHOWS, GradeAct, GradeState, after
from desk.domain.grades import Result, grade
from desk.domain.grading import ENGINE, GradePart
from desk.domain.people import Act
from desk.domain.scheme import Scheme
from desk.extensions import db
from desk.models import Grade, Gradebook, GradeInputs, GradeVersion, SchemeVersion

Parts = dict[str, Any]


def store(
    act: Act,
    book: Gradebook,
    person_id: int,
    inputs: Inputs,
    *,
    scheme: tuple[SchemeVersion, Scheme],
    known: Mapping[int, Grade],
) -> Grade:
    """Keep what a student's grade is computed to be now; unchanged, nothing happens.

    A draft follows; a reviewed grade becomes a draft again; a published one keeps its
    value and needs another look. Source: grading.md, "Life of a grade".
    """
    version, rules = scheme
    digest = inputs.digest()
    row = known.get(person_id)
    if row is None:
        row = Grade(
            gradebook_id=book.id, person_id=person_id, state=GradeState.DRAFT, n=0
        )
        db.session.add(row)
    elif row.state is GradeState.LOCKED:
        return row
    elif (row.inputs_hash, row.scheme_version_id) == (digest, version.id):
        row.as_of = act.at
        return row
    before = row.n and (row.computed, row.parts)
    _keep_inputs(digest, inputs)
    _fill(row, inputs, grade(inputs, rules))
    row.inputs_hash, row.scheme_version_id, row.as_of = digest, version.id, act.at
    db.session.flush()
    if (row.computed, row.parts) != before:
        _note_change(act, row)
    return row


def keep_version(act: Act, row: Grade, kind: GradeAct, *, reason: str = "") -> None:
    """Move a grade on and keep how it stands then. Raises NotInThisState.

    Publishing shows the student this version; any other act leaves what is seen.
    """
    row.state = after(row.state, kind)
    row.n += 1
    if kind in SHOWS:
        row.published_n = row.n
    db.session.add(
        GradeVersion(
            grade_id=row.id,
            n=row.n,
            act=kind,
            state=row.state,
            at=act.at,
            actor_id=act.actor.id or None,
            reason=reason,
            value=_value_shown(row),
            computed=row.computed,
            exact=row.exact,
            parts=row.parts,
            category=row.category,
            inputs_hash=row.inputs_hash,
            scheme_version_id=row.scheme_version_id,
            engine=ENGINE,
            as_of=row.as_of,
        )
    )


def _value_shown(row: Grade) -> int | None:
    """Return the value the student sees after this; before publishing, would see."""
    if row.published_n in {None, row.n}:
        return row.value
    seen = select(GradeVersion.value).where(
        GradeVersion.grade_id == row.id, GradeVersion.n == row.published_n
    )
    return db.session.scalars(seen).one()


def _note_change(act: Act, row: Grade) -> None:
    if not row.state.is_shown:
        keep_version(act, row, GradeAct.COMPUTED)
    elif row.needs_look_at is None and row.state is not GradeState.LOCKED:
        row.needs_look_at = act.at
        keep_version(act, row, GradeAct.NEEDS_LOOK)


def _keep_inputs(digest: str, inputs: Inputs) -> None:
    known = select(GradeInputs.hash).where(GradeInputs.hash == digest)
    keep = insert(GradeInputs).values(hash=digest, body=inputs.to_json())
    # Before the grade: it refers to them.
    with db.session.no_autoflush:
        if db.session.scalar(known) is None:
            db.session.execute(keep)


def _fill(row: Grade, inputs: Inputs, found: Result) -> None:
    seconds = [each.seconds for each in inputs.observations]
    time = found.parts[GradePart.TIME]
    row.computed = found.value
    row.exact = None if found.exact is None else str(found.exact)
    row.parts = _parts_of(found)
    row.observations, row.tickets = time.n, time.tickets
    row.typical_seconds = statistics.median_low(seconds) if seconds else None
    row.flags = sum(len(each.flags) for each in inputs.observations)
    row.is_small, row.is_provisional = found.is_small, found.is_provisional


def _parts_of(found: Result) -> Parts:
    return {
        part.value: [None if each.score is None else str(each.score), each.n]
        for part, each in found.parts.items()
    }
