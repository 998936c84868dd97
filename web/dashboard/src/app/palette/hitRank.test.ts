import { expect, test } from 'vitest';
import { hitRank } from './hitRank.ts';

test('the closer, the likelier', () => {
  const texts = ['expired document', 'expired_id'];
  expect(['expired_id', 'exp', 'doc', 'pired', 'document expired', 'camera'].map((typed) => hitRank(typed, texts))).toEqual([
    0,
    1,
    2,
    3,
    4,
    undefined,
  ]);
});

test('case and missing texts do not matter', () => {
  expect(hitRank(' LUCAS', [null, 'lucas.silva@example.com'])).toBe(1);
  expect(hitRank('x', [null, undefined])).toBeUndefined();
});
