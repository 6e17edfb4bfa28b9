"""The full-text index behind one small interface: FTS5 on SQLite, tsvector on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from sqlalchemy import Integer, bindparam, column, table, text
from sqlalchemy.orm import Session
from sqlalchemy.sql.expression import ColumnClause, TableClause

from app.register.published.search.words import Query, spellings

Texts = tuple[int, str, str, str]  # entry's id, title, summary, body; folded words with single spaces
PIECE = 500


class Store(Protocol):
    """What searching and indexing need of a database. Conditions take the parameter `words`."""

    table: TableClause
    key: ColumnClause[int]
    matches: str
    title_matches: str
    order: str

    def words(self, query: Query) -> str:
        """The query in the database's own language; any text a person may type is safe in it."""

    def title_words(self, query: Query) -> str:
        """The same, for titles only."""

    def add(self, session: Session, rows: Iterable[Texts]) -> None:
        """Indexes entries that are not in the index."""

    def indexed_words(self, session: Session, entry_ids: Sequence[int]) -> list[list[str]]:
        """All words of each of these entries that is in the index, in no order."""

    def remove(self, session: Session, entry_ids: Sequence[int]) -> None:
        """Takes entries out; unknown ones are no error."""

    def clear(self, session: Session) -> None:
        """Takes everything out."""


def _alternatives(query: Query) -> list[list[tuple[str, bool]]]:
    """Each group's words in all spellings; True marks a word that may go on."""
    last = query.groups[-1][-1] if query else ""
    return [
        [
            (spelling, query.open_end and word == last and spelling == word)
            for word in group
            for spelling in spellings(word)
            if spelling == word or not (query.open_end and word == last and spelling.startswith(word))
        ]
        for group in query.groups
    ]


def _fetch(session: Session, statement: str, entry_ids: Sequence[int]) -> list[str]:
    query = text(statement).bindparams(bindparam("ids", expanding=True))
    found: list[str] = []
    for start in range(0, len(entry_ids), PIECE):
        found.extend(session.execute(query, {"ids": list(entry_ids[start : start + PIECE])}).scalars())
    return found


def _execute(session: Session, statement: str, entry_ids: Sequence[int]) -> None:
    query = text(statement).bindparams(bindparam("ids", expanding=True))
    for start in range(0, len(entry_ids), PIECE):
        session.execute(query, {"ids": list(entry_ids[start : start + PIECE])})


class SQLiteStore:
    """FTS5. Every word is quoted, so that nothing typed is read as its query language."""

    key: ColumnClause[int] = column("rowid", Integer)
    table = table("entry_fts", key)
    matches = "entry_fts MATCH :words"
    title_matches = "entry_fts MATCH :title_words"
    order = "bm25(entry_fts, 10.0, 4.0, 1.0)"

    def words(self, query: Query) -> str:
        groups = [
            " OR ".join(f'"{word}"{" *" if goes_on else ""}' for word, goes_on in group)
            for group in _alternatives(query)
        ]
        return " AND ".join(f"({group})" for group in groups)

    def title_words(self, query: Query) -> str:
        return f"{{title}} : ({self.words(query)})"

    def add(self, session: Session, rows: Iterable[Texts]) -> None:
        values = [dict(zip(("id", "title", "summary", "body"), row, strict=True)) for row in rows]
        if values:
            session.execute(
                text(
                    "INSERT INTO entry_fts (rowid, title, summary, body)"
                    " VALUES (:id, :title, :summary, :body)"
                ),
                values,
            )

    def indexed_words(self, session: Session, entry_ids: Sequence[int]) -> list[list[str]]:
        statement = "SELECT title || ' ' || summary || ' ' || body FROM entry_fts WHERE rowid IN :ids"
        return [words.split() for words in _fetch(session, statement, entry_ids)]

    def remove(self, session: Session, entry_ids: Sequence[int]) -> None:
        _execute(session, "DELETE FROM entry_fts WHERE rowid IN :ids", entry_ids)

    def clear(self, session: Session) -> None:
        session.execute(text("DELETE FROM entry_fts"))


class PostgreSQLStore:
    """A tsvector of folded words, weighted A, B and C, under a GIN index."""

    key: ColumnClause[int] = column("entry_id", Integer)
    table = table("entry_fts", key)
    matches = "entry_fts.words @@ to_tsquery('simple', :words)"
    title_matches = "entry_fts.words @@ to_tsquery('simple', :title_words)"
    order = "-ts_rank('{0.1, 0.1, 0.4, 1.0}', entry_fts.words, to_tsquery('simple', :words), 1)"

    def words(self, query: Query) -> str:
        return self._build(query, "")

    def title_words(self, query: Query) -> str:
        return self._build(query, "A")

    def _build(self, query: Query, weight: str) -> str:
        groups = []
        for group in _alternatives(query):
            marks = [(word, ("*" if goes_on else "") + weight) for word, goes_on in group]
            groups.append(" | ".join(f"'{word}'" + (f":{mark}" if mark else "") for word, mark in marks))
        return " & ".join(f"({group})" for group in groups)

    def add(self, session: Session, rows: Iterable[Texts]) -> None:
        values = [dict(zip(("id", "title", "summary", "body"), row, strict=True)) for row in rows]
        if values:
            session.execute(
                text(
                    "INSERT INTO entry_fts (entry_id, words) VALUES (:id,"
                    " setweight(to_tsvector('simple', :title), 'A')"
                    " || setweight(to_tsvector('simple', :summary), 'B')"
                    " || setweight(to_tsvector('simple', :body), 'C'))"
                ),
                values,
            )

    def indexed_words(self, session: Session, entry_ids: Sequence[int]) -> list[list[str]]:
        statement = (
            "SELECT array_to_string(tsvector_to_array(words), ' ') FROM entry_fts WHERE entry_id IN :ids"
        )
        return [words.split() for words in _fetch(session, statement, entry_ids)]

    def remove(self, session: Session, entry_ids: Sequence[int]) -> None:
        _execute(session, "DELETE FROM entry_fts WHERE entry_id IN :ids", entry_ids)

    def clear(self, session: Session) -> None:
        session.execute(text("DELETE FROM entry_fts"))


_SQLITE = SQLiteStore()
_POSTGRESQL = PostgreSQLStore()


def store_of(session: Session) -> Store:
    """The index of the session's database."""
    return _SQLITE if session.get_bind().dialect.name == "sqlite" else _POSTGRESQL
