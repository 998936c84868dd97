-- The same as postgresql.sql without the names that a session has; "" where there is no value.
CREATE TABLE IF NOT EXISTS events (
  session_id TEXT NOT NULL, source TEXT NOT NULL, event_id TEXT NOT NULL,
  time INTEGER NOT NULL, name TEXT NOT NULL, event TEXT NOT NULL,
  PRIMARY KEY (session_id, source, event_id)
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS sessions (
  session_id TEXT PRIMARY KEY,
  created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL, events INTEGER NOT NULL, fe INTEGER NOT NULL,
  final_page INTEGER NOT NULL, last TEXT NOT NULL, decided TEXT NOT NULL, erred TEXT NOT NULL, seen TEXT NOT NULL
) WITHOUT ROWID;

CREATE INDEX IF NOT EXISTS sessions_created ON sessions (created_at DESC, session_id);
