"""Text as people send it."""

import unicodedata
from typing import Any

# Controls of old terminals; marks that force the reading direction, so that a text is
# not what it seems; and what no file of a spreadsheet may hold.
CONTROLS = [code for code in (*range(32), *range(127, 160)) if chr(code) not in "\n\t"]
TURNS = [0x202D, 0x202E]
NO_CHARACTERS = [*range(0xFDD0, 0xFDF0), 0xFFFE, 0xFFFF]
INVISIBLE = dict.fromkeys((*CONTROLS, *TURNS, *NO_CHARACTERS))
# Zero-width characters join the parts of an emoji, so they stay beside others; alone
# they are nothing, and a field that must be filled in is not.
UNSEEN = frozenset({"Cf", "Mn", "Zs", "Cc", "Zl", "Zp"})
BLANKS = frozenset("\u115f\u1160\u2800\u3164\uffa0")


def clean(text: Any) -> Any:
    """Return text as it should be kept: trimmed, one kind of line end, all to be seen.

    Text of which nothing is seen is no text.
    """
    if type(text) is not str:  # a word of a vocabulary is a str too: leave it one
        return text
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = lines.translate(INVISIBLE).strip()
    return kept if any(map(_is_seen, kept)) else ""


def _is_seen(character: str) -> bool:
    return character not in BLANKS and unicodedata.category(character) not in UNSEEN
