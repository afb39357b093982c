"""create the tables"""

import sqlalchemy as sa
from alembic import op

revision = "7dc7968e0477"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "actor",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("gender", sa.String(), nullable=True),
        sa.Column("side", sa.String(), nullable=True),
        sa.Column("adjectives", sa.JSON(), nullable=False),
        sa.Column("notes", sa.Text(), nullable=True),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("merged_into_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["merged_into_id"], ["actor.id"], name=op.f("fk_actor_merged_into_id_actor")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_actor")),
        sa.UniqueConstraint("slug", name=op.f("uq_actor_slug")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("printed", sa.String(), nullable=False),
        sa.Column("since_day", sa.Date(), nullable=False),
        sa.Column("until_day", sa.Date(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("certainty", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
    )
    op.create_table(
        "failed_input",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("failed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_failed_input")),
        sa.UniqueConstraint("sha256", name=op.f("uq_failed_input_sha256")),
    )
    op.create_table(
        "outlet",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("aliases", sa.JSON(), nullable=False),
        sa.Column("domain", sa.String(), nullable=True),
        sa.Column("country", sa.String(), nullable=True),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("kind", sa.String(), nullable=True),
        sa.Column("notes", sa.Text(), nullable=True),
        sa.Column("certainty", sa.String(), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("is_republisher", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outlet")),
        sa.UniqueConstraint("slug", name=op.f("uq_outlet_slug")),
    )
    op.create_index(op.f("ix_outlet_domain"), "outlet", ["domain"], unique=False)
    op.create_table(
        "revision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revision")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_revision_subject_subject_id", "revision", ["subject", "subject_id"], unique=False
    )
    op.create_table(
        "topic",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_topic")),
        sa.UniqueConstraint("slug", name=op.f("uq_topic_slug")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "alias",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("folded", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("is_risky", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["actor.id"], name=op.f("fk_alias_actor_id_actor")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alias")),
        sa.UniqueConstraint("actor_id", "text", name=op.f("uq_alias_actor_id_text")),
    )
    op.create_index(op.f("ix_alias_actor_id"), "alias", ["actor_id"], unique=False)
    op.create_index(op.f("ix_alias_folded"), "alias", ["folded"], unique=False)
    op.create_table(
        "article",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("outlet_id", sa.Integer(), nullable=True),
        sa.Column("original_outlet_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("url_key", sa.Text(), nullable=True),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("text_kind", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("text_sha256", sa.String(), nullable=False),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("captured_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("replaced_by_id", sa.Integer(), nullable=True),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("erased_reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["original_outlet_id"], ["outlet.id"], name=op.f("fk_article_original_outlet_id_outlet")
        ),
        sa.ForeignKeyConstraint(
            ["outlet_id"], ["outlet.id"], name=op.f("fk_article_outlet_id_outlet")
        ),
        sa.ForeignKeyConstraint(
            ["replaced_by_id"], ["article.id"], name=op.f("fk_article_replaced_by_id_article")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_article")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_article_outlet_id"), "article", ["outlet_id"], unique=False)
    op.create_index(op.f("ix_article_published_on"), "article", ["published_on"], unique=False)
    op.create_index(op.f("ix_article_text_sha256"), "article", ["text_sha256"], unique=False)
    op.create_index(
        "uq_article_outlet_id_text_sha256",
        "article",
        ["outlet_id", "text_sha256"],
        unique=True,
        sqlite_where=sa.text("outlet_id IS NOT NULL"),
        postgresql_where=sa.text("outlet_id IS NOT NULL"),
    )
    op.create_index(
        "uq_article_text_sha256_no_outlet",
        "article",
        ["text_sha256"],
        unique=True,
        sqlite_where=sa.text("outlet_id IS NULL"),
        postgresql_where=sa.text("outlet_id IS NULL"),
    )
    op.create_index(
        "uq_article_url_key",
        "article",
        ["url_key"],
        unique=True,
        sqlite_where=sa.text("replaced_by_id IS NULL AND text_kind <> 'digest'"),
        postgresql_where=sa.text("replaced_by_id IS NULL AND text_kind <> 'digest'"),
    )
    op.create_table(
        "office",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("side", sa.String(), nullable=True),
        sa.Column("body_id", sa.Integer(), nullable=True),
        sa.Column("countries", sa.JSON(), nullable=False),
        sa.Column("phrases", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["body_id"], ["actor.id"], name=op.f("fk_office_body_id_actor")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_office")),
        sa.UniqueConstraint("slug", name=op.f("uq_office_slug")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "topic_term",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("is_weak", sa.Boolean(), nullable=False),
        sa.Column("is_excluded", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["topic_id"], ["topic.id"], name=op.f("fk_topic_term_topic_id_topic")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_topic_term")),
        sa.UniqueConstraint(
            "topic_id",
            "language",
            "text",
            "is_excluded",
            name=op.f("uq_topic_term_topic_id_language_text_is_excluded"),
        ),
    )
    op.create_index(op.f("ix_topic_term_topic_id"), "topic_term", ["topic_id"], unique=False)
    op.create_table(
        "draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token", sa.String(), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("candidates", sa.JSON(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_draft_article_id_article")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
        sa.UniqueConstraint("token", name=op.f("uq_draft_token")),
    )
    op.create_table(
        "statement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("speaker", sa.Text(), nullable=True),
        sa.Column("office_id", sa.Integer(), nullable=True),
        sa.Column("side", sa.String(), nullable=True),
        sa.Column("said_on", sa.Date(), nullable=True),
        sa.Column("said_until", sa.Date(), nullable=True),
        sa.Column("said_on_precision", sa.String(), nullable=False),
        sa.Column("said_on_basis", sa.String(), nullable=False),
        sa.Column("occasion", sa.Text(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("outlet_count", sa.Integer(), nullable=False),
        sa.Column("is_pending", sa.Boolean(), nullable=False),
        sa.Column("merged_into_id", sa.Integer(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_reason", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["actor.id"], name=op.f("fk_statement_actor_id_actor")
        ),
        sa.ForeignKeyConstraint(
            ["merged_into_id"], ["statement.id"], name=op.f("fk_statement_merged_into_id_statement")
        ),
        sa.ForeignKeyConstraint(
            ["office_id"], ["office.id"], name=op.f("fk_statement_office_id_office")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statement")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_statement_actor_id"), "statement", ["actor_id"], unique=False)
    op.create_index(op.f("ix_statement_created_at"), "statement", ["created_at"], unique=False)
    op.create_index(op.f("ix_statement_office_id"), "statement", ["office_id"], unique=False)
    op.create_index("ix_statement_said_on_id", "statement", ["said_on", "id"], unique=False)
    op.create_index(op.f("ix_statement_side"), "statement", ["side"], unique=False)
    op.create_table(
        "tenure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.String(), nullable=True),
        sa.Column("until", sa.String(), nullable=True),
        sa.Column("since_day", sa.Date(), nullable=True),
        sa.Column("until_day", sa.Date(), nullable=True),
        sa.Column("in_post", sa.JSON(), nullable=False),
        sa.Column("certainty", sa.String(), nullable=False),
        sa.Column("notes", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["actor_id"], ["actor.id"], name=op.f("fk_tenure_actor_id_actor")),
        sa.ForeignKeyConstraint(
            ["office_id"], ["office.id"], name=op.f("fk_tenure_office_id_office")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tenure")),
    )
    op.create_index(op.f("ix_tenure_actor_id"), "tenure", ["actor_id"], unique=False)
    op.create_index(op.f("ix_tenure_office_id"), "tenure", ["office_id"], unique=False)
    op.create_table(
        "quote",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("statement_id", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("start_char", sa.Integer(), nullable=False),
        sa.Column("end_char", sa.Integer(), nullable=False),
        sa.Column("parts", sa.JSON(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("cue", sa.Text(), nullable=False),
        sa.Column("cue_start", sa.Integer(), nullable=True),
        sa.Column("cue_end", sa.Integer(), nullable=True),
        sa.Column("speaker_printed", sa.Text(), nullable=True),
        sa.Column("speaker_start", sa.Integer(), nullable=True),
        sa.Column("speaker_end", sa.Integer(), nullable=True),
        sa.Column("via", sa.Text(), nullable=True),
        sa.Column("via_actor_id", sa.Integer(), nullable=True),
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=True),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_quote_article_id_article")
        ),
        sa.ForeignKeyConstraint(["parent_id"], ["quote.id"], name=op.f("fk_quote_parent_id_quote")),
        sa.ForeignKeyConstraint(
            ["statement_id"], ["statement.id"], name=op.f("fk_quote_statement_id_statement")
        ),
        sa.ForeignKeyConstraint(
            ["via_actor_id"], ["actor.id"], name=op.f("fk_quote_via_actor_id_actor")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quote")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_quote_article_id"), "quote", ["article_id"], unique=False)
    op.create_index(op.f("ix_quote_parent_id"), "quote", ["parent_id"], unique=False)
    op.create_index(op.f("ix_quote_statement_id"), "quote", ["statement_id"], unique=False)
    op.create_index(op.f("ix_quote_via_actor_id"), "quote", ["via_actor_id"], unique=False)
    op.create_table(
        "statement_topic",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("statement_id", sa.Integer(), nullable=False),
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.Column("origin", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["statement_id"],
            ["statement.id"],
            name=op.f("fk_statement_topic_statement_id_statement"),
        ),
        sa.ForeignKeyConstraint(
            ["topic_id"], ["topic.id"], name=op.f("fk_statement_topic_topic_id_topic")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statement_topic")),
        sa.UniqueConstraint(
            "statement_id", "topic_id", name=op.f("uq_statement_topic_statement_id_topic_id")
        ),
    )
    op.create_index(
        op.f("ix_statement_topic_topic_id"), "statement_topic", ["topic_id"], unique=False
    )
    op.create_table(
        "review_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=True),
        sa.Column("statement_id", sa.Integer(), nullable=True),
        sa.Column("quote_id", sa.Integer(), nullable=True),
        sa.Column("subject", sa.Text(), nullable=True),
        sa.Column("proposal", sa.JSON(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_review_item_article_id_article")
        ),
        sa.ForeignKeyConstraint(
            ["quote_id"], ["quote.id"], name=op.f("fk_review_item_quote_id_quote")
        ),
        sa.ForeignKeyConstraint(
            ["statement_id"], ["statement.id"], name=op.f("fk_review_item_statement_id_statement")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_item")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_review_item_article_id"), "review_item", ["article_id"], unique=False)
    op.create_index(op.f("ix_review_item_quote_id"), "review_item", ["quote_id"], unique=False)
    op.create_index(op.f("ix_review_item_reason"), "review_item", ["reason"], unique=False)
    op.create_index(
        op.f("ix_review_item_statement_id"), "review_item", ["statement_id"], unique=False
    )
    op.create_index(op.f("ix_review_item_status"), "review_item", ["status"], unique=False)
    op.create_table(
        "topic_evidence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("statement_topic_id", sa.Integer(), nullable=False),
        sa.Column("quote_id", sa.Integer(), nullable=False),
        sa.Column("term", sa.String(), nullable=False),
        sa.Column("start_char", sa.Integer(), nullable=False),
        sa.Column("end_char", sa.Integer(), nullable=False),
        sa.Column("is_inside", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["quote_id"], ["quote.id"], name=op.f("fk_topic_evidence_quote_id_quote")
        ),
        sa.ForeignKeyConstraint(
            ["statement_topic_id"],
            ["statement_topic.id"],
            name=op.f("fk_topic_evidence_statement_topic_id_statement_topic"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_topic_evidence")),
    )
    op.create_index(
        op.f("ix_topic_evidence_quote_id"), "topic_evidence", ["quote_id"], unique=False
    )
    op.create_index(
        op.f("ix_topic_evidence_statement_topic_id"),
        "topic_evidence",
        ["statement_topic_id"],
        unique=False,
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_topic_evidence_statement_topic_id"), table_name="topic_evidence")
    op.drop_index(op.f("ix_topic_evidence_quote_id"), table_name="topic_evidence")
    op.drop_table("topic_evidence")
    op.drop_index(op.f("ix_review_item_status"), table_name="review_item")
    op.drop_index(op.f("ix_review_item_statement_id"), table_name="review_item")
    op.drop_index(op.f("ix_review_item_reason"), table_name="review_item")
    op.drop_index(op.f("ix_review_item_quote_id"), table_name="review_item")
    op.drop_index(op.f("ix_review_item_article_id"), table_name="review_item")
    op.drop_table("review_item")
    op.drop_index(op.f("ix_statement_topic_topic_id"), table_name="statement_topic")
    op.drop_table("statement_topic")
    op.drop_index(op.f("ix_quote_via_actor_id"), table_name="quote")
    op.drop_index(op.f("ix_quote_statement_id"), table_name="quote")
    op.drop_index(op.f("ix_quote_parent_id"), table_name="quote")
    op.drop_index(op.f("ix_quote_article_id"), table_name="quote")
    op.drop_table("quote")
    op.drop_index(op.f("ix_tenure_office_id"), table_name="tenure")
    op.drop_index(op.f("ix_tenure_actor_id"), table_name="tenure")
    op.drop_table("tenure")
    op.drop_index(op.f("ix_statement_side"), table_name="statement")
    op.drop_index("ix_statement_said_on_id", table_name="statement")
    op.drop_index(op.f("ix_statement_office_id"), table_name="statement")
    op.drop_index(op.f("ix_statement_created_at"), table_name="statement")
    op.drop_index(op.f("ix_statement_actor_id"), table_name="statement")
    op.drop_table("statement")
    op.drop_table("draft")
    op.drop_index(op.f("ix_topic_term_topic_id"), table_name="topic_term")
    op.drop_table("topic_term")
    op.drop_table("office")
    op.drop_index(
        "uq_article_url_key",
        table_name="article",
        sqlite_where=sa.text("replaced_by_id IS NULL AND text_kind <> 'digest'"),
        postgresql_where=sa.text("replaced_by_id IS NULL AND text_kind <> 'digest'"),
    )
    op.drop_index(
        "uq_article_text_sha256_no_outlet",
        table_name="article",
        sqlite_where=sa.text("outlet_id IS NULL"),
        postgresql_where=sa.text("outlet_id IS NULL"),
    )
    op.drop_index(
        "uq_article_outlet_id_text_sha256",
        table_name="article",
        sqlite_where=sa.text("outlet_id IS NOT NULL"),
        postgresql_where=sa.text("outlet_id IS NOT NULL"),
    )
    op.drop_index(op.f("ix_article_text_sha256"), table_name="article")
    op.drop_index(op.f("ix_article_published_on"), table_name="article")
    op.drop_index(op.f("ix_article_outlet_id"), table_name="article")
    op.drop_table("article")
    op.drop_index(op.f("ix_alias_folded"), table_name="alias")
    op.drop_index(op.f("ix_alias_actor_id"), table_name="alias")
    op.drop_table("alias")
    op.drop_table("topic")
    op.drop_index("ix_revision_subject_subject_id", table_name="revision")
    op.drop_table("revision")
    op.drop_index(op.f("ix_outlet_domain"), table_name="outlet")
    op.drop_table("outlet")
    op.drop_table("failed_input")
    op.drop_table("event")
    op.drop_table("actor")
