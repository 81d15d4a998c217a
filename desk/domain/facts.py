"""Facts about a complaint: found out by a technique, sorted by four qualities.

Source: product.md, "What the class teaches", information.
"""

from dataclasses import dataclass

from desk.domain.evidence import CHOOSE, MISSING, Errors, Facts
from desk.domain.vocabulary import Quality, Technique

# One thing found out is a sentence or two; what was done has a field of its own.
LONGEST = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """One thing that was found out, how, and what it was checked for."""

    fact: str
    technique: Technique | None
    qualities: frozenset[Quality]

    def errors(self) -> Errors:
        """Return a message for each field that is missing; a tick is never asked."""
        found: Errors = {}
        if not self.fact:
            found["fact"] = MISSING
        if self.technique is None:
            found["technique"] = CHOOSE
        return found

    def facts(self) -> Facts:
        """Return what is sealed in the log."""
        return {
            "technique": self.technique,
            "qualities": [each for each in Quality if each in self.qualities],
        }
