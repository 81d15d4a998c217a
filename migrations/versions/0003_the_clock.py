"""Add what the clock needs: roster, targets, photos, due instants, merging."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

REFERS = "CONSTRAINT fk_ticket_{0}_{1} REFERENCES {1} (id)"
# Written out, not in batch mode: SQLite would copy the table and lose its triggers.
COLUMNS = (
    "ending VARCHAR(24)",
    "step_due BIGINT",
    "response_due BIGINT",
    "resolution_due BIGINT",
    "paused_until BIGINT",
    f"handover_to_id INTEGER {REFERS.format('handover_to_id', 'person')}",
    "is_marked BOOLEAN DEFAULT false NOT NULL",
    "claims_to_review INTEGER DEFAULT '0' NOT NULL",
    "pauses_to_review INTEGER DEFAULT '0' NOT NULL",
    f"merged_into_id INTEGER {REFERS.format('merged_into_id', 'ticket')}",
    f"follows_id INTEGER {REFERS.format('follows_id', 'ticket')}",
    "is_paper BOOLEAN DEFAULT false NOT NULL",
)
INDEXED = ("handover_to_id", "merged_into_id", "follows_id")

WAITING = sa.text(
    "pauses_to_review > 0 OR claims_to_review > 0 OR is_marked"
    " OR approval = 'requested' OR handover_to_id IS NOT NULL"
)


def upgrade() -> None:
    """Add tables and columns; what the new columns hold is computed by `rebuild`."""
    for column in COLUMNS:
        op.execute(f"ALTER TABLE ticket ADD COLUMN {column}")
    op.execute(
        "UPDATE ticket SET ending = CASE WHEN is_cancelled THEN 'cancelled'"
        " WHEN closed_at IS NOT NULL THEN 'closed' END"
    )
    op.execute("ALTER TABLE ticket DROP COLUMN is_cancelled")
    for column in INDEXED:
        op.create_index(op.f(f"ix_ticket_{column}"), "ticket", [column])
    op.create_index(
        "ix_ticket_waiting",
        "ticket",
        ["unit_id", "received_at", "id"],
        sqlite_where=WAITING,
        postgresql_where=WAITING,
    )
    _create_roster()
    _create_targets()
    _create_photos()


def downgrade() -> None:
    """Take the tables and columns away again."""
    for table in (
        "photo",
        "target_version",
        "shift_swap",
        "absence",
        "shift",
        "roster_version",
    ):
        op.drop_table(table)
    op.drop_index("ix_ticket_waiting", table_name="ticket")
    for column in INDEXED:
        op.drop_index(op.f(f"ix_ticket_{column}"), table_name="ticket")
    op.execute(
        "ALTER TABLE ticket ADD COLUMN is_cancelled BOOLEAN DEFAULT false NOT NULL"
    )
    op.execute("UPDATE ticket SET is_cancelled = true WHERE ending = 'cancelled'")
    for column in COLUMNS:
        op.execute(f"ALTER TABLE ticket DROP COLUMN {column.split()[0]}")


def _create_roster() -> None:
    op.create_table(
        "roster_version",
        sa.Column("id", sa.Integer(), nullable=False),
        _refers("roster_version", "unit_id", "unit"),
        _refers("roster_version", "author_id", "person", nullable=True),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roster_version")),
    )
    op.create_index(op.f("ix_roster_version_unit_id"), "roster_version", ["unit_id"])
    op.create_table(
        "shift",
        sa.Column("id", sa.Integer(), nullable=False),
        _refers("shift", "unit_id", "unit"),
        _refers("shift", "person_id", "person"),
        sa.Column("begins_at", sa.BigInteger(), nullable=False),
        sa.Column("ends_at", sa.BigInteger(), nullable=False),
        sa.Column(
            "attendance",
            sa.Enum(
                "present",
                "sick",
                "excused",
                "absent",
                name="attendance",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=True,
        ),
        _refers("shift", "added_in", "roster_version"),
        _refers("shift", "removed_in", "roster_version", nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shift")),
        sa.CheckConstraint(
            "begins_at < ends_at", name=op.f("ck_shift_begins_before_it_ends")
        ),
    )
    op.create_index("ix_shift_unit", "shift", ["unit_id", "ends_at"])
    op.create_index("ix_shift_person", "shift", ["person_id", "ends_at"])
    op.create_table(
        "absence",
        sa.Column("id", sa.Integer(), nullable=False),
        _refers("absence", "person_id", "person"),
        sa.Column("begins_at", sa.BigInteger(), nullable=False),
        sa.Column("ends_at", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.String(length=200), nullable=False),
        _refers("absence", "added_in", "roster_version"),
        _refers("absence", "removed_in", "roster_version", nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absence")),
    )
    op.create_index(op.f("ix_absence_person_id"), "absence", ["person_id"])
    op.create_table(
        "shift_swap",
        sa.Column("id", sa.Integer(), nullable=False),
        _refers("shift_swap", "unit_id", "unit"),
        _refers("shift_swap", "shift_id", "shift"),
        _refers("shift_swap", "other_shift_id", "shift", nullable=True),
        _refers("shift_swap", "receiver_id", "person"),
        _refers("shift_swap", "asked_by_id", "person"),
        sa.Column("asked_at", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        _refers("shift_swap", "decided_by_id", "person", nullable=True),
        sa.Column("decided_at", sa.BigInteger(), nullable=True),
        sa.Column("is_granted", sa.Boolean(), nullable=True),
        sa.Column("answer", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shift_swap")),
    )
    op.create_index(op.f("ix_shift_swap_unit_id"), "shift_swap", ["unit_id"])


def _create_targets() -> None:
    op.create_table(
        "target_version",
        sa.Column("id", sa.Integer(), nullable=False),
        _refers("target_version", "unit_id", "unit"),
        sa.Column("begins_at", sa.BigInteger(), nullable=False),
        sa.Column("rules", sa.JSON(), nullable=False),
        _refers("target_version", "author_id", "person", nullable=True),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_target_version")),
    )
    op.create_index(
        "ix_target_version_unit", "target_version", ["unit_id", "begins_at"]
    )


def _create_photos() -> None:
    op.create_table(
        "photo",
        sa.Column("id", sa.Integer(), nullable=False),
        _refers("photo", "ticket_id", "ticket", nullable=True),
        _refers("photo", "added_by_id", "person", nullable=True),
        sa.Column("added_at", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_photo")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_photo_ticket_id"), "photo", ["ticket_id"])


def _refers(
    table: str, name: str, target: str, *, nullable: bool = False
) -> sa.Column[int]:
    key = sa.ForeignKey(f"{target}.id", name=op.f(f"fk_{table}_{name}_{target}"))
    return sa.Column(name, sa.Integer(), key, nullable=nullable)
