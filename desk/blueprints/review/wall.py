"""Who gives the shop's screen its address, and takes it away."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext

from desk.blueprints.review import review
from desk.domain.people import Permission
from desk.queries.walls import walls_for
from desk.services import walls as service
from desk.web.access import Answer, requires
from desk.web.actor import act, actor, key_sent


@review.get("/wall")
@requires(Permission.REVIEW)
def wall() -> Answer:
    """Show the wall boards of the units one works for."""
    return render_template("review/wall.html", walls=walls_for(actor()))


@review.post("/wall/<id:unit_id>/make")
@requires(Permission.REVIEW)
def make_wall(unit_id: int) -> Answer:
    """Make a wall board, or give it another address."""
    service.make(act(key_sent()), unit_id)
    flash(
        gettext("The wall board has a new address. Open it on the screen."), "success"
    )
    return redirect(url_for("review.wall"))


@review.post("/wall/<id:unit_id>/revoke")
@requires(Permission.REVIEW)
def revoke_wall(unit_id: int) -> Answer:
    """Switch a wall board off."""
    service.revoke(act(key_sent()), unit_id)
    flash(gettext("The wall board is switched off."), "success")
    return redirect(url_for("review.wall"))
