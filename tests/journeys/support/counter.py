"""A student at the counter: the four steps, as filled in on the screen."""

from dataclasses import dataclass, replace
from typing import Any

from playwright.sync_api import expect

from tests.journeys.support.visitor import Visitor


@dataclass(frozen=True, kw_only=True)
class Case:
    """What a student hears and does about one complaint; choices in English.

    Sources are data of the shop: they stand here as the Indonesian screen has them.
    """

    complaint: str = "Roti sobek yang saya beli tadi pagi sudah berjamur."
    item: str = "Roti sobek cokelat"
    receipt: str = ""
    remedy: str = "Exchange"
    needs: tuple[str, ...] = ("Practical",)
    source: str = "Kedaluwarsa"
    restatement: str = "Jadi Ibu ingin rotinya ditukar dengan yang baru, betul?"
    solution: str = "Exchange"
    done: str = "Roti ditukar dengan yang baru dari rak depan."
    outcome: str = "Met"
    thanks: str = "Terima kasih sudah memberi tahu, Bu. Kami tunggu kembali."
    card: str = "Yes"
    forecast: str = "As expected"

    def but(self, **changed: Any) -> "Case":
        """Return the same case with something different."""
        return replace(self, **changed)


BREAD = Case()


class Counter:
    """Walks tickets through their steps on one person's screen."""

    def __init__(self, visitor: Visitor) -> None:
        """Stand at the counter."""
        self.visitor, self.page = visitor, visitor.page

    @property
    def number(self) -> str:
        """Return the number of the ticket on the screen."""
        return self.page.get_by_role("heading", level=1).inner_text()

    def tag(self, name: str) -> str:
        """Return one of the tags of the ticket on the screen."""
        label = self.page.get_by_text(self.visitor.say(name), exact=True)
        pair = self.page.locator(".tags-panel dl > div").filter(has=label)
        return pair.locator("dd").inner_text()

    def start(self) -> str:
        """Start recording; return the ticket's number."""
        self.visitor.press("Start recording")
        self.stands_at("Record the request")
        return self.number

    def take(self, complaint: str) -> str:
        """Take the ticket that says something from the queue; return its number."""
        self.visitor.press("Take", within=self.visitor.card(complaint))
        self.visitor.sees("This ticket is yours now.")
        return self.number

    def write_down(self, case: Case) -> None:
        """Write down what the customer says; only what is not there already."""
        for label, text in (
            ("Complaint", case.complaint),
            ("Item or service", case.item),
        ):
            if self.visitor.field(label).input_value() != text:
                self.visitor.write(label, text)
        if case.receipt:
            self.visitor.write("Receipt number", case.receipt)
        else:
            self.visitor.tick_box("No receipt")
        self.visitor.choose("What does the customer want?", case.remedy)
        for need in case.needs:
            self.visitor.tick("Needs", need)
        self.visitor.choose("Source of the complaint", case.source)

    def record(self, case: Case = BREAD) -> None:
        """Complete the first step."""
        self.write_down(case)
        self.visitor.press("Save and go on")
        self.stands_at("Confirm needs")

    def confirm(self, case: Case = BREAD) -> None:
        """Restate; the customer says it is right."""
        self.visitor.write("The restatement, as you said it", case.restatement)
        self.visitor.choose("The customer's answer", "Right")
        self.visitor.press("Save and go on")
        self.stands_at("Fulfil")

    def propose(self, case: Case = BREAD) -> None:
        """Fill in what is done about it, without sending it."""
        self.visitor.choose("Kind of solution", case.solution)
        self.visitor.write("What was done", case.done)
        for need in case.needs:
            self.visitor.choose(f"{need} need", case.outcome)

    def fulfil(self, case: Case = BREAD) -> None:
        """Complete the third step."""
        self.propose(case)
        self.visitor.press("Save and go on")
        self.stands_at("Thank")

    def thank(self, case: Case = BREAD) -> None:
        """Thank the customer; the channel is the one the complaint came by."""
        self.visitor.write("Your words of thanks", case.thanks)
        self.visitor.choose("Was the feedback card offered?", case.card)
        self.visitor.choose("What do you think the customer will say?", case.forecast)
        self.visitor.press("Save and close the ticket")
        self.visitor.sees("This ticket is closed.")

    def walk(self, case: Case = BREAD) -> None:
        """Go through all four steps."""
        self.record(case)
        self.confirm(case)
        self.fulfil(case)
        self.thank(case)

    def stands_at(self, step: str) -> None:
        """Expect the ticket at a step."""
        here = self.page.locator("[aria-current=step] .stepper-label")
        expect(here).to_have_text(self.visitor.say(step))
        self.visitor.wait()
