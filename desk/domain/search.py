"""What people type to search: how it is read, and how texts are cut into words for it.

A word finds every word that begins with it, so that Indonesian suffixes (kembalian,
kembaliannya) need no stemming. Both databases are asked for the same words.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from desk.domain.vocabulary import N_, Channel, Step, Word

WORD = re.compile(r"\w+")
# The same in a text as it stands: with the marks above its letters.
SEEN_WORD = re.compile(r"(?:[^\W_]|[\u0300-\u036f])+")
# Phones write curly quotation marks and long dashes of their own accord.
SIGNS = str.maketrans(dict.fromkeys("“”„‟«»″", '"') | dict.fromkeys("−–—", "-"))
TOKEN = re.compile(
    r"""(?P<minus>-?)
        (?:(?P<key>[^\W\d_]+):\s*)?
        (?:"(?P<quoted>[^"]*)"?|(?P<bare>[^\s"]+)|(?(key)|(?!)))""",
    re.VERBOSE,
)
NUMBER = re.compile(r"(?:[A-Za-z0-9]+/){0,4}[0-9]{4,}")
# Long enough for what a person looks for; no index holds longer words than these.
LONGEST_QUERY = 500
LONGEST_WORD = 60
MOST_WORDS = 12
# So that what was found stands in the two lines that a list has for it.
MOST_BEFORE = 32
LONGEST_EXCERPT = 280


class Key(Word):
    """What a search can be narrowed to by writing `key:name`."""

    SOURCE = "source", N_("Source")
    OWNER = "owner", N_("Owner")
    STEP = "step", N_("Step")
    CHANNEL = "channel", N_("Channel")
    UNIT = "unit", N_("Unit")
    IS = "is", N_("State")


class Standing(Word):
    """Where a ticket stands, as `is:` names it."""

    OPEN = "open", N_("Still open")
    CLOSED = "closed", N_("Closed")
    QUEUE = "queue", N_("Queue")
    PAUSED = "paused", N_("Paused")
    PAST = "past", N_("Past target")


# Both languages work whatever the screen speaks: people write to each other.
KEYS = {key.value: key for key in Key} | {
    "sumber": Key.SOURCE,
    "pemegang": Key.OWNER,
    "langkah": Key.STEP,
    "saluran": Key.CHANNEL,
    "status": Key.IS,
    "keadaan": Key.IS,
}
# What the fixed words are called, on the screens and by people.
NAMES: dict[Word, tuple[str, ...]] = {
    Step.RECORD: ("record the request", "catat"),
    Step.CONFIRM: ("confirm needs", "tegaskan"),
    Step.FULFIL: ("fulfil", "fulfill", "wujudkan"),
    Step.THANK: ("thank", "terima kasih"),
    Channel.IN_PERSON: ("in person", "langsung", "tatap muka"),
    Channel.PHONE: ("phone", "telepon", "telpon"),
    Channel.WHATSAPP: ("whatsapp", "wa"),
    Channel.PUBLIC_FORM: ("public form", "formulir publik"),
    Channel.SUGGESTION_BOX: ("suggestion box", "kotak saran"),
    Channel.QUESTIONNAIRE: ("questionnaire", "kuesioner"),
    Channel.OBSERVATION: ("observation", "observasi"),
    Channel.SOCIAL_MEDIA: ("social media", "media sosial"),
    Channel.PAPER: ("paper", "kertas"),
    Standing.OPEN: ("still open", "masih terbuka"),
    Standing.CLOSED: ("closed", "selesai", "ditutup", "tutup"),
    Standing.QUEUE: ("queue", "antrean", "antrian"),
    Standing.PAUSED: ("paused", "dijeda", "jeda"),
    Standing.PAST: ("past target", "lewat target"),
}
VOCABULARIES: dict[Key, type[Word]] = {
    Key.STEP: Step,
    Key.CHANNEL: Channel,
    Key.IS: Standing,
}


@dataclass(frozen=True, slots=True)
class Term:
    """`key:name`, or the same with a minus: all but those."""

    key: Key
    name: str
    is_without: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """What a search asks for; nothing in it asks for everything.

    Words begin a word of the ticket; the words of a phrase stand there one after
    another. What is without must not be there.
    """

    words: tuple[str, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()
    without_words: tuple[str, ...] = ()
    without_phrases: tuple[tuple[str, ...], ...] = ()
    terms: tuple[Term, ...] = ()
    # A ticket's number or the end of one, if that is all there is.
    number: str = ""
    # More was typed than is looked for.
    is_cut: bool = False
    # Something was typed, but nothing in it can be looked for.
    is_void: bool = False

    @property
    def has_text(self) -> bool:
        """Say whether it asks for words at all."""
        return bool(
            self.words or self.phrases or self.without_words or self.without_phrases
        )


def words(*texts: str | None) -> list[str]:
    """Return the searchable words of texts, folded to one form, in order."""
    folded = " ".join(
        unicodedata.normalize("NFKD", text).casefold() for text in texts if text
    )
    # Nearly all of it is plain already, and then there is nothing to take off.
    plain = (
        folded
        if folded.isascii()
        else "".join(c for c in folded if not unicodedata.combining(c))
    )
    return WORD.findall(plain.replace("_", " "))


def read(text: str) -> Query:
    """Return what a text asks for; every text can be read.

    Signs that mean nothing here are left out, as is whatever goes beyond the limits.
    """
    typed = text.strip()
    found = _Reading()
    for token in TOKEN.finditer(typed[:LONGEST_QUERY].translate(SIGNS)):
        found.take(**token.groupdict(default=""))
    number = typed.upper() if NUMBER.fullmatch(typed) else ""
    return found.query(number, is_cut=len(typed) > LONGEST_QUERY, is_typed=bool(typed))


def named(key: Key, name: str) -> list[Word]:
    """Return the fixed words that a name, or the beginning of one, means."""
    return [
        word
        for word in VOCABULARIES.get(key, ())
        if any(is_named(name, each) for each in (word.value, *NAMES[word]))
    ]


def is_named(name: str, *texts: str | None) -> bool:
    """Say whether every word of a name begins a word of the texts."""
    wanted, there = words(name), words(*texts)
    return bool(wanted) and all(
        any(each.startswith(word) for each in there) for word in wanted
    )


class _Reading:
    """What has been read of a query so far."""

    def __init__(self) -> None:
        self.lists: dict[str, list[str]] = {"": [], "-": []}
        self.phrases: dict[str, list[tuple[str, ...]]] = {"": [], "-": []}
        self.terms: list[Term] = []
        self.left = MOST_WORDS

    def take(self, minus: str, key: str, quoted: str, bare: str) -> None:
        """Read one token further."""
        meant = KEYS.get(key.casefold())
        if meant is not None:
            self._take_term(meant, quoted or bare, minus)
            return
        # No key of ours: a time, a link, a label somebody wrote.
        self._take_words(f"{key} {bare}", minus)
        self._take_phrase(quoted, minus)

    def query(self, number: str, *, is_cut: bool, is_typed: bool) -> Query:
        """Return what was read."""
        is_empty = not any(
            chain(self.lists.values(), self.phrases.values(), [self.terms])
        )
        return Query(
            words=tuple(self.lists[""]),
            phrases=tuple(self.phrases[""]),
            without_words=tuple(self.lists["-"]),
            without_phrases=tuple(self.phrases["-"]),
            terms=tuple(self.terms),
            number=number,
            is_cut=is_cut or self.left < 0,
            is_void=is_typed and is_empty,
        )

    def _take_term(self, key: Key, name: str, minus: str) -> None:
        self.left -= 1
        if self.left >= 0:
            self.terms.append(Term(key, name.strip(), bool(minus)))

    def _take_words(self, text: str, minus: str) -> None:
        # Not e-mail: not the two together, rather than neither of them.
        if minus and len(words(text)) > 1:
            self._take_phrase(text, minus)
        else:
            self.lists[minus] += self._some(text)

    def _take_phrase(self, text: str, minus: str) -> None:
        phrase = tuple(self._some(text))
        if phrase:
            self.phrases[minus].append(phrase)

    def _some(self, text: str) -> list[str]:
        """Return the words of a text, as many as may still be looked for."""
        there = [word[:LONGEST_WORD] for word in words(text)]
        room = max(self.left, 0)
        self.left -= len(there)
        return there[:room]


def hits(query: Query, text: str) -> list[tuple[int, int]]:
    """Return where in a text the words asked for stand: [start, end), in order."""
    there = [
        (word, match.span())
        for match in SEEN_WORD.finditer(text)
        for word in _folded(match.group())
    ]
    marked = {span for word, span in there if word.startswith(query.words)}
    for phrase in query.phrases:
        for at in range(len(there) - len(phrase) + 1):
            stretch = there[at : at + len(phrase)]
            if tuple(word[:LONGEST_WORD] for word, _ in stretch) == phrase:
                marked |= {span for _, span in stretch}
    return sorted(marked)


def _folded(seen: str) -> list[str]:
    """Return the words that a word of a text is; most need no looking up."""
    return [seen.lower()] if seen.isascii() else words(seen)


def excerpt(query: Query, text: str) -> Iterator[tuple[str, bool]]:
    """Yield a text from its first hit on, in pieces: each with whether it is a hit."""
    found = hits(query, text)
    at = _begin(text, found[0][0]) if found else 0
    end = at + LONGEST_EXCERPT
    if at:
        yield "… ", False
    for first, last in found:
        if last > end:
            break
        if at < first:
            yield text[at:first], False
        yield text[first:last], True
        at = last
    if at < len(text):
        yield text[at:end] + "…" * (end < len(text)), False


def _begin(text: str, first: int) -> int:
    """Return where an excerpt begins: with a word not far before the first hit."""
    if first <= MOST_BEFORE:
        return 0
    space = text.find(" ", first - MOST_BEFORE, first)
    return space + 1 if space >= 0 else first
