-- What is kept: every event as JSONB, and a row a session that answers lists without reading events. A value that the
-- last event of some kind decides is kept as "order key, space, value", so an upsert is nothing but the greatest of two.
CREATE EXTENSION pg_trgm;

CREATE TABLE events (
  session_id text NOT NULL, source text NOT NULL, event_id text NOT NULL,
  time bigint NOT NULL, name text NOT NULL, event jsonb NOT NULL,
  PRIMARY KEY (session_id, source, event_id)
);

CREATE TABLE sessions (
  session_id text PRIMARY KEY,
  created_at bigint NOT NULL, updated_at bigint NOT NULL, events int NOT NULL, fe int NOT NULL, final_page bool NOT NULL,
  last text NOT NULL, decided text, erred text, seen text, emailed text,
  names text[] NOT NULL,  -- of events, and of checks with their results as NAME:RESULT
  completed  bool GENERATED ALWAYS AS (final_page OR (fe = 0 AND decided IS NOT NULL)) STORED,
  last_event text GENERATED ALWAYS AS (split_part(last, ' ', 2)) STORED,
  decision   text GENERATED ALWAYS AS (split_part(decided, ' ', 2)) STORED,
  reason     text GENERATED ALWAYS AS (split_part(decided, ' ', 3)) STORED,
  error_code text GENERATED ALWAYS AS (split_part(erred, ' ', 2)) STORED,
  last_path  text GENERATED ALWAYS AS (split_part(seen, ' ', 2)) STORED,
  email      text GENERATED ALWAYS AS (split_part(emailed, ' ', 2)) STORED
) WITH (fillfactor = 70);  -- room for updates that touch no index

CREATE INDEX sessions_created ON sessions (created_at DESC, session_id);
CREATE INDEX sessions_decision ON sessions (decision, created_at DESC, session_id) WHERE decision IS NOT NULL;
CREATE INDEX sessions_reason ON sessions (reason, created_at DESC, session_id) WHERE reason IS NOT NULL AND reason <> '';
CREATE INDEX sessions_error ON sessions (error_code, created_at DESC, session_id) WHERE error_code IS NOT NULL;
CREATE INDEX sessions_email ON sessions USING gin (email gin_trgm_ops) WHERE email IS NOT NULL;
