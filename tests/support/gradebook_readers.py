"""What other gradebooks do with a file, rule by rule, on a gradebook kept in memory.

Told after the importers themselves: Moodle's grade/import/csv/classes/load_data.php,
lib/csvlib.class.php and grade/import/lib.php, Canvas's lib/gradebook_importer.rb. Where
versions differ, the one that does more harm is kept here. Nothing here knows the desk.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

import openpyxl

HIGHEST = 100


class Aborted(Exception):
    """The import was given up, and nothing has changed."""


@dataclass
class MoodleGrade:
    """A grade as Moodle keeps it; None is a cleared one."""

    value: Decimal | None
    feedback: str = ""
    is_overridden: bool = False


@dataclass
class Moodle:
    """A course: its users by id, and grade items with the grades of users."""

    users: Mapping[int, Mapping[str, str]]
    items: dict[str, dict[int, MoodleGrade]] = field(default_factory=dict)
    decimal: str = ","

    def import_csv(
        self, content: bytes, *, separator: str, by: str, columns: Mapping[str, str]
    ) -> None:
        """Import a file as the teacher maps it. Raises Aborted.

        Columns say what a heading is: "user", "grade" or "feedback"; others are left
        alone. `by` is the field of a user that the user column holds.
        """
        header, *lines = self._records(content, separator)
        kinds = [columns.get(name.strip(), "") for name in header]
        item = header[kinds.index("grade")].strip() if "grade" in kinds else ""
        is_new = item not in self.items
        buffer: list[tuple[int, Decimal | None, str | None]] = []
        user: int | None = None
        for line in lines:
            value: Decimal | None = None
            feedback: str | None = None
            for kind, cell in zip(kinds, (c.strip() for c in line), strict=True):
                if kind == "user" and cell not in {"", "0"}:
                    # Of an empty cell nothing is looked up: the one before stays.
                    user = self._user(by, cell)
                elif kind == "grade":
                    value = self._new(cell) if is_new else self._known(cell)
                elif kind == "feedback":
                    feedback = cell
            if user is None:
                raise Aborted("no user")
            buffer.append((user, value, feedback))
        self._commit(item, buffer, has_feedback=not is_new)

    def _commit(
        self,
        item: str,
        buffer: list[tuple[int, Decimal | None, str | None]],
        *,
        has_feedback: bool,
    ) -> None:
        grades = self.items.setdefault(item, {})
        for user, value, feedback in buffer:
            before = grades.get(user, MoodleGrade(None))
            told = feedback if has_feedback and feedback is not None else None
            grades[user] = MoodleGrade(
                value,
                before.feedback if told is None else told,
                is_overridden=True,
            )

    @staticmethod
    def _records(content: bytes, separator: str) -> list[list[str]]:
        text = content.decode("utf-8").removeprefix("\ufeff")
        text = re.sub("\r\n?", "\n", text).strip()
        # The reader knows the backslash as an escape.
        reader = csv.reader(
            io.StringIO(text, newline=""),
            delimiter=separator,
            escapechar="\\",
            strict=True,
        )
        try:
            records = [cells for cells in reader if cells]
        except csv.Error as problem:
            raise Aborted(str(problem)) from problem
        if not records or {len(each) for each in records} != {len(records[0])}:
            raise Aborted("the rows are not as wide as the header")
        return records

    def _user(self, by: str, cell: str) -> int:
        def same(known: str) -> bool:
            if by == "username":
                return known.casefold() == cell.casefold()
            return known == cell

        found = [id_ for id_, user in self.users.items() if same(user[by])]
        if len(found) != 1:
            raise Aborted(f"{len(found)} users {cell!r}")
        return found[0]

    def _known(self, cell: str) -> Decimal | None:
        return None if cell in {"", "-"} else self._number(cell, self.decimal)

    def _new(self, cell: str) -> Decimal | None:
        """Read a grade of a new item: as it stands, whatever the language."""
        return None if cell == "-" else self._number(cell, ".")

    @staticmethod
    def _number(cell: str, decimal: str) -> Decimal:
        try:
            found = Decimal(cell.replace(decimal, "."))
        except InvalidOperation as problem:
            raise Aborted(f"bad grade {cell!r}") from problem
        if found > HIGHEST:
            raise Aborted(f"grade too big {cell!r}")
        return found


@dataclass
class Assignment:
    """An assignment of Canvas, and the scores of students."""

    title: str
    points: Decimal | None = None
    scores: dict[int, Decimal | None] = field(default_factory=dict)


@dataclass
class Canvas:
    """A course: students by id, assignments by id, and whom the importer asks about."""

    students: Mapping[int, Mapping[str, str]]
    assignments: dict[int, Assignment] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)
    # Found only because nobody had their number.
    by_name: list[str] = field(default_factory=list)

    def import_csv(self, content: bytes) -> list[str]:
        """Import a file; return the titles of assignments made. Raises Aborted."""
        header, *rows = self._records(content.decode("utf-8"))
        self._check_header(header)
        wanted, made = self._assignments(header)
        for row in rows:
            if "Points Possible" in row[0]:
                for column, assignment in wanted:
                    assignment.points = Decimal(row[column])
                continue
            student = self._student(row)
            if student is not None:
                for column, assignment in wanted:
                    cell = row[column].strip()
                    assignment.scores[student] = Decimal(cell) if cell else None
        return made

    @staticmethod
    def _check_header(header: list[str]) -> None:
        is_one = (
            len(header) > 3
            and "Student" in header[0]
            and "ID" in header[1]
            and header[2:4] == ["SIS User ID", "SIS Login ID"]
            and "Section" in header[4]
        )
        if not is_one:
            raise Aborted("Invalid header row")

    def _assignments(
        self, header: list[str]
    ) -> tuple[list[tuple[int, Assignment]], list[str]]:
        figures = "Current|Final|Override"
        ignored = re.compile(rf"({figures}) (Score|Points|Grade|Status)")
        wanted, made = [], []
        for name in header[5:]:
            if ignored.search(name):
                continue
            id_, title = self._id_and_title(name)
            if id_ is None:
                id_ = -1 - len(self.assignments)
                self.assignments[id_] = Assignment(title)
                made.append(title)
            # By the first column of that name, even if it is none of an assignment.
            wanted.append((header.index(name), self.assignments[id_]))
        return wanted, made

    def _id_and_title(self, name: str) -> tuple[int | None, str]:
        numbered = re.fullmatch(r"(.*)\s\((\d+)\)", name)
        if numbered and int(numbered[2]) in self.assignments:
            return int(numbered[2]), numbered[1]
        same = [id_ for id_, each in self.assignments.items() if each.title == name]
        return next(iter(same), None), numbered[1] if numbered else name

    def _student(self, row: list[str]) -> int | None:
        if row[1] and int(row[1]) in self.students:
            return int(row[1])
        for column, by in ((2, "sis_id"), (3, "login_id")):
            found = [i for i, who in self.students.items() if who[by] == row[column]]
            if row[column] and found:
                return found[0]
        found = [i for i, who in self.students.items() if who["name"] == row[0]]
        (self.by_name if found else self.unknown).append(row[0])
        return next(iter(found), None)

    @classmethod
    def _records(cls, text: str) -> Iterator[list[str]]:
        separator = cls._separator(text.splitlines()[:3])
        reader = csv.reader(
            io.StringIO(text, newline=""), delimiter=separator, strict=True
        )
        for cells in reader:
            yield [cls._converted(cell) for cell in cells]

    @staticmethod
    def _separator(lines: list[str]) -> str:
        counts = {}
        for separator in ";,":
            try:
                widths = {
                    len(next(csv.reader([line], delimiter=separator, strict=True)))
                    for line in lines
                }
            except csv.Error:
                widths = set()
            counts[separator] = widths.pop() if len(widths) == 1 else 0
        return ";" if counts[";"] > counts[","] else ","

    @staticmethod
    def _converted(cell: str) -> str:
        """Read what is digits and marks as a number: the last mark is the decimal."""
        if not re.fullmatch(r"-?[0-9.,]+%?", cell):
            return cell
        *whole, last = re.split("[,.]", cell.rstrip(",."))
        return f"{''.join(whole)}.{last}" if whole else last


def read_e_rapor(content: bytes) -> dict[str, tuple[str, str, int, str]]:
    """Return name, class, grade and description by NISN, as a template is filled in.

    Raises Aborted for a cell of the wrong kind, a grade that is none, and a NISN twice.
    """
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    header, *rows = list(sheet.iter_rows())
    if [c.value for c in header] != ["NISN", "Nama", "Kelas", "Nilai", "Deskripsi"]:
        raise Aborted("other columns")
    found: dict[str, tuple[str, str, int, str]] = {}
    for nisn, name, group, grade, told in rows:
        texts = (nisn, name, group, told)
        if any(c.data_type != "s" or not c.value for c in texts):
            raise Aborted("no text")
        if type(grade.value) is not int or not 0 <= grade.value <= HIGHEST:
            raise Aborted(f"no grade: {grade.value!r}")
        if nisn.value in found:
            raise Aborted("the same NISN twice")
        found[nisn.value] = (name.value, group.value, grade.value, told.value)
    return found
