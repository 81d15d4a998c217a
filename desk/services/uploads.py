"""Files of complaints brought in the app: kept, imported, forgotten."""

from sqlalchemy import delete, update

from desk.domain.errors import NotFound
from desk.domain.evidence import demand
from desk.domain.intake import Columns
from desk.domain.people import Act, Permission
from desk.domain.table import read_table
from desk.domain.vocabulary import Channel
from desk.extensions import db
from desk.models import Upload
from desk.services import imports
from desk.services.imports import Intake
from desk.services.transaction import action

KEPT_SECONDS = 24 * 3_600


@action
def keep(
    act: Act,
    *,
    name: str,
    content: bytes,
    unit_id: int,
    channel: Channel,
    source_id: int | None,
) -> int:
    """Keep a file until it is imported, a day at most; return its id.

    Raises UnreadableFile, and InvalidInput for a unit or source that cannot be.
    """
    act.actor.require(Permission.ADMINISTER)
    forget_old(act.at)
    demand(imports.place_errors(unit_id, source_id))
    read_table(content)
    upload = Upload(
        owner_id=act.actor.id,
        unit_id=unit_id,
        name=name[-200:],
        content=content,
        channel=channel,
        source_id=source_id,
        created_at=act.at,
    )
    db.session.add(upload)
    db.session.flush()
    return upload.id


@action
def bring_in(
    act: Act, upload_id: int, *, columns: Columns, by_rule: bool = False
) -> int:
    """Import a file that was kept, sources found by the rule if asked; return its id.

    What was refused can be fetched for a day; otherwise the content goes at once.
    Raises NotFound if it is not one's own or is gone, and what an import raises.
    """
    upload = _own(act, upload_id)
    if upload.report is None:
        report = imports.carry_out(
            act, _intake_of(upload, columns, by_rule=by_rule), progress=lambda _: None
        )
        upload.report = dict(report)
        upload.content = upload.content if report["refused"] else None
    return upload.id


@action
def forget(act: Act, upload_id: int) -> None:
    """Forget a file that is not to be imported after all."""
    upload = _own(act, upload_id)
    if upload.report is None:
        db.session.delete(upload)


def _intake_of(upload: Upload, columns: Columns, *, by_rule: bool) -> Intake:
    """Return the file's rows as an intake. Raises NotFound once they are erased."""
    if upload.content is None:
        raise NotFound
    return Intake(
        table=read_table(upload.content),
        columns=columns,
        unit_id=upload.unit_id,
        channel=upload.channel,
        source_id=upload.source_id,
        by_rule=by_rule,
    )


def _own(act: Act, upload_id: int) -> Upload:
    act.actor.require(Permission.ADMINISTER)
    upload = db.session.get(Upload, upload_id)
    if upload is None or upload.owner_id != act.actor.id:
        raise NotFound
    return upload


def forget_old(now: int) -> None:
    """Forget files that nobody imported within a day (now in UTC seconds).

    Of the others it forgets what is in them.
    """
    old = Upload.created_at < now - KEPT_SECONDS
    db.session.execute(delete(Upload).where(old, Upload.report.is_(None)))
    db.session.execute(update(Upload).where(old).values(content=None))
