"""Makes the full-text index: FTS5 on SQLite, a tsvector table with a GIN index on PostgreSQL."""

from __future__ import annotations

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE VIRTUAL TABLE entry_fts USING fts5("
            "title, summary, body, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3')"
        )
        return
    op.execute("CREATE TABLE entry_fts (entry_id integer PRIMARY KEY, words tsvector NOT NULL)")
    op.execute("CREATE INDEX entry_fts_words ON entry_fts USING gin (words)")


def downgrade() -> None:
    op.execute("DROP TABLE entry_fts")
