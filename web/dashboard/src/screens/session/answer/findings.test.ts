import { expect, test } from 'vitest';
import type { EventItem, SessionDetail } from '../../../api/types.ts';
import { eventOf, isWarning, otherIdentity } from './findings.ts';

const finding = (code: string) => ({ code, event_ids: [], total: 0 }) as unknown as SessionDetail['explanation']['findings'][number];

test('what changes what an analyst does is a warning, the rest is about the data', () => {
  expect(isWarning(finding('APPROVED_OVER_BLOCK'))).toBe(true);
  expect(isWarning(finding('CLOCK_SKEW'))).toBe(false);
});

test('the server’s event is meant where both sides share an id', () => {
  const [fe, be] = [{ source: 'FE' }, { source: 'BE' }] as EventItem[];
  const events = new Map([
    ['FE:1', { event: fe as EventItem }],
    ['BE:1', { event: be as EventItem }],
  ]);
  expect(eventOf('1', events)?.source).toBe('BE');
  expect(eventOf('2', events)).toBeUndefined();
});

test('only the identities that differ from the session’s are named', () => {
  const detail = { email: 'a@example.com', user_id: 'u1', submission_id: null } as SessionDetail;
  expect(otherIdentity({ email: 'b@example.com', user_id: 'u1' } as EventItem, detail)).toBe('b@example.com');
});
