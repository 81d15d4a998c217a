"""Make the desk: people, units, sources, tickets and their log."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

# The log only grows. A REPLACE on SQLite would delete without asking the trigger of
# DELETE, hence the one on INSERT. Evidence may be erased (privacy), never changed.
GUARDS = {
    "sqlite": [
        """CREATE TRIGGER ticket_event_no_update BEFORE UPDATE ON ticket_event
        BEGIN SELECT RAISE(ABORT, 'the event log is append-only'); END""",
        """CREATE TRIGGER ticket_event_no_delete BEFORE DELETE ON ticket_event
        BEGIN SELECT RAISE(ABORT, 'the event log is append-only'); END""",
        """CREATE TRIGGER ticket_event_no_replace BEFORE INSERT ON ticket_event
        WHEN EXISTS (
            SELECT 1 FROM ticket_event
            WHERE id = NEW.id OR (ticket_id = NEW.ticket_id AND n = NEW.n)
        )
        BEGIN SELECT RAISE(ABORT, 'the event log is append-only'); END""",
        """CREATE TRIGGER evidence_erase_only BEFORE UPDATE ON evidence
        WHEN NEW.words IS NOT NULL OR NEW.erased_at IS NULL
            OR NEW.event_id <> OLD.event_id OR NEW.salt <> OLD.salt
        BEGIN SELECT RAISE(ABORT, 'evidence can only be erased'); END""",
        """CREATE TRIGGER evidence_no_delete BEFORE DELETE ON evidence
        BEGIN SELECT RAISE(ABORT, 'evidence can only be erased'); END""",
        """CREATE TRIGGER evidence_no_replace BEFORE INSERT ON evidence
        WHEN EXISTS (SELECT 1 FROM evidence WHERE event_id = NEW.event_id)
        BEGIN SELECT RAISE(ABORT, 'evidence can only be erased'); END""",
    ],
    "postgresql": [
        """CREATE FUNCTION desk_refuse() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'the event log is append-only'; END $$""",
        """CREATE TRIGGER ticket_event_append_only
        BEFORE UPDATE OR DELETE ON ticket_event
        FOR EACH ROW EXECUTE FUNCTION desk_refuse()""",
        """CREATE TRIGGER ticket_event_no_truncate BEFORE TRUNCATE ON ticket_event
        FOR EACH STATEMENT EXECUTE FUNCTION desk_refuse()""",
        """CREATE TRIGGER evidence_erase_only BEFORE UPDATE ON evidence
        FOR EACH ROW WHEN (
            NEW.words IS NOT NULL OR NEW.erased_at IS NULL
            OR NEW.event_id <> OLD.event_id OR NEW.salt <> OLD.salt
        ) EXECUTE FUNCTION desk_refuse()""",
        """CREATE TRIGGER evidence_no_delete BEFORE DELETE ON evidence
        FOR EACH ROW EXECUTE FUNCTION desk_refuse()""",
        """CREATE TRIGGER evidence_no_truncate BEFORE TRUNCATE ON evidence
        FOR EACH STATEMENT EXECUTE FUNCTION desk_refuse()""",
    ],
}
# Both index ticket.search_text, which the desk has already cut into plain words.
SEARCH = {
    "sqlite": [
        """CREATE VIRTUAL TABLE ticket_search USING fts5(
            search_text, content='ticket', content_rowid='id',
            tokenize="unicode61 remove_diacritics 0"
        )""",
        """CREATE TRIGGER ticket_search_insert AFTER INSERT ON ticket BEGIN
            INSERT INTO ticket_search(rowid, search_text)
            VALUES (NEW.id, NEW.search_text);
        END""",
        """CREATE TRIGGER ticket_search_update AFTER UPDATE OF search_text ON ticket
        BEGIN
            INSERT INTO ticket_search(ticket_search, rowid, search_text)
            VALUES ('delete', OLD.id, OLD.search_text);
            INSERT INTO ticket_search(rowid, search_text)
            VALUES (NEW.id, NEW.search_text);
        END""",
        """CREATE TRIGGER ticket_search_delete AFTER DELETE ON ticket BEGIN
            INSERT INTO ticket_search(ticket_search, rowid, search_text)
            VALUES ('delete', OLD.id, OLD.search_text);
        END""",
    ],
    "postgresql": [
        """CREATE INDEX ix_ticket_search ON ticket
        USING gin (to_tsvector('simple', search_text))""",
    ],
}


def upgrade() -> None:
    """Make the tables, the guards of the log and the search index."""
    op.create_table(
        "class_group",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_class_group")),
        sa.UniqueConstraint("name", name=op.f("uq_class_group_name")),
    )
    op.create_table(
        "submission",
        sa.Column("key", sa.String(length=240), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("result", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_submission")),
    )
    op.create_table(
        "unit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=8), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit")),
        sa.UniqueConstraint("code", name=op.f("uq_unit_code")),
    )
    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("username", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "student",
                "supervisor",
                "teacher",
                "head",
                "admin",
                name="role",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column(
            "language",
            sa.Enum(
                "id",
                "en",
                name="language",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("class_group_id", sa.Integer(), nullable=True),
        sa.Column("student_number", sa.String(length=30), nullable=True),
        sa.Column("password_hash", sa.String(length=200), nullable=False),
        sa.Column("must_change_password", sa.Boolean(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("session_version", sa.Integer(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("locked_until", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["class_group_id"],
            ["class_group.id"],
            name=op.f("fk_person_class_group_id_class_group"),
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["unit.id"], name=op.f("fk_person_unit_id_unit")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("student_number", name=op.f("uq_person_student_number")),
        sa.UniqueConstraint("username", name=op.f("uq_person_username")),
    )
    op.create_table(
        "source",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("name_en", sa.String(length=80), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("is_retired", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["source.id"], name=op.f("fk_source_parent_id_source")
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["unit.id"], name=op.f("fk_source_unit_id_unit")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source")),
        sa.UniqueConstraint("unit_id", "code", name=op.f("uq_source_unit_id_code")),
    )
    with op.batch_alter_table("source", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_source_unit_id"), ["unit_id"], unique=False
        )

    op.create_table(
        "ticket_series",
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["unit.id"], name=op.f("fk_ticket_series_unit_id_unit")
        ),
        sa.PrimaryKeyConstraint("unit_id", "month", name=op.f("pk_ticket_series")),
    )
    op.create_table(
        "calendar_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("rules", sa.Text(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["author_id"],
            ["person.id"],
            name=op.f("fk_calendar_version_author_id_person"),
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["unit.id"], name=op.f("fk_calendar_version_unit_id_unit")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_version")),
    )
    with op.batch_alter_table("calendar_version", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_calendar_version_unit_id"), ["unit_id"], unique=False
        )

    op.create_table(
        "draft",
        sa.Column("actor_id", sa.Integer(), nullable=False),
        sa.Column("page", sa.String(length=200), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("saved_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["person.id"], name=op.f("fk_draft_actor_id_person")
        ),
        sa.PrimaryKeyConstraint("actor_id", "page", name=op.f("pk_draft")),
    )
    op.create_table(
        "ticket",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("import_key", sa.String(length=64), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("log_head", sa.String(length=64), nullable=False),
        sa.Column(
            "step",
            sa.Enum(
                "record",
                "confirm",
                "fulfil",
                "thank",
                name="step",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=True,
        ),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column(
            "approval",
            sa.Enum(
                "requested",
                "granted",
                "refused",
                name="approval",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=True,
        ),
        sa.Column(
            "proposed",
            sa.Enum(
                "exchange",
                "repair",
                "refund",
                "explain",
                "apologise",
                "compensate",
                "pass_on",
                "unfounded",
                name="proposed",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=True,
        ),
        sa.Column(
            "priority",
            sa.Enum(
                "high",
                "medium",
                "low",
                name="priority",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("received_at", sa.BigInteger(), nullable=False),
        sa.Column("closed_at", sa.BigInteger(), nullable=True),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.Column("proposed_words", sa.Text(), nullable=False),
        sa.Column("is_cancelled", sa.Boolean(), nullable=False),
        sa.Column("response", sa.Integer(), nullable=True),
        sa.Column("resolution", sa.Integer(), nullable=True),
        sa.Column("source_id", sa.Integer(), nullable=True),
        sa.Column(
            "channel",
            sa.Enum(
                "in_person",
                "phone",
                "whatsapp",
                "public_form",
                "suggestion_box",
                "questionnaire",
                "observation",
                "social_media",
                "paper",
                name="channel",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=True,
        ),
        sa.Column("item", sa.String(length=200), nullable=False),
        sa.Column("receipt", sa.String(length=200), nullable=False),
        sa.Column("complaint", sa.Text(), nullable=False),
        sa.Column(
            "remedy",
            sa.Enum(
                "exchange",
                "repair",
                "refund",
                "explanation",
                "apology",
                "improvement",
                "other",
                name="remedy",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=True,
        ),
        sa.Column("remedy_note", sa.String(length=200), nullable=False),
        sa.Column("needs", sa.JSON(), nullable=False),
        sa.Column("customer", sa.String(length=200), nullable=False),
        sa.Column("contact", sa.String(length=200), nullable=False),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "step IS NULL OR ended_at IS NULL", name=op.f("ck_ticket_open_or_ended")
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["person.id"], name=op.f("fk_ticket_owner_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["source_id"], ["source.id"], name=op.f("fk_ticket_source_id_source")
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["unit.id"], name=op.f("fk_ticket_unit_id_unit")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ticket")),
        sa.UniqueConstraint("import_key", name=op.f("uq_ticket_import_key")),
        sa.UniqueConstraint("number", name=op.f("uq_ticket_number")),
    )
    with op.batch_alter_table("ticket", schema=None) as batch_op:
        batch_op.create_index(
            "ix_ticket_ended", ["unit_id", "ended_at", "id"], unique=False
        )
        batch_op.create_index(
            "ix_ticket_open", ["unit_id", "step", "received_at", "id"], unique=False
        )
        batch_op.create_index(
            "ix_ticket_owner", ["owner_id", "step", "received_at", "id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_ticket_source_id"), ["source_id"], unique=False
        )

    op.create_table(
        "ticket_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", sa.BigInteger(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=True),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["person.id"], name=op.f("fk_ticket_event_actor_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["ticket_id"], ["ticket.id"], name=op.f("fk_ticket_event_ticket_id_ticket")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ticket_event")),
        sa.UniqueConstraint("ticket_id", "n", name=op.f("uq_ticket_event_ticket_id_n")),
    )
    op.create_table(
        "evidence",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=False),
        sa.Column("words", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("erased_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["ticket_event.id"],
            name=op.f("fk_evidence_event_id_ticket_event"),
        ),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_evidence")),
    )
    for statement in GUARDS[op.get_bind().dialect.name]:
        op.execute(statement)
    for statement in SEARCH[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    """Drop everything."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE ticket_search")
    op.drop_table("evidence")
    op.drop_table("ticket_event")
    with op.batch_alter_table("ticket", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_ticket_source_id"))
        batch_op.drop_index("ix_ticket_owner")
        batch_op.drop_index("ix_ticket_open")
        batch_op.drop_index("ix_ticket_ended")

    op.drop_table("ticket")
    op.drop_table("draft")
    with op.batch_alter_table("calendar_version", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_calendar_version_unit_id"))

    op.drop_table("calendar_version")
    op.drop_table("ticket_series")
    with op.batch_alter_table("source", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_source_unit_id"))

    op.drop_table("source")
    op.drop_table("person")
    op.drop_table("unit")
    op.drop_table("submission")
    op.drop_table("class_group")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION desk_refuse()")
