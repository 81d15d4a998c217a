"""Which source a complaint springs from, by the words in it: a rule anybody can check.

A source has words and phrases. Those found in the complaint speak for it, each once;
the source with the most of them is proposed. Where two have as many, none is: a tie is
for a person to decide.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from desk.domain.search import words as folded
from desk.domain.vocabulary import N_

# A rule people can read through, and one that stays quick over thousands of tickets.
MOST_PHRASES = 500
LONGEST_PHRASE = 80
TOO_MANY = N_("At most 500 lines fit.")
TOO_LONG = N_("A line has at most 80 characters: a word or a short phrase.")
NO_WORD = N_("One of the lines has no word in it.")
Phrase = tuple[str, ...]


class Tag(NamedTuple):
    """The source a rule proposes, and the words of the complaint that speak for it."""

    source_id: int
    hits: tuple[str, ...]


class Tagger:
    """The rules of a unit's sources, ready to read complaints."""

    def __init__(self, rules: Iterable[tuple[int, str]]) -> None:
        """Read each source's words, a word or phrase a line."""
        self._begins: dict[str, list[Phrase]] = defaultdict(list)
        self._speaks_for: dict[Phrase, set[int]] = defaultdict(set)
        for source_id, text in rules:
            for phrase in phrases(text):
                self._speaks_for[phrase].add(source_id)
        for phrase in self._speaks_for:
            self._begins[phrase[0]].append(phrase)
        for beginning in self._begins.values():
            # The longest that stands there counts: "tidak sesuai pesanan" is more
            # than "tidak sesuai".
            beginning.sort(key=len, reverse=True)

    def propose(self, text: str) -> Tag | None:
        """Return the source with the most different hits; None for none, or a tie."""
        found: dict[int, list[str]] = defaultdict(list)
        for phrase in dict.fromkeys(self._hits(folded(text))):
            for source_id in self._speaks_for[phrase]:
                found[source_id].append(" ".join(phrase))
        most = max(map(len, found.values()), default=0)
        best = [source_id for source_id, hits in found.items() if len(hits) == most]
        if len(best) != 1:
            return None
        return Tag(best[0], tuple(found[best[0]]))

    def _hits(self, words: Sequence[str]) -> Iterator[Phrase]:
        """Yield the phrases that stand in a text, from left to right, the longest."""
        at = 0
        while at < len(words):
            here = self._begins.get(words[at], ())
            found = next((p for p in here if tuple(words[at : at + len(p)]) == p), None)
            if found is not None:
                yield found
            at += len(found) if found else 1


def phrases(text: str) -> list[Phrase]:
    """Return the words and phrases of a rule, folded, each once."""
    read = (tuple(folded(line)) for line in text.splitlines())
    return list(dict.fromkeys(phrase for phrase in read if phrase))


def wrong_words(text: str) -> str | None:
    """Return why the words of a rule cannot be kept; None: they can."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) > MOST_PHRASES:
        return TOO_MANY
    if any(len(line) > LONGEST_PHRASE for line in lines):
        return TOO_LONG
    return None if all(map(folded, lines)) else NO_WORD
