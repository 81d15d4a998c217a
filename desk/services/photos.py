"""Photos: really opened, freed of what the camera wrote into them, kept small."""

import hashlib
import warnings
from io import BytesIO
from typing import Any

from PIL import Image, ImageOps
from sqlalchemy import delete

from desk.domain.errors import InvalidInput
from desk.domain.people import Act, Permission
from desk.domain.vocabulary import N_
from desk.extensions import db
from desk.models import Photo, Ticket
from desk.services.transaction import action

FORMATS = ("JPEG", "PNG", "WEBP")
KIND = "image/jpeg"
MOST_BYTES = 10 * 1024 * 1024
MOST_PIXELS = 50_000_000
LONGEST_SIDE = 2_000
QUALITY = 82
KEPT_SECONDS = 24 * 3_600

EMPTY = N_("This file is empty. Take the photo again.")
TOO_LARGE = N_("This photo is larger than 10 MB. Take it with a lower resolution.")
TOO_WIDE = N_("This picture has more than 50 million pixels. Take a smaller photo.")
UNREADABLE = N_("This is not a photo we can open. Choose a JPEG, PNG or WebP photo.")
GONE = N_("The photo is not here any more. Please choose it again.")


def clean(content: bytes) -> bytes:
    """Return a photo as a small JPEG that holds nothing but what is to be seen.

    Raises InvalidInput for what is no photo, whatever its name says, or too large.
    """
    if not content:
        raise InvalidInput({"photo": EMPTY})
    if len(content) > MOST_BYTES:
        raise InvalidInput({"photo": TOO_LARGE})
    try:
        # Our own limit stands before anything is unpacked; Pillow only warns.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            return _redrawn(content)
    except InvalidInput:
        raise
    except Image.DecompressionBombError as problem:
        raise InvalidInput({"photo": TOO_WIDE}) from problem
    except Exception as problem:  # broken files fail in every way a decoder can
        raise InvalidInput({"photo": UNREADABLE}) from problem


@action
def keep(act: Act, *, content: bytes) -> int:
    """Keep a clean photo until its form is accepted, a day at most; return its id."""
    act.actor.require(Permission.WALK_STEPS)
    return store(act, content)


def store(act: Act, content: bytes) -> int:
    """Add a clean photo that belongs to no ticket yet; return its id."""
    forget_old(act.at)
    photo = Photo(
        added_by_id=act.actor.id or None,
        added_at=act.at,
        kind=KIND,
        digest=hashlib.sha256(content).hexdigest(),
        content=content,
    )
    db.session.add(photo)
    db.session.flush()
    return photo.id


def kept(act: Act, photo_id: int) -> Photo:
    """Return one's own photo that belongs to no ticket yet. Raises InvalidInput."""
    photo = db.session.get(Photo, photo_id)
    is_own = photo is not None and photo.added_by_id == (act.actor.id or None)
    if photo is None or not is_own or photo.ticket_id is not None:
        raise InvalidInput({"photo": GONE})
    return photo


def attach(photo: Photo | None, ticket: Ticket) -> dict[str, Any]:
    """Let a photo belong to a ticket; return the facts that seal it to an event."""
    if photo is None:
        return {}
    photo.ticket_id = ticket.id
    return {"photo": photo.id, "photo_digest": photo.digest}


def _redrawn(content: bytes) -> bytes:
    with Image.open(BytesIO(content), formats=FORMATS) as opened:
        if opened.width * opened.height > MOST_PIXELS:
            raise InvalidInput({"photo": TOO_WIDE})
        # A JPEG can be unpacked at half or a quarter of its size, for less memory.
        opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        upright = ImageOps.exif_transpose(opened)
        upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        seen = upright.convert("RGBA")
    # Drawn on a new sheet: nothing but the pixels comes along.
    sheet = Image.new("RGB", seen.size, "white")
    sheet.paste(seen, mask=seen)
    written = BytesIO()
    sheet.save(written, "JPEG", quality=QUALITY, optimize=True)
    return written.getvalue()


def forget_old(now: int) -> None:
    """Forget photos whose form was never accepted, after a day (now in UTC seconds)."""
    old = Photo.added_at < now - KEPT_SECONDS
    db.session.execute(delete(Photo).where(Photo.ticket_id.is_(None), old))
