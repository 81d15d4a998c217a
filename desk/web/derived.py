"""What follows from the desk's signing key: codes, numbers, passwords, signatures."""

import hmac

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer

from desk.domain.codes import code_of
from desk.services.people import LETTERS

# A prime, so that no two of so many accounts have one number; three digits at most.
NUMBERS = 997


def code_of_form(key: str, said: object) -> str:
    """Return the code for what a form says, the same each time that form is sent.

    A double tap must not make two codes: only one could be stored, and either shown.
    """
    return code_of(_secret(), f"{key}\n{said!r}")


def duty_number(person_id: int) -> int:
    """Return the number by which customers know who works on their complaint.

    Always the same for a person, nobody else's, and of no use for finding a name: not
    even their order on the class list.
    """
    digest = hmac.digest(_secret(), b"duty number", "sha256")
    factor = 1 + int.from_bytes(digest) % (NUMBERS - 1)
    return person_id * factor % NUMBERS


def first_password(seed: str, number: str) -> str:
    """Return the password with which a student of a class list signs in once.

    It follows from the seed of the list, so that the slips can be printed again until
    the seed is forgotten, and no password is ever stored.
    """
    said = f"first password\n{seed}\n{number}".encode(errors="replace")
    left = int.from_bytes(hmac.digest(_secret(), said, "sha256"))
    signs = []
    for _ in range(9):
        left, n = divmod(left, len(LETTERS))
        signs.append(LETTERS[n])
    text = "".join(signs)
    return "-".join((text[:3], text[3:6], text[6:]))


def sign_photo(photo_id: int) -> str:
    """Return the number of a kept photo with the proof that the desk gave it out."""
    return str(_signer().dumps(photo_id))


def signed_photo(text: str) -> int | None:
    """Return the number of a photo if the desk gave it out like this."""
    try:
        return int(_signer().loads(text))
    except BadSignature:
        return None


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(_secret(), salt="kept photo")


def _secret() -> bytes:
    key = current_app.config["SECRET_KEY"]
    return key if isinstance(key, bytes) else str(key).encode()
