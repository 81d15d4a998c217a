"""Add what a supervisor needs: what is due first, views, samples, boards, viewers."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

# Written out, not in batch mode: SQLite would copy the table and lose its triggers.
COLUMNS = (
    "due_at BIGINT",
    "touched_at BIGINT DEFAULT '0' NOT NULL",
    "counted INTEGER DEFAULT '0' NOT NULL",
    "counted_in_step INTEGER DEFAULT '0' NOT NULL",
    "impact VARCHAR(24)",
    "urgency VARCHAR(24)",
    "has_matters BOOLEAN DEFAULT false NOT NULL",
    "is_off_hours BOOLEAN DEFAULT false NOT NULL",
    "coached_id INTEGER CONSTRAINT fk_ticket_coached_id_person REFERENCES person (id)",
)
OPEN = sa.text("step IS NOT NULL")
# What waits stands in the table of matters from now on.
WAITING = sa.text(
    "pauses_to_review > 0 OR claims_to_review > 0 OR is_marked"
    " OR approval = 'requested' OR handover_to_id IS NOT NULL"
)
UNCHECKED = sa.text("event_id IS NULL")
DUE = {
    "ix_ticket_due": ["due_at", "id"],
    "ix_ticket_due_unit": [
        *("unit_id", "due_at", "id", "step", "owner_id", "priority"),
        *("channel", "source_id", "paused_until", "touched_at"),
    ],
}
REPORT = (
    *("unit_id", "received_at", "ending", "is_off_hours", "source_id"),
    *("channel", "owner_id", "priority", "response", "resolution"),
)
RUNNING = (
    *("unit_id", "received_at", "source_id", "channel", "owner_id"),
    *("response", "touched_at", "counted", "paused_until"),
    *("response_due", "resolution_due"),
)
CLOSED = ("unit_id", "closed_at", "received_at", "source_id", "channel", "owner_id")
WAS_CLOSED = sa.text("closed_at IS NOT NULL")

# What is read on every page and changes once a day is remembered until the number
# changes. The database counts, so no writer can forget to.
SETTINGS = {
    "unit": "",
    "class_group": "",
    "source": "",
    "calendar_version": "",
    "target_version": "",
    "shift": "",
    "absence": "",
    # Not the failed sign-ins, which say nothing about the person.
    "person": "OF name, role, unit_id, class_group_id, language, is_active,"
    " must_change_password, session_version, username, student_number",
}
RAISE = "UPDATE settings_revision SET n = n + 1"


def upgrade() -> None:
    """Add tables and columns; what the new columns hold is computed by `rebuild`."""
    for column in COLUMNS:
        op.execute(f"ALTER TABLE ticket ADD COLUMN {column}")
    # Near enough for the lists to be in order until then.
    op.execute(
        "UPDATE ticket SET due_at = COALESCE("
        "step_due, response_due, resolution_due, 253402300799"
        ") WHERE step IS NOT NULL"
    )
    op.create_index(op.f("ix_ticket_coached_id"), "ticket", ["coached_id"])
    op.create_index("ix_ticket_archive", "ticket", ["ended_at", "id"])
    for name, columns in DUE.items():
        op.create_index(
            name, "ticket", columns, sqlite_where=OPEN, postgresql_where=OPEN
        )
    op.drop_index("ix_ticket_waiting", table_name="ticket")
    _create_matters()
    _create_report_indexes()
    _create_views()
    _create_samples()
    _create_screens()
    _create_revision()


def downgrade() -> None:
    """Take the tables and columns away again."""
    _drop_triggers()
    for table in (
        "settings_revision",
        "viewer",
        "wall_board",
        "not_duplicate",
        "sampled_ticket",
        "sample",
        "saved_view",
        "matter",
    ):
        op.drop_table(table)
    for index in (
        *(*DUE, "ix_ticket_archive", "ix_ticket_coached_id"),
        *("ix_ticket_report", "ix_ticket_running", "ix_ticket_closed"),
    ):
        op.drop_index(index, table_name="ticket")
    op.create_index(
        "ix_ticket_waiting",
        "ticket",
        ["unit_id", "received_at", "id"],
        sqlite_where=WAITING,
        postgresql_where=WAITING,
    )
    for column in COLUMNS:
        op.execute(f"ALTER TABLE ticket DROP COLUMN {column.split()[0]}")


def _create_matters() -> None:
    op.create_table(
        "matter",
        sa.Column("id", sa.Integer(), nullable=False),
        _refers("matter", "ticket_id", "ticket"),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        _refers("matter", "unit_id", "unit"),
        sa.Column("asked_at", sa.BigInteger(), nullable=False),
        _refers("matter", "holder_id", "person", nullable=True),
        _refers("matter", "by_id", "person", nullable=True),
        _refers("matter", "other_id", "person", nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_matter")),
        sa.UniqueConstraint("ticket_id", "n", name=op.f("uq_matter_ticket_id_n")),
    )
    op.create_index("ix_matter_queue", "matter", ["unit_id", "kind", "asked_at", "id"])


def _create_report_indexes() -> None:
    op.create_index("ix_ticket_report", "ticket", [*REPORT])
    op.create_index(
        "ix_ticket_running",
        "ticket",
        [*RUNNING],
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    )
    op.create_index(
        "ix_ticket_closed",
        "ticket",
        [*CLOSED],
        sqlite_where=WAS_CLOSED,
        postgresql_where=WAS_CLOSED,
    )


def _create_views() -> None:
    op.create_table(
        "saved_view",
        sa.Column("id", sa.Integer(), nullable=False),
        _refers("saved_view", "person_id", "person"),
        _refers("saved_view", "unit_id", "unit", nullable=True),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("query", sa.String(length=1000), nullable=False),
        sa.Column("is_shared", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_view")),
    )
    op.create_index(op.f("ix_saved_view_person_id"), "saved_view", ["person_id"])


def _create_samples() -> None:
    op.create_table(
        "sample",
        sa.Column("id", sa.Integer(), nullable=False),
        _refers("sample", "unit_id", "unit"),
        sa.Column("seed", sa.BigInteger(), nullable=False),
        sa.Column("percent", sa.Integer(), nullable=False),
        sa.Column("closed_from", sa.BigInteger(), nullable=False),
        sa.Column("closed_until", sa.BigInteger(), nullable=False),
        sa.Column("population", sa.Integer(), nullable=False),
        _refers("sample", "drawn_by_id", "person"),
        sa.Column("drawn_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sample")),
    )
    op.create_index(op.f("ix_sample_unit_id"), "sample", ["unit_id"])
    op.create_table(
        "sampled_ticket",
        _refers("sampled_ticket", "sample_id", "sample"),
        _refers("sampled_ticket", "ticket_id", "ticket"),
        _refers("sampled_ticket", "event_id", "ticket_event", nullable=True),
        sa.PrimaryKeyConstraint("sample_id", "ticket_id", name="pk_sampled_ticket"),
    )
    op.create_index(
        op.f("ix_sampled_ticket_ticket_id"), "sampled_ticket", ["ticket_id"]
    )

    op.create_index(
        "ix_sampled_ticket_unchecked",
        "sampled_ticket",
        ["sample_id"],
        sqlite_where=UNCHECKED,
        postgresql_where=UNCHECKED,
    )
    op.create_table(
        "not_duplicate",
        _refers("not_duplicate", "ticket_id", "ticket"),
        _refers("not_duplicate", "other_id", "ticket"),
        _refers("not_duplicate", "said_by_id", "person"),
        sa.Column("said_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("ticket_id", "other_id", name=op.f("pk_not_duplicate")),
    )
    op.create_index(op.f("ix_not_duplicate_other_id"), "not_duplicate", ["other_id"])


def _create_screens() -> None:
    op.create_table(
        "wall_board",
        sa.Column("id", sa.Integer(), nullable=False),
        _refers("wall_board", "unit_id", "unit"),
        sa.Column("secret", sa.String(length=64), nullable=False),
        _refers("wall_board", "made_by_id", "person"),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("revoked_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wall_board")),
        sa.UniqueConstraint("secret", name=op.f("uq_wall_board_secret")),
    )
    op.create_index(op.f("ix_wall_board_unit_id"), "wall_board", ["unit_id"])
    op.create_table(
        "viewer",
        _refers("viewer", "ticket_id", "ticket"),
        _refers("viewer", "person_id", "person"),
        sa.Column("seen_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("ticket_id", "person_id", name=op.f("pk_viewer")),
    )


def _create_revision() -> None:
    table = op.create_table(
        "settings_revision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_settings_revision")),
    )
    op.bulk_insert(table, [{"id": 1, "n": 1}])
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION desk_settings_changed() RETURNS trigger LANGUAGE plpgsql"
            f" AS $$ BEGIN {RAISE}; RETURN NULL; END $$"
        )
    for name, what, table_name in _triggers():
        each, does = "ROW", f"BEGIN {RAISE}; END"
        if op.get_bind().dialect.name == "postgresql":
            each, does = "STATEMENT", "EXECUTE FUNCTION desk_settings_changed()"
        op.execute(
            f"CREATE TRIGGER {name} AFTER {what} ON {table_name} FOR EACH {each} {does}"
        )


def _drop_triggers() -> None:
    is_postgresql = op.get_bind().dialect.name == "postgresql"
    for name, _, table in _triggers():
        op.execute(f"DROP TRIGGER {name}" + (f" ON {table}" if is_postgresql else ""))
    if is_postgresql:
        op.execute("DROP FUNCTION desk_settings_changed()")


def _triggers() -> list[tuple[str, str, str]]:
    """Return the name of each trigger, the change it hears of, and its table."""
    return [
        (f"{table}_{verb.lower()}_is_noticed", f"{verb} {columns}".strip(), table)
        for table, watched in SETTINGS.items()
        for verb in ("INSERT", "UPDATE", "DELETE")
        for columns in [watched if verb == "UPDATE" else ""]
    ]


def _refers(
    table: str, name: str, target: str, *, nullable: bool = False
) -> sa.Column[int]:
    key = sa.ForeignKey(f"{target}.id", name=op.f(f"fk_{table}_{name}_{target}"))
    return sa.Column(name, sa.Integer(), key, nullable=nullable)
