"""mark each change at random (the log begins anew: who follows it reads everything again)"""

import sqlalchemy as sa
from alembic import op

revision = "a91c5e07d3b8"
down_revision = "b3d1f58e2a60"
branch_labels = None
depends_on = None

KEPT_ENTRIES = 50_000
SWEEP_EVERY = 1_000
EVERYTHING = 0

SWEEP = (
    "CREATE TRIGGER record_change_sweep "
    f"AFTER INSERT ON record_change WHEN new.seq % {SWEEP_EVERY} = 0 BEGIN "
    f"DELETE FROM record_change WHERE seq <= new.seq - {KEPT_ENTRIES}; END"
)


def upgrade() -> None:
    if op.get_bind().dialect.name != "sqlite":
        op.execute(
            "ALTER TABLE record_change ADD COLUMN mark bigint NOT NULL "
            "DEFAULT CAST(random() * 9007199254740992 AS bigint)"
        )
        return
    # SQLite adds no column whose default is worked out for each row.
    last = op.get_bind().scalar(sa.text("SELECT max(seq) FROM record_change")) or 0
    op.drop_table("record_change")
    op.create_table(
        "record_change",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("statement_id", sa.Integer(), nullable=True),
        sa.Column("mark", sa.BigInteger(), server_default=sa.text("(random())"), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_record_change")),
        sqlite_autoincrement=True,
    )
    op.execute(SWEEP)
    op.execute(
        f"INSERT INTO record_change (seq, statement_id) VALUES ({last + 1}, {EVERYTHING})"
    )


def downgrade() -> None:
    op.drop_column("record_change", "mark")
