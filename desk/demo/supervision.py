"""The acts of the demo's story by which a reviewer sees to other people's tickets."""

from desk.demo.acts import Line, Scene, Verb
from desk.domain.vocabulary import Impact, Urgency
from desk.services import assignments, coaching, priorities


def assign(scene: Scene, n: int, line: Line, at: int) -> None:
    """Give the ticket to somebody on duty."""
    assignments.assign(
        scene.act(line["by"], n, at),
        scene.ticket_id,
        seen=scene.seen,
        receiver_id=scene.cast[line["to"]].id,
        note=line.get("note", ""),
    )
    scene.owner = line["to"]


def take_over(scene: Scene, n: int, line: Line, at: int) -> None:
    """Go on with the ticket oneself."""
    act = scene.act(line["by"], n, at)
    assignments.take_over(act, scene.ticket_id, seen=scene.seen)
    scene.owner = line["by"]


def prioritise(scene: Scene, n: int, line: Line, at: int) -> None:
    """Set how pressing the ticket is."""
    priorities.prioritise(
        scene.act(line["by"], n, at),
        scene.ticket_id,
        seen=scene.seen,
        impact=Impact(line["impact"]),
        urgency=Urgency(line["urgency"]),
    )


def coach(scene: Scene, n: int, line: Line, at: int) -> None:
    """Write a note to who holds the ticket."""
    act = scene.act(line["by"], n, at)
    coaching.coach(act, scene.ticket_id, seen=scene.seen, note=line["note"])


def read_note(scene: Scene, n: int, line: Line, at: int) -> None:
    """Read the note."""
    coaching.read_note(scene.act(line["by"], n, at), scene.ticket_id)


VERBS: dict[str, Verb] = {
    verb.__name__: verb for verb in (assign, take_over, prioritise, coach, read_note)
}
