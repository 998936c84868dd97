import { expect, test } from 'vitest';
import type { Outcomes } from '../../api/types.ts';
import { changeOf, shareOf, tallyOf } from './rates.ts';

test('sums of all buckets; held sessions are decided, those without a decision are not', () => {
  const bucket = {
    from: '',
    to: '',
    status: { IN_PROGRESS: 1, COMPLETED: 6, DROPPED: 2, ERROR: 1 },
    decision: { APPROVED: 5, REJECTED: 1, PENDING: 1, NONE: 3 },
  };
  expect(tallyOf({ buckets: [bucket, bucket] } as unknown as Outcomes)).toEqual({ sessions: 20, completed: 12, decided: 14, approved: 10 });
});

test('a period of zero never divides', () => {
  expect([shareOf(0, 0), shareOf(1, 4)]).toEqual([undefined, 0.25]);
  expect([changeOf(112, 100), changeOf(5, 0), changeOf(0, 0), changeOf(0, 5), changeOf(5, undefined)]).toEqual([
    0.12,
    'new',
    undefined,
    -1,
    undefined,
  ]);
});
