"""Add the customer's door, cards, feedback, cures, and what privacy asks for."""

import sqlalchemy as sa
from alembic import op

# What a unit made before starts with is what a new one starts with.
from desk.domain.default_words import WORDS

revision = "0005"
down_revision = "0004"

# Written out, not in batch mode: SQLite would copy the table and lose its triggers.
COLUMNS = {
    "ticket": (
        (
            "customer_id INTEGER"
            " CONSTRAINT fk_ticket_customer_id_customer REFERENCES customer (id)"
        ),
        "forecast VARCHAR(24)",
        "performance VARCHAR(24)",
        "would_tell BOOLEAN",
        "feedback_at BIGINT",
        "zero_at BIGINT",
        "follow_up_due BIGINT",
        "contact_erased_at BIGINT",
        "erased_at BIGINT",
    ),
    "unit": ("phone VARCHAR(20) DEFAULT '' NOT NULL",),
    "source": ("words TEXT DEFAULT '' NOT NULL",),
    "person": ("guardian_consent_at BIGINT",),
}
TO_DO = sa.text("follow_up_due IS NOT NULL")
GUARDED = ("customer_entry", "personal_read")
TABLES = (
    *("daily_count", "improvement_action", "solution_card"),
    *("retention_run", "personal_read", "customer_code"),
    *("customer_entry", "customer_member", "customer"),
)


def upgrade() -> None:
    """Add tables and columns; what the new columns hold is computed by `rebuild`."""
    _create_customers()
    _create_privacy()
    _create_cures()
    for table, columns in COLUMNS.items():
        for column in columns:
            op.execute(f"ALTER TABLE {table} ADD COLUMN {column}")
    _fill_words()
    op.create_index(
        "ix_ticket_customer", "ticket", ["customer_id", "received_at", "id"]
    )
    op.create_index(
        "ix_ticket_follow_up",
        "ticket",
        ["unit_id", "follow_up_due", "id"],
        sqlite_where=TO_DO,
        postgresql_where=TO_DO,
    )
    reopened = sa.text("kind = 'reopened'")
    op.create_index(
        "ix_ticket_event_reopened",
        "ticket_event",
        ["ticket_id"],
        sqlite_where=reopened,
        postgresql_where=reopened,
    )
    for statement in _guards():
        op.execute(statement)


def downgrade() -> None:
    """Take the tables and columns away again."""
    op.drop_index("ix_ticket_event_reopened", table_name="ticket_event")
    op.drop_index("ix_ticket_follow_up", table_name="ticket")
    op.drop_index("ix_ticket_customer", table_name="ticket")
    for table, columns in COLUMNS.items():
        for column in columns:
            op.execute(f"ALTER TABLE {table} DROP COLUMN {column.split()[0]}")
    for table in TABLES:
        op.drop_table(table)


def _create_customers() -> None:
    op.create_table(
        "customer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        _refers("customer", "unit_id", "unit"),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("standing", sa.String(length=24), nullable=False),
        sa.Column("relation", sa.String(length=24), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("search_name", sa.String(length=200), nullable=False),
        sa.Column("contact_person", sa.String(length=200), nullable=False),
        sa.Column("phone", sa.String(length=20), nullable=False),
        sa.Column("contact", sa.String(length=200), nullable=False),
        sa.Column("expects", sa.Text(), nullable=False),
        sa.Column("purposes", sa.JSON(), nullable=False),
        sa.Column("birthday", sa.String(length=5), nullable=False),
        sa.Column(
            "is_restricted",
            sa.Boolean(),
            server_default=sa.text("false"),
            nullable=False,
        ),
        _refers("customer", "merged_into_id", "customer", nullable=True),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("erased_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_customer")),
    )
    op.create_index("ix_customer_name", "customer", ["unit_id", "search_name", "id"])
    op.create_index("ix_customer_phone", "customer", ["unit_id", "phone"])
    op.create_index(op.f("ix_customer_merged_into_id"), "customer", ["merged_into_id"])
    op.create_table(
        "customer_member",
        sa.Column("id", sa.Integer(), nullable=False),
        _refers("customer_member", "customer_id", "customer"),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("is_representative", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_customer_member")),
    )
    _index("customer_member", "customer_id")
    op.create_table(
        "customer_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        _refers("customer_entry", "customer_id", "customer"),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        _refers("customer_entry", "actor_id", "person", nullable=True),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_customer_entry")),
    )
    _index("customer_entry", "customer_id")
    op.create_table(
        "customer_code",
        sa.Column("id", sa.Integer(), nullable=False),
        _refers("customer_code", "ticket_id", "ticket"),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        _refers("customer_code", "made_by_id", "person", nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_customer_code")),
        sa.UniqueConstraint("digest", name=op.f("uq_customer_code_digest")),
    )
    _index("customer_code", "ticket_id")


def _create_privacy() -> None:
    op.create_table(
        "personal_read",
        sa.Column("id", sa.Integer(), nullable=False),
        _refers("personal_read", "person_id", "person"),
        sa.Column("at", sa.BigInteger(), nullable=False),
        _refers("personal_read", "customer_id", "customer", nullable=True),
        _refers("personal_read", "ticket_id", "ticket", nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_personal_read")),
    )
    for whose in ("customer", "ticket", "person"):
        op.create_index(
            f"ix_personal_read_{whose}", "personal_read", [f"{whose}_id", "at"]
        )
    op.create_table(
        "retention_run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("begun_at", sa.BigInteger(), nullable=False),
        sa.Column("finished_at", sa.BigInteger(), nullable=True),
        _refers("retention_run", "actor_id", "person", nullable=True),
        sa.Column("contacts", sa.Integer(), nullable=False),
        sa.Column("tickets", sa.Integer(), nullable=False),
        sa.Column("customers", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_retention_run")),
    )


def _create_cures() -> None:
    op.create_table(
        "solution_card",
        sa.Column("id", sa.Integer(), nullable=False),
        _refers("solution_card", "source_id", "source"),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("steps", sa.Text(), nullable=False),
        sa.Column("phrases", sa.Text(), nullable=False),
        sa.Column("authority", sa.Text(), nullable=False),
        sa.Column("origin", sa.String(length=24), nullable=False),
        _refers("solution_card", "proposed_by_id", "person"),
        sa.Column("proposed_at", sa.BigInteger(), nullable=False),
        _refers("solution_card", "decided_by_id", "person", nullable=True),
        sa.Column("decided_at", sa.BigInteger(), nullable=True),
        sa.Column("is_approved", sa.Boolean(), nullable=True),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("retired_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_solution_card")),
        sa.UniqueConstraint(
            "source_id", "version", name=op.f("uq_solution_card_source_id_version")
        ),
    )
    _index("solution_card", "proposed_by_id")
    op.create_table(
        "improvement_action",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        _refers("improvement_action", "unit_id", "unit"),
        _refers("improvement_action", "source_id", "source"),
        _refers("improvement_action", "owner_id", "person"),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("began_on", sa.Date(), nullable=True),
        _refers("improvement_action", "made_by_id", "person"),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        _refers("improvement_action", "ended_by_id", "person", nullable=True),
        sa.Column("conclusion", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_improvement_action")),
    )
    _index("improvement_action", "unit_id")
    _index("improvement_action", "source_id")
    op.create_table(
        "daily_count",
        sa.Column("id", sa.Integer(), nullable=False),
        _refers("daily_count", "unit_id", "unit"),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("transactions", sa.Integer(), nullable=False),
        _refers("daily_count", "entered_by_id", "person", nullable=True),
        sa.Column("entered_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_daily_count")),
    )
    op.create_index("ix_daily_count_day", "daily_count", ["unit_id", "day", "id"])


def _fill_words() -> None:
    """Give the default sources of units made before the words of the rule that tags."""
    source = sa.table("source", sa.column("code"), sa.column("words"))
    for code, words in WORDS.items():
        is_without = sa.and_(source.c.code == code, source.c.words == "")
        op.execute(source.update().where(is_without).values(words=words))


def _guards() -> list[str]:
    """Return the statements by which a table only grows."""
    if op.get_bind().dialect.name == "postgresql":
        return [
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table}"
            " FOR EACH ROW EXECUTE FUNCTION desk_refuse()"
            for table in GUARDED
        ]
    return [
        f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table}"
        f" BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        for table in GUARDED
        for verb in ("UPDATE", "DELETE")
    ]


def _index(table: str, column: str) -> None:
    op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def _refers(
    table: str, name: str, target: str, *, nullable: bool = False
) -> sa.Column[int]:
    key = sa.ForeignKey(f"{target}.id", name=op.f(f"fk_{table}_{name}_{target}"))
    return sa.Column(name, sa.Integer(), key, nullable=nullable)
