"""The rows of a sheet: each a form of its own, and its address says whose it is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from flask import redirect, render_template, request, url_for
from flask_babel import gettext

from desk.blueprints.rubric.forms import MarkForm
from desk.domain.grading import GradePart
from desk.domain.rubric import REVIEWED, Level, RubricItem
from desk.domain.rubric_words import WORDS
from desk.domain.sheets import Work
from desk.queries.rubric import MarkLine, SheetView
from desk.services import rubric as service
from desk.web.access import Answer
from desk.web.actor import act, actor

# A script sends one row and takes the answer of that row; a person's click comes
# without it, and gets the page.
HEADER = "X-Row"
Read = Callable[[], SheetView]
Show = Callable[[MarkForm | None], Answer]


@dataclass(frozen=True, slots=True)
class Row:
    """An item with its form, what each level looks like, and what stands so far."""

    item: RubricItem
    form: MarkForm
    # Each level's button, with what the level looks like.
    choices: Sequence[tuple[Any, str]]
    history: Sequence[MarkLine]
    # Of somebody else's mark the word is quoted: it does not become one's own.
    is_mine: bool
    url: str
    take_back_url: str

    @property
    def newest(self) -> MarkLine | None:
        """Return the mark that stands or was taken back last, if there is one."""
        return self.history[-1] if self.history else None

    @property
    def is_marked(self) -> bool:
        """Say whether a level stands."""
        return self.newest is not None and self.newest.level is not None


def groups_of(
    work: Work, sheet: SheetView, sent: MarkForm | None = None
) -> list[tuple[GradePart, list[Row]]]:
    """Return the rows of a sheet in their groups, perhaps with one as it was sent."""
    rows = [_row(work, sheet, item, sent) for item in RubricItem]
    return [(part, [row for row in rows if row.item.part is part]) for part in REVIEWED]


def mark(work: Work, item: RubricItem, read: Read, show: Show) -> Answer:
    """Mark an item as its row says."""
    return _send(
        work,
        item,
        lambda form: service.mark(
            act(form.key.data or ""),
            work,
            item,
            seen=form.seen,
            level=form.level.data,
            comment=form.comment.data or "",
        ),
        read,
        show,
    )


def take_back(work: Work, item: RubricItem, read: Read, show: Show) -> Answer:
    """Take the mark of an item back."""
    return _send(
        work,
        item,
        lambda form: service.take_back(
            act(form.key.data or ""), work, item, seen=form.seen
        ),
        read,
        show,
    )


def url_of(what: str, work: Work, **more: Any) -> str:
    """Return an address of a sheet: its page, or where a row is sent to do what."""
    known = {name: id_ for name, id_ in work._asdict().items() if id_ is not None}
    page = "counter" if work.ticket_id is None else "sheet"
    return url_for(f"rubric.{what}{page}", **known, **more)


def _send(
    work: Work,
    item: RubricItem,
    carry_out: Callable[[MarkForm], object],
    read: Read,
    show: Show,
) -> Answer:
    """Carry out what a row asks for; answer with the row, or with the page.

    To a person who was refused the page is shown with the row as it was sent.
    """
    form = MarkForm(page=url_of("mark_", work, item=item))
    is_carried_out = form.accepts(lambda: carry_out(form))
    if HEADER in request.headers:
        row = _row(work, read(), item, None if is_carried_out else form)
        return render_template("rubric/_said.html", row=row), form.status
    if is_carried_out:
        return redirect(url_of("", work, _anchor=item.value))
    return show(form)


def _row(work: Work, sheet: SheetView, item: RubricItem, sent: MarkForm | None) -> Row:
    url = url_of("mark_", work, item=item)
    newest = sheet.newest(item)
    seen = newest.id if newest else 0
    is_mine = newest is not None and newest.by_id == actor().id
    if sent is not None and sent.page == url:
        form = sent
        if form.refusal:
            form.version.data = seen
    else:
        level = newest.level if newest else None
        comment = newest.comment if newest and is_mine else ""
        form = MarkForm(
            page=url, data={"version": seen, "level": level, "comment": comment}
        )
    said = sheet.described.get(item, {})
    words = [said.get(level) or gettext(WORDS[item][level]) for level in Level]
    return Row(
        item=item,
        form=form,
        choices=list(zip(form.level, words, strict=True)),
        history=sheet.marks.get(item, ()),
        is_mine=is_mine,
        url=url,
        take_back_url=url_of("take_back_", work, item=item),
    )
