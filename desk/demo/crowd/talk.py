"""What generated people say: sentences with holes, filled by common and rare words."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import Any, Generic, NamedTuple, TypeVar

WORDS = Path(__file__).with_name("words.toml")
T = TypeVar("T")
HOLE = re.compile(r"\{(\w+)\}")


class Ranked(NamedTuple, Generic[T]):
    """Things to choose from, each with the sum of the weights up to it."""

    things: tuple[T, ...]
    sums: tuple[float, ...]

    def pick(self, chance: Random) -> T:
        """Return one of the things."""
        return chance.choices(self.things, cum_weights=self.sums)[0]


@cache
def ranked(things: tuple[T, ...]) -> Ranked[T]:
    """Return things of which the n-th is chosen 1/n as often as the first.

    That is how words are used in any language (Zipf).
    """
    ranks = range(1, len(things) + 1)
    return Ranked(things, tuple(accumulate(1 / rank for rank in ranks)))


def weighted(weights: Mapping[T, float]) -> Ranked[T]:
    """Return things with their weights."""
    return Ranked(tuple(weights), tuple(accumulate(weights.values())))


class Talk(NamedTuple):
    """The words at a unit, and what is known of the complaint they are about."""

    chance: Random
    unit: str
    known: Mapping[str, str]

    def say(self, room: str, topic: str) -> str:
        """Return a sentence about a topic, without a hole."""
        said = self._fill(_ranked(room, topic).pick(self.chance))
        return said[:1].upper() + said[1:]

    def _fill(self, text: str) -> str:
        """Return a text with its holes filled; what fills one may have others."""
        if "{" not in text:
            return text
        pieces = list(_pieces(text))
        for index in range(1, len(pieces), 2):
            name = pieces[index]
            known = self.known.get(name)
            pieces[index] = self._word(name) if known is None else known
        return "".join(pieces)

    def _word(self, name: str) -> str:
        return self._fill(_local(self.unit, name).pick(self.chance))


def story() -> dict[str, Any]:
    """Return what generated tickets are made of."""
    return _story()


def brand(chance: Random) -> str:
    """Return the name of a product that does not exist, often a rare one."""
    parts = (_ranked("brand", part).pick(chance) for part in ("head", "middle", "tail"))
    return "".join(parts)


def name(chance: Random) -> str:
    """Return a customer's name."""
    first = _ranked("people", "first").pick(chance)
    return f"{first} {chance.choice(_story()['people']['last'])}"


@cache
def _story() -> dict[str, Any]:
    return tomllib.loads(WORDS.read_text(encoding="utf-8"))


@cache
def _ranked(room: str, topic: str) -> Ranked[str]:
    return ranked(tuple(_story()[room][topic]))


@cache
def _local(unit: str, name: str) -> Ranked[str]:
    own = _story()["local"][unit].get(name)
    return ranked(tuple(own or _story()["words"][name]))


@cache
def _pieces(text: str) -> tuple[str, ...]:
    return tuple(HOLE.split(text))
