"""What is looked at beside the seconds: eleven items in three groups, four levels.

Source: product.md, "What the class teaches" (A3: action, attention, attitude).
"""

from desk.domain.grading import GradePart
from desk.domain.vocabulary import N_, Word


class RubricItem(Word):
    """One thing to look at; action, then attention, then attitude, as taught."""

    RECORDS = "records", N_("Records what the customer asks for")
    FINDS_NEED = "finds_need", N_("Records what the customer needs")
    RESTATES = "restates", N_("Restates the need until it is right")
    FULFILS = "fulfils", N_("Fulfils the need")
    THANKS = "thanks", N_("Thanks, hoping that the customer returns")
    LISTENS = "listens", N_("Listens and understands")
    ATTENDS = "attends", N_("Gives full attention")
    OBSERVES = "observes", N_("Observes the customer's behaviour")
    APPEARANCE = "appearance", N_("Appearance")
    THINKS = "thinks", N_("Thinks positively and soundly")
    RESPECTS = "respects", N_("Respects the customer")

    @property
    def part(self) -> GradePart:
        """Return the part of the grade it counts for."""
        return PART_OF[self]

    @property
    def code(self) -> str:
        """Return what it is called on paper: T1 to T5, P1 to P3, S1 to S3."""
        group = [item for item in RubricItem if item.part is self.part]
        return f"{LETTER[self.part]}{group.index(self) + 1}"


class Level(Word):
    """How well somebody does it, from the least."""

    NEEDS_GUIDANCE = "needs_guidance", N_("Needs guidance")
    FAIR = "fair", N_("Fair")
    GOOD = "good", N_("Good")
    VERY_GOOD = "very_good", N_("Very good")

    @property
    def place(self) -> int:
        """Return its number on paper, from 1."""
        return list(Level).index(self) + 1


REVIEWED = (GradePart.ACTION, GradePart.ATTENTION, GradePart.ATTITUDE)
# Tindakan, perhatian, sikap: the letters the school's own sheets use.
LETTER = {GradePart.ACTION: "T", GradePart.ATTENTION: "P", GradePart.ATTITUDE: "S"}
PART_OF = {
    **dict.fromkeys(list(RubricItem)[:5], GradePart.ACTION),
    **dict.fromkeys(list(RubricItem)[5:8], GradePart.ATTENTION),
    **dict.fromkeys(list(RubricItem)[8:], GradePart.ATTITUDE),
}
