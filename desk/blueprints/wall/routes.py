"""The wall board."""

from desk.blueprints.wall import wall
from desk.queries.walls import figures_of, find_wall
from desk.web.access import Answer, public
from desk.web.live import live
from desk.web.now import now
from desk.web.zone import use_zone


@wall.get("/<secret:secret>")
@public
def show(secret: str) -> Answer:
    """Show how things stand at the unit whose board has this address."""
    board = find_wall(secret)
    use_zone(board.zone)
    figures = figures_of(board.unit_id, now=now())
    return live(
        "wall/show.html", "wall/_figures.html", board=board, figures=figures, at=now()
    )
