import { expect, test } from 'vitest';
import { judge, waitFor } from './sender.ts';

test('only what must not be sent again is forgotten', () => {
  expect([200, 422, 400, 415].map(judge)).toEqual(['done', 'done', 'done', 'done']);
  expect([0, 429, 500, 502, 503].map(judge)).toEqual(['again', 'again', 'again', 'again', 'again']);
  expect([401, 403].map(judge)).toEqual(['stop', 'stop']);
  expect(judge(413)).toBe('halve');
});

test('waits grow, are spread, have an end, and are never shorter than the server asks', () => {
  expect(waitFor(0, null, 0)).toBe(500);
  expect(waitFor(0, null, 1)).toBe(1000);
  expect(waitFor(3, null, 0)).toBe(4000);
  expect(waitFor(50, null, 1)).toBe(60_000);
  expect(waitFor(0, '7', 0)).toBe(7000);
  expect(waitFor(0, 'soon', 0)).toBe(500);
});
