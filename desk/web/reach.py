"""How somebody is reached: to call, and to write to with words already there.

Nothing is sent by itself: a link opens the person's own WhatsApp with a text in it,
which they read, change and send, or not.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote

from flask_babel import gettext

from desk.domain.log import EventKind
from desk.domain.masking import masked
from desk.queries.similar_customers import SimilarCustomer
from desk.queries.tickets import TicketView
from desk.web.formatting import label
from desk.web.phones import chats, read_phone, shown_phone

CHAT = "https://wa.me/"


@dataclass(frozen=True, slots=True)
class Message:
    """Words to write to somebody, and the link that opens a chat with them."""

    occasion: str
    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Reach:
    """A contact in full; call and messages only if it is a telephone number."""

    shown: str
    call: str | None
    messages: tuple[Message, ...]


def reach(contact: str, texts: Iterable[tuple[str, str]] = ()) -> Reach:
    """Return a contact with what can be done with it, and what could be written.

    Texts are pairs of the occasion and the words.
    """
    phone = read_phone(contact)
    if phone is None:
        return Reach(shown=contact, call=None, messages=())
    may_chat = chats(phone)
    # What else stands beside the number tells whose it is.
    is_plain = not any(letter.isalpha() for letter in contact)
    return Reach(
        shown=shown_phone(phone) if is_plain else contact,
        call=f"tel:{phone}",
        messages=tuple(
            Message(occasion, text, chat_url(phone, text))
            for occasion, text in (texts if may_chat else ())
        ),
    )


def about(customer: SimilarCustomer) -> str:
    """Return what tells a card from others of the same name, the contact masked."""
    known = (label(customer.kind), customer.contact_person, masked(customer.reach))
    return " · ".join(part for part in known if part)


def chat_url(phone: str, text: str) -> str:
    """Return the link that opens a chat with a number (+62…) and a text in it."""
    return f"{CHAT}{phone.removeprefix('+')}?text={quote(text)}"


def texts_about(ticket: TicketView) -> list[tuple[str, str]]:
    """Return what can be written to the customer of a ticket, as far as it has come."""
    hello = _hello(ticket.customer)
    found = [
        (
            gettext("That the complaint was received"),
            gettext(
                "%(hello)s Thank you for telling us. Your complaint is with us under "
                "the number %(number)s, and we are looking after it. – %(unit)s",
                hello=hello,
                number=ticket.number,
                unit=ticket.unit,
            ),
        )
    ]
    restated = _said(ticket, EventKind.CONFIRMED, "restatement")
    if restated:
        found.append(
            (
                gettext("The restatement, to be answered"),
                gettext(
                    "%(hello)s About your complaint %(number)s, so that we understand "
                    "you rightly: “%(restatement)s” Is that right? Please answer "
                    "“right”, or write what we should correct. – %(unit)s",
                    hello=hello,
                    number=ticket.number,
                    restatement=restated,
                    unit=ticket.unit,
                ),
            )
        )
    found.append(
        (gettext("Thanks, with an invitation to return"), _thanks(ticket, hello))
    )
    return found


def _thanks(ticket: TicketView, hello: str) -> str:
    words = _said(ticket, EventKind.THANKED, "words") or gettext(
        "Thank you for your patience and for helping us do better. We look forward to "
        "seeing you again."
    )
    return f"{hello} {words} – {ticket.unit}"


def _hello(customer: str) -> str:
    # What stands in brackets tells who it is, not what they are called.
    name = customer.partition("(")[0].strip()
    return str(gettext("Hello %(name)s.", name=name) if name else gettext("Hello."))


def _said(ticket: TicketView, kind: EventKind, field: str) -> str:
    """Return what was last said in an event that stands."""
    said = [
        entry.words.get(field, "")
        for entry in ticket.entries
        if entry.kind is kind and not entry.is_undone
    ]
    return said[-1] if said else ""
