"""What a log says of everybody's time, on random logs: nothing can be gained by tricks.

Source: grading.md, "Observation", "Open work is censored data"; clock.md, I17.
"""

from dataclasses import replace
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from desk.domain.explanation import explain
from desk.domain.grade_inputs import Answer, Held, Inputs, Mark, Observation, Waits
from desk.domain.grades import grade, time_of
from desk.domain.grading import GradePart
from desk.domain.log import Event, EventKind
from desk.domain.observing import Observed, ToldTicket, observe
from desk.domain.rubric import Level, RubricItem
from desk.domain.sampling import Finding
from desk.domain.scheme import DEFAULT_SCHEME
from desk.domain.targets import StepTargets, Targets
from desk.domain.vocabulary import Performance, Priority, Step
from desk.domain.workflow import COMPLETION, standing
from tests.domain.strategies import QUICK, STUDENTS, Case, cases
from tests.support.grades import inputs_of

SEEDS = st.integers(0, 2**32)
PERFECT = Observation(
    *(10_000, "KEL/MM/2026/09/9999", Step.RECORD, 60, 300, Priority.MEDIUM),
    Held.COMPLETED,
)


def targets(case: Case, random: Random) -> Targets:
    """Make targets close to the seconds of a log, so that some are just reached."""
    spent = [seconds for seconds in case.measure().steps.values() if seconds]
    near = [max(1, round(x * part)) for x in spent for part in (0.3, 0.7, 0.7, 1, 2)]
    return Targets(
        {
            priority: StepTargets(
                **{step.value: random.choice(near or [60]) for step in Step}
            )
            for priority in Priority
        }
    )


def ticket(case: Case, random: Random, as_of: int) -> ToldTicket:
    """Return a log, with what reviewers said of it by the end at random.

    Mostly without claims: nobody has reviewed one, so it would say nothing of anybody.
    """
    events, facts = list(case.events), {}
    if random.random() < 0.8:
        events = [event._replace(at=event.recorded_at) for event in events]
    for _ in range(random.randrange(4)):
        n = len(events) + 1
        kind = random.choice([EventKind.PRIORITISED, EventKind.EVIDENCE_CHECKED])
        events.append(Event(n, kind, as_of, as_of, 9))
        facts[n] = {
            "priority": random.choice(list(Priority)),
            "findings": {step: random.choice(list(Finding)) for step in Step},
        }
        if kind is EventKind.EVIDENCE_CHECKED:
            del facts[n]["priority"]
    return ToldTicket(1, "KEL/MM/2026/09/0001", 1, None, tuple(events), facts)


def end_of(case: Case) -> int:
    return max(case.as_of, *(event.recorded_at for event in case.events))


def seen(case: Case, told: ToldTicket, aims: Targets, as_of: int) -> Observed:
    return observe(told, case.calendar, [(0, aims)], as_of, roster=case.roster)


def completed_then(told: ToldTicket, as_of: int) -> ToldTicket:
    """Return the ticket with its step completed by its owner at an instant."""
    where = standing(told.events)
    if where.step is None or where.owner is None:
        return told
    done = Event(
        len(told.events) + 1, COMPLETION[where.step], as_of, as_of, where.owner
    )
    return told._replace(events=(*told.events, done))


@settings(QUICK, max_examples=200)
@given(cases(), SEEDS, st.sampled_from([[], [1] * 5, [1] * 5, [9] * 5]))
def test_leaving_a_step_open_never_scores_better_than_completing_it_then(
    case, seed, ratios
):
    """I17: of the whole time score of everybody who had the ticket."""
    random, as_of = Random(seed), end_of(case)
    told, aims = ticket(case, random, as_of), targets(case, random)
    others = inputs_of(*ratios).observations
    left = seen(case, told, aims, as_of)
    done = seen(case, completed_then(told, as_of), aims, as_of)
    for person in STUDENTS:
        if_left, if_done = (
            time_of([*others, *found.rows.get(person, ())], DEFAULT_SCHEME).score
            for found in (left, done)
        )
        if if_left is not None:
            assert if_done is not None
            assert if_done >= if_left


@st.composite
def inputs(draw) -> Inputs:
    """Draw what a grade is made of, parts of it missing."""
    ratios = draw(st.lists(st.sampled_from([0, 0.5, 1, 1.5, 3, 7, 20]), max_size=14))
    levels = draw(st.lists(st.sampled_from(list(Level)), max_size=11))
    said = draw(st.lists(st.sampled_from(list(Performance)), max_size=5))
    waits = draw(st.lists(st.integers(0, 4_000), max_size=3, unique=True))
    return replace(
        inputs_of(*ratios),
        waits=tuple(Waits(each, Priority.LOW, 2) for each in waits),
        marks=tuple(
            Mark(n, item, level, None, "")
            for n, (item, level) in enumerate(zip(RubricItem, levels, strict=False))
        ),
        answers=tuple(Answer(n, "", each) for n, each in enumerate(said)),
    )


@QUICK
@given(inputs(), st.sampled_from(list(Priority)))
def test_a_perfect_observation_never_lowers_a_grade(before, priority):
    """Of a grade whose time is known: a fifth row brings in what four left out."""
    row = PERFECT._replace(priority=priority)
    after = replace(before, observations=(*before.observations, row))
    old, new = (grade(each, DEFAULT_SCHEME) for each in (before, after))
    if GradePart.TIME in old.scores:
        assert new.scores[GradePart.TIME] >= old.scores[GradePart.TIME]
        assert (new.exact or 0) >= (old.exact or 0)
        assert (new.value or 0) >= (old.value or 0)


@QUICK
@given(cases(), SEEDS)
def test_every_second_is_on_the_page_that_explains_the_ticket(case, seed):
    random, as_of = Random(seed), end_of(case)
    told, aims = ticket(case, random, as_of), targets(case, random)
    rows = explain(told.events, case.calendar, as_of, roster=case.roster)
    for person, observations in seen(case, told, aims, as_of).rows.items():
        assert len({row.step for row in observations}) == len(observations)
        for row in observations:
            shown = [
                each.part.seconds
                for each in rows
                if (each.part.counted_for, each.part.holder) == (row.step, person)
            ]
            assert row.seconds == sum(shown)


@QUICK
@given(cases(), SEEDS)
def test_a_roster_moves_seconds_only_between_people_and_the_queue(case, seed):
    random, as_of = Random(seed), end_of(case)
    told, aims = ticket(case, random, as_of), targets(case, random)
    ruled = seen(case, told, aims, as_of)
    free = seen(case.but(roster=None), told, aims, as_of)
    everybody = [
        {person: {row.step: row for row in rows} for person, rows in found.rows.items()}
        for found in (ruled, free)
    ]
    for person, by_step in everybody[0].items():
        for step, row in by_step.items():
            other = everybody[1][person][step]
            assert row.seconds <= other.seconds
            assert (row.target, row.priority) == (other.target, other.priority)
            assert row.is_rejected is other.is_rejected
    # Whoever completed a step has it, on duty or not.
    for person, by_step in everybody[1].items():
        for step, row in by_step.items():
            if row.held is Held.COMPLETED:
                assert step in everybody[0][person]
    assert ruled.left_out.keys() | ruled.rows.keys() == (
        free.left_out.keys() | free.rows.keys()
    )


@QUICK
@given(cases(), SEEDS)
def test_undone_it_never_happened(case, seed):
    random, as_of = Random(seed), end_of(case)
    told, aims = ticket(case, random, as_of), targets(case, random)
    n = len(told.events) + 1
    slip = Event(n, random.choice(list(COMPLETION.values())), as_of, as_of, 1)
    undo = Event(n + 1, EventKind.VOIDED, as_of, as_of, 1, target=n)
    undone = told._replace(events=(*told.events, slip, undo))
    assert seen(case, undone, aims, as_of) == seen(case, told, aims, as_of)
