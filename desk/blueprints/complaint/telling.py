"""A complaint told to its customer, in plain words."""

from urllib.parse import quote

from flask_babel import gettext, lazy_gettext

from desk.domain.vocabulary import PauseReason, Solution, Step
from desk.queries.public import PublicView

WAITS = {
    PauseReason.WAITING_CUSTOMER: lazy_gettext("We are waiting for your answer."),
    PauseReason.WAITING_SUPPLIER: lazy_gettext("We are waiting for our supplier."),
    PauseReason.WAITING_DECISION: lazy_gettext(
        "We are waiting for a decision of the school."
    ),
}
# Only the kind: what a student wrote about it was not written for the customer.
SOLVED = {
    Solution.EXCHANGE: lazy_gettext("We exchanged it for you."),
    Solution.REPAIR: lazy_gettext("We repaired it, or put it right."),
    Solution.REFUND: lazy_gettext("We gave you your money back."),
    Solution.EXPLAIN: lazy_gettext("We explained to you how it came about."),
    Solution.APOLOGISE: lazy_gettext("We apologised to you."),
    Solution.COMPENSATE: lazy_gettext("We gave you something for your trouble."),
    Solution.PASS_ON: lazy_gettext("We passed it on to those who can change it."),
    Solution.UNFOUNDED: lazy_gettext(
        "We looked into it and did not find what you told us. Please ask us about it."
    ),
}


def solved(case: PublicView) -> str:
    """Return what the desk did, nothing while it has not been done."""
    return "" if case.solution is None else str(SOLVED[case.solution])


def place(case: PublicView) -> int | None:
    """Return at which of the steps a complaint stands, from 0; 4 if all are done.

    One that ended outside the steps stands nowhere.
    """
    if case.step is not None:
        return case.step.position
    return len(Step) if case.is_closed else None


def whatsapp(case: PublicView) -> str:
    """Return the link that starts a chat with the shop, nothing without its number.

    The message names the complaint, never the code: it stays on both telephones.
    """
    digits = case.unit.phone.removeprefix("+")
    if not digits:
        return ""
    text = gettext("Hello, I have a question about complaint %(n)s.", n=case.number)
    return f"https://wa.me/{digits}?text={quote(text)}"
