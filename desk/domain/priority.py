"""The priority of a complaint: impact × urgency (clock.md, "Measures")."""

from desk.domain.vocabulary import Impact, Priority, Urgency

# Read like the table on the wall: one row an impact, one column an urgency.
MATRIX: dict[Impact, dict[Urgency, Priority]] = {
    Impact.ONE: {
        Urgency.CAN_WAIT: Priority.LOW,
        Urgency.TODAY: Priority.MEDIUM,
        Urgency.NOW: Priority.MEDIUM,
    },
    Impact.SEVERAL: {
        Urgency.CAN_WAIT: Priority.LOW,
        Urgency.TODAY: Priority.MEDIUM,
        Urgency.NOW: Priority.HIGH,
    },
    Impact.MANY: {
        Urgency.CAN_WAIT: Priority.MEDIUM,
        Urgency.TODAY: Priority.HIGH,
        Urgency.NOW: Priority.HIGH,
    },
}


def priority_of(impact: Impact, urgency: Urgency) -> Priority:
    """Return the priority that follows from impact and urgency."""
    return MATRIX[impact][urgency]
