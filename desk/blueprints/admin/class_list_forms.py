"""Forms of a class list: which file, which column is what, and what is ticked."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext, lazy_gettext
from wtforms import HiddenField, SelectChoice, SelectField

from desk.domain.class_list import ListField, guess_list_columns
from desk.domain.class_plan import Plan, folded
from desk.domain.table import Table
from desk.queries.class_groups import ClassGroupLine
from desk.queries.units import UnitLine
from desk.services.class_plans import Reading, Ticks
from desk.services.sheets import Sheet
from desk.web.fields import Ticks as Boxes
from desk.web.fields import as_id, id_or_none
from desk.web.forms import DeskForm

EXAMPLE = 32


class PlanForm(DeskForm):
    """How the file is read, and what of its plan is ticked."""

    sheet = SelectField(lazy_gettext("Sheet"), default="0", coerce=id_or_none)
    number = SelectField(lazy_gettext(ListField.NUMBER.label), default="")
    name = SelectField(lazy_gettext(ListField.NAME.label), default="")
    class_group = SelectField(lazy_gettext(ListField.CLASS_GROUP.label), default="")
    class_group_id = SelectField(
        lazy_gettext("All of them are in"), coerce=id_or_none, default=""
    )
    username = SelectField(lazy_gettext(ListField.USERNAME.label), default="")
    unit = SelectField(lazy_gettext(ListField.UNIT.label), default="")
    # How the file was read for the preview on the page, and what that was.
    shown = HiddenField()
    seen = HiddenField()

    unit_id = SelectField(
        lazy_gettext("Unit of the new students"),
        coerce=id_or_none,
        validate_choice=False,
    )
    makes = Boxes(lazy_gettext("Make these classes"), (), validate_choice=False)
    namesakes = Boxes(lazy_gettext("Add them all the same"), (), validate_choice=False)
    renames = Boxes(
        lazy_gettext("Correct these names"), (), coerce=as_id, validate_choice=False
    )
    opens = Boxes(
        lazy_gettext("Open these accounts again"),
        (),
        coerce=as_id,
        validate_choice=False,
    )
    closes = Boxes(
        lazy_gettext("Close these accounts"), (), coerce=as_id, validate_choice=False
    )

    def offer(
        self,
        sheet: Sheet,
        table: Table,
        classes: Sequence[ClassGroupLine],
        units: Sequence[UnitLine],
    ) -> None:
        """Offer the file's sheets and columns, and the classes and units in use."""
        self.sheet.choices = [
            SelectChoice(str(n), title) for n, title in enumerate(sheet.names)
        ] or [SelectChoice("0", "–")]
        offered = [SelectChoice("", gettext("– not in this file –"))]
        cells = table.rows[0].cells if table.rows else [""] * len(table.header)
        for column, (name, cell) in enumerate(zip(table.header, cells, strict=True)):
            title = name or gettext("Column %(n)s", n=column + 1)
            example = f" ({_short(cell)})" if cell.strip() else ""
            offered.append(SelectChoice(str(column), f"{_short(title)}{example}"))
        for field in ListField:
            self[field.value].choices = offered
        self.class_group_id.choices = [
            SelectChoice("", lazy_gettext("the class in their row")),
            *(SelectChoice(str(g.id), g.name) for g in classes if g.is_active),
        ]
        open_units = [unit for unit in units if unit.is_active]
        self.unit_id.choices = [SelectChoice(str(u.id), u.name) for u in open_units]

    def read(self, reading: Reading) -> None:
        """Fill in how the file is read, and remember that the page shows it so."""
        for field in ListField:
            self[field.value].data = str(reading.columns.get(field, ""))
        self.sheet.data, self.class_group_id.data = (
            reading.sheet,
            reading.class_group_id,
        )
        self.shown.data = self.chosen

    def show(self, plan: Plan) -> None:
        """Offer what can be ticked of a plan, and remember that it is this one."""
        self.seen.data = plan.digest()
        self.makes.choices = [
            SelectChoice(folded(name), f"{name} ({n})")
            for name, n in plan.unknown.items()
        ]
        self.namesakes.choices = [
            SelectChoice(each.number, f"{each.name}, {each.number}")
            for each in plan.newcomers
            if each.namesake
        ]
        self.renames.choices = [
            SelectChoice(str(each.known.id), f"{each.known.name} → {each.name}")
            for each in plan.matches
            if each.renames
        ]
        self.opens.choices = [
            SelectChoice(str(each.known.id), f"{each.name}, {each.class_group}")
            for each in plan.matches
            if each.is_closed
        ]
        self.closes.choices = [
            SelectChoice(str(known.id), f"{known.name}, {known.class_group}")
            for known in plan.absent
        ]

    @property
    def reading(self) -> Reading:
        """Return how the file is to be read."""
        chosen = {field: self[field.value].data for field in ListField}
        return Reading(
            sheet=self.sheet.data or 0,
            columns={f: int(column) for f, column in chosen.items() if column},
            class_group_id=self.class_group_id.data,
        )

    @property
    def query(self) -> dict[str, Any]:
        """Return the same as the address of the page says it."""
        reading = self.reading
        said: dict[str, Any] = {"sheet": reading.sheet}
        said |= {field.value: n for field, n in reading.columns.items()}
        if reading.class_group_id:
            said["class_group_id"] = reading.class_group_id
        return said

    @property
    def is_other_sheet(self) -> bool:
        """Say whether the page shows another sheet than the one chosen."""
        return not f"{self.shown.data} ".startswith(f"sheet={self.sheet.data} ")

    @property
    def chosen(self) -> str:
        """Return the same in one line."""
        return " ".join(f"{name}={said}" for name, said in self.query.items())

    @property
    def ticks(self) -> Ticks:
        """Return what is ticked."""
        return Ticks(
            unit_id=self.unit_id.data,
            makes=frozenset(self.makes.data or ()),
            namesakes=frozenset(self.namesakes.data or ()),
            renames=frozenset(self.renames.data or ()),
            opens=frozenset(self.opens.data or ()),
            closes=frozenset(self.closes.data or ()),
        )


def reading_of(
    sheet: Sheet, table: Table, said: Mapping[str, str], classes: Mapping[str, int]
) -> Reading:
    """Return how the address says the file is read, else how it looks like.

    A sheet called like a class is a list of that class, if no column says another.
    """
    there = {str(n): n for n in range(len(table.header))}
    asked = {f: there[said[f]] for f in ListField if said.get(f, "") in there}
    if asked:
        group_id = id_or_none(said.get("class_group_id", ""))
        return Reading(sheet=sheet.n, columns=asked, class_group_id=group_id)
    guessed = guess_list_columns(table.header)
    named = None
    if sheet.names and ListField.CLASS_GROUP not in guessed:
        named = classes.get(folded(sheet.names[sheet.n]))
    return Reading(sheet=sheet.n, columns=guessed, class_group_id=named)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= EXAMPLE else f"{line[: EXAMPLE - 1]}…"
