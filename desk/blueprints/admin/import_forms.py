"""Forms of the import: which file, and which column is what."""

from collections.abc import Mapping, Sequence

from flask_babel import gettext, lazy_gettext
from wtforms import BooleanField, HiddenField, SelectChoice, SelectField

from desk.blueprints.admin.file_form import FileForm
from desk.domain.intake import Field
from desk.domain.table import Table
from desk.domain.vocabulary import N_, Channel
from desk.queries.sources import SourceGroup
from desk.queries.units import UnitLine
from desk.web.fields import Chips
from desk.web.forms import DeskForm

NOTHING_CHOSEN = N_("Please choose a file.")
EXAMPLE = 32


class UploadForm(FileForm):
    """The file, and what all its complaints have in common."""

    unit_id = SelectField(lazy_gettext("Unit"), coerce=int)
    channel = Chips(
        lazy_gettext("Channel"), Channel, coerce=Channel, default=Channel.PAPER
    )
    source_id = SelectField(lazy_gettext("Source of the complaint"), default="")

    def offer(self, units: Sequence[tuple[UnitLine, Sequence[SourceGroup]]]) -> None:
        """Offer units in use and their sources, named after the unit if several."""
        self.unit_id.choices = [SelectChoice(unit.id, unit.name) for unit, _ in units]
        self.source_id.choices = [SelectChoice("", lazy_gettext("Not known yet"))]
        for unit, groups in units:
            before = f"{unit.code}: " if len(units) > 1 else ""
            self.source_id.choices += [
                SelectChoice(str(id_), f"{before}{group.label} – {name}")
                for group in groups
                for id_, name in group.sources
            ]

    @property
    def source(self) -> int | None:
        """Return the source chosen, if any."""
        return int(self.source_id.data) if self.source_id.data else None


class ColumnsForm(DeskForm):
    """Which column holds what, one choice a field."""

    complaint = SelectField(lazy_gettext(Field.COMPLAINT.label), default="")
    item = SelectField(lazy_gettext(Field.ITEM.label), default="")
    customer = SelectField(lazy_gettext(Field.CUSTOMER.label), default="")
    contact = SelectField(lazy_gettext(Field.CONTACT.label), default="")
    receipt = SelectField(lazy_gettext(Field.RECEIPT.label), default="")
    received_at = SelectField(lazy_gettext(Field.RECEIVED_AT.label), default="")
    by_rule = BooleanField(lazy_gettext("Set sources by the words in the complaints"))
    # The columns of the preview that is on the page.
    shown = HiddenField()

    def offer(self, table: Table) -> None:
        """Offer the columns, each with what its first row says."""
        offered = [SelectChoice("", gettext("– not in this file –"))]
        cells = table.rows[0].cells if table.rows else [""] * len(table.header)
        for column, (name, cell) in enumerate(zip(table.header, cells, strict=True)):
            title = name or gettext("Column %(n)s", n=column + 1)
            example = f" ({_short(cell)})" if cell.strip() else ""
            offered.append(SelectChoice(str(column), f"{_short(title)}{example}"))
        for field in Field:
            self[field.value].choices = offered

    def choose(self, columns: Mapping[Field, int]) -> None:
        """Choose columns, and remember that these are the ones on the page."""
        for field in Field:
            self[field.value].data = str(columns.get(field, ""))
        self.shown.data = self.chosen

    @property
    def columns(self) -> dict[Field, int]:
        """Return the columns chosen."""
        chosen = {field: self[field.value].data for field in Field}
        return {field: int(column) for field, column in chosen.items() if column}

    @property
    def chosen(self) -> str:
        """Return the columns chosen in one line."""
        return " ".join(f"{field}={n}" for field, n in self.columns.items())


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= EXAMPLE else f"{line[: EXAMPLE - 1]}…"
