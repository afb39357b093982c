"""Datasette: the same statements behind it, with the settings that suit it best.

It gets one flat table, so that no page needs a join: newest first by its primary key, so that no
page needs sorting; an index on every column that is asked for; a full-text index over the words,
folded as the product folds them; an immutable file whose rows were counted beforehand; no
suggestions of facets.
"""

import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from tests.benchmarks.questions import API, CSV, LIST, PER_PAGE, Ask

TABLE = "statements"
INDEXED = ("id", "actor", "side", "topic", "month", "said_on", "form", "language")
SETTINGS = {
    "sql_time_limit_ms": 120_000,
    "facet_time_limit_ms": 120_000,
    "facet_suggest_time_limit_ms": 1,
    "suggest_facets": "off",
    "default_facet_size": 12,
    "default_page_size": PER_PAGE,
    "default_cache_ttl": 0,
    "cache_size_kb": 64_000,
    "max_csv_mb": 0,
}
SCHEMA = f"""
CREATE TABLE {TABLE} (
    place INTEGER PRIMARY KEY, id INTEGER, actor TEXT, speaker TEXT, office TEXT, side TEXT,
    topic TEXT, topics TEXT, said_on TEXT, month TEXT, form TEXT, language TEXT, outlets INTEGER,
    outlet TEXT, title TEXT, url TEXT, text TEXT, words TEXT
);
CREATE TABLE statement_topic (
    statement INTEGER REFERENCES {TABLE}(place), topic TEXT, PRIMARY KEY (topic, statement)
) WITHOUT ROWID;
CREATE TABLE statement_outlet (
    statement INTEGER REFERENCES {TABLE}(place), outlet TEXT, PRIMARY KEY (outlet, statement)
) WITHOUT ROWID;
CREATE VIRTUAL TABLE {TABLE}_fts USING fts5(
    words, content="{TABLE}", content_rowid='place', tokenize="unicode61 remove_diacritics 2"
);
"""
FILL = f"""
ATTACH :source AS source;
INSERT INTO {TABLE} (id, actor, speaker, office, side, said_on, month, form, language, outlets)
    SELECT s.id, a.slug, coalesce(a.name, s.speaker), o.title, s.side,
           substr(s.said_on, 1, CASE s.said_on_precision WHEN 'year' THEN 4 WHEN 'month' THEN 7
                                ELSE 10 END),
           CASE WHEN s.said_on_precision <> 'year' THEN substr(s.said_on, 1, 7) END, s.form,
           s.language, s.outlet_count
    FROM source.statement s LEFT JOIN source.actor a ON a.id = s.actor_id
    LEFT JOIN source.office o ON o.id = s.office_id
    WHERE s.merged_into_id IS NULL AND s.withdrawn_at IS NULL
    ORDER BY s.said_on DESC NULLS LAST, s.id DESC;
CREATE INDEX idx_{TABLE}_id ON {TABLE}(id);
UPDATE {TABLE} SET (text, words, outlet, title, url, topics, topic) = (
    SELECT q.text, group_concat(f.words, '
'), u.slug, r.title, r.url,
        (SELECT json_group_array(t.slug) FROM source.statement_topic st
         JOIN source.topic t ON t.id = st.topic_id WHERE st.statement_id = {TABLE}.id),
        (SELECT t.slug FROM source.statement_topic st
         JOIN source.topic t ON t.id = st.topic_id WHERE st.statement_id = {TABLE}.id
         ORDER BY t.position LIMIT 1)
    FROM source.quote q JOIN source.quote_search_text f ON f.id = q.id
    JOIN source.article r ON r.id = q.article_id
    LEFT JOIN source.outlet u ON u.id = r.outlet_id WHERE q.statement_id = {TABLE}.id
);
INSERT INTO statement_topic SELECT DISTINCT p.place, t.slug FROM {TABLE} p
    JOIN source.statement_topic st ON st.statement_id = p.id JOIN source.topic t
    ON t.id = st.topic_id;
INSERT INTO statement_outlet SELECT DISTINCT p.place, u.slug FROM {TABLE} p
    JOIN source.quote q ON q.statement_id = p.id JOIN source.article r ON r.id = q.article_id
    JOIN source.outlet u ON u.id = r.outlet_id;
INSERT INTO {TABLE}_fts({TABLE}_fts) VALUES ('rebuild');
"""


def build(source: Path) -> Path:
    """Return a file beside the source that holds its statements for Datasette, made if need be."""
    # Without a point in its name, which Datasette would write otherwise in its addresses.
    made = source.with_name(f"{source.stem}-datasette.db")
    if made.exists() and made.stat().st_mtime > source.stat().st_mtime:
        return made
    made.unlink(missing_ok=True)
    fresh = made.with_suffix(".part")
    fresh.unlink(missing_ok=True)
    with closing(sqlite3.connect(fresh, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA cache_size = -400000")
        connection.executescript(SCHEMA)
        path = str(source).replace("'", "''")
        connection.executescript(FILL.replace(":source", f"'{path}'"))
        for column in INDEXED[1:]:
            connection.execute(f"CREATE INDEX idx_{TABLE}_{column} ON {TABLE}({column})")
        connection.execute(f"INSERT INTO {TABLE}_fts({TABLE}_fts) VALUES ('optimize')")
        connection.execute("DETACH source")
        connection.execute("ANALYZE")
    fresh.rename(made)
    return made


def command(datasette: str, database: Path, port: int) -> list[str]:
    """Return the command that serves the file; its rows are counted first, once."""
    counts = database.with_suffix(".counts.json")
    if not counts.exists() or counts.stat().st_mtime < database.stat().st_mtime:
        found = subprocess.run(
            [datasette, "inspect", str(database)], check=True, capture_output=True
        )
        counts.write_bytes(found.stdout)
    settings = [
        part for name, value in SETTINGS.items() for part in ("--setting", name, str(value))
    ]
    served = ["serve", "--immutable", str(database), "--inspect-file", str(counts)]
    return [datasette, *served, "--host", "127.0.0.1", "--port", str(port), *settings]


def address_of(ask: Ask, database: Path) -> str | None:
    """Return the address of the same question, None where Datasette has no such page.

    Lists get counts by side, first topic and speaker; JSON none.
    """
    if ask.path not in {LIST, API, CSV}:
        return None
    pairs: list[tuple[str, Any]] = []
    for name, value in ask.pairs:
        match name:
            case "actor" | "side" | "form":
                pairs.append((f"{name}__exact", value))
            case "lang":
                pairs.append(("language__exact", value))
            case "topic" | "outlet":
                pairs.append(("_where", having(name, value)))
            case "q":
                pairs.append(("_search", value))
            case "from" if value == ask.value("to"):
                pairs.append(("month__exact", value))
            case "from":
                pairs.append(("said_on__gte", value))
            case "page":
                # Its own way to a page is by the key of the row before, at no cost.
                pairs.append(("_next", (int(value) - 1) * PER_PAGE))
            case "to":
                pass
            case "sort" if value == "oldest":
                pairs.append(("_sort", "said_on"))
            case "sort" if value == "added":
                pairs.append(("_sort_desc", "id"))
            case "sort":
                return None
            case "facets":
                pairs += FACETS
    if ask.path == CSV:
        return f"/{database.stem}/{TABLE}.csv?{urlencode([*pairs, ('_stream', 'on')])}"
    if ask.path == API:
        if not ask.value("facets"):
            pairs += [("_nocount", 1), ("_nofacet", 1)]
        return f"/{database.stem}/{TABLE}.json?{urlencode([*pairs, ('_shape', 'objects')])}"
    return f"/{database.stem}/{TABLE}?{urlencode([*pairs, *FACETS])}"


FACETS = [("_facet", "side"), ("_facet", "actor"), ("_facet", "topic")]


def having(name: str, value: str) -> str:
    """Return the condition for a value of which a statement can have several.

    Its own way, `_through`, finds nothing together with another filter.
    """
    return f"place IN (SELECT statement FROM statement_{name} WHERE {name} = '{value}')"
