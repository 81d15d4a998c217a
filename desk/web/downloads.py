"""A list to be had as a file: how it is offered, asked for and handed out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flask import request
from flask_babel import get_locale
from werkzeug.wrappers import Response

from desk.domain.vocabulary import Language
from desk.web.export import Cell, Kind, Separator, TextStyle, spreadsheet
from desk.web.filters import asked_word

# What an address holds besides filters: the page of the list, and how it is exported.
BESIDES = frozenset({"after", "format", "separator"})


@dataclass(frozen=True, slots=True)
class Download:
    """Where a list is to be had as a file, narrowed as the page shows it."""

    url: str
    kept: Sequence[tuple[str, str]]
    usual: Separator
    separators: Sequence[Separator] = tuple(Separator)


def offer(url: str) -> Download:
    """Return how the list of this request is offered as a file at an address."""
    kept = [(name, text) for name, text in request.args.items() if name not in BESIDES]
    return Download(url, kept, usual_separator())


def hand_out(
    *name: str, header: Sequence[str], rows: Iterable[Sequence[Cell]]
) -> Response:
    """Return rows as the file that the address asks for. Raises NotFound.

    The name is put together of the parts that are not empty.
    """
    return spreadsheet(
        asked_word("format", Kind.XLSX),
        name=" ".join(filter(None, name)),
        header=header,
        rows=rows,
        style=TextStyle(asked_separator()),
    )


def asked_separator() -> Separator:
    """Return the separator that the address chooses. Raises NotFound."""
    return asked_word("separator", usual_separator())


def usual_separator() -> Separator:
    """Return the separator that spreadsheets in the reader's language expect."""
    is_english = str(get_locale()) == Language.EN
    return Separator.COMMA if is_english else Separator.SEMICOLON
