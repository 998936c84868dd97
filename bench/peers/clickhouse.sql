-- Every event as columns and as it was; a view that keeps a session's summary as states which merges combine.
CREATE TABLE events (
  session_id String, source String, event_id String, time Int64, name String, key String,
  result String, reason String, error_code String, email String, path String, event String
) ENGINE = MergeTree() ORDER BY (session_id, key) SETTINGS index_granularity = 1024;

CREATE MATERIALIZED VIEW sessions ENGINE = AggregatingMergeTree() ORDER BY session_id SETTINGS index_granularity = 1024 AS
SELECT session_id,
  minState(time) AS created_at_state, maxState(time) AS updated_at_state, countState() AS events_state,
  sumState(toUInt64(source = 'FE')) AS fe_state,
  maxState(toUInt8(name = 'FINAL_PAGE_VIEW')) AS final_page_state,
  argMaxState(name, key) AS last_event_state,
  argMaxState(name, if(name IN ('APPROVED', 'REJECTED', 'PENDING'), key, '')) AS decision_state,
  argMaxState(reason, if(name IN ('APPROVED', 'REJECTED', 'PENDING'), key, '')) AS reason_state,
  maxState(toUInt8(name IN ('APPROVED', 'REJECTED', 'PENDING'))) AS decided_state,
  argMaxState(error_code, if(error_code != '', key, '')) AS error_code_state,
  argMaxState(path, if(name IN ('STEP_VIEW', 'ERROR_PAGE_VIEWED', 'FINAL_PAGE_VIEW'), key, '')) AS last_path_state,
  maxState(toUInt8(name IN ('STEP_VIEW', 'ERROR_PAGE_VIEWED', 'FINAL_PAGE_VIEW'))) AS opened_state,
  argMaxState(email, if(email != '', concat(toString(toUInt8(source = 'BE')), key), '')) AS email_state
FROM events GROUP BY session_id;
