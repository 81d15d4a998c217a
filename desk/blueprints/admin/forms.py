"""The administrator's forms."""

from collections.abc import Sequence

from flask_babel import lazy_gettext
from wtforms import (
    Form,
    PasswordField,
    SelectChoice,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.widgets import TextInput

from desk.domain.evidence import LINE
from desk.domain.people import Role
from desk.queries.class_groups import ClassGroupLine
from desk.queries.people import PeopleFilters
from desk.queries.units import UnitLine
from desk.services.people import Profile, suggest_password
from desk.web.fields import Boxes, Chips, DayField, id_or_none
from desk.web.filters import Choice
from desk.web.forms import DeskForm, at_most
from desk.web.phones import read_phone
from desk.web.text import clean

ACTIVE, NOT_ACTIVE = "active", "not-active"
MISSING, GIVEN = "missing", "given"


def one_time_password() -> PasswordField:
    """Return the field for a password to sign in once, with one suggested.

    Shown, because the administrator hands it on; called "password", because what is
    called so is neither trimmed nor kept as a draft.
    """
    return PasswordField(
        lazy_gettext("One-time password"),
        [at_most(LINE)],
        widget=TextInput(),
        default=suggest_password,
    )


class PersonForm(DeskForm):
    """A new person, with the password to sign in once."""

    name = StringField(lazy_gettext("Full name"), [at_most(120)])
    username = StringField(lazy_gettext("User name"), [at_most(40)])
    role = Chips(lazy_gettext("Role"), Role, coerce=Role)
    unit_id = SelectField(
        lazy_gettext("Unit"), coerce=id_or_none, validate_choice=False
    )
    class_group_id = SelectField(
        lazy_gettext("Class group"), coerce=id_or_none, validate_choice=False
    )
    student_number = StringField(lazy_gettext("Student number"), [at_most(30)])
    password = one_time_password()

    def offer(
        self, units: Sequence[UnitLine], class_groups: Sequence[ClassGroupLine]
    ) -> None:
        """Offer what is in use, and what the person has."""
        for field, lines in (
            (self.unit_id, units),
            (self.class_group_id, class_groups),
        ):
            offered = [
                SelectChoice(str(line.id), line.name)
                for line in lines
                if line.is_active or line.id == field.object_data
            ]
            field.choices = [SelectChoice("", lazy_gettext("(none)")), *offered]

    def profile(self, username: str) -> Profile:
        """Return what was filled in."""
        return Profile(
            username=username,
            name=self.name.data or "",
            role=self.role.data,
            unit_id=self.unit_id.data,
            class_group_id=self.class_group_id.data,
            student_number=self.student_number.data or "",
        )


class ProfileForm(PersonForm):
    """What is known of a person; the user name stays, the password is set apart."""

    username = None
    password = None


class PasswordResetForm(DeskForm):
    """Another password to sign in once."""

    password = one_time_password()


class ConsentForm(DeskForm):
    """The day on which a student's guardian consented."""

    day = DayField(lazy_gettext("Consent given on"))


class PeopleFilterForm(Form):
    """What the list of people can be narrowed to."""

    q = StringField(lazy_gettext("Search"), filters=[clean])
    role = Choice(lazy_gettext("Role"), Role)
    class_group = Choice(lazy_gettext("Class group"))
    account = Choice(lazy_gettext("Account"))
    consent = Choice(lazy_gettext("Guardian’s consent"))

    def offer(self, class_groups: Sequence[ClassGroupLine]) -> None:
        """Offer every class group, retired ones too."""
        every = SelectChoice("", lazy_gettext("All"))
        groups = [SelectChoice(str(group.id), group.name) for group in class_groups]
        self.class_group.choices = [every, *groups]
        self.account.choices = [
            every,
            SelectChoice(ACTIVE, lazy_gettext("Active")),
            SelectChoice(NOT_ACTIVE, lazy_gettext("Not active")),
        ]
        self.consent.choices = [
            every,
            SelectChoice(MISSING, lazy_gettext("Missing")),
            SelectChoice(GIVEN, lazy_gettext("Recorded")),
        ]

    def filters(self) -> PeopleFilters:
        """Return what the list is narrowed to. Raises NotFound for nonsense."""
        account, consent = self.account.read(str), self.consent.read(str)
        return PeopleFilters(
            text=(self.q.data or "")[:LINE],
            role=self.role.read(Role),
            class_group_id=self.class_group.read(int),
            is_active=None if account is None else account == ACTIVE,
            lacks_consent=None if consent is None else consent == MISSING,
        )


class ClassGroupForm(DeskForm):
    """A class group's name."""

    name = StringField(lazy_gettext("Name"), [at_most(60)])


class TeachersForm(DeskForm):
    """Who teaches a class group."""

    teachers = Boxes(lazy_gettext("Teachers"))


class UnitForm(DeskForm):
    """A unit's name and code, and the number by which customers write to it."""

    name = StringField(lazy_gettext("Name"), [at_most(120)])
    code = StringField(lazy_gettext("Code"), [at_most(8)])
    phone = StringField(lazy_gettext("WhatsApp number of the shop"), [at_most(LINE)])

    def number(self) -> str:
        """Return the number as it is kept, or as typed if it can be none."""
        typed = self.phone.data or ""
        return read_phone(typed) or typed


class SourceForm(DeskForm):
    """A source's name in both languages."""

    name = StringField(lazy_gettext("Name in Indonesian"), [at_most(80)])
    name_en = StringField(lazy_gettext("Name in English"), [at_most(80)])


class WordsForm(DeskForm):
    """The words by which a source is known."""

    words = TextAreaField(lazy_gettext("Words that speak for it"))
