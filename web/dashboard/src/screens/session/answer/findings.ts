// Findings are of two kinds: some change what an analyst does and stand beside the answer, the others are about the data.
import type { EventItem, SessionDetail } from '../../../api/types.ts';

export type Finding = SessionDetail['explanation']['findings'][number];

const warnings: readonly string[] = [
  'APPROVED_OVER_BLOCK',
  'APPROVED_WITHOUT_CHECKS',
  'BLOCKED_AFTER_DECISION',
  'IDENTITY_CHANGED',
  'DECISION_CHANGED',
];

export const isWarning = (finding: Finding): boolean => warnings.includes(finding.code);

/** A finding names ids; the server's event is meant where both sides share one. */
export function eventOf(id: string, events: ReadonlyMap<string, { event: EventItem }>): EventItem | undefined {
  return (events.get(`BE:${id}`) ?? events.get(`FE:${id}`))?.event;
}

/** Events that a warning shows; they need not be told again. */
export const eventsShown = 3;
export const warnedOf = ({ explanation }: SessionDetail): ReadonlySet<string> =>
  new Set(explanation.findings.filter(isWarning).flatMap((finding) => finding.event_ids.slice(0, eventsShown)));

const identities = ['email', 'user_id', 'submission_id'] as const;

/** The identities of an event that are not those of the session. */
export function otherIdentity(event: EventItem, detail: SessionDetail): string {
  return identities.flatMap((name) => (event[name] && event[name] !== detail[name] ? [event[name]] : [])).join(', ');
}
