WITH input AS MATERIALIZED (
  SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bigint[], $6::text[], $7::text[], $8::text[],
                       $9::text[], $10::text[], $11::text[], $12::text[])
    AS i (session_id, source, event_id, name, time, key, result, reason, error_code, email, path, event)
), fresh AS (
  INSERT INTO events SELECT session_id, source, event_id, time, name, event::jsonb FROM input
  ON CONFLICT DO NOTHING RETURNING session_id, source, event_id
)
INSERT INTO sessions AS s (session_id, created_at, updated_at, events, fe, final_page, last, decided, erred, seen, emailed, names)
SELECT session_id, min(time), max(time), count(*), count(*) FILTER (WHERE source = 'FE'),
       bool_or(name = 'FINAL_PAGE_VIEW'), max(key || ' ' || name),
       max(key || ' ' || name || ' ' || coalesce(reason, '')) FILTER (WHERE name IN ('APPROVED', 'REJECTED', 'PENDING')),
       max(key || ' ' || error_code),
       max(key || ' ' || path) FILTER (WHERE name IN ('STEP_VIEW', 'ERROR_PAGE_VIEWED', 'FINAL_PAGE_VIEW')),
       max((source = 'BE')::int || key || ' ' || email),
       array_agg(DISTINCT name) || coalesce(array_agg(DISTINCT name || ':' || result) FILTER (WHERE result IS NOT NULL), '{}')
  FROM input JOIN fresh USING (session_id, source, event_id)
 GROUP BY session_id
 ORDER BY session_id  -- so that batches that share sessions lock them in one order
ON CONFLICT (session_id) DO UPDATE SET
  created_at = least(s.created_at, excluded.created_at),
  updated_at = greatest(s.updated_at, excluded.updated_at),
  events = s.events + excluded.events,
  fe = s.fe + excluded.fe,
  final_page = s.final_page OR excluded.final_page,
  last = greatest(s.last, excluded.last),
  decided = greatest(s.decided, excluded.decided),
  erred = greatest(s.erred, excluded.erred),
  seen = greatest(s.seen, excluded.seen),
  emailed = greatest(s.emailed, excluded.emailed),
  names = ARRAY(SELECT DISTINCT unnest(s.names || excluded.names))
