"""What waits for a reviewer."""

from desk.blueprints.review import review
from desk.domain.people import Permission
from desk.queries.waiting import waiting as waiting_page
from desk.web.access import Answer, requires
from desk.web.actor import actor
from desk.web.live import live
from desk.web.paging import cursor, linked


@review.get("/waiting")
@requires(Permission.REVIEW)
def waiting() -> Answer:
    """Show the tickets on which something waits for an answer, oldest first."""
    page = waiting_page(actor(), cursor=cursor())
    return live("review/waiting.html", "review/_waiting_rows.html", page=linked(page))
