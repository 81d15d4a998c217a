"""THE VAULT: tables, constraints, relationships; no queries, no verbs."""

from desk.models.class_list import ClassList
from desk.models.cure import DailyCount, ImprovementAction, SolutionCard
from desk.models.customer import (
    Customer,
    CustomerCode,
    CustomerEntry,
    CustomerMember,
)
from desk.models.event import Evidence, TicketEvent
from desk.models.form_memory import Draft, Submission
from desk.models.grading import (
    ClassChange,
    ClassTeacher,
    Grade,
    Gradebook,
    GradeInputs,
    GradeVersion,
    GradingPeriod,
    Objection,
    SchemeVersion,
)
from desk.models.matter import Matter
from desk.models.person import ClassGroup, Person
from desk.models.photo import Photo
from desk.models.privacy import PersonalRead, RetentionRun
from desk.models.review import (
    NotDuplicate,
    Sample,
    SampledTicket,
    SavedView,
    Viewer,
    WallBoard,
)
from desk.models.revision import SettingsRevision
from desk.models.roster import Absence, RosterVersion, Shift, ShiftSwap
from desk.models.rubric import RubricDraw, RubricMark, RubricSheet
from desk.models.source import Source
from desk.models.targets import TargetVersion
from desk.models.ticket import Ticket
from desk.models.unit import CalendarVersion, TicketSeries, Unit
from desk.models.upload import Upload

__all__ = [
    "Absence",
    "CalendarVersion",
    "ClassChange",
    "ClassGroup",
    "ClassList",
    "ClassTeacher",
    "Customer",
    "CustomerCode",
    "CustomerEntry",
    "CustomerMember",
    "DailyCount",
    "Draft",
    "Evidence",
    "Grade",
    "GradeInputs",
    "GradeVersion",
    "Gradebook",
    "GradingPeriod",
    "ImprovementAction",
    "Matter",
    "NotDuplicate",
    "Objection",
    "Person",
    "PersonalRead",
    "Photo",
    "RetentionRun",
    "RosterVersion",
    "RubricDraw",
    "RubricMark",
    "RubricSheet",
    "Sample",
    "SampledTicket",
    "SavedView",
    "SchemeVersion",
    "SettingsRevision",
    "Shift",
    "ShiftSwap",
    "SolutionCard",
    "Source",
    "Submission",
    "TargetVersion",
    "Ticket",
    "TicketEvent",
    "TicketSeries",
    "Unit",
    "Upload",
    "Viewer",
    "WallBoard",
]
