"""Which tickets the words of a search find."""

from sqlalchemy import ColumnElement, Select, func, literal, select, text

from desk.domain.search import words
from desk.extensions import db
from desk.models import Ticket

MOST_WORDS = 12


def found(query: str) -> list[ColumnElement[bool]]:
    """Return the condition that every word of the query begins a word of the ticket."""
    wanted = words(query)[:MOST_WORDS]
    if not query.strip():
        return []
    if not wanted:
        return [literal(value=False)]
    if db.engine.dialect.name == "postgresql":
        prefixes = " & ".join(f"{word}:*" for word in wanted)
        vector = func.to_tsvector(text("'simple'"), Ticket.search_text)
        return [vector.op("@@")(func.to_tsquery(text("'simple'"), prefixes))]
    prefixes = " ".join(f'"{word}"*' for word in wanted)
    hits = select(text("rowid")).select_from(text("ticket_search"))
    matching: Select[tuple[int]] = hits.where(
        text("ticket_search MATCH :prefixes").bindparams(prefixes=prefixes)
    )
    return [Ticket.id.in_(matching.scalar_subquery())]
