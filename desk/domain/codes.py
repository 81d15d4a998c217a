"""The secret code of a complaint: what a customer shows instead of an account."""

import hashlib
import hmac
import re
import unicodedata

# No letter or digit that is mistaken for another when read aloud or from a slip.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
# 30 to the power of 12 is 59 bits: nobody guesses one of a school's before it ends.
LENGTH = 12
GROUP = 4
# What stands before a code where the whole address, or "Kode: …", was copied.
BEFORE = re.compile(r".*[/:=]", re.DOTALL)
# No code is as long as this, however it was typed.
LONGEST = 400


def code_of(secret: bytes, form: str) -> str:
    """Return the code that a form gets: the same one however often it is sent.

    Nobody guesses it who does not have the desk's secret.
    """
    digest = hmac.digest(secret, f"complaint code\n{form}".encode(), "sha256")
    number = int.from_bytes(digest)
    letters = []
    for _ in range(LENGTH):
        number, letter = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[letter])
    return "".join(letters)


def read_code(text: str) -> str | None:
    """Return a code as it is kept, however it was typed; None if it can be none."""
    # Keyboards of other scripts write the same letters wider.
    plain = BEFORE.sub("", unicodedata.normalize("NFKC", text[:LONGEST])).upper()
    letters = "".join(c for c in plain if c.isascii() and c.isalnum())
    is_one = len(letters) == LENGTH and set(letters) <= set(ALPHABET)
    return letters if is_one else None


def shown(code: str) -> str:
    """Return a code in groups, as it is printed and read aloud."""
    return "-".join(code[i : i + GROUP] for i in range(0, len(code), GROUP))


def digest_of(code: str) -> str:
    """Return what is stored of a code: who reads the database learns no code."""
    return hashlib.sha256(f"complaint code\n{code}".encode()).hexdigest()
