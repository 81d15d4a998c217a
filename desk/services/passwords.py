"""Hashing of passwords."""

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST = 8
LONGEST = 200

_hasher = PasswordHasher()
_quick_hasher = PasswordHasher(time_cost=1, memory_cost=8_192, parallelism=1)


def cheapen() -> None:
    """Make hashing quick, for tests only."""
    global _hasher  # noqa: PLW0603 -- one switch, set before anything is hashed
    _hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


def hashed(password: str) -> str:
    """Return the hash to store."""
    return _hasher.hash(password)


def hashed_quickly(password: str) -> str:
    """Return the hash to store of a password drawn by chance, good for one sign-in.

    Slowness guards what people think up. To try all the 26 to the power of 9 that the
    desk draws from would take centuries all the same, and a school has 1,200 students.
    """
    return _quick_hasher.hash(password)


def matches(password: str, stored: str) -> bool:
    """Say whether the password is the one that was hashed."""
    try:
        return _hasher.verify(stored, password)
    except (VerificationError, InvalidHashError):
        return False


def is_outdated(stored: str) -> bool:
    """Say whether the hash was made with weaker settings than today's."""
    return _hasher.check_needs_rehash(stored)


# Verified when the user name is unknown, so that the answer takes as long.
NOBODY = hashed("nobody")
