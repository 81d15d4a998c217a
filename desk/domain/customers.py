"""The card of a customer: what can happen to it."""

from desk.domain.vocabulary import N_, Word


class EntryKind(Word):
    """Everything that can happen to a customer's card."""

    MADE = "made", N_("Card made")
    CHANGED = "changed", N_("Card changed")
    MERGED = "merged", N_("Merged into another card")
    UNMERGED = "unmerged", N_("Merge undone")
    RESTRICTED = "restricted", N_("Use restricted")
    RELEASED = "released", N_("Restriction lifted")
    EXPORTED = "exported", N_("Data exported")
    ERASED = "erased", N_("Data erased")


class Restriction(Word):
    """Why the use of a card is restricted: it is kept, and used for nothing else."""

    ASKED = "asked", N_("The customer asked for it")
    GUARDIAN = "guardian", N_("A guardian asked for it")
    DISPUTED = "disputed", N_("The customer says that something here is wrong")
    OBJECTED = "objected", N_("The customer objects to what it is used for")


class Release(Word):
    """Why a restriction is lifted."""

    ASKED = "asked", N_("The customer, or the guardian, asked to lift it")
    CORRECTED = "corrected", N_("What was wrong is corrected")
    CORRECT = "correct", N_("It was checked, and nothing was wrong")
