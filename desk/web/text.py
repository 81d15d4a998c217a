"""Text as people send it."""

from typing import Any

INVISIBLE = {code: None for code in range(32) if chr(code) not in "\n\t"} | {127: None}


def clean(text: Any) -> Any:
    """Return text as it should be kept: trimmed, one kind of line end, no NUL bytes."""
    if type(text) is not str:  # a word of a vocabulary is a str too: leave it one
        return text
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(INVISIBLE).strip()
