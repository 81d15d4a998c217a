"""How often the settings of the desk have changed, counted by the database itself."""

from sqlalchemy.orm import Mapped, mapped_column

from desk.extensions import Base


class SettingsRevision(Base):
    """One row; triggers raise it with every change of what is set rather than done.

    Units, people, class groups, sources, calendars, targets and rosters: what is read
    on every page and changes once a day. Who remembers any of it asks this first.
    """

    __tablename__ = "settings_revision"

    id: Mapped[int] = mapped_column(primary_key=True)
    n: Mapped[int]
