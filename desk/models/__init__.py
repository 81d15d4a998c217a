"""THE VAULT: tables, constraints, relationships; no queries, no verbs."""

from desk.models.cure import DailyCount, ImprovementAction, SolutionCard
from desk.models.customer import (
    Customer,
    CustomerCode,
    CustomerEntry,
    CustomerMember,
)
from desk.models.event import Evidence, TicketEvent
from desk.models.form_memory import Draft, Submission
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
from desk.models.source import Source
from desk.models.targets import TargetVersion
from desk.models.ticket import Ticket
from desk.models.unit import CalendarVersion, TicketSeries, Unit
from desk.models.upload import Upload

__all__ = [
    "Absence",
    "CalendarVersion",
    "ClassGroup",
    "Customer",
    "CustomerCode",
    "CustomerEntry",
    "CustomerMember",
    "DailyCount",
    "Draft",
    "Evidence",
    "ImprovementAction",
    "Matter",
    "NotDuplicate",
    "Person",
    "PersonalRead",
    "Photo",
    "RetentionRun",
    "RosterVersion",
    "Sample",
    "SampledTicket",
    "SavedView",
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
