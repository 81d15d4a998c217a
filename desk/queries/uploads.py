"""Files brought for an import, as their owner sees them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from desk.domain.errors import NotFound
from desk.domain.people import Actor
from desk.domain.vocabulary import Channel
from desk.extensions import db
from desk.models import Source, Unit, Upload
from desk.queries.sources import name_of

RECENT = 10


@dataclass(frozen=True, slots=True)
class UploadLine:
    """A file in the list of imports; the instant in UTC seconds."""

    id: int
    name: str
    created_at: int
    imported: int | None
    refused: int


@dataclass(frozen=True, slots=True)
class UploadView:
    """A file with what its complaints have in common, and what became of it."""

    id: int
    name: str
    unit_id: int
    unit: str
    channel: Channel
    source_id: int | None
    source: str | None
    content: bytes | None
    report: Mapping[str, Any] | None


def recent_uploads(actor: Actor) -> list[UploadLine]:
    """Return the person's last imports, newest first."""
    columns = (Upload.id, Upload.name, Upload.created_at, Upload.report)
    query = select(*columns).where(Upload.owner_id == actor.id)
    rows = db.session.execute(query.order_by(Upload.id.desc()).limit(RECENT))
    return [
        UploadLine(
            id=row.id,
            name=row.name,
            created_at=row.created_at,
            imported=row.report["imported"] if row.report else None,
            refused=len(row.report["refused"]) if row.report else 0,
        )
        for row in rows
    ]


def get_upload(upload_id: int, actor: Actor) -> UploadView:
    """Return the person's own file. Raises NotFound."""
    upload = db.session.get(Upload, upload_id)
    if upload is None or upload.owner_id != actor.id:
        raise NotFound
    source = db.session.get(Source, upload.source_id) if upload.source_id else None
    return UploadView(
        id=upload.id,
        name=upload.name,
        unit_id=upload.unit_id,
        unit=db.session.get_one(Unit, upload.unit_id).name,
        channel=upload.channel,
        source_id=upload.source_id,
        source=name_of(source, actor.language) if source else None,
        content=upload.content,
        report=upload.report,
    )
