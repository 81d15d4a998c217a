"""The language of a request, and the catalogue it is read from."""

import os
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from flask import request

from desk.domain.vocabulary import Language
from desk.web.actor import find_actor

CATALOGUES = Path(__file__).resolve().parent.parent / "translations"
COOKIE = "language"


def language() -> Language:
    """Return the person's language, else the browser's last choice, else Indonesian."""
    actor = find_actor()
    if actor is not None:
        return actor.language
    chosen = request.cookies.get(COOKIE)
    return Language(chosen) if chosen in set(Language) else Language.ID


def locale() -> str:
    """Return the locale for Flask-Babel."""
    return language().value


def compile_catalogues() -> None:
    """Compile every catalogue that is newer than its compiled form."""
    for source in CATALOGUES.glob("*/LC_MESSAGES/messages.po"):
        compiled = source.with_suffix(".mo")
        if compiled.exists() and compiled.stat().st_mtime >= source.stat().st_mtime:
            continue
        with source.open("rb") as file:
            catalogue = read_po(file, locale=source.parent.parent.name)
        # Written aside and moved, so that a second process never reads half a file.
        part = compiled.with_suffix(f".{os.getpid()}")
        with part.open("wb") as file:
            write_mo(file, catalogue)
        part.replace(compiled)
