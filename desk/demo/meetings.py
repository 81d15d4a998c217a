"""The acts of the demo's story in which one person's work becomes another's."""

from desk.demo.acts import Line, Scene, Verb
from desk.services import handovers, marks, merging, reopening


def offer(scene: Scene, n: int, line: Line, at: int) -> None:
    """Offer the ticket to a colleague."""
    handovers.offer(
        scene.act(scene.owner, n, at),
        scene.ticket_id,
        seen=scene.seen,
        receiver_id=scene.cast[line["to"]].id,
        note=line["note"],
    )


def accept(scene: Scene, n: int, line: Line, at: int) -> None:
    """Accept the ticket offered."""
    scene.owner = line["by"]
    act = scene.act(scene.owner, n, at)
    handovers.accept(act, scene.ticket_id, seen=scene.seen)


def reopen(scene: Scene, n: int, line: Line, at: int) -> None:
    """Reopen the closed ticket."""
    act = scene.act(line["by"], n, at)
    reopening.reopen(act, scene.ticket_id, seen=scene.seen, reason=line["reason"])


def mark(scene: Scene, n: int, line: Line, at: int) -> None:
    """Mark the ticket as not a complaint."""
    act = scene.act(scene.owner, n, at)
    marks.mark(act, scene.ticket_id, seen=scene.seen, reason=line["reason"])


def confirm_mark(scene: Scene, n: int, line: Line, at: int) -> None:
    """Agree that it is not a complaint."""
    act = scene.act(line["by"], n, at)
    marks.confirm_mark(act, scene.ticket_id, seen=scene.seen, note=line["note"])


def merge(scene: Scene, n: int, line: Line, at: int) -> None:
    """Merge another scene's ticket into this one."""
    merging.merge(
        scene.act(line["by"], n, at),
        scene.ticket_id,
        seen=scene.seen,
        duplicate=scene.stage[line["duplicate"]].ticket_id,
        reason=line["reason"],
    )


VERBS: dict[str, Verb] = {
    verb.__name__: verb for verb in (offer, accept, reopen, mark, confirm_mark, merge)
}
