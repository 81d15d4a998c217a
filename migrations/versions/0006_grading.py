"""Add periods, gradebooks, grades with their history, and the rubric."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

# Written out, not in batch mode: SQLite would copy the table and lose its triggers.
PICKUP = "ALTER TABLE ticket ADD COLUMN pickup INTEGER"
LONG_AT = "ALTER TABLE matter ADD COLUMN long_at BIGINT"
GUARDED = (
    *("class_change", "scheme_version", "grade_inputs"),
    "grade_version",
)
# What is written with a mark is erased when its time is over; nothing else changes.
REWRITES = """NEW.comment <> '' OR NEW.id <> OLD.id OR NEW.sheet_id <> OLD.sheet_id
    OR NEW.item <> OLD.item OR COALESCE(NEW.level, '') <> COALESCE(OLD.level, '')
    OR NEW.by_id <> OLD.by_id OR NEW.at <> OLD.at"""
ERASE_ONLY = {
    "sqlite": [
        f"""CREATE TRIGGER rubric_mark_erase_only BEFORE UPDATE ON rubric_mark
        WHEN {REWRITES}
        BEGIN SELECT RAISE(ABORT, 'rubric_mark is append-only'); END""",
        """CREATE TRIGGER rubric_mark_no_delete BEFORE DELETE ON rubric_mark
        BEGIN SELECT RAISE(ABORT, 'rubric_mark is append-only'); END""",
    ],
    "postgresql": [
        f"""CREATE TRIGGER rubric_mark_erase_only BEFORE UPDATE ON rubric_mark
        FOR EACH ROW WHEN ({REWRITES}) EXECUTE FUNCTION desk_refuse()""",
        """CREATE TRIGGER rubric_mark_no_delete BEFORE DELETE ON rubric_mark
        FOR EACH ROW EXECUTE FUNCTION desk_refuse()""",
    ],
}
TABLES = (
    *("rubric_draw", "rubric_mark", "rubric_sheet"),
    *("objection", "grade_version", "grade", "grade_inputs"),
    *("scheme_version", "gradebook", "class_change"),
    *("class_list", "class_teacher", "grading_period"),
)


def upgrade() -> None:
    """Add tables and two columns; what those hold is computed by `rebuild`."""
    _create_classes()
    _create_gradebooks()
    _create_grades()
    _create_rubric()
    op.execute(PICKUP)
    op.execute(LONG_AT)
    for statement in _guards():
        op.execute(statement)


def downgrade() -> None:
    """Take the tables and the columns away again."""
    op.execute("ALTER TABLE matter DROP COLUMN long_at")
    op.execute("ALTER TABLE ticket DROP COLUMN pickup")
    for table in TABLES:
        op.drop_table(table)


def _create_classes() -> None:
    op.create_table(
        "grading_period",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("begins_at", sa.BigInteger(), nullable=False),
        sa.Column("ends_at", sa.BigInteger(), nullable=False),
        _refers("grading_period", "made_by_id", "person"),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_grading_period")),
    )
    op.create_table(
        "class_teacher",
        _refers("class_teacher", "class_group_id", "class_group"),
        _refers("class_teacher", "person_id", "person"),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint(
            "class_group_id", "person_id", name=op.f("pk_class_teacher")
        ),
    )
    op.create_index("ix_class_teacher_person_id", "class_teacher", ["person_id"])
    op.create_table(
        "class_change",
        sa.Column("id", sa.Integer(), nullable=False),
        _refers("class_change", "person_id", "person"),
        _refers("class_change", "class_group_id", "class_group", nullable=True),
        _refers("class_change", "before_id", "class_group", nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        _refers("class_change", "actor_id", "person", nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_class_change")),
    )
    op.create_index("ix_class_change_person", "class_change", ["person_id", "at"])
    op.create_table(
        "class_list",
        sa.Column("id", sa.Integer(), nullable=False),
        _refers("class_list", "owner_id", "person"),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("seed", sa.String(length=32), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("report", sa.JSON(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_class_list")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_class_list_owner_id", "class_list", ["owner_id"])


def _create_gradebooks() -> None:
    op.create_table(
        "gradebook",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        _refers("gradebook", "period_id", "grading_period"),
        _refers("gradebook", "class_group_id", "class_group"),
        sa.Column("seed", sa.BigInteger(), nullable=False),
        sa.Column("computed_at", sa.BigInteger(), nullable=True),
        sa.Column("event_id", sa.Integer(), server_default="0", nullable=False),
        sa.Column("settings_n", sa.Integer(), server_default="0", nullable=False),
        sa.Column("published_at", sa.BigInteger(), nullable=True),
        _refers("gradebook", "published_by_id", "person", nullable=True),
        sa.Column("locked_at", sa.BigInteger(), nullable=True),
        _refers("gradebook", "locked_by_id", "person", nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gradebook")),
        sa.UniqueConstraint(
            "period_id",
            "class_group_id",
            name=op.f("uq_gradebook_period_id_class_group_id"),
        ),
    )
    op.create_index("ix_gradebook_class_group_id", "gradebook", ["class_group_id"])
    op.create_table(
        "scheme_version",
        sa.Column("id", sa.Integer(), nullable=False),
        _refers("scheme_version", "gradebook_id", "gradebook"),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("rules", sa.JSON(), nullable=False),
        _refers("scheme_version", "author_id", "person"),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scheme_version")),
        sa.UniqueConstraint(
            "gradebook_id", "n", name=op.f("uq_scheme_version_gradebook_id_n")
        ),
    )
    op.create_table(
        "grade_inputs",
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_grade_inputs")),
    )


def _create_grades() -> None:
    op.create_table(
        "grade",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("n", sa.Integer(), server_default="0", nullable=False),
        _refers("grade", "gradebook_id", "gradebook"),
        _refers("grade", "person_id", "person"),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("computed", sa.Integer(), nullable=True),
        sa.Column("exact", sa.Text(), nullable=True),
        sa.Column("parts", sa.JSON(), nullable=False),
        sa.Column("observations", sa.Integer(), server_default="0", nullable=False),
        sa.Column("tickets", sa.Integer(), server_default="0", nullable=False),
        sa.Column("typical_seconds", sa.Integer(), nullable=True),
        sa.Column("flags", sa.Integer(), server_default="0", nullable=False),
        sa.Column(
            "is_small", sa.Boolean(), server_default=sa.text("false"), nullable=False
        ),
        sa.Column(
            "is_provisional",
            sa.Boolean(),
            server_default=sa.text("false"),
            nullable=False,
        ),
        sa.Column("inputs_hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["inputs_hash"],
            ["grade_inputs.hash"],
            name=op.f("fk_grade_inputs_hash_grade_inputs"),
        ),
        _refers("grade", "scheme_version_id", "scheme_version"),
        sa.Column("as_of", sa.BigInteger(), nullable=False),
        sa.Column("override", sa.Integer(), nullable=True),
        sa.Column("category", sa.String(length=24), nullable=True),
        sa.Column("override_reason", sa.Text(), nullable=False),
        _refers("grade", "override_by_id", "person", nullable=True),
        sa.Column("override_at", sa.BigInteger(), nullable=True),
        sa.Column("override_of", sa.Integer(), nullable=True),
        sa.Column("published_n", sa.Integer(), nullable=True),
        sa.Column("needs_look_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_grade")),
        sa.UniqueConstraint(
            "gradebook_id", "person_id", name=op.f("uq_grade_gradebook_id_person_id")
        ),
    )
    op.create_index("ix_grade_person_id", "grade", ["person_id"])
    op.create_table(
        "grade_version",
        sa.Column("id", sa.Integer(), nullable=False),
        _refers("grade_version", "grade_id", "grade"),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("act", sa.String(length=24), nullable=False),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        _refers("grade_version", "actor_id", "person", nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=True),
        sa.Column("computed", sa.Integer(), nullable=True),
        sa.Column("exact", sa.Text(), nullable=True),
        sa.Column("parts", sa.JSON(), nullable=False),
        sa.Column("category", sa.String(length=24), nullable=True),
        sa.Column("inputs_hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["inputs_hash"],
            ["grade_inputs.hash"],
            name=op.f("fk_grade_version_inputs_hash_grade_inputs"),
        ),
        _refers("grade_version", "scheme_version_id", "scheme_version"),
        sa.Column("engine", sa.Integer(), nullable=False),
        sa.Column("as_of", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_grade_version")),
        sa.UniqueConstraint("grade_id", "n", name=op.f("uq_grade_version_grade_id_n")),
    )
    op.create_table(
        "objection",
        sa.Column("id", sa.Integer(), nullable=False),
        _refers("objection", "grade_id", "grade"),
        sa.Column("disputed", sa.JSON(), nullable=False),
        sa.Column("tickets", sa.JSON(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("raised_at", sa.BigInteger(), nullable=False),
        sa.Column("verdict", sa.String(length=24), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        _refers("objection", "answered_by_id", "person", nullable=True),
        sa.Column("answered_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_objection")),
        sa.UniqueConstraint("grade_id", name=op.f("uq_objection_grade_id")),
    )


def _create_rubric() -> None:
    op.create_table(
        "rubric_sheet",
        sa.Column("id", sa.Integer(), nullable=False),
        _refers("rubric_sheet", "person_id", "person"),
        _refers("rubric_sheet", "by_id", "person"),
        _refers("rubric_sheet", "ticket_id", "ticket", nullable=True),
        sa.Column("begun_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rubric_sheet")),
        sa.UniqueConstraint(
            "ticket_id",
            "person_id",
            name=op.f("uq_rubric_sheet_ticket_id_person_id"),
        ),
    )
    op.create_index("ix_rubric_sheet_person", "rubric_sheet", ["person_id", "begun_at"])
    op.create_table(
        "rubric_mark",
        sa.Column("id", sa.Integer(), nullable=False),
        _refers("rubric_mark", "sheet_id", "rubric_sheet"),
        sa.Column("item", sa.String(length=24), nullable=False),
        sa.Column("level", sa.String(length=24), nullable=True),
        sa.Column("comment", sa.Text(), nullable=False),
        _refers("rubric_mark", "by_id", "person"),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rubric_mark")),
    )
    op.create_index("ix_rubric_mark_sheet", "rubric_mark", ["sheet_id", "item", "id"])
    op.create_table(
        "rubric_draw",
        _refers("rubric_draw", "gradebook_id", "gradebook"),
        _refers("rubric_draw", "person_id", "person"),
        _refers("rubric_draw", "ticket_id", "ticket"),
        sa.Column("population", sa.Integer(), nullable=False),
        sa.Column("drawn_at", sa.BigInteger(), nullable=False),
        _refers("rubric_draw", "drawn_by_id", "person"),
        sa.PrimaryKeyConstraint(
            "gradebook_id", "person_id", "ticket_id", name=op.f("pk_rubric_draw")
        ),
    )
    op.create_index("ix_rubric_draw_ticket_id", "rubric_draw", ["ticket_id"])


def _guards() -> list[str]:
    """Return the statements by which a table only grows."""
    dialect = op.get_bind().dialect.name
    if dialect == "postgresql":
        guards = [
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table}"
            " FOR EACH ROW EXECUTE FUNCTION desk_refuse()"
            for table in GUARDED
        ]
    else:
        guards = [
            f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table}"
            f" BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            for table in GUARDED
            for verb in ("UPDATE", "DELETE")
        ]
    return guards + ERASE_ONLY[dialect]


def _refers(
    table: str, name: str, target: str, *, nullable: bool = False
) -> sa.Column[int]:
    key = sa.ForeignKey(f"{target}.id", name=op.f(f"fk_{table}_{name}_{target}"))
    return sa.Column(name, sa.Integer(), key, nullable=nullable)
