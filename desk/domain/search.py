"""How texts are cut into words for searching, the same on both databases."""

import re
import unicodedata

WORD = re.compile(r"\w+")


def words(*texts: str | None) -> list[str]:
    """Return the searchable words of texts, folded to one form, in order."""
    folded = " ".join(
        unicodedata.normalize("NFKD", text).casefold() for text in texts if text
    )
    plain = "".join(c for c in folded if not unicodedata.combining(c))
    return WORD.findall(plain.replace("_", " "))
