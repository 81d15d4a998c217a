"""Total Quality Service: five principles, one figure each, and what each is made of."""

from desk.domain.vocabulary import N_, Word


class Principle(Word):
    """The principles of Total Quality Service, in the order they are taught."""

    CUSTOMER_FOCUS = "customer_focus", N_("Customer focus")
    TOTAL_INVOLVEMENT = "total_involvement", N_("Total involvement")
    MEASUREMENT = "measurement", N_("Measurement")
    SYSTEMATIC_SUPPORT = "systematic_support", N_("Systematic support")
    CONTINUAL_IMPROVEMENT = "continual_improvement", N_("Continual improvement")


class Part(Word):
    """A number of the board; each leads to exactly the rows it was counted from."""

    EXPECTED = "expected", N_("Answered: as expected or above")
    ANSWERED = "answered", N_("Closed, and the customer answered")
    WAITING = "waiting", N_("Closed, and the customer can still answer")
    WORKED = "worked", N_("Were on duty and completed a step")
    ROSTERED = "rostered", N_("Were on duty")
    TAGGED = "tagged", N_("Closed with every tag")
    CLOSED = "closed", N_("Closed")
    SUPPORTED = "supported", N_("Vital few with a solution card")
    VITAL = "vital", N_("Vital few sources")
    BETTER = "better", N_("Improvement actions with fewer complaints since")
    BEGUN = "begun", N_("Improvement actions begun")


# What is divided by what.
SHARES: dict[Principle, tuple[Part, Part]] = {
    Principle.CUSTOMER_FOCUS: (Part.EXPECTED, Part.ANSWERED),
    Principle.TOTAL_INVOLVEMENT: (Part.WORKED, Part.ROSTERED),
    Principle.MEASUREMENT: (Part.TAGGED, Part.CLOSED),
    Principle.SYSTEMATIC_SUPPORT: (Part.SUPPORTED, Part.VITAL),
    Principle.CONTINUAL_IMPROVEMENT: (Part.BETTER, Part.BEGUN),
}
OF_TICKETS = frozenset(
    {
        *(Part.EXPECTED, Part.ANSWERED, Part.WAITING),
        *(Part.TAGGED, Part.CLOSED),
    }
)
