// Statuses, impacts, results, sources: each by word, colour and a shape of its own, so that none depends on seeing colours.
import type { CheckResult, Impact, Outcome, Source, StageVisit, Status } from '../api/types.ts';
import { useWord } from '../words/words.ts';
import styles from './marks.module.css';

const statusShapes: Record<Status, string> = {
  IN_PROGRESS: 'M8 2a6 6 0 1 1-6 6h2.2A3.8 3.8 0 1 0 8 4.2z',
  COMPLETED: 'M8 1.5a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13zm-1 9.3 4.6-4.7-1.2-1.2L7 8.4 5.6 7 4.4 8.2z',
  DROPPED: 'M8 14.2 1.3 2.5h13.4zM8 10.4l3.5-6H4.5z',
  ERROR: 'M5.3 1.5h5.4l3.8 3.8v5.4l-3.8 3.8H5.3l-3.8-3.8V5.3zM7.1 4.2v4.6h1.8V4.2zm0 5.8v1.8h1.8V10z',
};

/** Paths in a box of 16; the timeline's canvas draws the same ones. */
export const impactShapes: Record<Impact, string> = {
  NONE: 'M8 5.5a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5z',
  BLOCKED: 'M2 2h12v12H2zM4.5 7v2h7V7z',
  RETAKE: 'M8 2a6 6 0 1 1-5.8 4.5h2.3A3.9 3.9 0 1 0 8 4.1V6.6L3.8 3.4 8 .2z',
  PENDING: 'M8 1l7 7-7 7-7-7zm0 3L4 8l4 4 4-4z',
  REJECTED: 'M3.6 1.8 8 6.2l4.4-4.4 1.8 1.8L9.8 8l4.4 4.4-1.8 1.8L8 9.8l-4.4 4.4-1.8-1.8L6.2 8 1.8 3.6z',
  APPROVED: 'M6.3 13 1.6 8.3l1.8-1.8 2.9 2.9 6.3-6.3 1.8 1.8z',
  COMPLETED: 'M8 1.5a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13z',
};

const stageShapes: Record<StageVisit['state'], string> = {
  passed: impactShapes.APPROVED,
  blocked: impactShapes.BLOCKED,
  rejected: impactShapes.REJECTED,
  pending: impactShapes.PENDING,
  retake: impactShapes.RETAKE,
  active: statusShapes.IN_PROGRESS,
  stopped: 'M3.5 3.5h9v9h-9z',
  entered: 'M8 2.5a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11zm0 2a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7z',
  skipped: 'M2 7h12v2H2z',
  no_record: 'M2 7h3v2H2zm4.5 0h3v2h-3zM11 7h3v2h-3z',
  not_reached: 'M8 5a3 3 0 1 1 0 6 3 3 0 0 1 0-6zm0 1.3a1.7 1.7 0 1 0 0 3.4 1.7 1.7 0 0 0 0-3.4z',
};

function Shape({ path }: { path: string | undefined }) {
  return (
    <svg viewBox="0 0 16 16" className={styles.shape} aria-hidden="true">
      <path d={path ?? impactShapes.NONE} fill="currentColor" fillRule="evenodd" />
    </svg>
  );
}

export function StatusChip({ status }: { status: Status }) {
  const word = useWord();
  return (
    <span className={styles.chip} data-tone={status} title={word('status_meaning', status)}>
      <Shape path={statusShapes[status]} />
      {word('status', status)}
    </span>
  );
}

/** The outcome; quiet for a session without a decision. */
export function DecisionMark({ outcome }: { outcome: Outcome }) {
  const word = useWord();
  if (outcome === 'NONE') return <span className="quiet">{word('decision', outcome)}</span>;
  return (
    <span className={styles.mark} data-tone={outcome}>
      <Shape path={impactShapes[outcome]} />
      {word('decision', outcome)}
    </span>
  );
}

export function ImpactMark({ impact, quietNone = true }: { impact: Impact; quietNone?: boolean }) {
  const word = useWord();
  return (
    <span className={styles.mark} data-tone={impact} title={impact}>
      <Shape path={impactShapes[impact]} />
      {impact === 'NONE' && quietNone ? <span className="hidden-visually">{word('impact', impact)}</span> : word('impact', impact)}
    </span>
  );
}

/** What a check answered. */
export function ResultMark({ result }: { result: CheckResult }) {
  const word = useWord();
  return (
    <span className={styles.mark} data-tone={result} title={result}>
      {word('check_result', result)}
    </span>
  );
}

/** BE is solid: evidence. FE is hollow: an observation. */
export function SourceChip({ source }: { source: Source }) {
  const word = useWord();
  return (
    <span className={styles.source} data-source={source} title={word('source', source)}>
      {source}
    </span>
  );
}

interface StageStateProps {
  state: StageVisit['state'];
  stage?: StageVisit['stage'];
  status?: Status;
}

/** What became of a stage; the word depends on the stage and, for some states, on whether the session goes on. */
export function StageState({ state, stage = 'PRE_CHECKS', status = 'COMPLETED' }: StageStateProps) {
  const word = useWord();
  return (
    <span className={styles.mark} data-tone={state}>
      <Shape path={stageShapes[state]} />
      {word('stage_state', state, stage, status)}
    </span>
  );
}
