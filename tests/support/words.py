"""What the screens say: tests name a text in English, as the code does."""

from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

TRANSLATIONS = Path(__file__).resolve().parents[2] / "desk" / "translations"
Words = dict[str, str]


@cache
def words(language: str) -> Words:
    """Return each text of the desk with what a reader of the language sees."""
    if language == "en":
        return {}
    path = TRANSLATIONS / language / "LC_MESSAGES" / "messages.po"
    with path.open("rb") as file:
        catalogue = read_po(file, locale=language)
    return {text: _first(catalogue, text) for text in _texts(catalogue)}


def say(text: str, language: str = "id") -> str:
    """Return one text of the desk as a reader of the language sees it."""
    return words(language).get(text, text)


def _texts(catalogue: Catalog) -> list[str]:
    ids = [message.id for message in catalogue if message.id]
    return [id_[0] if isinstance(id_, (tuple, list)) else id_ for id_ in ids]


def _first(catalogue: Catalog, text: str) -> str:
    message = catalogue.get(text)
    assert message is not None
    told = message.string
    return str(told[0] if isinstance(told, (tuple, list)) else told)
