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
