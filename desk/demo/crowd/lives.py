"""The lives of generated tickets, as students and supervisors lead them."""

from random import Random

from desk.demo.crowd.case import (
    COUNTER,
    FORECASTS,
    IMPACTS,
    NEEDS,
    OUTCOMES,
    PAUSES,
    REACHES,
    REMEDIES,
    SOLUTIONS,
    URGENCIES,
    WRITTEN,
    Case,
    new_case,
)
from desk.demo.crowd.rhythm import evening
from desk.demo.crowd.school import Crew
from desk.domain.course import PAUSE_CAP
from desk.domain.evidence import (
    Confirmed,
    Contacted,
    Facts,
    Fulfilled,
    Paused,
    Recorded,
    Thanked,
)
from desk.domain.log import EventKind
from desk.domain.priority import priority_of
from desk.domain.targets import DEFAULT_TARGETS, StepTargets
from desk.domain.vocabulary import Channel, Remedy, Reply, Solution, Step
from desk.services.log import Happening

K = EventKind
HOUR = 3600
ENDS = frozenset({K.THANKED, K.NOT_A_COMPLAINT})


def life(
    crew: Crew, chance: Random, received_at: int, end: int, *, is_open: bool
) -> list[Happening]:
    """Return the whole log of a ticket received at an instant, up to an end (UTC)."""
    case = new_case(crew, chance, received_at)
    _receive(case)
    if case.happens(0.2):
        _prioritise(case)
    if case.happens(0.012):
        _set_aside(case)
    else:
        _walk(case)
    if is_open:
        _leave_open(case)
    return case.script.played(crew.calendar, case.received_at, end)


def _targets(case: Case) -> StepTargets:
    return DEFAULT_TARGETS.of(case.priority)


def _leave_open(case: Case) -> None:
    """Cut the script short; whoever began to record a complaint mostly finished."""
    beats = case.script.beats
    recorded = next(n for n, b in enumerate(beats, start=1) if b.kind is K.RECORDED)
    is_waiting = case.happens(0.5) if beats[0].by is None else case.happens(0.01)
    ended = case.script.ends_at(ENDS)
    kept = recorded + round((ended - 1 - recorded) * case.chance.random() ** 0.8)
    del beats[1 if is_waiting else kept :]


def _receive(case: Case) -> None:
    """Let the complaint come to the counter, in writing, or out of the paper book."""
    how, say = case.chance.random(), case.script.add
    if how < 0.15:
        case.channel = WRITTEN.pick(case.chance)
        if case.happens(0.3):
            case.received_at = evening(
                case.crew.calendar, case.received_at, case.chance
            )
        facts: Facts = {
            "holder": None,
            "channel": case.channel,
            "source_id": case.crew.sources[case.source],
        }
        words = {
            "complaint": case.complaint(),
            "item": case.item,
            "customer": case.known["customer"],
        }
        say(K.RECEIVED, 0, None, facts=facts, words=words)
        say(K.TAKEN, case.about(0.2 * _targets(case).response), case.owner)
        _record(case, words["complaint"])
    elif how < 0.17:
        case.channel = Channel.PAPER
        facts = {"is_paper": True, "page_number": f"B-{case.chance.randrange(1, 200)}"}
        say(K.RECEIVED, case.about(HOUR), case.owner, facts=facts)
        if case.happens(0.9):
            say(K.VERIFIED, case.about(HOUR), case.crew.supervisor, facts={"target": 1})
        _record(case, case.complaint())
    else:
        case.channel = COUNTER.pick(case.chance)
        say(K.RECEIVED, 0, case.owner)
        _record(case, case.complaint())


def _record(case: Case, complaint: str) -> None:
    chance = case.chance
    remedy = REMEDIES.pick(chance)
    case.needs = frozenset(NEEDS.pick(chance) for _ in range(chance.choice((1, 1, 2))))
    has_receipt, has_contact = case.happens(0.8), case.happens(0.4)
    recorded = Recorded(
        item=case.item,
        receipt=f"{case.crew.code}-{chance.randrange(100_000):05}" * has_receipt,
        no_receipt=not has_receipt,
        complaint=complaint,
        remedy=remedy,
        remedy_note=case.says("other_remedy") if remedy is Remedy.OTHER else "",
        needs=case.needs,
        source_id=case.crew.sources[case.source],
        channel=case.channel,
        customer=case.known["customer"],
        contact=f"0812-0000-{chance.randrange(10_000):04}" * has_contact,
    )
    case.script.add(K.RECORDED, case.about(110, 0.6), case.owner, recorded)


def _prioritise(case: Case) -> None:
    impact, urgency = IMPACTS.pick(case.chance), URGENCIES.pick(case.chance)
    case.priority = priority_of(impact, urgency)
    facts = {"impact": impact, "urgency": urgency, "priority": case.priority}
    gap = case.about(180)
    case.script.add(K.PRIORITISED, gap, case.crew.supervisor, facts=facts)


def _set_aside(case: Case) -> None:
    words = {"reason": case.says("mark")}
    case.script.add(K.MARKED, case.about(600), case.owner, words=words)
    words = {"note": case.says("agree")}
    by = case.crew.supervisor
    case.script.add(K.NOT_A_COMPLAINT, case.about(3 * HOUR), by, words=words)


def _walk(case: Case) -> None:
    paused = _pause(case) if case.happens(0.02) else 0
    _confirm(case)
    if case.happens(0.06):
        _pass_on(case)
    if case.happens(0.02):
        words = {"reason": case.says("back")}
        by = case.crew.supervisor if case.happens(0.5) else case.owner
        facts = {"to": Step.CONFIRM}
        case.script.add(K.STEPPED_BACK, case.about(HOUR), by, facts=facts, words=words)
        _confirm(case)
    if not paused and case.happens(0.07):
        paused = _pause(case)
    _fulfil(case)
    _thank(case)
    if paused and case.happens(0.85):
        _judge(case, paused)
    if case.happens(0.012):
        words = {"reason": case.says("reopen")}
        by, gap = case.crew.supervisor, case.about(8 * HOUR, 0.5)
        case.script.add(K.REOPENED, gap, by, words=words)
        _fulfil(case)
        _thank(case)
    if case.happens(0.02):
        _coach(case)


def _confirm(case: Case) -> None:
    gap = case.about(0.4 * _targets(case).confirm)
    if case.happens(0.05):
        _restate(case, K.STEPPED_BACK, Reply.CORRECTED, gap)
    is_silent = case.channel.is_written and case.happens(0.15)
    reply = Reply.NOT_ANSWERED if is_silent else Reply.RIGHT
    _restate(case, K.CONFIRMED, reply, gap)


def _restate(case: Case, kind: EventKind, reply: Reply, gap: float) -> None:
    is_corrected = reply is Reply.CORRECTED
    confirmed = Confirmed(
        restatement=case.says("restatement"),
        reply=reply,
        corrected_need=case.says("corrected_need") if is_corrected else "",
        sent_at=None,
    )
    case.script.add(kind, gap, case.owner, confirmed)


def _pass_on(case: Case) -> None:
    """Give the ticket to a colleague, who accepts it or is assigned to it."""
    receiver = case.colleague()
    facts, gap = {"receiver": receiver}, case.about(HOUR)
    if case.happens(0.3):
        case.script.add(K.ASSIGNED, gap, case.crew.supervisor, facts=facts)
    else:
        words = {"note": case.says("handover")}
        case.script.add(K.HANDOVER_OFFERED, gap, case.owner, facts=facts, words=words)
        case.script.add(K.HANDOVER_ACCEPTED, case.about(300), receiver)
    case.owner = receiver


def _pause(case: Case) -> int:
    """Wait for somebody, and go on; return the number of the pause."""
    paused = Paused(
        reason=PAUSES.pick(case.chance),
        question=case.says("question"),
        attempt=case.says("attempt"),
        channel=REACHES.pick(case.chance),
    )
    number = case.script.add(K.PAUSED, case.about(900), case.owner, paused)
    waits = case.about(2 * HOUR)
    if case.happens(0.5) or waits >= PAUSE_CAP:
        said = Contacted(said=case.says("said"), channel=REACHES.pick(case.chance))
        case.script.add(K.CUSTOMER_CONTACTED, waits, case.owner, said)
    else:
        case.script.add(K.RESUMED, waits, case.owner)
    return number


def _judge(case: Case, paused: int) -> None:
    by, gap, facts = case.crew.supervisor, case.about(HOUR), {"target": paused}
    if case.happens(0.9):
        case.script.add(K.VERIFIED, gap, by, facts=facts)
    else:
        words = {"reason": case.says("reject")}
        case.script.add(K.REJECTED, gap, by, facts=facts, words=words)


def _fulfil(case: Case) -> None:
    solution = SOLUTIONS.pick(case.chance)
    gap = case.about(0.3 * _targets(case).fulfil, 0.95)
    done = case.talk.say("done", solution)
    if solution.needs_approval and not _is_granted(case, solution, done, gap):
        solution = Solution.EXPLAIN
        done = case.talk.say("done", solution)
    _do(case, solution, done, gap)


def _is_granted(case: Case, solution: Solution, done: str, gap: float) -> bool:
    """Ask a supervisor to agree to a solution; say whether that happened."""
    asked = _fulfilled(case, solution, done)
    words = {"done": asked.done, "reason": asked.reason}
    facts, by = {"solution": solution}, case.crew.supervisor
    say = case.script.add
    say(K.APPROVAL_REQUESTED, gap / 2, case.owner, facts=facts, words=words)
    if case.happens(0.12):
        say(
            K.APPROVAL_REFUSED,
            case.about(HOUR),
            by,
            words={"note": case.says("reject")},
        )
        return False
    say(K.APPROVAL_GRANTED, case.about(HOUR), by, words={"note": case.says("approve")})
    return True


def _do(case: Case, solution: Solution, done: str, gap: float) -> None:
    case.script.add(K.FULFILLED, gap, case.owner, _fulfilled(case, solution, done))


def _fulfilled(case: Case, solution: Solution, done: str) -> Fulfilled:
    is_unfounded = solution is Solution.UNFOUNDED
    reason = case.talk.say("done", "unfounded_reason") if is_unfounded else ""
    outcomes = {need: OUTCOMES.pick(case.chance) for need in sorted(case.needs)}
    return Fulfilled(solution=solution, done=done, reason=reason, outcomes=outcomes)


def _thank(case: Case) -> None:
    thanked = Thanked(
        words=case.says("thanks"),
        channel=case.channel if case.channel.reaches else Channel.WHATSAPP,
        card_offered=case.happens(0.7),
        forecast=FORECASTS.pick(case.chance),
    )
    case.script.add(
        K.THANKED, case.about(0.6 * _targets(case).thank), case.owner, thanked
    )


def _coach(case: Case) -> None:
    words, facts = {"note": case.says("coach")}, {"receiver": case.owner}
    by = case.crew.supervisor
    case.script.add(K.COACHED, case.about(2 * HOUR), by, facts=facts, words=words)
    if case.happens(0.9):
        case.script.add(K.COACH_READ, case.about(2 * HOUR), case.owner)
