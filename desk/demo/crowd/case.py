"""A complaint whose life is being made up, and the chances it is made up by."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import log
from random import Random

from desk.demo.crowd.school import Crew
from desk.demo.crowd.script import Script
from desk.demo.crowd.talk import Talk, brand, name, ranked, story, weighted
from desk.domain.vocabulary import (
    Channel,
    Impact,
    Need,
    NeedOutcome,
    PauseReason,
    Performance,
    Priority,
    Remedy,
    Solution,
    Urgency,
)

COUNTER = weighted({Channel.IN_PERSON: 80, Channel.WHATSAPP: 12, Channel.PHONE: 8})
WRITTEN = weighted(
    {
        Channel.WHATSAPP: 45,
        Channel.PUBLIC_FORM: 25,
        Channel.SUGGESTION_BOX: 12,
        Channel.QUESTIONNAIRE: 10,
        Channel.SOCIAL_MEDIA: 8,
    }
)
REACHES = weighted(
    {
        Channel.WHATSAPP: 50,
        Channel.IN_PERSON: 30,
        Channel.PHONE: 15,
        Channel.SOCIAL_MEDIA: 5,
    }
)
SOLUTIONS = weighted(
    {
        Solution.EXCHANGE: 30,
        Solution.EXPLAIN: 20,
        Solution.APOLOGISE: 18,
        Solution.REPAIR: 12,
        Solution.PASS_ON: 10,
        Solution.REFUND: 5,
        Solution.COMPENSATE: 3,
        Solution.UNFOUNDED: 2,
    }
)
OUTCOMES = weighted(
    {NeedOutcome.MET: 80, NeedOutcome.PARTLY: 15, NeedOutcome.NOT_MET: 5}
)
FORECASTS = weighted(
    {Performance.ABOVE: 30, Performance.AS_EXPECTED: 60, Performance.BELOW: 10}
)
PAUSES = weighted(
    {
        PauseReason.WAITING_CUSTOMER: 75,
        PauseReason.WAITING_SUPPLIER: 17,
        PauseReason.WAITING_DECISION: 8,
    }
)
URGENCIES = weighted({Urgency.TODAY: 50, Urgency.CAN_WAIT: 28, Urgency.NOW: 22})
IMPACTS = ranked(tuple(Impact))
REMEDIES = ranked(tuple(Remedy))
NEEDS = ranked(tuple(Need))


@dataclass(slots=True)
class Case:
    """What is known of a complaint while its script is written."""

    crew: Crew
    chance: Random
    received_at: int
    talk: Talk
    known: Mapping[str, str]
    item: str
    source: str
    owner: int
    channel: Channel = Channel.IN_PERSON
    priority: Priority = Priority.MEDIUM
    needs: frozenset[Need] = frozenset()
    script: Script = field(default_factory=Script)

    def happens(self, share: float) -> bool:
        """Say whether something happens that does so to such a share of tickets."""
        return self.chance.random() < share

    def about(self, seconds: float, spread: float = 0.8) -> float:
        """Return a time that is as often shorter as longer, and sometimes much longer."""
        return self.chance.lognormvariate(log(seconds), spread)

    def says(self, topic: str) -> str:
        """Return a sentence of somebody who works at the desk."""
        return self.talk.say("steps", topic)

    def complaint(self) -> str:
        """Return what the customer says."""
        said = [self.talk.say("complaints", self.source)]
        said += [
            self.talk.say("details", "all") for _ in range(self.chance.randrange(4))
        ]
        return " ".join(dict.fromkeys(said))

    def colleague(self) -> int:
        """Return another student of the unit."""
        others = [each for each in self.crew.students if each != self.owner]
        return self.chance.choice(others)


def new_case(crew: Crew, chance: Random, received_at: int) -> Case:
    """Return a complaint that reaches a unit at an instant (UTC seconds)."""
    group = chance.choice(story()["people"]["classes"])
    guest = chance.choice(story()["people"]["guests"])
    item = ranked(crew.items).pick(chance)
    known = {
        "item": item[:1].lower() + item[1:],
        "brand": brand(chance),
        "class": group,
        "friend": name(chance),
        "customer": f"{name(chance)} ({group if chance.random() < 0.85 else guest})",
    }
    return Case(
        crew=crew,
        chance=chance,
        received_at=received_at,
        talk=Talk(chance, crew.code, known),
        known=known,
        item=item,
        source=ranked(tuple(crew.sources)).pick(chance),
        owner=chance.choice(crew.team(received_at)),
    )
