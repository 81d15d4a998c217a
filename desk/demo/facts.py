"""The act of the demo's story by which somebody notes what they found out."""

from desk.demo.acts import Line, Scene, Verb
from desk.domain.facts import Noted
from desk.domain.vocabulary import Quality, Technique
from desk.services import facts


def note_fact(scene: Scene, n: int, line: Line, at: int) -> None:
    """Note a fact."""
    facts.note_fact(
        scene.act(line.get("by", scene.owner), n, at),
        scene.ticket_id,
        seen=scene.seen,
        noted=Noted(
            fact=line["fact"],
            technique=Technique(line["technique"]),
            qualities=frozenset(map(Quality, line["qualities"])),
        ),
    )


VERBS: dict[str, Verb] = {"note_fact": note_fact}
