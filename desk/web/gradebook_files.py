"""A file for another gradebook: as the screen shows it and as it is handed out."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from flask_babel import force_locale, gettext
from werkzeug.wrappers import Response

from desk.domain.gradebook_files import (
    DecimalMark,
    Target,
    Wording,
    extremes,
    headings,
    rows,
    tenth,
)
from desk.domain.grading import GradePart
from desk.domain.preflight import Entry, Hitch, Outgoing, Product
from desk.domain.vocabulary import N_, Language, Word
from desk.web.export import Cell, Kind, Separator, TextStyle, as_text, spreadsheet
from desk.web.formatting import label

# What each hitch means for the file, and what to do about it.
ABOUT = {
    Hitch.DUPLICATE: N_(
        "A grade would land on the wrong student, so there is no file. Ask the "
        "administrator to correct one of them; capitals and spaces make no difference."
    ),
    Hitch.NO_IDENTIFIER: N_(
        "The other gradebook could not find them, and would give the grade to somebody "
        "else or stop. Ask the administrator to add the number, or leave them out."
    ),
    Hitch.ALTERED: N_(
        "The other program would read something else than what is written here. Ask "
        "the administrator to correct it, or leave them out."
    ),
    Hitch.LEFT_CLASS: N_(
        "They are graded in the class they are in now, or their account is closed."
    ),
    Hitch.NOT_PUBLISHED: N_(
        "An empty cell or a dash would clear the grade that stands over there, so they "
        "get no row."
    ),
    Hitch.NOT_ENOUGH: N_(
        "Not enough data is not 0, and an empty cell would clear a grade: they get no "
        "row."
    ),
    Hitch.NO_NISN: N_(
        "e-Rapor knows students by the NISN, which has 10 digits. This may be the "
        "school's own number (NIS)."
    ),
    Hitch.MANGLED: N_(
        "Excel drops zeros at the beginning, rounds long numbers and makes dates of "
        "others. Do not open and save the file in Excel before you upload it."
    ),
    Hitch.FORMULA: N_("The name stands in the file as plain text and is not run."),
    Hitch.NEEDS_LOOK: N_(
        "Something has changed since publishing. The published value is in the file."
    ),
    Hitch.OBJECTED: N_(
        "The answer may change the grade. Export once more when it is answered."
    ),
}
# The same where nobody imports the file.
ABOUT_PLAIN = {
    **ABOUT,
    Hitch.DUPLICATE: N_(
        "Ask the administrator to correct one of them before the grades go to another "
        "gradebook."
    ),
    Hitch.NO_IDENTIFIER: N_(
        "Ask the administrator to add it: other gradebooks find students by it."
    ),
    Hitch.NOT_PUBLISHED: N_("Tick “Drafts too” if they should stand in the file."),
    Hitch.NOT_ENOUGH: N_("Not enough data is not 0, so they get no row."),
    Hitch.MANGLED: N_(
        "Excel drops zeros at the beginning of a text file (CSV), rounds long numbers "
        "and makes dates of others. The Excel file (XLSX) holds them as they are."
    ),
}


@dataclass(frozen=True, slots=True)
class GradebookFile:
    """A file whose every cell is known before it is handed out."""

    target: Target
    style: TextStyle
    header: Sequence[str]
    rows: Sequence[Sequence[Cell]]

    @property
    def shown(self) -> list[list[str]]:
        """Return the cells as a person finds them in the file."""
        return [[self._shown(cell) for cell in row] for row in self.rows]

    def hand_out(self, kind: Kind, *, name: str) -> Response:
        """Return the file to keep; the kind is chosen for a plain table alone."""
        if self.target.product is not Product.PLAIN:
            kind = Kind.CSV if self.target.product.is_text else Kind.XLSX
        return spreadsheet(
            kind, name=name, header=self.header, rows=self.rows, style=self.style
        )

    def _shown(self, cell: Cell) -> str:
        if self.target.product is Product.E_RAPOR:
            # A workbook holds texts as they are.
            return str(cell)
        return as_text(cell, self.style)


def make_file(
    target: Target,
    entries: Sequence[Entry],
    *,
    separator: Separator,
    decimal: DecimalMark,
) -> GradebookFile:
    """Return the file of some students' grades, all of whom have one.

    e-Rapor is Indonesian, whoever exports. Importers find a heading by its letters, so
    that nothing stands before it; a plain table begins with the mark of UTF-8.
    """
    is_plain = target.product is Product.PLAIN
    style = TextStyle(separator, decimal.sign, has_mark=is_plain)
    if target.product is Product.E_RAPOR:
        with force_locale(Language.ID.value):
            return _made(target, entries, style, DecimalMark.COMMA)
    return _made(target, entries, style, decimal)


def _made(
    target: Target, entries: Sequence[Entry], style: TextStyle, decimal: DecimalMark
) -> GradebookFile:
    say = Wording(
        describe=lambda grade: _described(grade, decimal),
        state=lambda grade: label(grade.state),
    )
    header = headings(target)
    if not target.product.is_text:
        header = [gettext(each) for each in header]
    return GradebookFile(target, style, header, list(rows(target, entries, say)))


def _described(grade: Outgoing, decimal: DecimalMark) -> str:
    """Return a grade as a sentence: its descriptor, and where it comes from."""
    best, least = extremes(grade)
    told = [
        gettext(
            "Descriptor %(descriptor)s in handling complaints.",
            descriptor=grade.descriptor,
        )
    ]
    if best is not None:
        told.append(
            gettext("Strongest in: %(part)s.", part=_part(grade, best, decimal))
        )
    if least is not None:
        told.append(
            gettext("To be improved: %(part)s.", part=_part(grade, least, decimal))
        )
    return " ".join(told)


def _part(grade: Outgoing, part: GradePart, decimal: DecimalMark) -> str:
    number = str(tenth(grade.parts[part] or Fraction())).replace(".", decimal.sign)
    return f"{_lowered(part)} ({number})"


def _lowered(word: Word) -> str:
    text = label(word)
    return text[:1].lower() + text[1:]
